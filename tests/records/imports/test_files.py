"""Files of every kind are read alike, and what is no table is a fault."""

from __future__ import annotations

import gzip
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from simulator.documents import Faults
from simulator.records.imports import Choices, open_all
from tests.records.imports import made
from tests.records.imports.made import fault, imported, races, table


@pytest.mark.parametrize(
    ("content", "name", "rule"),
    [
        (b"", "stops.csv", "is empty"),
        (b"\x00\x01\x02\x03\n", "stops.csv", "is no table of text"),
        (b"one column\n1\n", "stops.csv", "has one column"),
        (b"PK\x03\x04nothing", "stops.zip", "is a broken zip archive"),
        (b"PAR1nothing", "stops.parquet", "cannot be read as a table"),
        (b"\xd0\xcf\x11\xe0....", "stops.xls", "is an Excel file of before 2007"),
        (b"PK\x03\x04nothing", "stops.xlsx", "cannot be read as a table"),
        (table([made.stanford()]).encode().split(b"\n")[0] + b"\n", "stops.csv", "has a header and no rows"),
        (
            gzip.compress(table([made.stanford()] * 400).encode())[:-40],
            "stops.csv.gz",
            "cannot be read as a table",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_a_fault(tmp_path: Path, content: bytes, name: str, rule: str) -> None:
    assert rule in fault(tmp_path, content, name=name)


def test_a_zip_of_folders_is_a_fault_that_names_what_is_inside(tmp_path: Path) -> None:
    path = tmp_path / "stops.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2023-05/2023-05-metropolitan-stop-and-search.csv", "Type\n")
        archive.writestr("2023-05/2023-05-metropolitan-street.csv", "x\n")
    with pytest.raises(Faults) as caught:
        open_all([path], "", Choices())
    assert "is a zip archive of 2 files (2023-05/2023-05-metropolitan-stop-and-search.csv" in str(
        caught.value
    )


def test_a_folder_a_missing_file_and_a_file_named_twice_are_told_in_one_pass(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(table([made.stanford()]))
    with pytest.raises(Faults) as caught:
        open_all([tmp_path, tmp_path / "none.csv", file, file], "", Choices())
    text = str(caught.value)
    assert "is a folder" in text
    assert "there is no such file" in text
    assert "is named twice" in text


ROWS = [
    made.stanford(race=race, raw_row_number=str(i))
    for i, race in enumerate(["black", "white", "white", "hispanic"])
]


def test_gzip_semicolons_tabs_and_utf_16_are_read_alike(tmp_path: Path) -> None:
    text = table(ROWS).replace("Main St, ", "Main St ").replace('"', "")
    expected = {"black": 1, "hispanic": 1, "white": 2}
    assert races(imported(tmp_path, gzip.compress(text.encode()), name="a.csv.gz")) == expected
    assert races(imported(tmp_path, text.replace(",", ";"), name="b.csv")) == expected
    assert races(imported(tmp_path, text.replace(",", "\t"), name="c.tsv")) == expected
    assert races(imported(tmp_path, text.encode("utf-16"), name="d.csv")) == expected
    assert races(imported(tmp_path, "\ufeff" + text, name="e.csv")) == expected


def test_old_encodings_are_read_and_named(tmp_path: Path) -> None:
    rows = "race,sex,date\nM\xe9tis,male,2015-03-04\nBlack,male,2015-03-04\n".encode("cp1252")
    assert races(imported(tmp_path, rows, asked="csv")) == {"black": 1, "m-tis": 1}
    assert "read as Windows-1252" in (tmp_path / "mine" / "report.md").read_text()


def test_parquet_and_excel_are_read_alike(tmp_path: Path) -> None:
    day, expected = datetime(2015, 3, 4, 14, 30), {"black": 1, "hispanic": 1, "white": 2}
    columns = {
        "date": [day] * 4,
        "subject_race": [row["subject_race"] for row in ROWS],
        "subject_sex": ["female"] * 4,
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(columns))
    for row in zip(*columns.values(), strict=True):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    for name in ("a.parquet", "b.xlsx"):
        found = imported(tmp_path, (tmp_path / name).read_bytes(), name=name)
        assert races(found) == expected
        assert found.hours.day[14] == 4
