"""The words of a board's limits: every grade's sentence, no share on the wrong side of its cut, the reasons in people and per cents."""

from __future__ import annotations

import pytest

from simulator.grades import CUTS
from simulator.reports.comparison import tables
from simulator.reports.comparison.matrix import verdicts as matrix
from simulator.reports.language import numbers
from simulator.reports.language import verdicts as said
from simulator.reports.language.levers import least
from simulator.results.verdicts import Deciding, Lever, Rule, Verdict
from tests.reports.told import comparison_text
from tests.reports.told import read_comparison as read
from tests.reports_comparison.made import DECIDES, LEVEL, made, verdict


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0, "none of 10,000"), (1.0, "all of 10,000"), (0.002, "fewer than 1 of 100"), (0.998, "more than 99 of 100"),
        (0.84, "84 of 100"), (0.954, "95.4 of 100"), (0.9496, "94.96 of 100"), (0.9504, "95.04 of 100"), (0.0512, "5.1 of 100"),
        (0.0496, "4.96 of 100"), (0.7504, "75.04 of 100"), (0.7496, "74.96 of 100"), (0.24, "24.0 of 100"), (0.2502, "25.02 of 100"),
    ],
)  # fmt: skip
def test_a_probability_is_printed_on_its_own_side_of_the_line(p: float, text: str) -> None:
    assert numbers.of_100(p, 10_000, CUTS) == text


def test_a_rule_is_made_of_its_numbers() -> None:
    told = [said.rule(rule) for rule in read(made()).rules]
    assert told == [
        "Wrongful detentions, everyone: at most 12 a year",
        "Ratio, every single group: at most 1.25",
        "Wrongful detentions, everyone: at most 12 in 5 years",
        "Wrongful detentions, Hispanic people: at least 1 a year",
        "False positive identification rate, everyone: at most 0.001 (1 in 1,000)",
    ]


def test_every_kind_of_verdict_has_its_sentence() -> None:
    c = read(made())
    told = {rule.rule: said.kept(rule, c.verdict("gate-a", rule.rule)) for rule in c.rules}
    assert told == {
        "kept": "kept in all of 1,000 simulated years: within",
        "broken": "kept in fewer than 1 of 100 draws of what is not known: exceeds",
        "open": "kept in 84 of 100 simulated stretches of 5 years: mostly within",
        "nobody": "cannot be judged: this proposal has no group called hispanic",
        "rare": "kept in 94.96 of 100 draws of what is not known: no grade: mostly within or within "
        "(in 25 of 100 there is nothing to divide by; they are left out)",
    }


def test_why_names_what_decides_and_where_it_would_be_kept() -> None:
    c = read(made())
    rules = {rule.rule: rule for rule in c.rules}
    assert said.why(rules["open"], c.verdict("gate-a", "open")) == [
        "The figure is 2 in the middle, and in 9 of 10 simulated stretches of 5 years between 1 and 3.",
        "Most likely to settle it: “share of entries that are stale” (assumed). Were it known exactly, the rule would be settled "
        "with a probability of about 50 % (with other draws it could be 39 % to 61 %). It could be published by the agency: an audit of "
        "its gallery.",
        "The rule would be kept in 95 of 100 simulated stretches of 5 years if at most 20 in a million searches returned somebody "
        "else, all else as it is.",
    ]
    assert said.why(rules["broken"], c.verdict("gate-a", "broken")) == [
        "The highest figure of any group, whichever group that is each time, is 2 in the middle, and in 9 of 10 draws of what is "
        "not known between 1 and 3.",
        "Least surely kept for: Black women (kept in 2 of 100).",
        "No level evens groups out.",
    ]
    rare = said.why(rules["rare"], c.verdict("gate-a", "rare"))
    assert rare[1].startswith("No single input is likely to settle it.")
    assert rare[2] == (
        "Hardly any false matches (one in 10,000,000,000 searches) would not be enough: the rule would then be kept in 30 of 100 draws "
        "of what is not known."
    )


def test_inputs_that_the_draws_cannot_tell_apart_are_said_to_be_alike() -> None:
    c = read(made())
    rules = {rule.rule: rule for rule in c.rules}
    one = c.verdict("gate-a", "open")
    others = (
        {"label": "a close one", "decides": 0.4, "interval": (0.29, 0.51)},
        {"label": "a far one", "decides": 0.3, "interval": (0.19, 0.41)},
    )
    named = tuple(Deciding.model_validate(DECIDES | other) for other in ({}, *others))
    assert said.why(rules["open"], one.model_copy(update={"deciding": named}))[2:4] == [
        "Alike, as far as these draws tell: “a close one” (about 40 %).",
        "Next: “a far one” (about 30 %).",
    ]
    assert said.why(rules["open"], one.model_copy(update={"deciding": ()}))[1] == (
        "With 1,000 draws it cannot be told which input would settle it: the rule stands too near a cut, or the draws are too few."
    )


