"""Reading a table of deployments from CSV or Parquet: every fault in one pass, nothing dropped."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from simulator.documents import Fault, Faults, did_you_mean, shown
from simulator.records.deployments import cells
from simulator.records.deployments.remarks import remarks_on
from simulator.records.deployments.table import (
    NUMBERS,
    OUTCOMES,
    TARGETS,
    TEXTS,
    UNNAMED_FORCE,
    Deployments,
    by_date,
    empty_numbers,
    empty_texts,
)

LARGEST_BYTES = 64 << 20
NEEDED = ("date", "faces_seen")
PER_CENT = "Thresholds are all above 1 and were read as per cent: 64 as 0.64."
COLUMNS = ("row", "date", *TEXTS, *NUMBERS)
READ_AS: Mapping[str, Callable[[object], float]] = {
    **dict.fromkeys(NUMBERS, cells.events),
    "threshold": cells.threshold,
    "duration_min": cells.minutes,
    "watchlist_size": cells.enrolled,
}


@dataclass(frozen=True, slots=True)
class Raw:
    """A table as it stands in the file: the header, and each record with the line it stands on (0: Parquet)."""

    file: str
    header: tuple[str, ...]
    lines: tuple[tuple[int, Sequence[object]], ...]

    def fault(self, line: int, name: str, value: object, rule: str, hint: str) -> Fault:
        """A fault of one cell; `line` 1 is the header."""
        column = self.header.index(name) + 1 if name in self.header else 1
        return Fault(self.file, line, column, name, shown(value), rule, hint)


def read_deployments(
    path: Path, *, force: str = "", counted: bool = True, today: date | None = None
) -> Deployments:
    """Read and check a table, one line a deployment, sorted by date.

    Args:
        path: a CSV file, or Parquet where the name ends in `.parquet`.
        force: whose rows these are, where the table has no column `force`.
        counted: rows with outcomes, to learn from; otherwise rows to predict, whose outcomes are not read.
        today: rows counted later than this day are a fault (default: today).

    Raises:
        Faults: with every fault found; `missing` where the file is not there.
    """
    raw = _raw(path)
    faults = list(_header_faults(raw, counted))
    if faults:
        raise Faults(faults)
    names = [name for name in raw.header if name in COLUMNS and (counted or name not in OUTCOMES)]
    values: dict[str, list[Any]] = {name: [] for name in names}
    for number, (line, record) in enumerate(raw.lines, start=2):
        faults += _read_record(raw, line or number, record, names, values)
    per_cent = _per_cent(values)
    faults += _threshold_faults(raw, values)
    faults += _row_faults(raw, values, (today or date.today()) if counted else None)
    if faults:
        raise Faults(faults)
    table = _table(raw, values, force)
    unread = [name for name in raw.header if name and name not in COLUMNS]
    remarks = (*([PER_CENT] if per_cent else []), *remarks_on(table, unread, counted))
    return replace(by_date(_of_faces_seen(table) if counted else table), remarks=remarks)


def _of_faces_seen(table: Deployments) -> Deployments:
    """The table with *no face seen* as *not known*: a rate per face cannot be learned from it."""
    faces = table["faces_seen"]
    return replace(table, numbers={**table.numbers, "faces_seen": np.where(faces == 0, np.nan, faces)})


def _raw(path: Path) -> Raw:
    name = str(path)
    if not path.is_file():
        raise Faults([Fault(name, 0, 0, "", "", "is not there", "give the path of a table")], missing=True)
    if path.stat().st_size > LARGEST_BYTES:
        raise Faults([Fault(name, 0, 0, "", "", f"is larger than {LARGEST_BYTES:,} bytes", "split it")])
    return _parquet(path, name) if path.suffix == ".parquet" else _csv(path, name)


def _parquet(path: Path, name: str) -> Raw:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise Faults([Fault(name, 0, 0, "", "", f"is not Parquet ({error})", "write it anew")]) from None
    columns = [column.to_pylist() for column in table.columns]
    records = zip(*columns, strict=True) if columns else ()
    return Raw(name, tuple(table.column_names), tuple((0, record) for record in records))


def _csv(path: Path, name: str) -> Raw:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Faults(
            [Fault(name, 0, 0, "", "", f"is not UTF-8 at byte {error.start}", "save it as UTF-8")]
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, Sequence[object]]] = []
    try:
        header = tuple(cell.strip().casefold().replace(" ", "_") for cell in next(reader, []))
        start = reader.line_num + 1
        for record in reader:
            if any(cell.strip() for cell in record):
                lines.append((start, record))
            start = reader.line_num + 1
    except csv.Error as error:
        raise Faults(
            [Fault(name, reader.line_num, 1, "", "", f"is not CSV ({error})", "quote the cell")]
        ) from None
    return Raw(name, header, tuple(lines))


def _header_faults(raw: Raw, counted: bool) -> Iterator[Fault]:
    for name in NEEDED:
        if name not in raw.header:
            near = did_you_mean(name, [each for each in raw.header if each not in COLUMNS])
            semicolons = any(";" in each for each in raw.header)
            hint = near or ("separate cells by commas" if semicolons else f"add the column {name}")
            yield raw.fault(1, name, "", "is a column every table needs", hint)
    for name in {each for each in raw.header if each in COLUMNS and raw.header.count(each) > 1}:
        yield raw.fault(1, name, "", "is a column twice", "keep one")
    if counted and not any(name in raw.header for name in TARGETS):
        yield raw.fault(1, "true_alerts", "", "no column says what was counted", f"add {', '.join(TARGETS)}")
    if not raw.lines:
        yield raw.fault(2, "date", "", "has no rows", "add one line a deployment")


def _read_record(
    raw: Raw, line: int, record: Sequence[object], names: Sequence[str], values: dict[str, list[Any]]
) -> Iterator[Fault]:
    if len(record) != len(raw.header):
        yield raw.fault(
            line, "row", "", f"has {len(record)} cells where the header has {len(raw.header)}", "mend it"
        )
    given = dict(zip(raw.header, record, strict=False))
    for name in names:
        cell = given.get(name)
        try:
            if name == "date":
                values[name].append(cells.day(cell))
            elif name in READ_AS:
                values[name].append(READ_AS[name](cell))
            else:
                values[name].append("" if cells.is_gap(cell) else cells.text(cell))
        except cells.BrokenCell as broken:
            values[name].append(None)
            yield raw.fault(line, name, cell, broken.rule, broken.hint)


def _per_cent(values: dict[str, list[Any]]) -> bool:
    """Whether all thresholds are above 1, so that per cent was meant; they become shares."""
    given = [each for each in values.get("threshold", ()) if each is not None and each == each]
    if not given or min(given) <= 1:
        return False
    values["threshold"] = [each if each is None else each / 100 for each in values["threshold"]]
    return True


def _threshold_faults(raw: Raw, values: dict[str, list[Any]]) -> Iterator[Fault]:
    for line, each in zip(_lines(raw), values.get("threshold", ()), strict=False):
        if each is not None and each > 1:
            hint = f"write {each / 100:g} if per cent was meant"
            yield raw.fault(line, "threshold", each, "is above 1 where other rows give shares", hint)


def _row_faults(raw: Raw, values: dict[str, list[Any]], today: date | None) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for line, name in zip(_lines(raw), values.get("row", ()), strict=False):
        if name and name in seen:
            yield raw.fault(line, "row", name, f"is also the row of line {seen[name]}", "give each its own")
        seen.setdefault(name, line)
    for line, day in zip(_lines(raw), values["date"], strict=True):
        if today is not None and day is not None and day > today:
            yield raw.fault(
                line, "date", day, "lies in the future, so nothing can have been counted", "correct it"
            )


def _lines(raw: Raw) -> list[int]:
    return [line or number for number, (line, _) in enumerate(raw.lines, start=2)]


def _table(raw: Raw, values: Mapping[str, list[Any]], force: str) -> Deployments:
    n = len(raw.lines)
    rows = [name or str(number) for number, name in enumerate(values.get("row", [""] * n), start=1)]
    taken: set[str] = set()
    for i, name in enumerate(rows):
        rows[i] = name if name not in taken else f"{name}, line {i + 2}"
        taken.add(rows[i])
    texts = {name: values[name] for name in TEXTS if name in values}
    named = [each or force or UNNAMED_FORCE for each in texts.get("force", [""] * n)]
    numbers = {name: np.array(values[name], np.float64) for name in NUMBERS if name in values}
    return Deployments(
        rows=tuple(rows),
        days=np.array(values["date"], "datetime64[D]"),
        texts=empty_texts(n, {**texts, "force": named}),
        numbers=empty_numbers(n, numbers),
    )
