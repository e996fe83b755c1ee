"""The words of a comparison: harm and benefit of the same people, whose rates they are, nothing dropped."""

from __future__ import annotations

import re
from functools import partial

import pytest

from simulator.reports.comparison import tables
from simulator.reports.language import comparing
from simulator.reports.language import verdicts as said
from tests.reports.told import comparison_markdown, comparison_text
from tests.reports.told import read_comparison as read
from tests.reports_comparison.made import made, row


def test_harm_and_benefit_of_the_first_sentence_are_of_the_same_group() -> None:
    given = made()
    values = given["values"]["gate-a"]
    values["wrongly_held"]["women_or_minorities"] = row(1, 0, 7)
    values["wanted_found"] |= {"women_or_minorities": row(9, 2, 60), "all": row(14, 3, 90)}
    assert comparing.headline(read(given), "gate-a") == (
        "Gate A: in a typical simulated year innocent women and people of colour are wrongly detained once (held from the stage “Kept "
        "in a side room”); in 9 of 10 simulated years between 0 and 7. Wanted women and people of colour are found 9 times; in 9 of "
        "10 simulated years between 2 and 60."
    )
    values["wanted_found"]["women_or_minorities"] = row(0, 0, 3) | {"mean": 0.4}
    assert comparing.headline(read(given), "gate-a").endswith(
        "are found 0 times; in 9 of 10 simulated years between 0 and 3, on average 0.40."
    )
    given["groups"] = given["groups"][1:]
    assert "Wanted people are found 14 times" in comparing.headline(read(given), "gate-a")


def test_what_an_encounter_is_is_said_once_for_those_who_share_it() -> None:
    given = made()
    assert comparing.exposure(read(given)) == "Encounters are entries."
    third = given["proposals"][0] | {"name": "street", "title": "Street", "words": {"exposure": "faces seen"}}
    given["proposals"].append(third)
    assert (
        comparing.exposure(read(given)) == "Encounters are entries (Gate A; Gate B) and faces seen (Street)."
    )


def test_a_pair_is_told_in_years_and_with_its_difference() -> None:
    c = read(made())
    assert comparing.better(c, c.pairs[0]) == (
        "Wrongly held of women and people of colour: “Gate A” lies below “Gate B” in 98 of 100 simulated years and above it in 2 of "
        "100. The difference is −10, and in 9 of 10 simulated years between −11 and −9."
    )


@pytest.mark.parametrize("write", [partial(comparison_text, reasons=True), comparison_markdown])
def test_nothing_is_dropped(write) -> None:  # type: ignore[no-untyped-def]
    told = " ".join(write(made()).replace("\\", "").split())
    for rule in read(made()).rules:
        assert said.rule(rule) in told
    for phrase in ("cannot be judged", "mostly within", "exceeds", said.VALUES, comparing.PAIRED):
        assert phrase in told
    assert said.EXAMPLE not in told, "these limits are the board's own"
    example = made()
    example["limits"]["example"] = True
    assert said.EXAMPLE in " ".join(write(example).replace("\\", "").split())


def test_markdown_names_groups_that_are_missing_and_people_who_are_not_estimated() -> None:
    told = comparison_markdown(made())
    assert "Hispanic people: only gate-a" in told
    assert "Transgender visitors: not estimated, 110 entries a year. No audit." in told
    assert "†" in told
    assert "detention-impact run gate-b" in told
    assert "Nothing is measured here." in told


def test_what_a_scenario_says_cannot_break_a_table_or_the_terminal() -> None:
    hostile = made()
    for each in hostile["proposals"]:
        each["title"] = "a|b\n# c <script>\x1b[31m"
    told = comparison_markdown(hostile)
    assert "<script>" not in told.replace("\\<script", "")
    assert not re.search(r"^# c", told, re.MULTILINE)
    assert "\x1b" not in comparison_text(hostile)
    for table in re.findall(r"(?:^\|.*\n)+", told, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(widths) == 1, table


def test_a_table_marks_only_the_proposal_in_which_nobody_measured_the_group() -> None:
    table = tables.by_group(read(made()), "wrongly_held")
    assert table.rows[2] == ("Black women", "10 (1–100)", "20 (2–200) †")
    assert any(
        "† The audits used have no figure for this group; its rates are drawn" in note for note in table.notes
    )


def test_a_rate_of_the_population_says_whose_population_it_is() -> None:
    compared = made()
    compared["proposals"][0]["words"]["residents"] = "different people who enter"
    c = read(compared)
    told = "The population is different people who enter (Gate A) and residents (Gate B)."
    assert told in tables.by_group(c, "per_100k_residents").notes
    assert told in tables.side_by_side(c, "all").notes
    assert told not in tables.by_group(c, "wrongly_held").notes
    assert comparing.population(read(made())) == "The population is each proposal’s own residents."


def test_a_rate_of_people_enrolled_is_not_called_one_of_encounters() -> None:
    compared = made()
    compared["proposals"][1] |= {"victim": "gallery", "words": {"exposure": "people enrolled"}}
    assert comparing.exposure(read(compared)) == (
        "Encounters are entries (Gate A). Where a table says per encounter, the rates of Gate B are per person enrolled and year."
    )
