"""A small table as rows of text, whatever stands above its header: a CSV, every sheet of a workbook, Parquet."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from simulator.documents import Fault, Faults
from simulator.records.imports.opening import TEXT, UTF_16, open_table

LARGEST_BYTES = 64 << 20
DELIMITERS = ",;\t|"

Lines = tuple[tuple[int, tuple[str, ...]], ...]
"""Rows that are not empty, each with the number of its line in the file."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: what faults call it, and its rows."""

    named: str
    lines: Lines


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """Every table of a file that has rows.

    Raises:
        Faults: not there (`missing`), too large, or nothing that can be read as a table.
    """
    named = path.as_posix()
    if path.is_file() and path.stat().st_size > LARGEST_BYTES:
        raise Faults([Fault(named, 0, 0, "", "", f"is larger than {LARGEST_BYTES:,} bytes", "split it")])
    if path.name.lower().endswith(TEXT) and path.is_file() and path.stat().st_size:
        found = [Sheet(named, tuple(_text(path)))]
    else:
        table = open_table(path)  # refuses what is no table, with the way out
        found = list(_workbook(path)) if path.suffix.lower() in (".xlsx", ".xlsm") else [_blocks(path, table)]
    return tuple(sheet for sheet in found if sheet.lines)


def _text(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
        text = _decoded(raw)
        start = text.splitlines()[:20]
        delimiter = max(DELIMITERS, key=lambda each: sum(line.count(each) for line in start))
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        line = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, tuple(cell.strip() for cell in cells)
            line = reader.line_num + 1
    except (OSError, EOFError, csv.Error, UnicodeError) as error:
        rule = f"cannot be read as a table: {' '.join(str(error).split())[:160]}"
        raise Faults([Fault(path.as_posix(), 0, 0, "", "", rule, "save it as CSV in UTF-8")]) from None


def _decoded(raw: bytes) -> str:
    if raw.startswith(UTF_16):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _workbook(path: Path) -> Iterator[Sheet]:
    import openpyxl

    for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets:
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
        yield Sheet(
            f"{path.as_posix()} ({sheet.title})", tuple(_filled((line, _cells(row)) for line, row in rows))
        )


def _filled(rows: Iterator[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    return ((line, cells) for line, cells in rows if any(cells))


def _cells(row: Sequence[Any]) -> tuple[str, ...]:
    """Cells as text; days as ISO writes them, times and lengths of time as hours and minutes."""
    return tuple(_cell(value) for value in row)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, float):
        return f"{value:.12g}"
    return " ".join(str(value).split())


def _blocks(path: Path, table: Any) -> Sheet:
    rows: list[tuple[int, tuple[str, ...]]] = [(1, tuple(table.header))]
    for block in table.blocks(range(len(table.header))):
        columns = [
            [cell.decode("utf-8", "replace").strip() for cell in column.to_pylist()] for column in block
        ]
        rows += [(len(rows) + 1 + i, cells) for i, cells in enumerate(zip(*columns, strict=True))]
    return Sheet(path.as_posix(), tuple(rows))
