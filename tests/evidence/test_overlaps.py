"""Rows that are added up: what overlaps is found, and the library's own tables do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.evidence import library, overlaps
from simulator.evidence.overlaps import is_total

ADDED = (
    "census-2019/california", "census-2019/fresno-county", "ripa-2018h2/stops-by-race", "ripa-2018h2/agencies", "ripa-2019/sex-share",
    "fresno-2022/stops-by-race-and-sex", "fbi-ucr-2019/arrests-by-race", "opencrime-arrests/sex", "london-census-2021/london",
)  # fmt: skip


@pytest.mark.parametrize("name", ADDED)
def test_shipped_tables_are_parts_of_one_whole(name: str) -> None:
    assert list(overlaps(library().set(name))) == []


@pytest.mark.parametrize("name", ADDED)
def test_a_row_twice_is_found_in_each_of_them(name: str) -> None:
    rows = library().set(name)
    for row in rows:
        found = list(overlaps([*rows, replace(row, row="again")]))
        assert [clash.rule for clash in found] == [
            "both have the same labels, so the same people are counted twice"
        ]


@pytest.mark.parametrize("name", ADDED)
def test_last_years_rows_are_found_in_each_of_them(name: str) -> None:
    rows = library().set(name)
    before = [replace(row, row=f"{row.row}-before", when="1999") for row in rows]
    assert list(overlaps([*rows, *before]))


@pytest.mark.parametrize(
    "label", ["", "all", "All ages", "total", "Both", "everyone", "any age", "sub-total", "all-races"]
)
def test_a_label_of_everybody_is_a_total(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize("label", ["18-29", "30+", "male", "black", "alleghany", "tall", "totality hill"])
def test_other_labels_are_parts(label: str) -> None:
    assert not is_total(label)


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ("18-29", "30+", False), ("18-29", "29-40", True), ("under 18", "18 and over", False), ("over 34", "25-34", False),
        ("0-17", "<18", True), ("young", "old", False), ("65 to 74", "70", True), (">=35", "18 - 34", False),
    ],
)  # fmt: skip
def test_bands_of_age(first: str, second: str, overlap: bool) -> None:
    row = library().set("ripa-2018h2/stops-by-race")[0]
    rows = [replace(row, row=name, age=name) for name in (first, second)]
    assert bool(list(overlaps(rows))) is overlap
