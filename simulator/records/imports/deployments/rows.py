"""The rows of a force's table as rows of a table of deployments: what was read, what was left empty, which rows were left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simulator.documents import Faults
from simulator.records.deployments.reading import COLUMNS
from simulator.records.deployments.table import TEXTS
from simulator.records.imports.deployments import values
from simulator.records.imports.deployments.headings import END, START, Header, header_of, no_header
from simulator.records.imports.deployments.sheets import Sheet

SUM = "a sum of other rows"
SUMS = frozenset(
    {
        "total",
        "totals",
        "sum",
        "grand total",
        "year total",
        "annual total",
        "ytd",
        "year to date",
        "average",
        "mean",
    }
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that says nothing usable, or a row that is no deployment: where it stands, what it says, and why."""

    sheet: str
    line: int
    column: str
    text: str
    why: str


@dataclass(slots=True)
class Read:
    """Rows read of all sheets, in their order, and everything that was not.

    records: by column of the table of deployments. places: each record's sheet and line.
    """

    headers: list[tuple[Sheet, Header]] = field(default_factory=list)
    records: list[dict[str, str]] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)
    emptied: list[Trouble] = field(default_factory=list)
    left_out: list[Trouble] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    unread_sheets: list[str] = field(default_factory=list)
    order: str = ""
    order_by: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that any row fills, in the order of the table of deployments."""
        return tuple(name for name in COLUMNS if any(record.get(name) for record in self.records))


def read_rows(sheets: Sequence[Sheet], given: Mapping[str, str], order: str) -> Read:
    """Read every sheet that has the header of a table of deployments.

    Args:
        given: headings that somebody named, by role. order: `day` or `month`, where somebody says what stands first.

    Raises:
        Faults: no sheet has such a header.
    """
    found = Read(order=order)
    for sheet in sheets:
        header = header_of(sheet, given)
        if header is None:
            found.unread_sheets.append(sheet.named)
        else:
            found.headers.append((sheet, header))
    if not found.headers:
        raise no_header(sheets[0]) if sheets else Faults([])
    if not order:
        days = [
            cells[at]
            for sheet, header in found.headers
            for _, cells in sheet.lines[header.at + 1 :]
            if (at := header.place("date")) is not None and at < len(cells)
        ]
        found.order, found.order_by = values.order_of(days)
    for sheet, header in found.headers:
        for line, cells in sheet.lines[header.at + 1 :]:
            _record(found, sheet, header, line, cells)
    return found


def _record(found: Read, sheet: Sheet, header: Header, line: int, cells: Sequence[str]) -> None:
    given = {each.role: cells[i] for i, each in enumerate(header.headings) if each.role and i < len(cells)}
    if any(cell.casefold().rstrip(":") in SUMS for cell in cells):
        text = next(cell for cell in cells if cell.casefold().rstrip(":") in SUMS)
        found.left_out.append(Trouble(sheet.named, line, "", text, SUM))
        return
    day = values.day(given.get("date", ""), found.order)
    if day.wrong:
        found.left_out.append(Trouble(sheet.named, line, "date", given.get("date", ""), day.wrong))
        return
    said = {"date": day}
    for role, cell in given.items():
        if role in ("date", START, END):
            continue
        said[role] = _said(role, cell, header)
    if START in given and END in given and "duration_min" not in given:
        said["duration_min"] = values.between(given[START], given[END])
    for role, each in said.items():
        if each.wrong:
            cell = given.get(role, f"{given.get(START, '')} to {given.get(END, '')}")
            found.emptied.append(Trouble(sheet.named, line, role, cell, each.wrong))
        if each.note:
            found.notes[each.note] += 1
    found.records.append({role: each.text for role, each in said.items() if each.text})
    found.places.append((sheet.named, line))


def _said(role: str, cell: str, header: Header) -> values.Said:
    if role in ("row", *TEXTS):
        return values.Said("" if cell.casefold() in values.OPEN else cell)
    if role == "threshold":
        return values.threshold(cell)
    if role == "duration_min":
        at = header.place(role)
        return values.minutes(cell, header.headings[at].unit if at is not None else "")
    return values.count(cell)
