"""The answer in the terminal: no label loses the word that tells its group from another."""

from __future__ import annotations

import pytest

from simulator.reports.figures.chart import rows_height, wrapped
from simulator.reports.language.covered import not_measured
from simulator.reports.terminal import LABEL, telling_first
from tests.reports.sample import sample
from tests.reports.told import answer_text, read

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


def test_a_chart_s_label_is_never_cut() -> None:
    assert wrapped(f"{LONG} women").endswith("women")
    assert wrapped(f"{LONG} women").count("<br>") == 3
    assert rows_height(["one", "one<br>two"], 46) == 92
    assert rows_height(["<br>" * 5], 46) == 90


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
