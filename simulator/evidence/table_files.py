"""Reading `rates.csv`: every rule of the table, every fault in one pass."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from simulator.documents import Fault, did_you_mean, numeral, shown
from simulator.documents.characters import unsafe
from simulator.evidence.vocabulary import (
    CENSORED,
    COLUMNS,
    HANDS,
    NUMBERS,
    REQUIRED_CELLS,
    REQUIRED_COLUMNS,
    UNITS,
    is_whole,
)

ID = re.compile(r"^[a-z0-9][a-z0-9.-]*$")
SEPARATOR = re.compile(r"sep=.?\Z")
"""The line that tells one spreadsheet what separates the cells; it is no header."""
UNKNOWN = ("na", "n/a", "nan", "none", "null", "unknown", "not stated", "-", "?", ".")
LARGEST_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Cells:
    """One line of the table: its text by column, and its numbers where they could be read."""

    file: str
    line: int
    places: dict[str, int]
    text: dict[str, str]
    numbers: dict[str, float | None]

    def fault(self, column: str, rule: str, hint: str) -> Fault:
        """A fault of one cell of this line, at the line and the cell's number."""
        value = shown(self.text.get(column, ""))
        return Fault(self.file, self.line, self.places.get(column, 1), column, value, rule, hint)


def read_table(text: str, file: str) -> tuple[list[Cells], list[Fault]]:
    """Read and check a rates table. Returns its lines and every fault; a header that is none yields no lines.

    What spreadsheets leave behind says nothing and is let pass: empty rows, and columns that are empty from the header down.
    """
    delimiter, faults = _delimiter(text, file)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    lines: list[Cells] = []
    header: list[str] = []
    width = 0
    try:
        start = 1
        for record in reader:
            said = _without_tail(record)
            if header and said:
                cells, found = _read_line(file, header, record, width, start)
                lines.append(cells)
                faults += found
            elif said and not (start == 1 and SEPARATOR.match(said[0])):
                header, width = said, len(record)
                faults += _check_header(header, file, start)
                if not _names_columns(header):
                    return [], faults
            start = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(file, reader.line_num, 1, "", "", f"is not CSV ({error})", "quote the cell"))
    faults += _check_ids(lines)
    if not lines and not faults:
        faults.append(Fault(file, 1, 1, "row", "", "has no rows", "add at least one figure"))
    return lines, faults


