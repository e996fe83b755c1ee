"""Worlds drawn from a fit: the program foretells them, and one that takes the fit wrongly does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.model.compiled import Compiled
from simulator.study.calibration.ranks import judged
from tests.calibration import fit_town, wrong
from tests.calibration.wrong import Columns

TOGETHER = 60
Taken = Callable[[Columns], Columns]


@pytest.fixture(scope="module")
def made() -> Columns:
    return fit_town.rows()


def misfits(program: Compiled, made: Columns, worlds: int) -> set[str]:
    found = fit_town.ranks(program, made, worlds)
    return {name for name, each in found.items() if judged(name, each).misfit(TOGETHER)}


@pytest.mark.statistical
def test_years_of_a_fits_worlds_rank_uniformly(made: Columns, tmp_path: Path) -> None:
    program = fit_town.program(tmp_path, made)
    assert {each.identity for each in program.unknowns} == {
        "fit/made", "fit/made/new-setting/town/false_alerts", "fit/made/new-setting/town/true_alerts",
    }  # fmt: skip
    assert misfits(program, made, 300) == set()


@pytest.mark.statistical
@pytest.mark.parametrize(
    ("taken", "worlds", "shows"),
    [
        (wrong.apart, 400, {"false_alerts"}),
        (wrong.nowhere_new, 400, {"wanted_found"}),
        (wrong.at_the_fits_threshold, 100, {"alerts", "false_alerts"}),
        (wrong.as_if_known, 100, {"false_alerts"}),
    ],
)
def test_a_fit_taken_wrongly_is_found(
    taken: Taken, worlds: int, shows: set[str], made: Columns, tmp_path: Path
) -> None:
    assert shows <= misfits(fit_town.program(tmp_path, taken(made)), made, worlds)
