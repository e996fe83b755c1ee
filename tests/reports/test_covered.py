"""Who is behind a number and who is not, and what warns of it: on the terminal, the page, the report and the facts."""

from __future__ import annotations

import re
from typing import Any

import pytest

from simulator.reports.language import covered, sweeps
from simulator.reports.language.covered import flag_note, holds, not_estimated, not_measured, origins_of_rates
from simulator.reports.language.phrases import speaking
from simulator.reports.tables import by_group, rollups
from simulator.results.summary import NotEstimated
from simulator.results.sweep import Axis, SweepFound
from tests.reports.sample import sample
from tests.reports.strange import outside, strange
from tests.reports.told import answer_text, dashboard, facts_markdown, read, report_markdown

WARNED = "gallery.images = 1,400,000: were given for another number of people"


def with_groups(**changes: dict[str, Any]) -> dict[str, Any]:
    """The sample with something changed in the groups named."""
    made = sample()
    for group in made["groups"]:
        group |= changes.get(group["id"].replace("/", "_"), {})
    return made


def uncovered(rates: str, why: str) -> dict[str, Any]:
    """The sample with every group's rates of one origin."""
    made = sample()
    for group in made["groups"]:
        if not group["rollup"]:
            group |= {"unmeasured": why, "rates": rates}
    return made


def test_a_warning_stands_before_the_number_everywhere() -> None:
    made = sample() | {"warnings": [WARNED]}
    number = read(made).get("wrongly_held").median
    assert number is not None
    told = answer_text(made)
    assert told.split("\n\n")[1].replace("\n", " ") == f"Warning: {WARNED}"
    assert told.count("Warning:") == 1
    page = dashboard(made)
    assert f'<p class="banner">Warning: {WARNED}</p>' in page.split("<h1")[0]
    assert page.count(WARNED) == 1
    report = report_markdown(made)
    assert report.index("**Warning: gallery.images") < report.index("In 9 of 10 simulated years innocent")
    facts = facts_markdown(made)
    assert facts.index("**Warning: gallery.images") < facts.index("- In 9 of 10 simulated years innocent")


@pytest.mark.parametrize(
    ("warnings", "told"),
    [
        ([], None),
        (["Too few draws."], "Warning: Too few draws."),
        (["Too few draws for the ends of any interval (of 24): " + "more " * 30], "Warning: Too few draws for the ends of any interval (more)"),
        (["Too few draws for the ends of any interval: take more.", "A slip."], "Warning: Too few draws for the ends of any interval; and 1 more"),
        (["Too few draws."] * 3, "Warning: Too few draws; and 2 more"),
    ],
)  # fmt: skip
def test_the_first_screen_cuts_no_warning_in_the_middle(warnings: list[str], told: str | None) -> None:
    assert covered.beware(read(sample() | {"warnings": warnings})) == told


def test_what_a_scenario_says_in_a_warning_is_text_and_no_markup() -> None:
    made = sample() | {"warnings": ["<script>alert(1)</script>\x1b[31m **bold**"]}
    assert "<script>alert(1)" not in dashboard(made)
    assert "\x1b" not in answer_text(made)
    assert "\\*\\*bold" in facts_markdown(made)


def test_whom_minorities_hold_is_printed_beside_their_number() -> None:
    made = with_groups(minorities={"holds": "Asian, Black", "label": "People of colour"})
    assert "People of colour: Asian, Black." in answer_text(made).replace("\n", " ")
    assert "People of colour: Asian, Black." in by_group(read(made)).notes
    (fact,) = [line for line in facts_markdown(made).splitlines() if "People of colour here" in line]
    assert "People of colour here: Asian, Black." in fact
    assert "People of colour here: Asian, Black." in dashboard(made)
    assert "People of colour: Asian, Black." in report_markdown(made)


def test_sums_of_one_list_are_explained_once() -> None:
    made = with_groups(minorities={"holds": "Asian, Black"}, women_or_minorities={"holds": "Asian, Black"})
    assert len(holds(rollups(read(made)))) == 1


def test_a_roll_up_of_ones_own_has_a_row_in_every_table() -> None:
    made = sample()
    made["groups"].append(
        {"id": "ours", "label": "Half of us", "rollup": True, "own": True, "holds": "Black", "unmeasured": None, "proxy": False}
    )  # fmt: skip
    for measure in made["measures"].values():
        measure["values"]["ours"] = measure["values"]["women"]
    study = read(made)
    assert [group.id for group in rollups(study)] == [
        "all",
        "women",
        "minorities",
        "women_or_minorities",
        "ours",
    ]
    assert [row[0] for row in by_group(study).rows][4] == "Half of us"
    for text in (answer_text(made), report_markdown(made), facts_markdown(made), dashboard(made)):
        assert "alf of us" in text
    assert "Half of us: Black." in report_markdown(made)


