"""A force's table of deployments from files to a folder: read, check as `fit` would, and write all of it or nothing."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from simulator.documents import Fault, Faults
from simulator.records.deployments import read_deployments
from simulator.records.imports.deployments.headings import unplaced
from simulator.records.imports.deployments.questions import questions, remarks, sections
from simulator.records.imports.deployments.rows import Read, read_rows
from simulator.records.imports.deployments.sheets import Sheet, sheets_of
from simulator.records.imports.facts import FILE, DeploymentFacts
from simulator.records.imports.importing import check_place, write_folder
from simulator.records.imports.pages import markdown, page

TABLE = "deployments.csv"
MOSTLY = 0.5


def import_deployments(
    paths: Sequence[Path],
    folder: Path,
    *,
    columns: Mapping[str, str],
    order: str = "",
    title: str = "",
    force: bool = False,
) -> DeploymentFacts:
    """Write a folder with the table, its report and what is open, and return its facts.

    Args:
        columns: headings by role, where somebody named them; `none` for one not to be read. order: `day` or `month` first.

    Raises:
        Faults: no such file, no table of deployments, or one of which most cannot be read. Nothing is written.
    """
    check_place(folder, force)
    sheets = _all_sheets(paths)
    found = read_rows(sheets, columns, order)
    if wrong := unplaced(sheets, [header for _, header in found.headers], columns):
        raise Faults(wrong)
    _refuse(found)
    text = _csv(found)
    asked, known = tuple(questions(found)), (*remarks(found), *_as_read(text, found))
    heading = title or f"Deployments: {folder.name}"
    parts = sections(found, asked, known)
    told = DeploymentFacts(
        name=folder.name,
        deployments=len(found.records),
        columns=tuple(found.columns),
        headings={
            each.text: each.role for _, header in found.headers for each in header.headings if each.text
        },
        left_out=len(found.left_out),
        questions=asked,
        remarks=known,
    )
    texts = {TABLE: text, "report.md": markdown(heading, parts), "report.html": page(heading, parts)}
    write_folder(folder, {**texts, FILE: told.text})
    return told


def _all_sheets(paths: Sequence[Path]) -> list[Sheet]:
    found: list[Sheet] = []
    faults: list[Fault] = []
    missing = False
    for path in paths:
        try:
            found += sheets_of(path)
        except Faults as wrong:
            faults += wrong.faults
            missing = missing or wrong.missing
    if faults:
        raise Faults(faults, missing=missing)
    if not found:
        raise Faults(
            [Fault(paths[0].as_posix(), 0, 0, "", "", "has no rows", "give a table with a line of headings")]
        )
    return found


def _refuse(found: Read) -> None:
    """What is no table of deployments after all: no row left, or most of them unreadable."""
    dates = [each for each in found.left_out if each.column == "date"]
    if found.records and len(dates) <= MOSTLY * (len(dates) + len(found.records)):
        return
    if not found.records and not dates:
        first = found.headers[0][0]
        raise Faults(
            [Fault(first.named, 0, 0, "", "", "has no rows below its header", "add one line a deployment")]
        )
    raise Faults(
        Fault(each.sheet, each.line, 0, each.column, each.text, f"is {each.why}", "") for each in dates[:20]
    )


def _csv(found: Read) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, found.columns, restval="", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(_told_apart(found))
    return stream.getvalue()


def _told_apart(found: Read) -> list[dict[str, str]]:
    """The records; names that several of them share are no names."""
    names = [record.get("row", "") for record in found.records]
    again = {name for name in names if names.count(name) > 1}
    return [
        {key: value for key, value in record.items() if key != "row" or value not in again}
        for record in found.records
    ]


def _as_read(text: str, found: Read) -> tuple[str, ...]:
    """What the reader of tables of deployments says to it, with the places of the file that came in.

    Raises:
        Faults: it would refuse it: a day in the future, no count at all, thresholds that cannot be.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / TABLE
        path.write_text(text, encoding="utf-8")
        try:
            return read_deployments(path).remarks
        except Faults as wrong:
            raise Faults(_placed(fault, found) for fault in wrong.faults) from None


def _placed(fault: Fault, found: Read) -> Fault:
    if 2 <= fault.line < len(found.places) + 2:
        sheet, line = found.places[fault.line - 2]
        return replace(fault, file=sheet, line=line, column=0)
    return replace(fault, file=found.headers[0][0].named, line=0, column=0)
