"""Sentences over 0, 1 and 2: no plural with 1, and no interval whose two ends print alike."""

from __future__ import annotations

import re
from itertools import combinations_with_replacement
from typing import Any

import pytest

from simulator.reports.language import finding, numbers, sentences
from tests.reports.sample import sample
from tests.reports.told import Plain, brief_text, facts_markdown, read, report_markdown

SLIPS = (
    re.compile(r"\b1 (people|persons|times|hours|rows|detentions|wrongful detentions|weeks|cautions|groups)\b"),
    re.compile(r"\b(?:from|between|Between) (\S+) (?:to|and) \1(?![\w,.–-]*\d)"),
    re.compile(r"\b0 and 1 times\b"),
    re.compile(r"(?<![\d,.])(\d+)–\1(?![\d,.])"),
)  # fmt: skip
SMALL = [ends for ends in combinations_with_replacement((0.0, 1.0, 2.0), 3) if ends[2]]
"""Low end, middle and high end."""


def small(ends: tuple[float, float, float], people: bool) -> Plain:
    """The sample with these few wrongful detentions and people held, everywhere."""
    data = sample()
    lo, median, hi = ends
    told: dict[str, Any] = {"lo": lo, "median": median, "hi": hi, "mean": median or 0.2}
    for name in (
        "wrongly_held",
        "held_from_alert",
        "wanted_found",
        "hours_held",
        "people_held_once",
        "people_held_twice",
    ):
        for cell in data["measures"].get(name, {"values": {}})["values"].values():
            cell |= told
    if data.get("people") and people:
        data["people"] |= told
    elif not people:
        data["people"] = None
    return data


@pytest.mark.parametrize("people", [True, False], ids=["people", "events"])
@pytest.mark.parametrize("ends", SMALL, ids=["-".join(f"{x:g}" for x in ends) for ends in SMALL])
def test_no_sentence_counts_one_as_many_or_spans_one_number(
    ends: tuple[float, float, float], people: bool
) -> None:
    data = small(ends, people)
    for text in (facts_markdown(data), report_markdown(data), brief_text(data, 3000)):
        for slip in SLIPS:
            assert slip.search(text) is None, slip.search(text)


def test_how_often_at_least_and_at_most() -> None:
    told = [numbers.times_between(lo, hi) for lo, hi in ((0, 0), (0, 1), (1, 1), (0, 2), (1, 2), (2, 2))]
    assert told == [
        "0 times", "at most once", "once", "between 0 and 2 times", "between 1 and 2 times", "2 times"
    ]  # fmt: skip


def test_an_interval_whose_ends_print_alike_is_one_figure() -> None:
    assert [numbers.reach("0", "0"), numbers.reach("1", "1"), numbers.reach("1", "2")] == ["0", "1", "1 to 2"]


def test_the_headline_of_small_numbers() -> None:
    told = {
        ends: finding.finding(read(small(ends, people=False))).headline
        for ends in ((0.0, 0.0, 1.0), (0.0, 1.0, 2.0), (1.0, 1.0, 1.0))
    }
    assert list(told.values()) == [
        "At most once a year an innocent person would be wrongly detained",
        "Between 0 and 2 times a year an innocent person would be wrongly detained",
        "Once a year an innocent person would be wrongly detained, once in 9 of 10 simulated years",
    ]
    people = finding.finding(read(small((0.0, 0.0, 1.0), people=True))).headline
    assert people == "At most one innocent person a year would be wrongly detained"


def test_one_person_is_one_person() -> None:
    told = str(sentences.distinct(read(small((1.0, 1.0, 2.0), people=True))))
    assert "are expected to fall on 1 person." in told
    assert "1 person is expected to be wrongly detained twice or more (between 1 and 2)." in told
