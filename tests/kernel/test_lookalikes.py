"""Luck of people met again, against persons lived one by one (docs/method.md §3)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator.kernel import stream
from simulator.kernel.lookalikes import MANY, Resemblance, affected, at_least_one, multiplier, multipliers

YEARS = 40_000

GATE = (560, 6e-5, 10.0, 1.0, 0.8, 2.5)
"""People exposed, Λ, encounters a person, κ, q, CV: a group at the prison's gate."""
SQUARE = (3000, 0.002, 40.0, 1.0, 0.7, 1.5)
CLOSE = (12, 0.05, 2.0, 1.0, 0.5, 1.0)


def resemblance(world: tuple[float, ...], years: int) -> Resemblance:
    people, match_rate, _, kappa, q, cv = (np.full(years, float(x)) for x in world)
    return Resemblance(match_rate, people, kappa, q, cv)


def counted(world: tuple[float, ...], years: int, gamma: bool = False) -> NDArray[np.int64]:
    """(years,) alerts: Poisson given the multiplier of the kernel, or given a gamma of its variance."""
    alike = resemblance(world, years)
    if gamma:
        spread = float(alike.variance()[0])
        luck = np.random.default_rng(3).gamma(1 / spread, spread, years)
    else:
        luck = multiplier(alike, lambda what: stream(7, what, 0))
    people, match_rate, encounters = world[:3]
    return stream(7, "counts", 0).poisson(people * match_rate * encounters * luck)


def lived(world: tuple[float, ...], years: int) -> NDArray[np.int64]:
    """(years,) alerts, person by person: own frailty, own lookalikes, own encounters; each lookalike matches or does not."""
    people, match_rate, encounters, kappa, q, cv = world
    rng, sigma = np.random.default_rng(1), np.sqrt(np.log1p(cv**2))
    total = np.zeros(years, np.int64)
    for first in range(0, years, 500):
        shape = (500, int(people))
        number = rng.poisson(rng.gamma(1 / kappa, kappa, shape) * match_rate / q)
        at, who = np.nonzero(number)
        yearly = rng.poisson(encounters * np.exp(sigma * rng.standard_normal(len(at)) - sigma**2 / 2))
        np.add.at(total, first + at, rng.binomial(yearly * number[at, who], q))
    return total


@pytest.mark.statistical
@pytest.mark.parametrize("world", [GATE, SQUARE, CLOSE])
def test_years_of_few_people_are_those_of_persons_lived(world: tuple[float, ...]) -> None:
    """Mean, variance, years without a case and the 90, 95 and 99 % quantiles, each within 4.5 standard errors or one count."""
    by_hand, ours = lived(world, YEARS), counted(world, YEARS)
    for a, b in ((by_hand, ours), (by_hand == 0, ours == 0)):
        error = np.sqrt((np.var(a) + np.var(b)) / YEARS)
        assert abs(np.mean(a) - np.mean(b)) < 4.5 * error
    spread = (by_hand - by_hand.mean()) ** 2, (ours - ours.mean()) ** 2
    assert abs(spread[0].mean() - spread[1].mean()) < 4.5 * np.sqrt(sum(np.var(s) for s in spread) / YEARS)
    for p in (0.90, 0.95, 0.99):
        at = np.quantile(by_hand, p)
        margin = 4.5 * np.sqrt(2 * p * (1 - p) / YEARS)
        assert np.mean(ours <= at) > p - margin
        assert np.mean(ours < at) < p + margin


def test_a_gamma_gives_few_people_too_many_quiet_years_and_too_few_cases_in_the_others() -> None:
    """Of a gamma with the same mean and variance one year in a hundred has 6 cases or more, of persons lived 8."""
    by_hand, ours, gamma = lived(GATE, YEARS), counted(GATE, YEARS), counted(GATE, YEARS, gamma=True)
    assert [np.quantile(years, 0.99) for years in (by_hand, ours)] == [8, 8]
    assert np.quantile(gamma, 0.99) < 7
    assert np.mean(gamma > 0) < 0.75 * np.mean(by_hand > 0)
    assert np.mean(ours > 0) == pytest.approx(np.mean(by_hand > 0), rel=0.1)