def test_next_to_a_cut_the_share_stands_without_a_grade_wherever_it_is_shown() -> None:
    c = read(made())
    cells = {row[0].split(",")[0]: row[1] for row in tables.verdicts(c).rows}
    told = "no grade: mostly within or within (94.96 of 100 draws)"
    assert cells["False positive identification rate"] == told
    assert "no grade" not in cells["Ratio"]
    assert "no grade: mostly" in comparison_text(made())
    (cell,) = (row[0] for _, row in matrix(c).rows if row[0].tone == "no-grade")
    assert (cell.sign, cell.word, cell.below) == (
        "–", "no grade: mostly within or within", "94.96 of 100 draws",
    )  # fmt: skip


def test_one_row_says_how_surely_all_rules_are_kept_together() -> None:
    c = read(made())
    whole = "exceeds (fewer than 1 of 100 draws), 1 not judged"
    assert tables.verdicts(c).rows[-1] == ("All rules together, in the same draw", whole, whole)
    assert said.overall(c, "gate-a") == (
        "Gate A: of 5 rules it is within 1, is mostly within 1, exceeds 1, stands too near a cut for a grade on 1 and cannot be judged "
        "on 1. The 4 that can be judged are kept in the same draw in fewer than 1 of 100: exceeds."
    )
    assert said.ALL_RULES in comparison_text(made())
    told, cells = matrix(c).rows[1]
    assert (told, cells[0].word, cells[0].below) == (
        said.ALL_JUDGED, "exceeds", "fewer than 1 of 100 draws, 1 not judged",
    )  # fmt: skip


def test_reasons_are_told_where_they_are_asked_for() -> None:
    assert "Most likely to settle it" not in comparison_text(made())
    assert "Most likely to settle it" in comparison_text(made(), reasons=True)


def test_several_levers_that_are_not_enough_are_one_sentence() -> None:
    never = {"status": "never", "value": None, "at_least": 0.0}
    ends = {"false_match_level": 1e-10, "gallery_size": 0.01, "review": 1e-6}
    points = [
        LEVEL
        | never
        | {
            "lever": lever,
            "least": least,
            "people": (None, 250.0, 25_000.0) if lever == "gallery_size" else None,
        }
        for lever, least in ends.items()
    ]
    assert said.safe(first_rule(), open_verdict(safe=points)) == [
        "No lever is enough by itself. The rule would be kept in fewer than 1 of 10,000 simulated years with hardly any false matches "
        "(one in 10,000,000,000 searches), in fewer than 1 of 10,000 with a list of 250 people (25,000 are proposed) and in fewer "
        "than 1 of 10,000 with a first check that lets hardly any false match pass (one in 1,000,000)."
    ]


def test_a_list_is_told_in_people_and_never_as_a_multiple() -> None:
    point = LEVEL | {
        "lever": "gallery_size",
        "value": 0.0241,
        "least": 0.01,
        "people": (602.0, 250.0, 25_000.0),
    }
    (told,) = said.safe(first_rule(), open_verdict(safe=[point]))
    assert told == (
        "The rule would be kept in 95 of 100 simulated years if the list held at most 600 people (25,000 are proposed), all else as it is."
    )
    assert least(Lever.model_validate(point)) == "a list of 250 people (25,000 are proposed)"


def test_a_purge_is_told_in_per_cent() -> None:
    point = LEVEL | {"lever": "stale_share", "value": 0.01, "least": 1e-6}
    (told,) = said.safe(first_rule(), open_verdict(safe=[point]))
    assert told == (
        "The rule would be kept in 95 of 100 simulated years if the list were purged until at most 1 % of its entries no longer hold, "
        "all else as it is."
    )
    assert least(Lever.model_validate(point)) == "a list in which every entry still holds"


def first_rule() -> Rule:
    return read(made()).rules[0]


def open_verdict(**changes: object) -> Verdict:
    return Verdict.model_validate(verdict("open", "mostly-within", 0.84, **changes))


@pytest.mark.parametrize(
    ("p", "text"), [(0.9500001, "95 of 100"), (0.973, "97 of 100"), (1.0, "more than 99 of 100")]
)
def test_a_safe_point_is_told_with_the_probability_it_has(p: float, text: str) -> None:
    (told,) = said.safe(first_rule(), open_verdict(safe=[LEVEL | {"probability": p}]))
    assert told.startswith(f"The rule would be kept in {text} simulated years if at most 20 in a million")


def test_rules_judged_on_draws_are_not_captioned_as_simulated_years() -> None:
    table = tables.verdicts(read(made()))
    assert "simulated years" not in table.caption
    assert "rates and ratios on draws of what is not known" in table.notes[1]
