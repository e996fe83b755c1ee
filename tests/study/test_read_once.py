"""What was asked is what was read: files changed while a study runs change neither its answer nor what it says of itself."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from simulator.documents import Fault, Faults
from simulator.documents.yaml12 import load as load_yaml
from simulator.scenario import load
from simulator.study import run_study
from simulator.study.board.limit_files import read_limits
from simulator.study.sweep.axes import axis_of
from simulator.study.sweep.run import sweep

MINE = "schema: 2\nextends: prison-gate\ntitle: Ours\nsummary: Ours.\n"
LIMITS = """
schema: 2
title: Ours
limits:
  - {rule: few, measure: wrongly_held, group: all, at_most: %d, reason: we say so}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE)
    return path


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return found


@pytest.mark.parametrize("change", ["edited", "removed"])
def test_a_file_changed_while_it_is_answered_is_hashed_as_it_was_read(mine: Path, change: str) -> None:
    def meanwhile(_share: float, what: str) -> None:
        if what == "writing":
            mine.write_text("not: the same") if change == "edited" else mine.unlink(missing_ok=True)

    out = mine.parent / "results"
    outcome = run_study(load(str(mine)), draws=100, seed=1, out=out, clock=False, progress=meanwhile)
    inputs = manifest(outcome.folder)["inputs"]
    assert inputs["scenario/mine.yaml"] == hashlib.sha256(MINE.encode()).hexdigest()
    assert "scenario/prison-gate.yaml" in inputs


def test_a_sweep_over_a_file_that_changes_is_refused(mine: Path) -> None:
    loaded = load(str(mine))
    mine.write_text(MINE + "scan: {value: 0.5, assumed: other}\n")
    with pytest.raises(Faults, match=r"mine\.yaml .*was changed meanwhile"):
        sweep(loaded, str(mine), [axis_of("matcher.frailty=0:1:3")], draws=100, seed=1, out=mine.parent / "r")
    assert not list(mine.parent.rglob("grid.parquet"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_limits_from_a_pipe_are_kept_as_they_were_read() -> None:
    texts = []
    for most in (12, 1_000_000):
        reader, writer = os.pipe()
        os.write(writer, (LIMITS % most).encode())
        os.close(writer)
        file = read_limits(Path(f"/dev/fd/{reader}"))
        os.close(reader)
        assert file.limits[0].rule.at_most == most
        texts.append(file.text)
    assert texts == [LIMITS % 12, LIMITS % 1_000_000]


def test_faults_of_another_process_arrive_as_faults() -> None:
    faults = Faults([Fault("a.yaml", 1, 2, "scan", "2", "is more than 1")], missing=True)
    again = pickle.loads(pickle.dumps(faults))
    assert (str(again), again.faults, again.missing) == (str(faults), faults.faults, True)


def test_a_long_chain_is_no_circle(tmp_path: Path) -> None:
    base = "prison-gate"
    for number in range(12):
        path = tmp_path / f"{number}.yaml"
        path.write_text(f"schema: 2\nextends: {base}\ntitle: t\nsummary: s\n")
        base = f"./{number}.yaml"
    with pytest.raises(Faults, match="of a chain; at most"):
        load(str(path))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="devices")
def test_a_device_without_end_is_no_scenario() -> None:
    with pytest.raises(Faults, match="is a device"):
        load_yaml(Path("/dev/zero"))
