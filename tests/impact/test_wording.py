"""The words of measures have slots, and every slot is one of the nouns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.impact.measures import MEASURES
from simulator.impact.wording import PLAIN, Wording


@pytest.mark.parametrize("measure", MEASURES)
def test_every_slot_is_filled(measure: str) -> None:
    label, unit, sentence = MEASURES[measure].words.told(PLAIN)
    assert all((label, unit))
    assert sentence.endswith(".")
    assert not set("{}") & set(label + unit + sentence)


def test_a_horizon_and_people_enrolled_are_said_where_the_slots_are() -> None:
    nouns = replace(PLAIN, a_year="in 2 years", year="2 years", risk="risk in 2 years")
    assert MEASURES["people_held_once"].words.told(nouns) == (
        "Distinct people wrongly detained",
        "people in 2 years",
        "Different innocent people expected to be detained at least once in 2 years.",
    )
    assert MEASURES["risk_per_person"].words.told(nouns)[0] == "One person's risk in 2 years"


def test_a_slot_that_is_none_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing"):
        Wording("{nothing}", "times", "Counts.").told()
