"""Tables of deployments: every fault in one pass with its place, inconsistent rows listed and kept, gaps allowed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Faults
from simulator.evidence import library
from simulator.records.deployments import UNNAMED_FORCE, Deployments, from_library, read_deployments

HEADER = "row,date,force,place,threshold,watchlist_size,duration_min,faces_seen,alerts,true_alerts,false_alerts,arrests\n"
GOOD = "a,2024-01-05,London,Croydon,0.6,9000,300,5000,5,4,1,2\n"
TODAY = date(2025, 1, 1)


def read(folder: Path, text: str, *, counted: bool = True) -> Deployments:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return read_deployments(path, counted=counted, today=TODAY)


def faults(folder: Path, text: str) -> list[tuple[int, int, str, str]]:
    with pytest.raises(Faults) as caught:
        read(folder, text)
    return [(each.line, each.column, each.path, each.rule) for each in caught.value.faults]


def test_a_row_is_read_as_it_stands(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + GOOD)
    assert (table.rows, table.forces, table.texts["place"]) == (("a",), ("London",), ("Croydon",))
    assert str(table.days[0]) == "2024-01-05"
    assert [table[name][0] for name in ("threshold", "faces_seen", "true_alerts")] == [0.6, 5000.0, 4.0]
    assert table.remarks == ()


@pytest.mark.parametrize(
    ("row", "column", "name", "rule"),
    [
        ("a,2024-01-05,L,C,0.6,9000,300,-5,5,4,1,2", 8, "faces_seen", "is below 0"),
        ("a,2024-01-05,L,C,0.6,9000,300,50,5,4.5,1,2", 10, "true_alerts", "is not a whole number"),
        ("a,2024-01-05,L,C,0.6,9000,300,many,5,4,1,2", 8, "faces_seen", "is not a number"),
        ('a,2024-01-05,L,C,0.6,9000,300,"5,000",5,4,1,2', 8, "faces_seen", "holds a comma"),
        ("a,05/01/2024,L,C,0.6,9000,300,50,5,4,1,2", 2, "date", "is not a date"),
        ("a,,L,C,0.6,9000,300,50,5,4,1,2", 2, "date", "has no date"),
        ("a,2026-01-05,L,C,0.6,9000,300,50,5,4,1,2", 2, "date", "lies in the future"),
        ("a,2024-01-05,L,C,640,9000,300,50,5,4,1,2", 5, "threshold", "is no threshold"),
        (
            "a,2024-01-05,L,C,0.6,9000,300,1e20,5,4,1,2",
            8,
            "faces_seen",
            "is more than there are people on Earth",
        ),
        (
            "a,2024-01-05,L,C,0.6,1e13,300,50,5,4,1,2",
            6,
            "watchlist_size",
            "is more than a hundred pictures of everybody on Earth",
        ),
        (
            "a,2024-01-05,L,C,0.6,9000,1e6,50,5,4,1,2",
            7,
            "duration_min",
            "is longer than a year, and a row is one deployment",
        ),
        ("a,2024-01-05,L,C,0.6,9000,300,50,5,4,1", 1, "row", "has 11 cells where the header has 12"),
    ],
)
def test_what_cannot_be_is_a_fault_at_its_cell(
    tmp_path: Path, row: str, column: int, name: str, rule: str
) -> None:
    found = faults(tmp_path, f"{HEADER}{GOOD.replace('a,', 'z,', 1)}{row}\n")
    assert found[0][:3] == (3, column, name)
    assert rule in found[0][3]


def test_all_faults_come_in_one_pass(tmp_path: Path) -> None:
    text = HEADER + GOOD + "a,2024-01-06,L,C,64,9000,300,-1,5,x,1,2\n"
    assert [each[2] for each in faults(tmp_path, text)] == ["row", "threshold", "faces_seen", "true_alerts"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("total,faces_seen,true_alerts\nall,9,9\n", ["is a column every table needs"]),
        (
            "date;faces_seen\n2024-01-01;9\n",
            ["is a column every table needs"] * 2 + ["no column says what was counted"],
        ),
        ("date,faces_seen,date,true_alerts\n", ["is a column twice", "has no rows"]),
        ("", ["is a column every table needs"] * 2 + ["no column says what was counted", "has no rows"]),
    ],
)
def test_a_header_that_cannot_be_used(tmp_path: Path, text: str, rules: list[str]) -> None:
    assert sorted(each[3] for each in faults(tmp_path, text)) == sorted(rules)


def test_thresholds_in_per_cent_become_shares_and_a_mixture_is_a_fault(tmp_path: Path) -> None:
    rows = [GOOD.replace("0.6,", f"{each},").replace("a,", f"{each},", 1) for each in ("64", "62")]
    table = read(tmp_path, HEADER + "".join(rows))
    assert table["threshold"].tolist() == [0.64, 0.62]
    assert any("per cent" in remark for remark in table.remarks)
    signs = [
        GOOD.replace("0.6,", f"{each},").replace("a,", f"{i},", 1) for i, each in enumerate(("64 %", "0.62"))
    ]
    assert read(tmp_path, HEADER + "".join(signs))["threshold"].tolist() == [0.64, 0.62]
    assert [each[2] for each in faults(tmp_path, HEADER + GOOD + rows[0])] == ["threshold"]


def test_inconsistent_rows_are_listed_and_kept(tmp_path: Path) -> None:
    text = (
        HEADER
        + GOOD
        + "b,2024-01-04,London,Croydon,0.6,9000,0,5000,1,2,1,2\nc,2024-01-05,London,Croydon,0.6,9000,300,,5,4,1,\n"
    )
    table = read(tmp_path, text)
    assert table.rows == ("b", "a", "c")
    assert table.order.tolist() == [1, 0, 2]
    said = " ".join(table.remarks)
    for words in (
        "more true and false alerts than alerts",
        "under five minutes",
        "repeat a day",
        "no faces seen",
        "sorted",
    ):
        assert words in said


def test_no_face_seen_is_no_rate_per_face_and_more_alerts_than_faces_are_told(tmp_path: Path) -> None:
    rows = "b,2024-01-06,London,Croydon,0.6,9000,300,0,5,4,1,2\nc,2024-01-07,London,Croydon,0.6,9000,300,3,5,4,1,2\n"
    table = read(tmp_path, HEADER + GOOD + rows)
    assert table.rows == ("a", "b", "c")
    np.testing.assert_array_equal(table["faces_seen"], [5000.0, np.nan, 3.0])
    assert table.remarks == (
        "Rows that saw no face: they teach nothing, and are predicted as typical: b (2024-01-06).",
        "Rows that have more alerts than faces seen; kept as they are: c (2024-01-07).",
    )
    assert read(tmp_path, HEADER + GOOD + rows, counted=False)["faces_seen"].tolist() == [5000.0, 0.0, 3.0]


def test_rows_to_predict_are_read_without_their_outcomes(tmp_path: Path) -> None:
    future = GOOD.replace("2024-01-05", "2031-01-05").replace("5,4,1,2", "x,-4,1,2")
    table = read(tmp_path, HEADER + future, counted=False)
    assert np.isnan(table["true_alerts"]).all()
    assert table["faces_seen"].tolist() == [5000.0]


def test_rows_are_numbered_and_one_force_is_taken_where_neither_is_given(tmp_path: Path) -> None:
    table = read(tmp_path, "date,faces_seen,true_alerts\n2024-01-02,10,1\n2024-01-01,20,NA\n")
    assert table.rows == ("2", "1")
    assert set(table.forces) == {UNNAMED_FORCE}
    assert np.isnan(table["true_alerts"][0])


def test_parquet_says_the_same_as_csv(tmp_path: Path) -> None:
    columns = {"date": [date(2024, 1, 5)], "faces_seen": [5000], "true_alerts": [4.0], "threshold": [None]}
    pq.write_table(pa.table(columns), tmp_path / "t.parquet")
    table = read_deployments(tmp_path / "t.parquet", today=TODAY)
    assert table["faces_seen"].tolist() == [5000.0]
    assert np.isnan(table["threshold"][0])
    (tmp_path / "broken.parquet").write_bytes(b"no")
    with pytest.raises(Faults, match="is not Parquet"):
        read_deployments(tmp_path / "broken.parquet")


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        read_deployments(tmp_path / "no.csv")
    assert caught.value.missing


def test_london_ships_as_evidence() -> None:
    table = from_library(library(), "met-lfr-deployments")
    assert len(table) == 285
    assert (str(table.days[0]), str(table.days[-1])) == ("2020-02-11", "2025-05-10")
    assert [table[name].sum() for name in ("true_alerts", "false_alerts", "arrests")] == [2143.0, 44.0, 960.0]
    assert table["faces_seen"].sum() == 2_529_031.0
    assert "met-lfr-deployments/2025-05-10-barking-faces" in table.evidence[-1]
    with pytest.raises(Faults, match="no record of single deployments"):
        from_library(library(), "met-lfr")


@given(st.text(max_size=200))
def test_whatever_stands_in_a_file_is_read_or_is_a_fault(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "t.csv"
    path.write_text(HEADER + text, encoding="utf-8")
    with suppress(Faults):
        assert len(read_deployments(path, today=TODAY)) >= 1


def test_a_number_that_none_of_its_column_comes_near_is_told_with_its_row(tmp_path: Path) -> None:
    """A nought too many in one row would decide what the whole table teaches."""
    rows = [f"r{i},2024-01-0{i},London,P{i},0.6,9000,300,5000,5,4,1,2\n" for i in range(1, 6)]
    assert read(tmp_path, HEADER + "".join(rows)).remarks == ()
    slips = "s,2024-02-01,London,X,0.6,9000,300,5000000,5,4,1,900\nt,2024-02-02,London,X,0.6,9,3000,5000,5,4,1,2\n"
    said = read(tmp_path, HEADER + "".join(rows) + slips).remarks
    assert said[0] == "Rows that last longer than a day; kept as they are: t (2024-02-02)."
    assert said[1].startswith(
        "watchlist_size is over 100 times off its middle of 9,000 in t (2024-02-02): 9; kept as they are"
    )
    assert said[2].startswith(
        "faces_seen is over 100 times off its middle of 5,000 in s (2024-02-01): 5,000,000; kept"
    )
    assert said[3].startswith("arrests is over 100 times off its middle of 2 in s (2024-02-01): 900")
    alone = read(tmp_path, HEADER + "s,2024-02-01,London,X,0.6,9000,300,50000000,5,4,1,2\n").remarks
    assert alone == ("Rows that saw more than ten million faces; kept as they are: s (2024-02-01).",)
