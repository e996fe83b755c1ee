"""Small searches: limits and levers written for one test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.evidence import library
from simulator.scenario import load
from simulator.study.board.limit_files import read_limits
from simulator.study.design.lever_files import LeverFile, chosen
from simulator.study.design.run import Asked, Designed, design

NO_LEVERS = LeverFile("none", "No levers", (), "")


def limits(folder: Path, *rules: str) -> Path:
    """A file of limits; each rule as `measure: wrongly_held, at_most: 3`."""
    path = folder / "limits.yaml"
    lines = [f"  - {{rule: r{i}, group: all, reason: a test, {rule}}}\n" for i, rule in enumerate(rules)]
    path.write_text(f"schema: 1\ntitle: A board\nlimits:\n{''.join(lines)}")
    return path


def searched(
    folder: Path,
    scenario: str,
    rules: Sequence[str],
    own: Sequence[str],
    *,
    file: LeverFile = NO_LEVERS,
    draws: int = 1000,
    seed: int = 1,
) -> Designed:
    """A search for a design, its result under the folder."""
    board = read_limits(limits(folder, *rules), library())
    asked = Asked(board, file, tuple(map(chosen, own)), tuple(own), "limits.yaml", "none")
    return design(load(scenario), scenario, asked, draws=draws, seed=seed, out=folder / "results")
