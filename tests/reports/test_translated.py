"""A result in another language: nothing that is said stands outside of the messages, and nothing of it stays behind."""

from __future__ import annotations

import pytest

from simulator.reports.language.phrases import speaking
from tests.reports.clocked import clock_sample, daily_sample
from tests.reports.sample import sample
from tests.reports.sample_variants import proxy_sample, zero_sample
from tests.reports.strange import Read, blocks, outside, strange
from tests.reports.told import (
    Plain,
    answer_text,
    brief_text,
    comparison_html,
    comparison_markdown,
    comparison_text,
    dashboard,
    facts_markdown,
    report_markdown,
)
from tests.reports_comparison.made import made

RESULTS = {
    "plain": sample,
    "proxy": proxy_sample,
    "of zeros": zero_sample,
    "clock": clock_sample,
    "days": daily_sample,
}


@pytest.mark.parametrize("plain", [make() for make in RESULTS.values()], ids=list(RESULTS))
def test_every_word_of_a_page_is_a_message_or_the_scenario_s(plain: Plain) -> None:
    language = strange()
    with speaking(language):
        page = dashboard(plain)
    assert '<html lang="xx"' in page
    assert outside(Read(page).told, language) == []


@pytest.mark.parametrize("plain", [make() for make in RESULTS.values()], ids=list(RESULTS))
def test_every_word_of_the_texts_is_a_message_or_the_scenario_s(plain: Plain) -> None:
    language = strange()
    with speaking(language):
        texts = [facts_markdown(plain), report_markdown(plain)]
        printed = [brief_text(plain, 300), answer_text(plain)]
    told = [line.replace("\\_", "_").replace("(scan)", "") for text in texts for line in text.splitlines()]
    told += [block for text in printed for block in blocks(text)]
    assert outside(told, language) == []  # “scan” is the name of an input


@pytest.mark.parametrize("proxy", [False, True], ids=["plain", "proxy"])
def test_every_word_of_a_comparison_is_a_message_or_the_scenario_s(proxy: bool) -> None:
    language, plain = strange(), made()
    plain["proposals"][0]["proxy"] = proxy
    with speaking(language):
        page, text = comparison_html(plain, {}), comparison_markdown(plain)
        printed = [comparison_text(plain, reasons=reasons, width=300) for reasons in (False, True)]
    told = Read(page).told + [line for line in text.splitlines() if not line.startswith("    ")]  # commands
    told += [block for each in printed for block in blocks(each)]
    language.words.add("scan")  # the name of an input
    assert outside([line.replace("\\_", "_") for line in told], language) == []


def test_a_page_told_in_another_language_leaves_the_next_as_it_was() -> None:
    before = dashboard(sample())
    with speaking(strange()):
        dashboard(sample())
    assert dashboard(sample()) == before


def test_what_stands_outside_of_the_messages_is_found() -> None:
    language = strange()
    language.words.add("Women of Washington")
    told = ["⟦à ⟦wõmàn⟧⟧ is here", "⟦âll⟧ Women of Washington", "matcher.level 0.3", "⟦õf⟧ 12"]
    assert outside(told, language) == ["is here"]
