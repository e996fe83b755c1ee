"""Broken evidence: each rule names its file, line, column, value and way out, and all faults come in one pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Fault
from simulator.evidence import EvidenceFaults, load_user_source
from simulator.evidence.table_files import agrees, read_table
from tests.evidence.conftest import RATES, SOURCE

Write = Callable[..., Path]
HEADER = RATES.splitlines()[0]
CELLS = dict(zip(HEADER.split(","), RATES.splitlines()[1].split(","), strict=True))


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(EvidenceFaults) as caught:
        load_user_source(folder, folder.parent)
    return caught.value.faults


def broken(**cells: str) -> list[Fault]:
    """The faults of one sound row with some cells replaced."""
    line = ",".join((CELLS | cells)[name] for name in HEADER.split(","))
    return read_table(f"{HEADER}\n{line}\n", "rates.csv")[1]


@pytest.mark.parametrize(
    ("size", "counted_at", "rule"), [("1000", "0", "above 0"), ("", "178000", "no gallery_size says")]
)
def test_where_a_rescaled_rate_was_counted(size: str, counted_at: str, rule: str) -> None:
    line = ",".join((CELLS | {"gallery_size": size})[name] for name in HEADER.split(","))
    found = read_table(f"{HEADER},counted_at\n{line},{counted_at}\n", "rates.csv")[1]
    assert [(f.path, rule in f.rule) for f in found] == [("counted_at", True)]


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        ({"value": "1.2", "numerator": "", "denominator": ""}, "value", "between 0 and 1"),
        ({"value": "-0.1", "numerator": "", "denominator": ""}, "value", "between 0 and 1"),
        ({"value": "nan"}, "value", "not a number"),
        ({"value": "inf"}, "value", "not a number"),
        ({"value": ">400"}, "value", "not a number"),
        ({"value": "0.013"}, "value", "12 of 1000 = 0.012"),
        ({"numerator": "1200"}, "numerator", "more than the denominator 1000"),
        ({"numerator": "-1"}, "numerator", "0 or more"),
        ({"denominator": "0"}, "denominator", "above 0"),
        ({"lo": "0.02"}, "lo", "above value"),
        ({"hi": "0.001"}, "hi", "below value"),
        ({"lo": "0.02", "hi": "0.01"}, "lo", "above hi"),
        ({"unit": "rates"}, "unit", "not a unit"),
        ({"unit": ""}, "unit", "must not be empty"),
        ({"unit": "stops", "numerator": "", "denominator": "", "value": "1.5"}, "value", "whole number"),
        ({"unit": "stops", "value": "12"}, "numerator", "belongs to a rate"),
        ({"unit": "direction"}, "value", "direction only"),
        ({"value": "", "numerator": ""}, "value", "neither value, lo, hi nor counts"),
        ({"locator": ""}, "locator", "must not be empty"),
        ({"row": ""}, "row", "must not be empty"),
        ({"row": "Row 1"}, "row", "lower-case"),
        ({"set": "fpir/all"}, "set", "lower-case"),
        ({"row": "fpir"}, "row", "name of a set"),
        ({"censored": "floor"}, "censored", "empty or one of below, above"),
        ({"gallery_size": "0"}, "gallery_size", "above 0"),
    ],
)
def test_a_broken_cell_is_named(cells: dict[str, str], column: str, rule: str) -> None:
    found = broken(**cells)
    assert [(f.file, f.line) for f in found] == [("rates.csv", 2)] * len(found)
    assert any(f.path == column and rule in f.rule and f.hint for f in found), found


def test_a_misspelt_unit_is_answered_with_the_nearest() -> None:
    assert broken(unit="rat")[0].hint == "did you mean rate?"


@given(x=st.integers(0, 10_000), n=st.integers(1, 10_000), places=st.integers(1, 6))
def test_a_rate_printed_to_any_place_agrees_with_its_counts(x: int, n: int, places: int) -> None:
    x = min(x, n)
    assert agrees(f"{x / n:.{places}f}", x, n)


@given(x=st.integers(0, 10_000), n=st.integers(1, 10_000), places=st.integers(1, 6), off=st.floats(0.6, 100))
def test_a_rate_off_by_more_than_its_rounding_is_a_fault(x: int, n: int, places: int, off: float) -> None:
    x = min(x, n)
    wrong = f"{x / n + (1 + off) * 10.0**-places:.{places}f}"
    assert not agrees(wrong, x, n)
    if float(wrong) <= 1:
        found = broken(value=wrong, numerator=str(x), denominator=str(n))
        assert [f.path for f in found] == ["value"]


@given(
    column=st.sampled_from(["value", "numerator", "denominator", "lo", "hi", "gallery_size"]),
    text=st.text(alphabet="abcxyz%<>~ ", min_size=1, max_size=6).filter(lambda t: bool(t.strip())),
)
def test_words_in_a_column_of_numbers_are_named_with_their_column(column: str, text: str) -> None:
    found = broken(**{column: text})
    assert any(f.path == column and f.value == text.strip() for f in found)


@given(value=st.floats(allow_nan=False, allow_infinity=False).filter(lambda v: not 0 <= v <= 1))
def test_any_rate_outside_zero_to_one_is_a_fault(value: float) -> None:
    found = broken(value=repr(value), numerator="", denominator="")
    assert [(f.path, "between 0 and 1" in f.rule) for f in found] == [("value", True)]


@given(text=st.text(max_size=300))
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    read_table(text, "rates.csv")
    read_table(f"{HEADER}\n{text}", "rates.csv")


def test_unknown_and_missing_columns() -> None:
    found = read_table("row,metric,unit,locater,value\na,fmr,rate,p. 1,0.1\n", "rates.csv")[1]
    assert [(f.path, f.line) for f in found] == [("locater", 1), ("locator", 1)]
    assert found[0].hint == "did you mean locator?"


def test_two_rows_cannot_share_an_id() -> None:
    found = read_table(RATES + RATES.splitlines()[1] + "\n", "rates.csv")[1]
    assert [(f.path, f.value, f.line) for f in found] == [("row", "fpir-women", 6)]


def test_a_line_with_too_few_cells() -> None:
    found = read_table(f"{HEADER}\na,b,c\n", "rates.csv")[1]
    assert any("3 cells" in f.rule for f in found)


def test_a_multi_line_note_keeps_the_line_where_its_row_starts() -> None:
    text = f'{HEADER}\na,,fmr,,,,,0.1,rate,,,,,,p. 1,"two\nlines"\nb,,fmr,,,,,7,rate,,,,,,p. 1,\n'
    assert [(f.path, f.line) for f in read_table(text, "rates.csv")[1]] == [("value", 4)]


@pytest.mark.parametrize(
    ("change", "key", "rule"),
    [
        (("kind: identification", "kind: guess"), "kind", "must be one of"),
        (("hand: first", "hand: second"), "seen_at", "is required"),
        (("id: my-audit", "id: other"), "id", "the folder's name"),
        (("url: https://example.org/audit", "url: nowhere"), "url", "web address"),
        (("crosswalk: our-labels", "crosswalk: our-label"), "crosswalk", "not a crosswalk"),
        (("licence: ours\n", ""), "licence", "is required"),
        (("licence: ours", "license: ours"), "license", "not a key"),
        (("limits:\n  - Volunteers in good light.", "limits: none"), "limits", "list of sentences"),
        (("trials: 1,000 searches a group", "trials: [1, 2]"), "trials", "must be text"),
    ],
)
def test_a_broken_key_is_named(audit: Write, change: tuple[str, str], key: str, rule: str) -> None:
    found = faults_of(audit(SOURCE.replace(*change)))
    assert any(f.path == key and rule in f.rule and f.file.endswith("source.yaml") for f in found), found


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "is empty"),
        ("- a\n- b\n", "must be a mapping"),
        ("id: a\nid: b\n", "already given"),
        ("a: &x 1\nb: *x\n", "anchor"),
        ("a: !!python/object:os.system 1\n", "tag"),
        ("a: 1\n---\nb: 2\n", "second document"),
        ("a: " + "[" * 100_000, "nested more than"),
        ("a: [1,\n", "is not YAML"),
        ("a: '" + "x" * (1 << 20) + "'", "at most"),
    ],
)
def test_dangerous_or_broken_yaml_is_refused(audit: Write, text: str, rule: str) -> None:
    assert any(rule in f.rule for f in faults_of(audit(text)))


def test_faults_of_both_files_come_together(audit: Write) -> None:
    found = faults_of(audit(SOURCE.replace("kind: id", "kind: x"), RATES.replace("0.012", "1.2")))
    assert {f.file.rpartition("/")[2] for f in found} == {"source.yaml", "rates.csv"}
    assert all(f.hint for f in found)


@pytest.mark.parametrize("note", ["", "as printed"])
def test_recorded_counts_are_whole(note: str) -> None:
    line = f"a,fmr,rate,p. 1,,12.5,1000,{note}"
    found = read_table(f"row,metric,unit,locator,value,numerator,denominator,note\n{line}\n", "rates.csv")[1]
    assert [(f.path, f.rule) for f in found] == [("numerator", "counts something and must be whole")]


@pytest.mark.parametrize(
    "note", ["estimated from a sample", "Scaled to a year", "allocated by age", "expected"]
)
def test_what_was_not_counted_need_not_be_whole(note: str) -> None:
    lines = f"a,stops,stops,p. 1,12.5,{note}\nb,stops,stops,p. 1,12,\n"
    assert read_table(f"row,metric,unit,locator,value,note\n{lines}", "rates.csv")[1] == []


def test_a_fault_names_line_and_cell_the_way_every_fault_does(audit: Write) -> None:
    (fault,) = faults_of(audit(rates=RATES.replace("0.012", "0.013")))
    assert str(fault).endswith(
        "my-audit/rates.csv:2:8  value = 0.013: is not 12 of 1000 = 0.012 within its printed rounding; "
        "correct the value or the counts, or split the row and list the discrepancy"
    )


def test_a_label_no_crosswalk_knows_is_a_fault(audit: Write) -> None:
    (fault,) = faults_of(audit(rates=RATES.replace("female,black", "female,blak")))
    assert (fault.line, fault.path, fault.value) == (2, "race", "blak")
    assert fault.hint.startswith("did you mean black?")


def test_missing_files_and_bytes_that_are_not_utf_8(audit: Write) -> None:
    folder = audit()
    (folder / "rates.csv").write_bytes(b"row,\xff\n")
    assert any("not UTF-8" in f.rule for f in faults_of(folder))
    (folder / "rates.csv").unlink()
    (folder / "source.yaml").unlink()
    with pytest.raises(EvidenceFaults) as caught:
        load_user_source(folder, folder.parent)
    assert [f.file.rpartition("/")[2] for f in caught.value.faults] == ["rates.csv", "source.yaml"]
    with pytest.raises(EvidenceFaults) as caught:
        load_user_source(folder / "nowhere", folder.parent)
    assert caught.value.missing
