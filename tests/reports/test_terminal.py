"""The answer in the terminal: no label loses the word that tells its group from another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simulator.reports.brief import bar
from simulator.reports.figures.scale import Even
from simulator.reports.language.covered import not_measured
from simulator.reports.terminal import LABEL, label_lines, telling_first
from tests.reports.sample import sample
from tests.reports.sample_variants import proxy_sample, zero_sample
from tests.reports.test_hard_cases import enormous, long_labels, one_group, very_wide
from tests.reports.told import answer_text, brief_text, read

LONG = "Black, Black British, Black Welsh, Caribbean or African"


def test_what_tells_two_long_labels_apart_comes_first() -> None:
    assert telling_first([f"{LONG} women", f"{LONG} men", "Asian women"]) == [
        f"Women: {LONG}",
        f"Men: {LONG}",
        "Asian women",
    ]
    assert telling_first([f"{LONG} women aged 18 to 24 †", f"{LONG} women aged 25 or more"]) == [
        f"18 to 24 †: {LONG} women aged",
        f"25 or more: {LONG} women aged",
    ]


def test_a_long_label_that_is_the_only_one_of_its_beginning_stays_as_it_is() -> None:
    assert telling_first([f"{LONG} women", "White women"]) == [f"{LONG} women", "White women"]


def test_long_labels_wrap_in_the_table_and_no_two_rows_are_alike() -> None:
    summary = sample()
    for group in summary["groups"]:
        group["label"] = group["label"].replace("Black", LONG)
    lines = answer_text(summary).splitlines()
    table = lines[
        lines.index(next(line for line in lines if line.startswith("Wrongful detentions a year"))) :
    ]
    women = next(i for i, line in enumerate(table) if line.startswith("Women: Black"))
    assert table[women].strip() == table[women][:LABEL].strip(), "the figures stand in the label's last line"
    assert any(line.startswith("Men: Black") for line in table)
    assert not any(line.startswith("Black, Black") for line in table)


@pytest.mark.parametrize(("low", "said"), [(0.01, True), (500.0, False)])
def test_wide_is_said_only_where_every_unmeasured_group_is_less_certain(low: float, said: bool) -> None:
    summary = sample()
    rates = summary["measures"]["per_100k_encounters"]["values"]
    for group in summary["groups"]:
        if group["unmeasured"]:
            rates[group["id"]] |= {"lo": low, "median": 600.0, "hi": 900.0}
    text = not_measured(read(summary))
    assert text is not None
    assert ("which is why their intervals are wide" in text) is said


@pytest.mark.parametrize("width", [60, 80, 110, 200])
@pytest.mark.parametrize(
    "summary",
    [sample, proxy_sample, zero_sample, one_group, very_wide, enormous],
    ids=lambda made: made.__name__,
)
def test_the_brief_answer_keeps_to_the_width_and_to_two_screens(
    summary: Callable[[], dict[str, Any]], width: int
) -> None:
    lines = brief_text(summary(), width).splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) <= 48 or width < 80
    assert not any("\x1b" in line for line in lines)


def test_the_brief_answer_says_how_many_who_and_how_sure() -> None:
    told = brief_text(sample(), 110)
    for words in (
        "innocent people a year would be wrongly detained",
        "Who bears it",
        "How sure: The high end is",
        "--full",
    ):
        assert words in told.replace("\n", " ")
    assert "Proxy estimate." in brief_text(proxy_sample(), 80)


def test_a_bar_begins_and_ends_where_the_interval_does() -> None:
    assert bar(Even(100.0), 20.0, 50.0, 80.0, 11) == "··├──●──┤··"
    assert bar(Even(100.0), 0.0, 0.0, 100.0, 11) == "●─────────┤"


def test_a_long_label_goes_on_below_and_keeps_its_last_word() -> None:
    told = brief_text(long_labels(), 100)
    assert "ends here" in told


def test_the_mark_of_a_group_never_stands_on_a_line_of_its_own() -> None:
    assert label_lines("Mixed White and Black African men †", 34) == [
        "Mixed White and Black African",
        "  men †",
    ]
    assert label_lines("Black Caribbean women †", 34) == ["Black Caribbean women †"]
