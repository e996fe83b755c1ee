"""The wording rules: digits, intervals, stages, both doubts, and the words proxy and unmeasured where they apply."""

from __future__ import annotations

import re
from typing import Any

import pytest

from simulator.reports.figures.who import who
from simulator.reports.language import numbers
from simulator.reports.language.sentences import (
    benefit,
    doubts,
    headline,
    hours,
    of_group,
    pair,
    ratio,
    width,
)
from tests.reports.clocked import clock_sample
from tests.reports.hostile import HOSTILE, hostile_sample
from tests.reports.sample import sample
from tests.reports.sample_variants import proxy_sample, zero_sample
from tests.reports.told import answer_text, dashboard, facts_markdown, read, report_markdown

FORBIDDEN = re.compile(
    r"\b(?:likely|unlikely|probably|significant|significantly|statewide|1 in \d)\b|(?<![\d.])0 %", re.I
)
WRITERS = (answer_text, facts_markdown, report_markdown, dashboard)


def texts(summary: dict[str, Any]) -> list[str]:
    """Everything the reports say, markup and data taken out."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", dashboard(summary), flags=re.S)
    bare = re.sub(r'href="data:[^"]*"', "", bare)
    bare = re.sub(r"<[^>]+>", " ", bare)
    return [answer_text(summary), facts_markdown(summary), report_markdown(summary), bare]


def facts_of(summary: dict[str, Any]) -> list[str]:
    """The lines to be quoted, without what must be said with them."""
    quoted = facts_markdown(summary).split("## What must be said with it")[0]
    return [line for line in quoted.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize("summary", [sample(), proxy_sample(), zero_sample()], ids=["plain", "proxy", "zero"])
def test_no_report_uses_a_word_that_hides_a_number(summary: dict[str, Any]) -> None:
    for text in texts(summary):
        assert FORBIDDEN.findall(text) == []


def test_every_fact_carries_a_number_and_every_count_its_interval_and_stage() -> None:
    facts = facts_of(sample())
    assert len(facts) > 30
    for fact in facts:
        assert re.search(r"\d", fact), fact
    for fact in (f for f in facts if "wrongly detained" in f and "different people" not in f):
        assert "held from questioning" in fact, fact
        assert "n 9 of 10 simulated years" in fact, fact
        assert "between" in fact, fact
        assert "(A simulation: " in fact


def test_the_headline_says_whose_how_many_how_held_and_how_sure() -> None:
    text = headline(read(sample()))
    assert text.startswith(
        "In 9 of 10 simulated years innocent people stopped by these eight agencies are wrongly detained between "
    )
    assert "(held from questioning)" in text
    assert re.search(
        r"between [\d,]+ and [\d,]+ times .*; the middle is [\d,]+ and the average over all of them [\d,]+\.$",
        text,
    )


def test_a_very_wide_interval_is_owned_up_to() -> None:
    assert "times the low end" in (width(read(sample())) or "")


def test_a_ratio_stands_beside_both_absolute_numbers() -> None:
    study = read(sample())
    text = ratio(study, study.group("female/black")) or ""
    assert "Of every 100,000 stops of Black women, 860 are expected to end" in text
    assert "of every 100,000 of White men, 95" in text
    assert "The ratio is" in text


def test_a_ratio_whose_interval_holds_one_is_left_open() -> None:
    summary = sample()
    cell = summary["measures"]["ratio_to_reference"]["values"]["female/black"]
    cell |= {"lo": 0.4, "hi": 4.0}
    study = read(summary)
    assert (ratio(study, study.group("female/black")) or "").endswith(
        "The rate of Black women is higher in some draws and lower in others, for the range includes 1."
    )
    cell |= {"higher": 0.84}
    study = read(summary)
    assert (ratio(study, study.group("female/black")) or "").endswith(
        "The rate of Black women is higher in 84 of 100 draws of what is not known."
    )


@pytest.mark.parametrize("write", WRITERS)
def test_a_group_is_said_to_fare_worse_only_with_the_share_of_draws_in_which_it_does(write: Any) -> None:
    summary = sample()
    for cell in summary["measures"]["ratio_to_reference"]["values"].values():
        cell |= {"lo": 0.4, "median": 1.4, "hi": 4.0, "higher": 0.62}
    text = " ".join(write(summary).split())
    assert "held more often" not in text
    assert "settle which" not in text
    if write is not answer_text:
        assert "is higher in 62 of 100 draws of what is not known" in text


def test_an_undefined_ratio_is_said_and_not_printed_as_zero() -> None:
    study = read(zero_sample())
    assert "undefined" in (ratio(study, study.group("female/black")) or "")
    assert "undefined" in answer_text(zero_sample())


def test_an_unmeasured_group_says_so_in_its_own_sentence() -> None:
    study = read(sample())
    assert (
        "The audits used have no figure for this group: its error rates are drawn from the spread of the groups that were measured"
        in (of_group(study, study.group("female/hispanic")) or "")
    )


def test_under_a_proxy_no_group_is_called_measured() -> None:
    for text in texts(proxy_sample()):
        assert "groups that were measured" not in text
        assert "whose rates of false matches nobody measured either" in " ".join(text.split())


def test_where_the_middle_is_none_the_average_says_that_it_is_not_never() -> None:
    summary = sample()
    everyone = summary["measures"]["wrongly_held"]["values"]["all"]
    everyone |= {"median": 0.0, "lo": 0.0, "hi": 12.0, "mean": 2.8}
    assert headline(read(summary)).endswith("; the middle is 0 and the average over all of them 2.8.")
    assert "read the range" in (width(read(summary)) or "")
    rare = summary["measures"]["wrongly_held"]["values"]["female/black"]
    rare |= {"median": 0.0, "lo": 0.0, "hi": 0.0, "mean": 0.19}
    study = read(summary)
    assert "the number is 0; the average over all of them is 0.19." in (
        of_group(study, study.group("female/black")) or ""
    )


def test_a_range_that_ends_at_one_as_nearly_as_draws_can_tell_is_left_open() -> None:
    summary = sample()
    ratios = summary["measures"]["ratio_to_reference"]["values"]["female/black"]
    ratios |= {"lo": 1.001, "hi": 7.4, "mc_lo": 0.025, "mc_hi": 0.1}
    study = read(summary)
    assert "ends at 1, as nearly as so many draws can tell" in (
        ratio(study, study.group("female/black")) or ""
    )
    ratios |= {"mc_lo": 0.0005}
    study = read(summary)
    assert "as nearly as" not in (ratio(study, study.group("female/black")) or "")


def test_one_detention_is_once_and_no_stage_between_is_no_pair() -> None:
    summary = sample()
    summary["measures"]["wrongly_held"]["values"]["all"] |= {"median": 1.0, "lo": 1.0, "hi": 4.0}
    assert "are wrongly detained once (" in headline(read(summary))
    assert pair(read(summary)) is not None
    stages = [s | {"liberty": s["liberty"].replace("prolonged", "held")} for s in summary["funnel"]["stages"]]
    summary["funnel"] = summary["funnel"] | {"stages": stages}
    assert pair(read(summary)) is None
    assert "held from the alert" not in dashboard(summary)


def test_what_must_be_said_with_the_facts_stands_beneath_them() -> None:
    summary = sample() | {"cautions": ["This never happened."], "warnings": ["Too few draws."]}
    above, below = facts_markdown(summary).split("## What must be said with it")
    for text in ("Transgender", "This never happened."):
        assert text in below
    assert above.index("**Warning: Too few draws.**") < above.index("Each line may be quoted")


def test_queues_are_in_the_report_and_the_facts_as_on_the_page() -> None:
    summary = clock_sample()
    for text in (report_markdown(summary), facts_markdown(summary)):
        assert "let go or walk on" in text
        assert "Of every 100 innocent people counted as reaching" in text


def test_the_highest_and_the_lowest_of_a_chart_are_those_of_its_numbers() -> None:
    study = read(sample())
    found = who(study)
    assert found is not None
    (view,) = [view for view in found.views if (view.quantity, view.whom) == ("number", "both")]
    medians = {g.label: study.get("wrongly_held", g.id).median or 0.0 for g in study.cells}
    high, low = max(medians, key=medians.__getitem__), min(medians, key=medians.__getitem__)
    assert f"Highest in the middle: {high} {numbers.prose_count(medians[high])} " in view.figure.alt
    assert f"Lowest: {low} {numbers.prose_count(medians[low])} " in view.figure.alt


def test_a_few_minutes_are_not_none() -> None:
    summary = sample()
    summary["measures"]["hours_held"]["values"]["female/black"] |= {
        "median": 0.0,
        "lo": 0.0,
        "hi": 0.452,
        "mean": 0.17,
    }
    assert "0 (0–0.452)" in answer_text(summary)


def test_both_doubts_and_what_is_held_fixed_share_a_sentence() -> None:
    text = doubts(read(sample())) or ""
    assert text.startswith("Chance alone gives ")
    assert "widens that to" in text
    assert "Held fixed: Stops in half a year" in text or "Held fixed: Share of stops scanned" in text


def test_benefit_stands_beside_harm_and_time_says_what_it_leaves_out() -> None:
    study = read(sample())
    assert (
        "For each time a wanted person is found, 6.7 wrongful detentions of innocent people are expected"
        in (benefit(study) or "")
    )
    assert "as if nobody queued" in (hours(study) or "")
    assert "nobody queued" in answer_text(sample())


def test_a_proxy_is_called_one_in_every_fact_table_and_section() -> None:
    summary = proxy_sample()
    assert all("proxy" in fact.lower() for fact in facts_of(summary))
    captions = re.findall(r"<caption.*?>(.*?)</caption>", dashboard(summary))
    assert captions
    assert all("proxy" in caption.lower() for caption in captions)
    headings = re.findall(r"<h[12] id.*?</h[12]>", dashboard(summary))
    assert all("proxy" in heading for heading in headings)
    for title in re.findall(r"^## .*|^\*\*.*\*\*$", report_markdown(summary), flags=re.M):
        assert "proxy" in title.lower() or "sources and their limits" in title.lower() or ":" in title


def test_the_page_names_the_unmeasured_groups_the_pair_and_those_not_estimated() -> None:
    page = dashboard(sample())
    for words in ("Hispanic women", "Pacific Islander men", "held from the alert", "Transgender"):
        assert words in page
    first = page[page.index('id="answer"') : page.index('id="who"')]
    assert "50 % of stops are of groups no audit measured" in first


def test_nothing_a_scenario_supplies_becomes_markup_or_a_terminal_command() -> None:
    summary = hostile_sample()
    page = dashboard(summary, {"groups.csv": b"a\n"})
    assert "<script>alert" not in page
    assert "evil.example/>" not in re.sub(r"&lt;[^<]*", "", page)
    assert 'href="javascript' not in page
    assert 'href="https://evil' not in page.replace("&#34;", '"')
    assert "\x1b" not in answer_text(summary) + facts_markdown(summary) + report_markdown(summary)
    for text in (facts_markdown(summary), report_markdown(summary)):
        assert not re.search(r"(?<!\\)<(?:script|a )", text)
        assert "](https" not in text.replace("\\]", "")
    assert HOSTILE not in page


@pytest.mark.parametrize("write", WRITERS)
def test_reports_are_the_same_bytes_every_time(write: Any) -> None:
    assert write(sample()) == write(sample())


def test_a_ratio_without_an_upper_limit_says_so_everywhere() -> None:
    summary = sample()
    for measure in ("ratio_to_reference", "wrongly_held_per_wanted_found"):
        for cell in summary["measures"][measure]["values"].values():
            cell |= {"hi": None, "mean": None, "defined": 0.9}
    for text in texts(summary):
        assert "no upper limit" in text
    study = read(summary)
    assert re.search(r"between [\d.]+ and no upper limit", ratio(study, study.group("female/black")) or "")
