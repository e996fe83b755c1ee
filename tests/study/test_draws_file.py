"""`draws.parquet` of many draws: kept when asked for, and null where a draw is not described."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.scenario import load
from simulator.study import run_study
from simulator.study.draws_file import _padded


def test_more_draws_than_are_kept_are_kept_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.study.run.MANY", 200)
    loaded = load("prison-gate")
    without, kept = (
        run_study(loaded, draws=300, seed=1, out=tmp_path, clock=False, keep_draws=keep)
        for keep in (False, True)
    )
    assert not (without.folder / "draws.parquet").exists()
    assert (kept.folder / "draws.parquet").exists()
    assert "--keep-draws" in kept.summary.reproduce.command
    assert without.summary.measures == kept.summary.measures


def test_few_enough_draws_are_kept_and_the_wish_changes_nothing(tmp_path: Path) -> None:
    loaded = load("prison-gate")
    plain, asked = (
        run_study(loaded, draws=100, seed=1, out=tmp_path, clock=False, keep_draws=keep)
        for keep in (False, True)
    )
    assert plain.folder == asked.folder
    assert (plain.folder / "draws.parquet").exists()


def test_what_is_not_described_is_null() -> None:
    assert _padded(np.array([0.5, 1.0]), 3).to_pylist() == [0.5, 1.0, None]
    assert _padded(np.array([1, 2], np.uint8), 2).to_pylist() == [1, 2]