@pytest.mark.statistical
@pytest.mark.parametrize("cv", [0.5, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("each", [0.3, 3.0])
def test_a_gamma_that_stands_for_many_people_moves_no_probability_by_more_than_a_few_in_a_hundred(
    cv: float, each: float
) -> None:
    """At the largest variance at which it is used; `each`: alerts a year of an affected person."""
    match_rate, kappa, q = 0.001, 1.0, 0.8
    star = (1 + kappa + q / match_rate) * (1 + cv**2) - 1
    world = (np.ceil(star / MANY), match_rate, each / q, kappa, q, cv)
    alike = resemblance(world, YEARS)
    assert not alike.few(alike.variance()).any()
    people = affected(alike, lambda what: stream(7, what, 0))
    luck = np.bincount(people.draw, people.weight, minlength=YEARS) * q / (world[0] * match_rate)
    one_by_one = stream(8, "counts", 0).poisson(world[0] * match_rate * world[2] * luck)
    gamma = counted(world, YEARS)
    at = np.arange(max(one_by_one.max(), gamma.max()) + 1)
    apart = np.searchsorted(np.sort(one_by_one), at, "right") - np.searchsorted(np.sort(gamma), at, "right")
    assert np.abs(apart).max() / YEARS < (0.03 if cv <= 2 else 0.06)


def test_numbers_of_lookalikes_are_negative_binomial_above_none() -> None:
    u = (np.arange(200_000) + 0.5) / 200_000
    for mean, kappa in ((1e-9, 1.0), (0.5, 1e-9), (0.5, 2.0), (8.0, 1.0)):
        number = at_least_one(np.array([mean]), np.array([kappa]), np.zeros(len(u), np.int64), u)
        none = (1 + kappa * mean) ** (-1 / kappa) if kappa > 1e-6 else np.exp(-mean)
        some = 1 - none if mean > 1e-6 else mean
        assert number.min() == 1
        assert np.mean(number) == pytest.approx(mean / some, rel=1e-3)
        assert np.mean(number**2) == pytest.approx((mean + (1 + kappa) * mean**2) / some, rel=2e-3)


@given(st.floats(1e-12, 50), st.floats(0, 5), st.floats(0, 1, exclude_max=True))
def test_whoever_has_lookalikes_has_a_whole_number_of_them(mean: float, kappa: float, u: float) -> None:
    (number,) = at_least_one(np.array([mean]), np.array([max(kappa, 1e-9)]), np.array([0]), np.array([u]))
    assert number >= 1
    assert number == int(number)


def test_a_shorter_run_begins_like_a_longer_one() -> None:
    mixed = [resemblance(world, 300) for world in (SQUARE, GATE, (1e7, *SQUARE[1:]))]
    order = np.random.default_rng(5).permutation(900)
    fields = ("match_rate", "exposed", "frailty", "repeat", "exposure_cv")
    alike = Resemblance(*(np.concatenate([getattr(each, name) for each in mixed])[order] for name in fields))
    assert 0 < alike.few(alike.variance()).sum() < 900
    whole = multiplier(alike, lambda what: stream(7, what, 0))
    np.testing.assert_array_equal(
        multiplier(alike.where(slice(250)), lambda what: stream(7, what, 0)), whole[:250]
    )


def test_groups_have_streams_of_their_own_and_of_their_chunk() -> None:
    alike = resemblance(GATE, 50)
    two = replace(
        alike, match_rate=np.stack([alike.match_rate] * 2), exposed=np.stack([alike.exposed] * 2) * 1e3
    )
    first, second = (multipliers(("g", "h"), two, 1, chunk) for chunk in (0, 1))
    assert not np.any(first == second)
    assert not np.any(first[0] == first[1])


def test_in_a_gallery_a_persons_luck_is_a_gamma_exactly() -> None:
    """Nobody is met again there: alerts of one enrolled person are Poisson given their frailty."""
    nobody = replace(resemblance(CLOSE, YEARS), repeat=np.zeros(YEARS), exposure_cv=np.zeros(YEARS))
    assert not nobody.few(nobody.variance()).any()
    np.testing.assert_allclose(nobody.variance(), 1 / 12)
