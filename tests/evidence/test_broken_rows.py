"""Shipped tables broken in one cell: the fault names that line and that column, and nothing else changes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import simulator.evidence
from simulator.evidence.table_files import read_table

DATA = Path(simulator.evidence.__file__).parent / "data"
TABLES = {
    name: list(csv.reader((DATA / name / "rates.csv").open(newline="", encoding="utf-8")))
    for name in ("nist-ir-8280", "gender-shades-2018", "ripa-2018h2", "fussey-murray-2019", "white-2015")
}


def written(table: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue()


@st.composite
def places(draw: st.DrawFn) -> tuple[list[list[str]], int]:
    """A copy of a shipped table, and the number of one of its lines."""
    table = [list(line) for line in TABLES[draw(st.sampled_from(sorted(TABLES)))]]
    return table, draw(st.integers(2, len(table)))


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_tables_are_sound_before_they_are_broken(name: str) -> None:
    lines, faults = read_table(written(TABLES[name]), name)
    assert not faults
    assert len(lines) == len(TABLES[name]) - 1


@given(
    place=places(),
    broken=st.sampled_from(
        [
            ("locator", ""),
            ("metric", ""),
            ("unit", "furlongs"),
            ("row", "Not An Id"),
            ("value", "about 3"),
            ("numerator", "-3"),
            ("gallery_size", "-1"),
            ("censored", "perhaps"),
            ("hand", "third"),
        ]
    ),
)
def test_one_broken_cell_is_named_by_line_and_column(
    place: tuple[list[list[str]], int], broken: tuple[str, str]
) -> None:
    table, line = place
    column, text = broken
    table[line - 1][table[0].index(column)] = text
    _, faults = read_table(written(table), "rates.csv")
    assert (line, column) in {(fault.line, fault.path) for fault in faults}
    assert {fault.line for fault in faults} == {line}
    assert all(fault.hint for fault in faults)


@given(place=places(), factor=st.sampled_from([1.2, 0.8, 3.0]))
def test_a_rate_that_leaves_its_counts_is_named(place: tuple[list[list[str]], int], factor: float) -> None:
    table, line = place
    cells = dict(zip(table[0], table[line - 1], strict=True))
    if not (cells["value"] and cells["numerator"] and cells["denominator"]) or float(cells["value"]) < 0.01:
        return
    moved = f"{float(cells['value']) * factor:.6f}"
    table[line - 1][table[0].index("value")] = moved
    _, faults = read_table(written(table), "rates.csv")
    assert (line, "value") in {(fault.line, fault.path) for fault in faults}


@given(place=places())
def test_a_row_written_twice_is_named(place: tuple[list[list[str]], int]) -> None:
    table, line = place
    table.append(list(table[line - 1]))
    _, faults = read_table(written(table), "rates.csv")
    assert [(f.line, f.path) for f in faults] == [(len(table), "row")]
    assert f"line {line}" in faults[0].rule