def test_without_an_audit_the_first_page_says_that_nobody_is_covered() -> None:
    made = uncovered("none", "nobody tested it")
    told = "No audit covers anybody here: every group is given the same error rate (nobody tested it)."
    assert not_measured(read(made)) == told
    assert told in answer_text(made).replace("\n", " ")
    assert told in dashboard(made)
    assert told in report_markdown(made)


def test_an_axis_no_audit_reports_is_told_once_for_all_groups() -> None:
    made = uncovered("undivided", "no audit used reports age") | {"unmeasured_share": 1.0}
    assert not_measured(read(made)) == (
        "No audit used reports age: every group has one rate for all of its levels."
    )


@pytest.mark.parametrize(
    ("rates", "why", "told"),
    [
        ("borrowed", "the rate of Asian people is borrowed: counted there",
         "Their rates are borrowed from a wider group that they measured (the rate of Asian people is borrowed: counted there)."),
        ("joined", "not the two together",
         "Their rates are put together from those of the sex and of the race (not the two together)."),
        ("spread", "nobody looked",
         "Their rates are drawn from the spread of the groups that were measured."),
    ],
)  # fmt: skip
def test_where_rates_come_from_is_told_by_its_kind(rates: str, why: str, told: str) -> None:
    made = with_groups(
        female_hispanic={"unmeasured": why, "rates": rates}, male_hispanic={"unmeasured": why, "rates": rates}
    )
    others = {g["id"] for g in made["groups"] if g["unmeasured"]} - {"female/hispanic", "male/hispanic"}
    for group in made["groups"]:
        if group["id"] in others:
            group["unmeasured"] = None
    text = not_measured(read(made)) or ""
    assert text.startswith("The audits used have no figure for Hispanic women and Hispanic men.")
    assert text.endswith(told)


def test_the_mark_says_every_origin_of_the_rates_it_stands_for() -> None:
    assert flag_note([None, None], "the spread") is None
    assert flag_note([None, "borrowed", "spread"], "the spread of others") == (
        "† The audits used have no figure for this group; its rates are drawn from the spread of others, or borrowed from a wider group that "
        "they measured."
    )


def test_people_not_estimated_are_counted_in_their_own_words() -> None:
    words = {"encounters": "stops", "residents": "visitors"}
    items: list[dict[str, Any]] = [
        {"label": "A", "encounters": 7200, "why": "no audit"},
        {"label": "“other”", "encounters": None, "residents": 1200.4, "enrolled": None, "why": "no level."},
        {"label": "“b”", "encounters": None, "residents": None, "enrolled": 3, "why": "none"},
        {"label": "C", "encounters": None, "why": "not counted"},
    ]
    assert not_estimated([NotEstimated.model_validate(item) for item in items], words, "a year") == [
        "A: not estimated, 7,200 stops a year. No audit.",
        "“other”: not estimated, 1,200 visitors. No level.",
        "“b”: not estimated, 3 people enrolled. None.",
        "C: not estimated. Not counted.",
    ]


def test_a_mark_says_where_rates_drawn_from_the_spread_come_from() -> None:
    assert re.search(r"† The audits used have no figure", " ".join(by_group(read(sample())).notes))


def test_every_word_between_three_origins_is_a_message() -> None:
    rates = ("spread", "borrowed", "none")
    told = origins_of_rates(rates, "the spread")
    assert told == (
        "drawn from the spread, or borrowed from a wider group that they measured, or assumed to be the same for every group"
    )
    language = strange()
    with speaking(language):
        assert outside([origins_of_rates(rates, "")], language) == []


def test_three_axes_are_told_one_after_another() -> None:
    axes = tuple(Axis(path=name, label=name, values=(1.0, 2.0)) for name in ("scan", "size", "share"))
    found = SweepFound(
        id="x", scenario="x", title="X", draws=2000, seed=1, version="1", axes=axes, shown=(), kept=(), limits=None,
        example_limits=False, warnings=(), reproduce="",
    )  # fmt: skip
    assert sweeps.axes(found) == (
        "scan (2 values from 1 to 2), size (2 values from 1 to 2) and share (2 values from 1 to 2); 2,000 draws a point."
    )
