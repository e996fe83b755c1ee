"""The words of a comparison: every verdict's sentence, no probability on the wrong side of its line, nothing dropped."""

from __future__ import annotations

import re

import pytest

from simulator.reports.comparison import comparison_markdown, comparison_text, figures, tables
from simulator.reports.comparison.page import matrix
from simulator.reports.language import comparing, numbers
from simulator.reports.language.comparison import read
from tests.reports_comparison.made import DECIDES, LEVEL, made, row


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0, "none of 10,000"), (1.0, "all of 10,000"), (0.002, "fewer than 1 of 100"), (0.998, "more than 99 of 100"),
        (0.84, "84 of 100"), (0.954, "95.4 of 100"), (0.9496, "94.96 of 100"), (0.9504, "95.04 of 100"), (0.0512, "5.1 of 100"),
        (0.0496, "4.96 of 100"),
    ],
)  # fmt: skip
def test_a_probability_is_printed_on_its_own_side_of_the_line(p: float, text: str) -> None:
    assert numbers.of_100(p, 10_000) == text


def test_a_rule_is_made_of_its_numbers() -> None:
    told = [comparing.rule(rule) for rule in made()["limits"]["rules"]]
    assert told == [
        "Wrongful detentions, everyone: at most 12 a year",
        "Ratio, every single group: at most 1.25",
        "Wrongful detentions, everyone: at most 12 in 5 years",
        "Wrongful detentions, Hispanic people: at least 1 a year",
        "False positive identification rate, everyone: at most 0.001 (1 in 1,000)",
    ]


def test_every_kind_of_verdict_has_its_sentence() -> None:
    c = read(made())
    told = {rule["rule"]: comparing.kept(rule, c.verdict("gate-a", rule["rule"]), 1000) for rule in c.rules}
    assert told == {
        "kept": "kept in all of 1,000 simulated years: within",
        "broken": "kept in fewer than 1 of 100 draws of what is not known: exceeds",
        "open": "kept in 84 of 100 simulated stretches of 5 years: undecided",
        "nobody": "cannot be judged: this proposal has no group called hispanic",
        "rare": "kept in 94.96 of 100 draws of what is not known: undecided, but too near the line to tell with 1,000 draws "
        "(in 25 of 100 there is nothing to divide by; they are left out)",
    }


def test_why_names_what_decides_and_where_it_would_be_kept() -> None:
    c = read(made())
    rules = {rule["rule"]: rule for rule in c.rules}
    assert comparing.why(c, rules["open"], c.verdict("gate-a", "open")) == [
        "The figure is 2 in the middle, and in 9 of 10 simulated stretches of 5 years between 1 and 3.",
        "Most likely to settle it: “share of entries that are stale” (assumed). Were it known exactly, the rule would be settled "
        "with a probability of about 50 % (with other draws it could be 39 % to 61 %). It could be published by the agency: an audit of "
        "its gallery.",
        "The rule would be kept in 95 of 100 simulated stretches of 5 years if at most 20 in a million searches returned somebody "
        "else, all else as it is.",
    ]
    assert comparing.why(c, rules["broken"], c.verdict("gate-a", "broken")) == [
        "The highest figure of any group, whichever group that is each time, is 2.00 in the middle, and in 9 of 10 draws of what is "
        "not known between 1.00 and 3.00.",
        "Least surely kept for: Black women (kept in 2 of 100).",
        "No level evens groups out.",
    ]
    rare = comparing.why(c, rules["rare"], c.verdict("gate-a", "rare"))
    assert rare[1].startswith("No single input is likely to settle it.")
    assert rare[2] == (
        "Hardly any false matches (one in 10,000,000,000 searches) would not be enough: the rule would then be kept in 30 of 100 draws "
        "of what is not known."
    )


def test_inputs_that_the_draws_cannot_tell_apart_are_said_to_be_alike() -> None:
    c = read(made())
    rules = {rule["rule"]: rule for rule in c.rules}
    verdict = {
        **c.verdict("gate-a", "open"),
        "deciding": [
            DECIDES,
            DECIDES | {"label": "a close one", "decides": 0.4, "interval": [0.29, 0.51]},
            DECIDES | {"label": "a far one", "decides": 0.3, "interval": [0.19, 0.41]},
        ],
    }
    assert comparing.why(c, rules["open"], verdict)[2:4] == [
        "Alike, as far as these draws tell: “a close one” (about 40 %).",
        "Next: “a far one” (about 30 %).",
    ]
    assert comparing.why(c, rules["open"], {**verdict, "deciding": []})[1] == (
        "With 1,000 draws it cannot be told which input would settle it: the rule stands too near a line, or the draws are too few."
    )


