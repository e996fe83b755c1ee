"""The answer the README prints is the answer the command gives."""

import re
from pathlib import Path
from typing import Any

import pytest

from simulator.reports.language import numbers
from simulator.scenario import load
from simulator.study import run_study
from tests.reports.told import facts_markdown

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
BLOCK = README.split("<!-- california:begin -->")[1].split("<!-- california:end -->")[0]

ROWS = {
    "women and people of colour": ("wrongly_held", "women_or_minorities"),
    "taken for somebody else": ("wrongly_held_false_match", "all"),
    "matched correctly to a stale entry": ("wrongly_held_stale_entry", "all"),
    "*beside them: recognised correctly, not wanted, kept beyond the stop*": ("kept_not_wanted", "all"),
    "*wanted people found at the same stage*": ("wanted_found", "all"),
    "*of those, found only because of the scan*": ("found_only", "all"),
}


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("answer")
    return run_study(load("california-patrol"), draws=10_000, seed=1, out=out, clock=False).summary.plain()


def test_the_sentence_it_quotes_is_the_first_fact(summary: dict[str, Any]) -> None:
    quoted = " ".join(line.removeprefix("> ") for line in BLOCK.splitlines() if line.startswith("> "))
    first = next(line for line in facts_markdown(summary).splitlines() if line.startswith("- "))
    assert first.startswith(f"- {quoted} (A simulation: ")


@pytest.mark.parametrize("row", ROWS)
def test_each_row_of_its_table_is_the_runs(summary: dict[str, Any], row: str) -> None:
    measure, group = ROWS[row]
    value = summary["measures"][measure]["values"][group]
    line = next(line for line in BLOCK.splitlines() if line.startswith(f"| {row} |"))
    printed = re.findall(r"[\d,]+", line.split("|", 2)[2])
    assert printed == [numbers.prose_count(value[end]) for end in ("median", "lo", "hi")]


def test_the_two_rates_it_sets_side_by_side_are_the_runs(summary: dict[str, Any]) -> None:
    text = " ".join(BLOCK.split())
    for group, words in (("male/black", "stops of Black men"), ("male/white", "of White men")):
        value = summary["measures"]["per_100k_encounters"]["values"][group]
        median, lo, hi = (numbers.prose(value[end]) for end in ("median", "lo", "hi"))
        assert re.search(rf"{words} {median}[^()]*\({lo} – {hi}\)", text)


def test_what_it_says_would_narrow_the_range_most_is_what_the_run_says(summary: dict[str, Any]) -> None:
    first = [each["path"] for each in summary["sensitivity"]["selections"]["all"]["unknowns"][:3]]
    assert first == [
        "matcher.transfer",
        "pathway.entry_read.proceeds.not_wanted",
        "matcher.differential.unmeasured.hispanic",
    ]
