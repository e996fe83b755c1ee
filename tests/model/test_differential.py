"""Differentials: pooling, unmeasured groups, shares by independence."""

from math import exp

import numpy as np
import pytest

from simulator.model import differential as ratios
from simulator.model import unaudited
from simulator.model.exposure import Composition, JointShares
from simulator.model.unknowns import Term, Terms

Cell = tuple[str, ...]

SEXES, RACES = ("female", "male"), ("asian", "black", "white")
KEYS = tuple((sex, race) for sex in SEXES for race in RACES)
BASE = {("female", "female"): -8.0, ("female", "male"): -11.0, ("male", "male"): -9.0}
EFFECTS = {"asian": 0.8, "black": 1.2, "white": 0.0}


def additive(different: float = -2.0) -> dict[tuple[Cell, Cell], float]:
    """A matrix that follows the additive structure exactly."""
    cells: dict[tuple[Cell, Cell], float] = {}
    for g in KEYS:
        for h in KEYS:
            pair = (min(g[0], h[0]), max(g[0], h[0]))
            cells[g, h] = (
                BASE[pair] + (different if g[1] != h[1] else 0) + (EFFECTS[g[1]] + EFFECTS[h[1]]) / 2
            )
    return cells


def test_the_structure_is_recovered_exactly_where_it_holds() -> None:
    fitted = ratios.fit(additive(), "white")
    assert fitted.different == pytest.approx(-2.0)
    assert fitted.effects == pytest.approx(EFFECTS)
    assert fitted.log_rate(("female", "black"), ("male", "asian")) == pytest.approx(-11 - 2 + 1.0)


def test_the_reference_is_one_and_an_unmeasured_race_starts_from_it() -> None:
    """Within itself and between sexes its cells are the reference race's; towards another race half of both own rates, and the structure's step."""
    keys = (*KEYS, ("female", "hispanic"), ("male", "hispanic"))
    fitted = ratios.fit(additive(), "white")
    cells = unaudited.fill(additive(), fitted, keys, {"hispanic": "unmeasured"}, "white", {})
    matrix = ratios.matrix(keys, cells, fitted, KEYS.index(("male", "white")))
    at = {key: i for i, key in enumerate(keys)}
    assert matrix[at["male", "white"], at["male", "white"]] == 1.0
    assert matrix[at["male", "black"], at["male", "black"]] == pytest.approx(exp(1.2))
    assert matrix[at["male", "hispanic"], at["male", "hispanic"]] == pytest.approx(1.0)
    assert matrix[at["female", "hispanic"], at["male", "hispanic"]] == pytest.approx(exp(-11 + 9))
    assert matrix[at["female", "hispanic"], at["male", "black"]] == pytest.approx(exp(-11 - 2 + 0.6 + 9))
    np.testing.assert_allclose(matrix, matrix.T)


def test_pooling_two_audits_widens_by_their_spread() -> None:
    one = additive()
    other = {cell: value + (0.6 if cell[0] == cell[1] else 0.0) for cell, value in one.items()}
    mean, between = ratios.pool([one, other])
    assert mean[KEYS[0], KEYS[0]] == pytest.approx(one[KEYS[0], KEYS[0]] + 0.3)
    assert between == pytest.approx(np.std([0, 0.6], ddof=1) * np.sqrt(1.5))
    assert ratios.pool([one])[1] == 0.0


def test_rates_without_cross_group_cells_meet_in_the_geometric_mean() -> None:
    cells = ratios.cells_from_rates({("a",): 0.04, ("b",): 0.0004}, 0.5)
    assert exp(cells[("a",), ("b",)]) == pytest.approx(0.5 * 0.004)
    assert exp(cells[("a",), ("a",)]) == pytest.approx(0.04)


def test_an_odds_ratio_keeps_the_published_shares_of_the_last_axis() -> None:
    product = np.outer([0.3, 0.7], [0.2, 0.8]).ravel()
    members = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], dtype=float)
    joint = JointShares(product, Terms((Term(3.0), Term(0.5), Term(1.0), Term(1.0))), members)
    weights = joint.of(np.zeros((0, 1)))
    np.testing.assert_allclose(weights @ members, [[0.2, 0.8]])
    women, men = weights[0, :2], weights[0, 2:]
    np.testing.assert_allclose(women / men, np.array([3.0, 0.5]) * 0.3 / 0.7)


def test_doubt_about_a_share_of_the_last_axis_reaches_the_groups() -> None:
    """Found by a review: renormalised to the published shares, a drawn one never moved a number."""
    product = np.outer([0.3, 0.7], [0.2, 0.8]).ravel()
    members = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], dtype=float)
    drawn = Terms((Term(3.0), Term(1.0), Term(3.0), Term(1.0)))
    for association in (None, Terms((Term(3.0), Term(0.5), Term(1.0), Term(1.0)))):
        weights = JointShares(product, association, members, drawn).of(np.zeros((0, 1)))
        np.testing.assert_allclose(weights @ members, [[0.6 / 1.4, 0.8 / 1.4]])


def test_a_level_nobody_has_leaves_the_others_alone() -> None:
    """Found by the long fuzz: a share of 0 with an odds ratio was 0/0 for everybody."""
    product = np.outer([0.4, 0.6], [1.0, 0.0]).ravel()
    members = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], dtype=float)
    weights = JointShares(product, Terms((Term(2.0), Term(2.0), Term(1.0), Term(1.0))), members).of(
        np.zeros((0, 1))
    )
    np.testing.assert_allclose(weights, [[0.8 / 1.4, 0, 0.6 / 1.4, 0]])


def test_a_composition_with_a_spread_still_sums_to_one() -> None:
    drawn = Composition(np.array([0.25, 0.75]), Terms((Term(2.0), Term(1.0)))).of(np.zeros((0, 1)))
    np.testing.assert_allclose(drawn, [[0.4, 0.6]])


@pytest.mark.parametrize("cross_group", [0.01, 0.1, 0.9])
def test_rates_of_whole_searches_come_back_from_a_search_of_a_whole_gallery(cross_group: float) -> None:
    """The British police database: 0.04, 4.0 and 5.5 in 100 searches, on a gallery with equal shares."""
    printed: dict[Cell, float] = {("white",): 0.0004, ("asian",): 0.04, ("black",): 0.055}
    own = ratios.own_rates(printed, cross_group)
    cells = ratios.cells_from_rates(own, cross_group)
    searched = {g: sum(exp(cells[g, h]) for h in printed) for g in printed}
    for group, rate in printed.items():
        expected = np.log1p(-rate) / np.log1p(-0.0004)
        assert searched[group] / searched["white",] == pytest.approx(expected)
        # Every group's searches meet the badly matched ones, so within groups the contrast is wider.
        assert own[group] / own["white",] >= expected * (1 - 1e-9)


def test_rates_of_whole_searches_say_nothing_of_a_group_where_all_match_alike() -> None:
    with pytest.raises(ValueError, match="not below 1"):
        ratios.own_rates({("white",): 0.01, ("black",): 0.02}, 1.0)
