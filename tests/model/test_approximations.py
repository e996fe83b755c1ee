"""What the method admits not to do exactly, and the numbers docs/method.md, section 6.16, gives for it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.kernel import draw_unknowns
from simulator.model import differential as ratios
from simulator.model.search import fpir
from tests.scenarios.compiled import compiled


def test_two_arrests_of_one_search_are_rare_and_make_wrongful_arrests_a_little_too_many() -> None:
    """Five wrong faces a search, each on its own way to an arrest of probability r: pairs 10 r², arrests 5 r."""
    county = compiled("washington-county-mugshots")

    def arrested(values: NDArray[np.float64]) -> NDArray[np.float64]:
        expected = county.expect(values)
        return np.asarray(np.prod(expected.proceeds[0, 0, : county.first_held], axis=0))

    (typical,) = arrested(county.medians())
    assert 1 / (10 * typical**2) == pytest.approx(48_000, rel=0.02)
    draws = arrested(draw_unknowns(county, 1, 0, 4000))
    assert 1 / (10 * np.mean(draws**2)) == pytest.approx(5_300, rel=0.05)
    assert np.mean(10 * draws**2) / np.mean(5 * draws) == pytest.approx(0.015, rel=0.05)


@pytest.mark.parametrize(("factor", "found"), [(0.05, 12.6), (0.2, 7.6)])
def test_per_search_ratios_hold_at_the_cross_groups_median_and_are_off_at_its_ends(
    factor: float, found: float
) -> None:
    """Six groups printed at 1 to 10 for whole searches, solved at a factor of 0.1: what a search of equal shares gives at others."""
    printed: dict[tuple[str, ...], float] = {
        (str(i),): 1e-4 * x for i, x in enumerate((1.0, 1.5, 2.0, 3.0, 5.0, 10.0))
    }
    own = ratios.own_rates(printed, 0.1)

    def ratio(cross: float) -> float:
        cells = ratios.cells_from_rates(own, cross)
        of = {g: sum(np.exp(cells[g, h]) for h in own) for g in own}
        return float(of["5",] / of["0",])

    assert ratio(0.1) == pytest.approx(10, rel=2e-3)
    assert ratio(factor) == pytest.approx(found, rel=0.01)


def test_a_level_that_is_an_fmr_grows_in_proportion_where_growth_of_08_would_leave_a_quarter_at_1000() -> (
    None
):
    """N^(a − 1), from one comparison on: 0.25 at 1,000 entries, 0.087 at 200,000."""
    assert [round(n ** (0.8 - 1), 3) for n in (1_000, 200_000)] == [0.251, 0.087]
    for name in ("california-patrol", "capital-cameras", "orlando-cameras", "prison-gate"):
        assert compiled(name).matcher.level.counted_at is not None, (
            f"{name} starts where its events were counted"
        )


def test_two_lookalikes_of_one_person_meet_different_encounters_in_the_formula_for_people() -> None:
    """An alert is as probable as matches are expected, Λ, in the formula, and FPIR(Λ) in truth: a part Λ(1 + κ)/2 less."""
    match_rate, kappa = 0.002, 1.0
    exact = float(fpir(np.array(match_rate), np.array(kappa)))
    assert 1 - exact / match_rate == pytest.approx(match_rate * (1 + kappa) / 2, rel=0.02)
    assert match_rate * (1 + kappa) / 2 == pytest.approx(1 / 500)