def _delimiter(text: str, file: str) -> tuple[str, list[Fault]]:
    """What separates the cells, and the fault of a table that commas do not; it is read all the same."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for sign, called in ((";", "semicolons"), ("\t", "tabs")):
        if first.count(sign) > first.count(","):
            hint = "save it with commas (CSV UTF-8, comma delimited), and write numbers with decimal points"
            return sign, [Fault(file, 1, 1, "", "", f"its cells are separated by {called}", hint)]
    return ",", []


def _without_tail(record: list[str]) -> list[str]:
    """A record without the empty cells at its end; nothing of a row that is empty."""
    cells = [cell.strip() for cell in record]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _names_columns(header: list[str]) -> bool:
    return any(name.casefold() in COLUMNS for name in header)


def _check_header(header: list[str], file: str, line: int) -> Iterator[Fault]:
    if not _names_columns(header):
        hint = f"the first line names the columns: {', '.join(COLUMNS)}"
        yield Fault(file, line, 1, "", shown(header), "names no column of the format", hint)
        return
    for place, name in enumerate(header, start=1):
        if not name:
            yield Fault(file, line, place, "", "", "this column has no name", "name it, or take it out")
        elif name not in COLUMNS:
            hint = did_you_mean(name, COLUMNS) or f"use {', '.join(COLUMNS)}"
            yield Fault(file, line, place, shown(name), "", "is not a column of the format", hint)
        elif header.index(name) < place - 1:
            yield Fault(file, line, place, name, "", "is a column twice", "keep one")
    for name in REQUIRED_COLUMNS:
        if name not in header:
            yield Fault(file, line, 1, name, "", "is a required column", f"add the column {name}")


def _read_line(
    file: str, header: list[str], record: list[str], width: int, line: int
) -> tuple[Cells, list[Fault]]:
    """One line of the table, of as many cells as the header's line has; those under no name are empty."""
    places = {name: place for place, name in enumerate(header, start=1)}
    text = dict.fromkeys(COLUMNS, "")
    numbers: dict[str, float | None] = dict.fromkeys(NUMBERS)
    cells = Cells(file, line, places, text, numbers)
    if len(record) < width:
        rule = f"has {len(record)} cells where the header has {width}"
        return cells, [cells.fault("row", rule, "give every column a cell, empty if unknown")]
    if len(record) > width or any(map(str.strip, record[len(header) :])):
        rule = f"has {len(record)} cells where the header has {len(header)}"
        hint = "a cell with a comma in it stands in quotes, and a number has a decimal point"
        return cells, [cells.fault("row", rule, hint)]
    text.update(zip(header, map(str.strip, record), strict=False))
    faults: list[Fault] = []
    for name in NUMBERS:
        if text[name]:
            numbers[name] = _number(text[name])
            if numbers[name] is None:
                faults.append(cells.fault(name, "is not a number", _way(text[name])))
    for name, cell in text.items():
        if found := unsafe(cell):
            rule = f"holds {found}, a character that is obeyed and not shown"
            faults.append(cells.fault(name, rule, "take it out"))
    faults += [cells.fault(*broken) for broken in _rules(cells)]
    return cells, faults


def _way(text: str) -> str:
    """What to write instead of a cell that is no number."""
    if text.startswith("#") or text.lower() in UNKNOWN:
        return "leave it empty if it is not known"
    meant = numeral(text)
    if meant and meant.number:
        return meant.way.partition(";")[0]
    return "write digits; a bound or a range goes to lo and hi, words go to note"


def _number(text: str) -> float | None:
    """A finite number, or None."""
    try:
        number = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


Broken = tuple[str, str, str]


def _rules(cells: Cells) -> Iterator[Broken]:
    """The broken rules of one line, as (column, rule, way out)."""
    text = cells.text
    for column in REQUIRED_CELLS:
        if not text[column] and column in cells.places:
            yield column, "must not be empty", "every figure needs it"
    meant = numeral(text["threshold"]) if "," in text["threshold"] else None
    if meant and meant.number:
        yield "threshold", "is not a number", meant.way
    for column in ("row", "set"):
        if text[column] and not ID.match(text[column]):
            yield column, "must be lower-case letters, digits, dots and hyphens", "rename it"
    if text["censored"] and text["censored"] not in CENSORED:
        yield "censored", f"must be empty or one of {', '.join(CENSORED)}", "correct it"
    if text["censored"] and not text["value"]:
        yield "censored", "needs a value, the bound that was printed", "give the bound as value"
    if text["hand"] and text["hand"] not in HANDS:
        yield "hand", f"must be empty or one of {', '.join(HANDS)}", "correct it"
    if text["unit"] and text["unit"] not in UNITS:
        way_out = did_you_mean(text["unit"], UNITS) or f"use one of {', '.join(UNITS)}"
        yield "unit", "is not a unit of the format", way_out
    elif text["unit"]:
        yield from _unit_rules(cells)
    yield from _interval_rules(cells)
    yield from _count_rules(cells)


