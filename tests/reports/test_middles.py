"""Middles that mislead: the average beside them, the range before them."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.reports.language import agencies, sentences
from simulator.reports.language.finding import finding
from simulator.reports.language.middles import average, range_first
from simulator.reports.language.sentences import headline
from simulator.reports.language.study import Estimate
from tests.reports.sample import sample
from tests.reports.told import answer_text, facts_markdown, read, report_markdown


def given(**cell: float) -> dict[str, Any]:
    summary = sample()
    summary["measures"]["wrongly_held"]["values"]["all"] |= cell
    return summary


@pytest.mark.parametrize(
    ("median", "mean", "told"),
    [(10.0, 20.0, None), (10.0, 20.5, "21"), (10.0, 5.0, None), (10.0, 4.9, "4.9"), (0.0, 0.19, "0.19"), (0.0, 0.0, None)],
)  # fmt: skip
def test_an_average_more_than_twofold_away_is_told(median: float, mean: float, told: str | None) -> None:
    assert average(Estimate(median, 0.0, 99.0, mean=mean)) == told


@pytest.mark.parametrize(
    ("lo", "hi", "first"), [(2.0, 60.0, False), (2.0, 61.0, True), (0.0, 1.0, True), (0.0, 0.0, False)]
)
def test_more_than_thirtyfold_is_too_wide_for_a_middle(lo: float, hi: float, first: bool) -> None:
    assert range_first(Estimate(lo, lo, hi)) is first


def test_the_headline_is_the_range_where_it_is_too_wide_and_the_middle_where_it_is_not() -> None:
    wide = read(given(median=13_000.0, mean=39_000.0, lo=1_700.0, hi=140_000.0))
    assert headline(wide) == (
        "In 9 of 10 simulated years innocent people stopped by these eight agencies are wrongly detained between 1,700 and 140,000 "
        "times (held from questioning); the middle is 13,000 and the average over all of them 39,000."
    )
    narrow = read(given(median=40.0, mean=50.0, lo=20.0, hi=100.0))
    assert headline(narrow) == (
        "In a typical simulated year innocent people stopped by these eight agencies are wrongly detained 40 times (held from "
        "questioning). In 9 of 10 simulated years the number is between 20 and 100."
    )
    skewed = read(given(median=40.0, mean=90.0, lo=20.0, hi=300.0))
    assert headline(skewed).endswith("the number is between 20 and 300; the average over all of them is 90.")


@pytest.mark.parametrize("write", [answer_text, facts_markdown, report_markdown])
def test_every_text_leads_with_the_range_where_it_is_too_wide(write: Any) -> None:
    text = " ".join(write(given(median=13_000.0, mean=39_000.0, lo=1_700.0, hi=140_000.0)).split())
    assert "are wrongly detained between 1,700 and 140,000 times" in text
    assert "wrongly detained 13,000 times" not in text


def of(measure: str, group: str, **cell: float) -> dict[str, Any]:
    summary = sample()
    summary["measures"][measure]["values"][group] |= cell
    return summary


@pytest.mark.parametrize(
    ("detentions", "error", "people", "told"),
    [
        (7_464.0, 856.0, 7_067.0, "Middle 7,000 people in 7,000 detentions. "),
        (7_464.0, 100.0, 7_067.0, "Middle 7,100 people in 7,500 detentions; some more than once. "),
        (3.0, 0.1, 2.86, "Middle 3 people in 3 detentions. "),
    ],
)
def test_people_are_told_to_the_digits_of_their_detentions(
    detentions: float, error: float, people: float, told: str
) -> None:
    summary = given(median=detentions, mean=detentions, mc_error=error)
    summary["people"] = {"median": people, "mean": people, "lo": 0.01 * people, "hi": 9 * people, "dots": []}
    assert finding(read(summary)).below.startswith(told)


def test_an_average_of_people_beside_detentions_says_that_it_is_of_people() -> None:
    summary = given(median=28_000.0, mean=90_000.0)
    summary["people"] = {"median": 2_800.0, "mean": 7_000.0, "lo": 1_000.0, "hi": 20_000.0, "dots": []}
    said = "They are 28,000 detentions in the middle; some more than once; 7,000 people on average."
    assert finding(read(summary)).below == said


def test_people_and_rates_tell_their_average_too_where_the_middle_would_hide_it() -> None:
    people = read(of("people_held_once", "all", median=7_000.0, mean=15_000.0, lo=1_200.0, hi=50_000.0))
    assert "between 1,200 and 50,000, on average 15,000; a single" in str(sentences.distinct(people))
    alike = read(of("people_held_once", "all", median=7_000.0, mean=9_000.0, lo=1_200.0, hi=50_000.0))
    assert "on average" not in str(sentences.distinct(alike))
    women = next(group for group in people.cells if group.id == "female/black")
    skewed = read(of("per_100k_encounters", "female/black", median=170.0, mean=400.0, lo=30.0, hi=1_300.0))
    assert "between 30 and 1,300, on average 400); of every" in str(sentences.ratio(skewed, women))


def test_a_typical_agency_is_called_what_it_is() -> None:
    told = str(agencies.typical_agency(read(sample())))
    assert told.startswith("One agency alone, a typical agency (the median of eight by stops)")
    assert "; only its size is its own, all else is shared with the others: " in told


def test_a_district_that_has_a_number_for_a_name_is_called_no_agency() -> None:
    data = sample()
    data["typical_agency"]["label"] = "7"
    assert str(agencies.typical_agency(read(data))).startswith("One site alone, 7")
