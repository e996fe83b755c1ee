"""The wording rules: digits, intervals, stages, both doubts, and the words proxy and unmeasured where they apply."""

from __future__ import annotations

import re
from typing import Any

import pytest

from simulator.reports.dashboard import dashboard
from simulator.reports.markdown import facts_markdown, report_markdown
from simulator.reports.reading import read
from simulator.reports.sentences import benefit, doubts, headline, hours, of_group, ratio, width
from simulator.reports.terminal import answer_text
from tests.reports.sample import HOSTILE, hostile_sample, proxy_sample, sample, zero_sample

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


@pytest.mark.parametrize("summary", [sample(), proxy_sample(), zero_sample()], ids=["plain", "proxy", "zero"])
def test_no_report_uses_a_word_that_hides_a_number(summary: dict[str, Any]) -> None:
    for text in texts(summary):
        assert FORBIDDEN.findall(text) == []


def test_every_fact_carries_a_number_and_every_count_its_interval_and_stage() -> None:
    facts = [line for line in facts_markdown(sample()).splitlines() if line.startswith("- ")]
    assert len(facts) > 30
    for fact in facts:
        assert re.search(r"\d", fact), fact
    for fact in (f for f in facts if "wrongly detained" in f and "different people" not in f):
        assert "held from questioning" in fact, fact
        assert "In 9 of 10 simulated years" in fact, fact
        assert "between" in fact, fact


def test_the_headline_says_whose_how_many_how_held_and_how_sure() -> None:
    text = headline(read(sample()))
    assert text.startswith(
        "In a typical simulated year innocent people stopped by these eight agencies are wrongly detained "
    )
    assert "(held from questioning)" in text
    assert re.search(r"In 9 of 10 simulated years the number is between [\d,]+ and [\d,]+\.$", text)


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
    summary["measures"]["ratio_to_reference"]["values"]["female/black"] |= {"lo": 0.4, "hi": 4.0}
    study = read(summary)
    assert "does not settle which" in (ratio(study, study.group("female/black")) or "")


def test_an_undefined_ratio_is_said_and_not_printed_as_zero() -> None:
    study = read(zero_sample())
    assert "undefined" in (ratio(study, study.group("female/black")) or "")
    assert "undefined" in answer_text(zero_sample())


def test_an_unmeasured_group_says_so_in_its_own_sentence() -> None:
    study = read(sample())
    assert "No audit measured this group’s error rate" in (
        of_group(study, study.group("female/hispanic")) or ""
    )


def test_both_doubts_and_what_is_held_fixed_share_a_sentence() -> None:
    text = doubts(read(sample())) or ""
    assert text.startswith("Chance alone gives ")
    assert "widens that to" in text
    assert "Held fixed: Stops in half a year" in text or "Held fixed: Share of stops scanned" in text


def test_benefit_stands_beside_harm_and_time_says_what_it_leaves_out() -> None:
    study = read(sample())
    assert "For each wanted person found, 6.7 wrongful detentions of innocent people are expected" in (
        benefit(study) or ""
    )
    assert "as if nobody queued" in (hours(study) or "")
    assert "nobody queued" in answer_text(sample())


def test_a_proxy_is_called_one_in_every_fact_table_and_section() -> None:
    summary = proxy_sample()
    facts = [line for line in facts_markdown(summary).splitlines() if line.startswith("- ")]
    assert all("proxy" in fact.lower() for fact in facts)
    captions = re.findall(r"<caption>(.*?)</caption>", dashboard(summary))
    assert captions
    assert all("proxy" in caption.lower() for caption in captions)
    headings = re.findall(r"<h2.*?</h2>", dashboard(summary))
    assert all("proxy" in heading for heading in headings)
    for title in re.findall(r"^## .*|^\*\*.*\*\*$", report_markdown(summary), flags=re.M):
        assert "proxy" in title.lower() or "sources and their limits" in title.lower() or ":" in title


def test_the_first_page_names_the_unmeasured_groups_the_pair_and_those_not_estimated() -> None:
    page = dashboard(sample())
    first = page[page.index('id="answer"') : page.index('id="who"')]
    for words in (
        "Hispanic women",
        "Pacific Islander men",
        "Held from the alert",
        "Held from questioning",
        "Transgender",
    ):
        assert words in first
    assert "people stopped by these eight agencies" in first


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


def test_another_schema_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="schema is 2"):
        read({"schema": 2})


def test_a_ratio_without_an_upper_limit_says_so_everywhere() -> None:
    summary = sample()
    for measure in ("ratio_to_reference", "wrongly_held_per_wanted_found"):
        for cell in summary["measures"][measure]["values"].values():
            cell |= {"hi": None, "mean": None, "defined": 0.9}
    for text in texts(summary):
        assert "no upper limit" in text
    study = read(summary)
    assert re.search(r"between [\d.]+ and no upper limit", ratio(study, study.group("female/black")) or "")
