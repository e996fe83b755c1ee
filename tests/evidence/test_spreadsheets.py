"""What spreadsheets and hurried hands leave in an audit's files: let pass where it says nothing, else named in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.documents import Fault
from simulator.evidence import EvidenceFaults, load_user_source
from simulator.evidence.reading import LISTS, OPTIONAL, TEXTS, read_crosswalk
from simulator.evidence.table_files import read_table
from tests.evidence.conftest import RATES, SOURCE

Write = Callable[..., Path]
HEADER, FIRST = RATES.splitlines()[:2]
COMMA = "a comma is never a decimal point"


def told(table: str) -> list[str]:
    return [str(fault).removeprefix("rates.csv:") for fault in read_table(table, "rates.csv")[1]]


@pytest.mark.parametrize(
    "table",
    [
        f"{RATES},,,,,,,,,,,,,,,\n,,,,,,,,,,,,,,,\n",
        f"{RATES}\n\n,,\n",
        f"\n\n{RATES}",
        "\n".join(f"{line},,," for line in RATES.splitlines()),
        f"sep=,\n{RATES}",
        RATES.replace("\n", "\r\n"),
    ],
)
def test_what_a_spreadsheet_leaves_behind_says_nothing(table: str) -> None:
    lines, faults = read_table(table, "rates.csv")
    assert faults == []
    assert [cells.text["row"] for cells in lines] == ["fpir-women", "fpir-men", "seconds", "finding"]


def test_a_byte_order_mark_is_let_pass(audit: Write) -> None:
    folder = audit()
    for name in ("rates.csv", "source.yaml"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    assert len(load_user_source(folder, folder.parent).rows) == 4


@pytest.mark.parametrize(
    ("cells", "messages"),
    [
        ({"value": '"0,012"'}, [f"2:8  value = 0,012: is not a number; write 0.012: {COMMA}"]),
        ({"value": "1.2%"}, ["2:8  value = 1.2%: is not a number; write 0.012: shares are fractions of 1, not per cents"]),
        ({"gallery_size": '"10,000"'}, ["2:7  gallery_size = 10,000: is not a number; write 10000: digits are not set apart"]),
        ({"gallery_size": "10 000"}, ["2:7  gallery_size = 10 000: is not a number; write 10000: digits are not set apart"]),
        ({"threshold": '"0,60"'}, [f"2:6  threshold = 0,60: is not a number; write 0.60: {COMMA}"]),
        ({"numerator": "#N/A", "denominator": "n/a"}, [
            "2:10  numerator = #N/A: is not a number; leave it empty if it is not known",
            "2:11  denominator = n/a: is not a number; leave it empty if it is not known"]),
        ({"value": "0,012"}, ["2:1  row: has 17 cells where the header has 16; a cell with a comma in it stands in quotes, and a number has a decimal point"]),
    ],
)  # fmt: skip
def test_a_number_of_another_country_is_named(cells: dict[str, str], messages: list[str]) -> None:
    line = dict(zip(HEADER.split(","), FIRST.split(","), strict=True)) | cells
    assert told(f"{HEADER}\n{','.join(line.values())}\n") == messages


@pytest.mark.parametrize(("sign", "called"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_separators_are_one_fault_and_hide_none(sign: str, called: str) -> None:
    table = RATES.replace(",", sign).replace("0.012", "0,012")
    assert told(table) == [
        f"1:1  its cells are separated by {called}; save it with commas (CSV UTF-8, comma delimited), and write numbers with decimal points",
        f"2:8  value = 0,012: is not a number; write 0.012: {COMMA}",
    ]


def test_a_slip_in_the_header_hides_no_row() -> None:
    table = RATES.replace("locator", "Locater").replace("0.012", "1.2")
    assert [message.split(":")[0] for message in told(table)] == ["1", "1", "2", "2"]
    assert told(HEADER.upper())[0] == "1:1  ROW: is not a column of the format; did you mean row?"
    assert told("a,b\n1,2\n")[0].startswith(
        "1:1  [a, b]: names no column of the format; the first line names"
    )


def test_columns_beyond_the_header_must_be_empty() -> None:
    assert told(f"{HEADER},\n{FIRST},x\n")[0].startswith("2:1  row: has 17 cells where the header has 16")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(key=st.sampled_from([*TEXTS, *LISTS, *OPTIONAL, "unknown"]), value=ANYTHING)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_key_of_any_type_is_a_source_or_faults(audit: Write, key: str, value: object) -> None:
    kept = [line for line in SOURCE.splitlines() if not line.startswith((f"{key}:", "limits", "  -"))]
    more = [] if key == "limits" else ["limits: [x]"]
    folder = audit("\n".join([*kept, *more, f"{key}: {json.dumps(value)}"]))
    faults: tuple[Fault, ...] = ()
    try:
        assert load_user_source(folder, folder.parent).id == "my-audit"
    except EvidenceFaults as found:
        faults = found.faults
    assert all(fault.rule and "source.yaml" in fault.file for fault in faults)
    assert faults or key != "unknown"


@given(value=ANYTHING, entry=ANYTHING, place=st.sampled_from(["id", "title", "sex", "race", "entry", "to", "note", "left_out"]))  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_key_of_a_crosswalk_too(tmp_path: Path, value: object, entry: object, place: str) -> None:
    data: dict[str, object] = {"id": "own", "title": "Ours", "sex": {}, "race": {}}
    if place in data:
        data[place] = value
    elif place == "entry":
        data["race"] = {"Black": entry}
    else:
        data["race"] = {"Black": {"to": "black", "note": "as told", place: value}}
    path = tmp_path / "own.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    crosswalk, faults = read_crosswalk(path, "own.yaml")
    assert (crosswalk is None) == bool(faults)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("kind: identification", "kind: [identification]"), "kind = [identification]: is required and must be text; write `kind: identification` without brackets"),
        (("licence: ours", "licence: true"), 'licence = true: is required and must be text; put it in quotes: `licence: "true"`'),
        (("hand: first", "hand: second\nseen_at: [x]"), "seen_at = [x]: must be text; write `seen_at: x` without brackets"),
        (("known_discrepancies: []", "known_discrepancies: none"), 'known_discrepancies = none: is required and must be a list of sentences; write `known_discrepancies: ["none"]`'),
        (("  - Volunteers in good light.", "  - Volunteers: in good light."), "limits = [{Volunteers}]: is required and must be a list of sentences; put each sentence in quotes: a colon or a # in it means something else"),
        (("licence: ours", "licence: ours\nlicence: theirs"), "licence: this key is already given in line 5; keep one of them"),
    ],
)  # fmt: skip
def test_the_wrong_type_is_answered_with_the_right_one(
    audit: Write, change: tuple[str, str], message: str
) -> None:
    folder = audit(SOURCE.replace(*change))
    with pytest.raises(EvidenceFaults) as caught:
        load_user_source(folder, folder.parent)
    assert [fault.sentence for fault in caught.value.faults] == [message]
