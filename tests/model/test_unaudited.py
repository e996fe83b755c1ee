"""People no audit measured: the scale they are put on, the regions that stand for them, and the cells of the matrix that are theirs."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.evidence import library
from simulator.model import audits, unaudited
from simulator.model.differential import Cell
from simulator.model.laws import Bridged, OneMore
from simulator.model.tables import Axes
from simulator.model.unknowns import Registry
from simulator.scenario.grammar import Differential, Groups
from simulator.scenario.groups import groups_of
from tests.scenarios.compiled import compiled

RACES = [
    "american-indian",
    "asian",
    "black",
    "hispanic",
    "middle-eastern-south-asian",
    "multiracial",
    "white",
]
GROUPS = Groups(axes={"sex": ["female", "male"], "race": RACES}, reference="male/white")
AXES = Axes(dict(GROUPS.axes), groups_of(GROUPS))
IDS = [group.id for group in AXES.groups]
FIG5, FIG12 = "nist-ir-8280/fig5-", "nist-ir-8280/fig12-"
REGIONS = {
    "hispanic": f"{FIG5}region-central-america",
    "middle-eastern-south-asian": f"{FIG5}region-middle-east-south-asia",
    "asian": f"{FIG5}region-east-asia",
    "black": f"{FIG5}bridge-african",
    "white": f"{FIG5}region-eastern-europe",
}
SPEC = {
    "audit": [f"{FIG12}yitu-003", f"{FIG12}imperial-002"],
    "unmeasured": dict.fromkeys(
        ("hispanic", "middle-eastern-south-asian", "multiracial"), "nobody measured it"
    ),
    "born": {
        "measured_by": f"{FIG12}imperial-002",
        "regions": REGIONS,
        "bridges": ["asian", "black"],
        "across": {"hispanic": {"white": f"{FIG5}cross-central-america-eastern-europe"}},
        "places": {"between": [1 / 1.8, 1.8], "assumed": "not of one birthplace"},
        "highest": 25,
        "assumed": "a proxy",
    },
}


def drawn(**changes: object) -> tuple[Registry, NDArray[np.float64]]:
    book = Registry("test", library())
    found = audits.differential(
        Differential.model_validate(SPEC | changes), AXES, IDS.index("male/white"), book
    )
    return book, found.matrix


def law_of(book: Registry, level: str) -> object:
    return next(each.law for each in book.unknowns if each.paths[0].endswith(f"unmeasured.{level}"))


def test_people_born_in_central_america_stand_for_hispanic_people_at_twice_whites_rate() -> None:
    """By hand from the two figures: exp(log 3.36 + mean of 0.058 and 0.113 − 0.548), in units of NIST's White."""
    book, _ = drawn()
    law = law_of(book, "hispanic")
    assert isinstance(law, Bridged)
    assert exp(law.center) == pytest.approx(2.116, abs=0.002)
    assert law.bridges == 2
    assert law.scatter == pytest.approx(0.0014, abs=1e-4)
    assert law.beside == pytest.approx(np.hypot(0.799, log(1.8) / 1.645), abs=0.001)
    low, middle, high = law.ppf(np.array([0.05, 0.5, 0.95]))
    assert (low, middle, high) == (
        pytest.approx(0.45, abs=0.02),
        pytest.approx(2.1, abs=0.05),
        pytest.approx(9.5, abs=0.5),
    )
    assert law.ppf(np.array([1 - 1e-9]))[0] <= 25


def test_people_born_in_the_middle_east_or_south_asia_stand_at_about_half() -> None:
    law = law_of(drawn()[0], "middle-eastern-south-asian")
    assert isinstance(law, Bridged)
    assert law.ppf(np.array([0.05, 0.5, 0.95])) == pytest.approx([0.118, 0.556, 2.62], rel=0.02)


def test_a_group_without_any_figure_is_one_more_among_groups_and_regions() -> None:
    """Four groups of the two audits and two regions, all relative to White people within their own group."""
    law = law_of(drawn()[0], "multiracial")
    assert isinstance(law, OneMore)
    assert [exp(effect) for effect in law.effects] == pytest.approx(
        [0.556, 1, 2.10, 2.366, 2.813, 26.56], rel=0.01
    )


def test_without_the_proxy_all_three_are_one_more_among_the_groups_measured() -> None:
    book, _ = drawn(born=None)
    found = {law_of(book, level) for level in ("hispanic", "middle-eastern-south-asian", "multiracial")}
    assert len(found) == 1


def test_within_an_unmeasured_group_the_cell_is_the_reference_races() -> None:
    _, matrix = drawn()
    at = {name: i for i, name in enumerate(IDS)}
    for sex in ("female", "male"):
        mine, theirs = at[f"{sex}/hispanic"], at[f"{sex}/white"]
        assert matrix[mine, mine] == pytest.approx(matrix[theirs, theirs])
    assert matrix[at["female/hispanic"], at["male/hispanic"]] == pytest.approx(
        matrix[at["female/white"], at["male/white"]]
    )
    np.testing.assert_allclose(matrix, matrix.T)


def test_between_regions_the_figure_says_how_much_less_often_people_match() -> None:
    """Central America with Eastern Europe 0.031, 3.36 and 0.26 in 10,000: exp(−3.4) of the mean of both on the log scale."""
    _, matrix = drawn()
    at = {name: i for i, name in enumerate(IDS)}
    mine, theirs = at["male/hispanic"], at["male/white"]
    apart = matrix[mine, theirs] / np.sqrt(matrix[mine, mine] * matrix[theirs, theirs])
    assert log(apart) == pytest.approx(-3.41, abs=0.01)


def test_upside_down_the_proxy_is_one_over_it() -> None:
    plain, turned = (law_of(drawn(reversed=each)[0], "hispanic") for each in (False, True))
    assert isinstance(plain, Bridged)
    assert turned == plain.upside_down()


@pytest.mark.parametrize(
    "name", ["california-patrol", "orlando-cameras", "prison-gate", "washington-county-mugshots"]
)
def test_hispanic_people_have_one_law_in_every_american_scenario(name: str) -> None:
    laws = {each.identity: each.law for each in compiled(name).unknowns}
    known = {each.identity: each.law for each in compiled("california-patrol").unknowns}
    identity = f"{FIG12}yitu-003+{FIG12}imperial-002#hispanic"
    assert laws[identity] == known[identity]


def test_an_effect_is_told_relative_to_the_reference_race_of_the_same_sex() -> None:
    cells: dict[Cell, float] = {}
    for sex, race, value in (("f", "w", -8.0), ("f", "b", -7.0), ("m", "w", -9.0), ("m", "b", -9.5)):
        cells[(sex, race), (sex, race)] = value
    assert unaudited.own_effects(cells, "w") == {"w": 0.0, "b": 0.25}