def test_a_verdict_within_the_draws_error_of_its_line_says_so_wherever_it_stands() -> None:
    c = read(made())
    cells = {row[0].split(",")[0]: row[1] for row in tables.verdicts(c).rows}
    assert cells["False positive identification rate"] == (
        "undecided (kept in 94.96 of 100; too near the line to tell)"
    )
    assert "near" not in cells["Ratio"]
    assert comparing.overall(c, "gate-a").endswith(
        "1 verdict stands too near a line to tell with 1,000 draws."
    )
    assert [cell.kept for _, _, row in matrix(c) for cell in row[:1] if "near" in cell.kept] == [
        "kept in 94.96 of 100 draws of what is not known; too near the line to tell"
    ]


def test_several_levers_that_are_not_enough_are_one_sentence() -> None:
    never = {"status": "never", "value": None, "at_least": 0.0}
    ends = {"false_match_level": 1e-10, "gallery_size": 0.01, "review": 1e-6}
    points = [{"lever": lever, "label": "x", "least": least, **never} for lever, least in ends.items()]
    rule = made()["limits"]["rules"][0]
    assert comparing.safe(rule, {"safe_why": None, "safe": points}) == [
        "No lever is enough by itself. The rule would be kept in fewer than 1 of 10,000 simulated years with hardly any false matches "
        "(one in 10,000,000,000 searches), in fewer than 1 of 10,000 with a gallery 100 times smaller than proposed and in fewer "
        "than 1 of 10,000 with a first check that lets hardly any false match pass (one in 1,000,000)."
    ]


@pytest.mark.parametrize(
    ("p", "text"), [(0.9500001, "95 of 100"), (0.973, "97 of 100"), (1.0, "more than 99 of 100")]
)
def test_a_safe_point_is_told_with_the_probability_it_has(p: float, text: str) -> None:
    rule = made()["limits"]["rules"][0]
    (told,) = comparing.safe(rule, {"safe_why": None, "safe": [LEVEL | {"probability": p}]})
    assert told.startswith(f"The rule would be kept in {text} simulated years if at most 20 in a million")


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


def test_rules_judged_on_draws_are_not_captioned_as_simulated_years() -> None:
    table = tables.verdicts(read(made()))
    assert "simulated years" not in table.caption
    assert "the 100 are draws of what is not known" in table.notes[0]


def test_a_pair_is_told_in_years_and_with_its_difference() -> None:
    c = read(made())
    assert comparing.better(c, c.pairs[0]) == (
        "Wrongly held of women and people of colour: “Gate A” lies below “Gate B” in 98 of 100 simulated years and above it in 2 of "
        "100. The difference is −10, and in 9 of 10 simulated years between −11 and −9."
    )


@pytest.mark.parametrize("write", [comparison_text, comparison_markdown])
def test_nothing_is_dropped(write) -> None:  # type: ignore[no-untyped-def]
    told = " ".join(write(made()).replace("\\", "").split())
    for rule in made()["limits"]["rules"]:
        assert comparing.rule(rule) in told
    for phrase in ("cannot be judged", "undecided", "exceeds", comparing.VALUES, comparing.PAIRED):
        assert phrase in told
    assert comparing.EXAMPLE not in told, "these limits are the board's own"
    example = made()
    example["limits"]["example"] = True
    assert comparing.EXAMPLE in " ".join(write(example).replace("\\", "").split())


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


def test_only_comparisons_are_read() -> None:
    with pytest.raises(ValueError, match="no comparison"):
        read({"schema": 1, "measures": {}})


def test_a_rate_of_the_population_says_whose_population_it_is() -> None:
    compared = made()
    compared["proposals"][0]["words"]["residents"] = "different people who enter"
    c = read(compared)
    told = "The population is different people who enter (Gate A) and residents (Gate B)."
    assert told in tables.by_group(c, "per_100k_residents").notes
    assert told in tables.side_by_side(c, "all").notes
    assert told not in tables.by_group(c, "wrongly_held").notes
    assert comparing.population(read(made())) == "The population is each proposal’s own residents."
    chart = figures.eyes(c, "per_100k_residents", {})
    assert chart is not None
    assert told in chart.caption


def test_a_rate_of_people_enrolled_is_not_called_one_of_encounters() -> None:
    compared = made()
    compared["proposals"][1] |= {"victim": "gallery", "words": {"exposure": "people enrolled"}}
    assert comparing.exposure(read(compared)) == (
        "Encounters are entries (Gate A). Where a table says per encounter, the rates of Gate B are per person enrolled and year."
    )
