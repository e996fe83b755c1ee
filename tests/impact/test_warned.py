"""What only the draws show: people enrolled who are more than there are, and risks above 1, group by group."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.impact.summary import Impact
from simulator.impact.warned import run_warnings
from simulator.kernel.run import run
from simulator.model.compiled import Compiled, MatedTerms
from simulator.model.unknowns import Term
from tests.impact import scenes

DRAWS = 400


def warned(compiled: Compiled) -> list[str]:
    return run_warnings(Impact(run(compiled, 3, DRAWS), compiled), {})


def gate(people: tuple[float, ...] = (4000,) * 6, oftener: float = 1.0, persons: float = 3000) -> Compiled:
    """Six groups of as many people, each with a sixth of so many enrolled."""
    made = scenes.scene()
    mated = MatedTerms(scenes.same(Term(oftener)), made.mated.stale, made.mated.fnir)
    composition = replace(made.matcher.composition, shares=np.full(6, 1 / 6), spread=None)
    matcher = replace(made.matcher, composition=composition)
    population = scenes.numbers(*people)
    return replace(made, population=population, mated=mated, enrolled=Term(persons), matcher=matcher)


def test_a_gallery_within_its_population_warns_of_nothing() -> None:
    assert warned(gate()) == []


def test_a_group_of_which_more_are_enrolled_than_there_are_is_named() -> None:
    (sentence,) = [each for each in warned(gate(people=(4000, 4000, 4000, 4000, 300, 4000))) if "cut" in each]
    assert sentence.startswith(
        "In up to 100 of 100 draws more people of one group would be met who are enrolled than are met at all ("
    )
    assert sentence.count("male/hispanic") == 1
    assert sentence.endswith("look at gallery.persons, gallery.composition and population.")


def test_many_groups_are_counted_and_some_named() -> None:
    (sentence,) = [each for each in warned(gate(people=(300,) * 6)) if "cut" in each]
    assert " and 3 more)" in sentence


@pytest.mark.parametrize(("oftener", "told"), [(0.5, True), (0.05, False)])
def test_a_larger_gallery_is_told_unless_its_people_seldom_come(oftener: float, told: bool) -> None:
    found = warned(gate(people=(400,) * 6, oftener=oftener))
    assert (
        any("In 100 of 100 draws the gallery holds more people of a group" in each for each in found) is told
    )


def test_a_risk_above_one_is_told() -> None:
    """Everybody is on a stale entry and held for it; only some of them are exposed."""
    crowd = gate(people=(1,) * 6, persons=3000)
    stale = replace(crowd, mated=replace(crowd.mated, stale=scenes.same(Term(1.0))))
    sentences = warned(stale)
    assert any("one person’s risk is above 1" in each for each in sentences)
