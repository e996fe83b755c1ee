"""Of 100 wrongful detentions: shares add up, and people share the luck of their detentions."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.impact import Impact
from simulator.impact.hundred import hundred, share
from simulator.impact.people import fallen_on, people_held
from simulator.kernel import run
from simulator.results.summary import Hundred
from tests.impact.scenes import GROUPS, numbers, scene
from tests.kernel.worlds import World


@pytest.fixture(scope="module")
def impact() -> Impact:
    compiled = scene()
    return Impact(run(compiled, 1, 2000), compiled)


@pytest.fixture(scope="module")
def told(impact: Impact) -> Hundred:
    return hundred(impact)


def test_means_of_shares_add_up_to_one_for_who_for_what_and_for_where(told: Hundred) -> None:
    each = [told.burdens[group] for group in GROUPS]
    assert sum(burden.harm.mean for burden in each) == pytest.approx(1)
    assert sum(burden.exposure.mean for burden in each) == pytest.approx(1)
    assert sum(cause.whole.mean for cause in told.causes.values()) == pytest.approx(1)
    for cause in told.causes.values():
        assert sum(end.mean for end in cause.ends.values()) == pytest.approx(cause.whole.mean)
    assert set(told.causes) == {"false_match", "stale_entry"}
    assert set(told.causes["false_match"].ends) == {"questioned", "arrested"}


def test_a_share_is_of_each_draw_and_not_of_the_sums() -> None:
    told = share(np.array([1.0, 90.0]), np.array([2.0, 100.0]))
    assert told.mean == pytest.approx(0.7)
    assert told.of_means == pytest.approx(91 / 102)


def test_roll_ups_are_the_sum_of_their_members_in_every_draw(told: Hundred) -> None:
    women = sum(told.burdens[g].harm.mean for g in GROUPS if g.startswith("female"))
    assert told.burdens["women"].harm.mean == pytest.approx(women)
    assert told.burdens["all"].harm.lo == told.burdens["all"].harm.hi == 1


def test_a_share_of_the_path_is_what_a_pencil_gives() -> None:
    world = World()
    told = hundred(Impact(run(world.compiled, 1, 10), world.compiled))
    for cause, on in (("false_match", 0.3), ("stale_entry", 0.5)):
        ends = list(told.causes[cause].ends.values())
        assert ends[1].mean == pytest.approx(on * told.causes[cause].whole.mean)


def test_one_group_in_each_draw_has_the_highest_rate(told: Hundred) -> None:
    highest = [told.burdens[group].highest for group in GROUPS]
    assert sum(x or 0.0 for x in highest) == pytest.approx(1)
    assert told.burdens["women"].highest is None


def test_where_hardly_one_is_expected_there_are_no_shares() -> None:
    compiled = scene(encounters=numbers(*[10.0] * len(GROUPS)))
    told = hundred(Impact(run(compiled, 1, 400), compiled))
    assert told.few > 0.9
    assert (told.burdens, told.causes) == ({}, {})


def test_people_are_never_more_than_their_detentions_and_one_is_one(impact: Impact) -> None:
    people = people_held(impact)
    assert people is not None
    events = impact.simulated_values("wrongly_held", "all")
    assert (people <= events).all()
    assert (people[events > 0] >= 1 - 1e-9).all()
    assert (people[events == 0] == 0).all()
    expected = impact.expected_values("people_held_once", "all")
    assert people.mean() == pytest.approx(expected.mean(), rel=0.03)


@pytest.mark.parametrize("at_risk", [3, 40, 5000])
def test_detentions_that_fall_at_random_find_as_many_people_as_the_birthday_problem_says(
    at_risk: int,
) -> None:
    rng = np.random.default_rng(3)
    expected = 25.0
    found = at_risk * -np.expm1(-expected / at_risk)
    events = np.array([0.0, 1.0, 5.0, 25.0, 60.0])
    told = fallen_on(events, np.full(5, expected), np.full(5, found))
    for n, people in zip(events, told, strict=True):
        tries = [len(set(rng.integers(at_risk, size=int(n)))) for _ in range(4000)]
        assert people == pytest.approx(np.mean(tries), rel=0.02)


def test_where_everybody_is_met_once_people_are_detentions() -> None:
    events = np.array([0.0, 7.0])
    assert list(fallen_on(events, np.array([4.0, 4.0]), np.array([4.0, 4.0]))) == [0, 7]


def test_a_single_person_at_risk_bears_them_all() -> None:
    assert list(fallen_on(np.array([0.0, 90.0]), np.array([80.0, 80.0]), np.array([0.4, 0.4]))) == [0, 1]
