"""Distinct people against a simulation of persons, and where the approximation stops holding."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator.kernel.people import clustering, held, held_on_entry

PERSONS = 3_000_000


def formula(
    match_rate: float, encounters: float, r: float, kappa: float, q: float, cv: float
) -> tuple[float, float]:
    """`held` on numbers."""
    ever, twice = held(*(np.array(x) for x in (match_rate, encounters, r, kappa, q, cv)))
    return float(ever), float(twice)


def lived(
    match_rate: float, encounters: float, r: float, kappa: float, q: float, cv: float
) -> NDArray[np.int64]:
    """(persons,) detentions a year of each person: frailty, own lookalikes, own encounters, one coin a search."""
    rng = np.random.default_rng(1)
    sigma = np.sqrt(np.log1p(cv**2))
    yearly = encounters * np.exp(sigma * rng.standard_normal(PERSONS) - sigma**2 / 2)
    frailty = rng.gamma(1 / kappa, kappa, PERSONS)
    lookalikes = rng.poisson(frailty * match_rate / q)
    alert = 1 - (1 - q) ** lookalikes
    return rng.binomial(rng.poisson(yearly), alert * r)


@pytest.mark.statistical
@pytest.mark.parametrize(
    "world",
    [(0.01, 3.0, 0.5, 1.0, 0.5, 1.0), (0.002, 10.0, 0.3, 2.0, 0.9, 0.5), (0.02, 0.5, 0.8, 0.5, 0.3, 1.5)],
)
def test_people_held_agree_with_persons_lived_while_risks_are_small(world: tuple[float, ...]) -> None:
    people = lived(*world)
    ever, twice = formula(*world)
    for found, predicted in ((np.mean(people >= 1), ever), (np.mean(people >= 2), twice)):
        error = np.sqrt(predicted / PERSONS)
        assert abs(found - predicted) < 0.03 * predicted + 6.2 * error


def test_where_the_approximation_stops_holding() -> None:
    world = (0.5, 5.0, 0.9, 1.0, 0.3, 1.0)
    found, predicted = float(np.mean(lived(*world) >= 1)), formula(*world)[0]
    assert found > 0.2
    assert predicted > 1.03 * found


def test_the_simulated_year_is_clustered_as_kappa_says() -> None:
    match_rate, encounters, r, kappa, q, cv = 0.01, 3.0, 0.5, 1.0, 0.5, 1.0
    people = lived(match_rate, encounters, r, kappa, q, cv).astype(float)
    factorial = np.mean(people * (people - 1)) / np.mean(people) ** 2
    star = float(clustering(*(np.array(x) for x in (kappa, q, match_rate, cv))))
    assert factorial == pytest.approx(1 + star, rel=0.1)


def test_quadrature_agrees_with_a_fine_integral() -> None:
    z = np.linspace(-8, 8, 20_001)
    weight = np.exp(-(z**2) / 2)
    for cv in (0.0, 0.5, 1.0, 2.0):
        sigma = np.sqrt(np.log1p(cv**2))
        spread = np.exp(sigma * z - sigma**2 / 2)
        at_each = held(*(np.array(x) for x in (0.02, 3.0 * spread, 0.5, 1.0, 0.5, 0.0)))[0]
        exact = float(np.sum(weight * at_each) / weight.sum())
        assert formula(0.02, 3.0, 0.5, 1.0, 0.5, cv)[0] == pytest.approx(exact, rel=2e-3)


RATES = st.floats(1e-8, 0.3)


@given(RATES, st.floats(0.01, 20), st.floats(0, 1), st.floats(0, 3), st.floats(0, 1), st.floats(0, 2))
def test_people_never_outnumber_events(
    match_rate: float, encounters: float, r: float, kappa: float, q: float, cv: float
) -> None:
    ever, twice = formula(match_rate, encounters, r, kappa, q, cv)
    assert 0 <= ever <= min(match_rate * encounters * r * (1 + 1e-5), 1) + 1e-15
    assert 0 <= twice <= ever
    assert ever + twice <= match_rate * encounters * r * (1 + 1e-5) + 1e-15


@given(RATES, st.floats(1, 3), st.floats(0, 3), st.floats(0, 1))
def test_a_higher_match_rate_never_spares_anybody(
    match_rate: float, more: float, kappa: float, q: float
) -> None:
    assert (
        formula(match_rate * more, 2.0, 0.5, kappa, q, 1.0)[0]
        >= formula(match_rate, 2.0, 0.5, kappa, q, 1.0)[0]
    )


def test_without_frailty_repeats_or_unevenness_the_law_is_poisson() -> None:
    ever, twice = formula(0.1, 2.0, 0.5, 0.0, 0.0, 0.0)
    assert ever == pytest.approx(1 - np.exp(-0.1), rel=1e-6)
    assert twice == pytest.approx(1 - np.exp(-0.1) * 1.1, rel=1e-6)


@given(st.floats(0, 1e6), st.floats(0, 1e5), st.floats(0, 3))
def test_no_more_people_are_held_on_entries_than_there_are_stale_enrollees(
    events: float, persons: float, cv: float
) -> None:
    ever, twice = (float(x) for x in held_on_entry(np.array(events), np.array(persons), np.array(cv)))
    assert 0 <= twice <= ever <= min(persons, events) * (1 + 1e-6) + 1e-9
