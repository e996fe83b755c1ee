"""Shares of the spread by grade are parts of a whole, however few the draws and however many the inputs."""

from __future__ import annotations

from pathlib import Path

from simulator.scenario import load
from simulator.study.run import run_study


def test_the_luck_of_many_small_inputs_does_not_add_up_to_a_share(tmp_path: Path) -> None:
    few, many = (
        run_study(load("california-patrol"), draws=draws, seed=1, out=tmp_path, clock=False).summary
        for draws in (500, 5_000)
    )
    assert few.sensitivity is not None
    assert many.sensitivity is not None
    shares, settled = (found.selections["all"].by_grade for found in (few.sensitivity, many.sensitivity))
    assert sum(shares.values()) <= 1 + 1e-9
    assert all(share >= 0 for share in shares.values())
    assert abs(shares["assumed"] - settled["assumed"]) < 0.1