def _unit_rules(cells: Cells) -> Iterator[Broken]:
    text, numbers = cells.text, cells.numbers
    unit = UNITS[text["unit"]]
    stated = [name for name in ("value", "lo", "hi") if text[name]]
    if text["unit"] == "direction":
        for name in stated:
            yield name, "must be empty for a finding of direction only", "say the direction in note"
        if not text["note"]:
            yield "note", "must say the direction found", "say it in plain words"
        return
    if not stated and not (text["numerator"] and text["denominator"]):
        yield "value", "has neither value, lo, hi nor counts", "give the figure, or use the unit direction"
    for name in ("value", "lo", "hi"):
        number = numbers[name]
        if number is None:
            continue
        if not unit.lowest <= number <= unit.highest:
            rule = f"must lie between {unit.lowest:g} and {unit.highest:g} for the unit {text['unit']}"
            yield name, rule, "write shares as fractions of 1" if text["unit"] == "rate" else "correct it"
        elif unit.whole and not is_whole(number, text["note"]):
            rule = f"must be a whole number for the unit {text['unit']}"
            yield name, rule, "correct the value or the unit, or say in note how it was estimated"


def _interval_rules(cells: Cells) -> Iterator[Broken]:
    lo, value, hi = (cells.numbers[name] for name in ("lo", "value", "hi"))
    if lo is not None and hi is not None and lo > hi:
        yield "lo", f"is above hi = {cells.text['hi']}", "write the lower end in lo"
    if lo is not None and value is not None and lo > value:
        yield "lo", f"is above value = {cells.text['value']}", "lo ≤ value ≤ hi"
    if hi is not None and value is not None and hi < value:
        yield "hi", f"is below value = {cells.text['value']}", "lo ≤ value ≤ hi"
    size = cells.numbers["gallery_size"]
    if size is not None and size <= 0:
        yield "gallery_size", "must be above 0", "leave it empty if it is not known"
    counted = cells.numbers["counted_at"]
    if counted is not None and counted <= 0:
        yield "counted_at", "must be above 0", "leave it empty where the rate is printed as counted"
    elif counted is not None and size is None:
        rule = "says where a rescaled rate was counted, and no gallery_size says to what it was rescaled"
        yield "counted_at", rule, "give gallery_size, or leave counted_at empty"


def _count_rules(cells: Cells) -> Iterator[Broken]:
    x, n = cells.numbers["numerator"], cells.numbers["denominator"]
    if (x is not None or n is not None) and cells.text["unit"] not in ("rate", ""):
        column = "numerator" if x is not None else "denominator"
        yield column, "belongs to a rate", "use the unit rate, or leave the counts empty"
    for name, number in (("numerator", x), ("denominator", n)):
        if number is not None and number < 0:
            yield name, "must be 0 or more", "correct it"
        elif number is not None and not is_whole(number, cells.text["note"]):
            yield (
                name,
                "counts something and must be whole",
                "correct it, or say in note how it was estimated",
            )
    if n == 0:
        yield "denominator", "must be above 0", "leave it empty if it is not known"
    if x is None or n is None or n <= 0:
        return
    if x > n:
        yield (
            "numerator",
            f"counts more than the denominator {cells.text['denominator']}",
            "swap or correct them",
        )
    elif cells.numbers["value"] is not None and not agrees(cells.text["value"], x, n):
        rule = f"is not {x:g} of {n:g} = {x / n:.6g} within its printed rounding"
        yield "value", rule, "correct the value or the counts, or split the row and list the discrepancy"


def agrees(printed: str, numerator: float, denominator: float) -> bool:
    """Whether a printed rate equals numerator / denominator to within half a unit of its last printed place."""
    try:
        number = Decimal(printed)
    except InvalidOperation:
        return False
    exponent = number.as_tuple().exponent
    half = 0.5 * 10.0 ** (exponent if isinstance(exponent, int) else 0)
    return abs(numerator / denominator - float(number)) <= half * (1 + 1e-9)


def _check_ids(lines: list[Cells]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    sets = {cells.text["set"] for cells in lines if cells.text["set"]}
    for cells in lines:
        row = cells.text["row"]
        if row and row in seen:
            yield cells.fault("row", f"is also the id of line {seen[row]}", "give every row its own id")
        elif row and row in sets:
            yield cells.fault("row", "is also the name of a set", "rename one")
        seen.setdefault(row, cells.line)
