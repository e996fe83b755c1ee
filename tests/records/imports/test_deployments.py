"""`--as deployments`: odd tables of several forces, what is read, what is asked, and nothing guessed in silence."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Faults
from simulator.evidence import library
from simulator.records.deployments import from_library, read_deployments
from simulator.records.imports.deployments import import_deployments, values
from simulator.records.imports.facts import DeploymentFacts

ODD = """\
Live Facial Recognition: record of deployments,,,,,,,,,,,,,
Published in answer to a request,,,,,,,,,,,,,
Ref,Date of deployment,Location,Start time,Finish time,Threshold setting,Watchlist size,Estimated faces seen,Total alerts,\
Confirmed true alerts,False alerts*,Number of arrests,False alert rate (%),Matches
D1,13/02/2024,North Street,10:00,16:30,0.64,"12,120","~15,000",4,3,1,2,0.01,4
D2,05/03/2024,Market Square,22:00,02:00,0.64,12500,9800,3,3,0,none,0,3
D3,2nd April 2024,Station,11:00,15:00,0.64,12500,<50,0,0,0,nil,0,0
D4,12-14 July 2024,Station,11:00,15:00,0.64,12500,500,0,0,0,0,0,0
,Total,,,,,,"25,300",7,6,1,2,,
"""


def written(tmp_path: Path, text: str, name: str = "odd.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def imported(path: Path, order: str = "", **columns: str) -> tuple[DeploymentFacts, list[dict[str, str]]]:
    folder = path.parent / "ours"
    told = import_deployments([path], folder, columns=columns, order=order, force=True)
    with (folder / "deployments.csv").open(encoding="utf-8", newline="") as stream:
        return told, list(csv.DictReader(stream))


def asked(told: DeploymentFacts, words: str) -> str:
    (text,) = (each for each in told.questions if words in each)
    return text


def test_an_odd_table_is_read_and_what_it_does_not_say_is_asked(tmp_path: Path) -> None:
    told, rows = imported(written(tmp_path, ODD))
    assert rows[0] == {
        "row": "D1", "date": "2024-02-13", "place": "North Street", "threshold": "0.64", "watchlist_size": "12120",
        "duration_min": "390", "faces_seen": "15000", "alerts": "4", "true_alerts": "3", "false_alerts": "1", "arrests": "2",
    }  # fmt: skip
    assert [row["date"] for row in rows] == ["2024-02-13", "2024-03-05", "2024-04-02"]
    assert rows[1]["duration_min"] == "240", "past midnight"
    assert [row["arrests"] for row in rows] == ["2", "", "0"], "none is asked about, nil is 0"
    assert rows[2]["faces_seen"] == ""
    assert told.headings["False alert rate (%)"] == told.headings["Matches"] == ""
    assert "'Matches'" in asked(told, "could be alerts or true_alerts")
    assert "line 5 ('none')" in asked(told, "arrests left empty")
    assert "line 6 ('<50')" in asked(told, "faces_seen left empty")
    assert "line 7 ('12-14 July 2024')" in asked(told, "1 row left out")
    assert "Whose deployments are these?" in asked(told, "force")
    remarks = " ".join(told.remarks)
    for words in (
        "for '13/02/2024' can be read in no other way",
        "the header is on line 3",
        "'Estimated faces seen': an estimate by its own heading",
        "taken to go past midnight",
        "left out as a sum of others: line 8",
        "commas between thousands",
    ):
        assert words in remarks
    report = (tmp_path / "ours" / "report.md").read_text(encoding="utf-8")
    assert "12-14 July 2024" in report
    assert "<script" not in (tmp_path / "ours" / "report.html").read_text(encoding="utf-8")


def test_what_came_in_can_be_fitted(tmp_path: Path) -> None:
    imported(written(tmp_path, ODD))
    table = read_deployments(tmp_path / "ours" / "deployments.csv", force="Ours")
    assert table["true_alerts"].tolist() == [3, 3, 0]
    assert table["duration_min"].tolist() == [390, 240, 240]


def test_a_column_that_somebody_names_is_read_as_that(tmp_path: Path) -> None:
    told, rows = imported(written(tmp_path, ODD), alerts="Matches", arrests="none")
    assert [row["alerts"] for row in rows] == ["4", "3", "0"]
    assert told.headings["Total alerts"] == "", "another column, by --column"
    assert "arrests" not in rows[0]
    with pytest.raises(Faults, match=r"--column alerts = Matchs: is no heading of it; did you mean Matches"):
        imported(written(tmp_path, ODD), alerts="Matchs")


def test_two_headings_of_one_meaning_are_asked_about_and_neither_is_read(tmp_path: Path) -> None:
    text = "date,location,alerts,total alerts,true alerts,faces\n2024-01-02,a,3,4,2,100\n"
    told, rows = imported(written(tmp_path, text))
    assert "alerts" not in rows[0]
    assert len([each for each in told.questions if "could be 'alerts' or 'total alerts'" in each]) == 2


@pytest.mark.parametrize(
    ("days", "order", "found"),
    [
        (("13/02/2024", "05/03/2024"), "", ["2024-02-13", "2024-03-05"]),
        (("02/13/2024", "05/03/2024"), "", ["2024-02-13", "2024-05-03"]),
        (("05/03/2024", "06/03/2024"), "day", ["2024-03-05", "2024-03-06"]),
        (("5-Mar-24", "6 March 2024"), "", ["2024-03-05", "2024-03-06"]),
        (("45356", "2024-03-06 00:00:00"), "", ["2024-03-05", "2024-03-06"]),
        (("Tuesday, 5th March 2024", "06.06.2024"), "", ["2024-03-05", "2024-06-06"]),
    ],
)
def test_days_in_the_forms_that_forces_use(
    tmp_path: Path, days: Sequence[str], order: str, found: list[str]
) -> None:
    lines = [f'"{day}",a,100,1' for day in days]
    _, rows = imported(written(tmp_path, "\n".join(["date,place,faces,arrests", *lines])), order)
    assert [row["date"] for row in rows] == found


def test_days_that_could_be_read_two_ways_are_never_guessed(tmp_path: Path) -> None:
    text = "date,place,faces,arrests\n05/03/2024,a,100,1\n06/03/2024,a,100,1\n"
    with pytest.raises(
        Faults, match=r"odd.csv:2.*05/03/2024: is with its day or its month first: --date-order says"
    ):
        imported(written(tmp_path, text))
    both = text + "13/02/2024,a,1,0\n02/13/2024,a,1,0\n02/14/2024,b,1,0\n15/02/2024,b,1,0\n"
    told, rows = imported(written(tmp_path, both))
    assert [row["date"] for row in rows] == ["2024-02-13", "2024-02-13", "2024-02-14", "2024-02-15"]
    assert "2 rows left out, each with its day or its month first" in asked(told, "left out")


def test_a_workbook_of_several_sheets_and_parquet_are_one_table(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    first = book.active
    first.append(["Deployments of 2024"])
    first.append(["Date", "Location", "Duration (hours)", "Faces", "Arrests"])
    first.append([datetime(2024, 5, 1), "Quay", 4.5, 12000, 2])
    second = book.create_sheet("2025")
    second.append(["Date", "Location", "Duration", "Faces", "Arrests"])
    second.append([date(2025, 5, 1), "Quay", time(3, 15), 9000, 0])
    book.create_sheet("Notes").append(["Anything", "else"])
    book.save(tmp_path / "two.xlsx")
    told, rows = imported(tmp_path / "two.xlsx")
    assert [(row["date"], row["duration_min"], row["faces_seen"]) for row in rows] == [
        ("2024-05-01", "270", "12000"),
        ("2025-05-01", "195", "9000"),
    ]
    assert "two.xlsx (Notes) has no header" in asked(told, "was not read")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a,b,c\n1,2,3\n", "has no line with the headings of a table of deployments"),
        ("date,place,faces,arrests\n", "has no rows below its header"),
        ("date,place,faces\n2024-01-02,a,100\n", "no column says what was counted"),
        ("date,place,faces,arrests\n2999-01-02,a,100,1\n", "lies in the future"),
        ("", "is empty"),
    ],
)
def test_what_is_no_table_of_deployments_is_refused_and_nothing_is_written(
    tmp_path: Path, text: str, rule: str
) -> None:
    with pytest.raises(Faults, match=rule):
        imported(written(tmp_path, text))
    assert not (tmp_path / "ours").exists()


def test_the_record_of_london_under_other_headings_is_that_record(tmp_path: Path) -> None:
    london = from_library(library(), "met-lfr-deployments")
    names = {
        "Deployment date": london.days.astype(str).tolist(), "Borough/Location": None, "Location": list(london.texts["place"]),
        "Alert threshold": london["threshold"].tolist(), "Watch list size": london["watchlist_size"].tolist(),
        "No. of faces scanned": london["faces_seen"].tolist(), "True positives": london["true_alerts"].tolist(),
        "False positives": london["false_alerts"].tolist(), "Persons arrested": london["arrests"].tolist(),
        "Length of deployment (mins)": london["duration_min"].tolist(),
    }  # fmt: skip
    columns = {name: values for name, values in names.items() if values is not None}
    with (tmp_path / "london.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        for row in zip(*columns.values(), strict=True):
            writer.writerow("" if cell != cell else cell for cell in row)
    imported(tmp_path / "london.csv")
    again = read_deployments(tmp_path / "ours" / "deployments.csv")
    for name in (
        "threshold",
        "watchlist_size",
        "faces_seen",
        "true_alerts",
        "false_alerts",
        "arrests",
        "duration_min",
    ):
        np.testing.assert_array_equal(again[name], london[name])
    assert again.texts["place"] == london.texts["place"]


@given(st.text(max_size=20))
def test_a_count_is_digits_or_nothing_and_nothing_raises(text: str) -> None:
    said = values.count(text)
    assert said.text == "" or said.text.isascii()
    assert not said.text or float(said.text) >= 0
    assert not (said.text and said.wrong)
    for each in (
        values.threshold(text),
        values.minutes(text, ""),
        values.day(text, "day"),
        values.between(text, text),
    ):
        assert not (each.text and each.wrong)
