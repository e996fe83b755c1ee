"""inputs.csv: every input of every proposal with its value, grade, source and reason, for readers and for the workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from simulator.reports.packet.source import Source
from simulator.reports.tables import harmless

HEADS = (
    "proposal", "path", "label", "text", "unit", "grade", "spread", "source", "citation", "locator", "why", "drives",
)  # fmt: skip


def inputs(source: Source) -> Iterator[tuple[str, ...]]:
    """A row an input, as text; `spread` says “drawn” or “held fixed”."""
    for name, study in source.studies.items():
        for row in study.summary.inputs:
            yield name, *(_word(getattr(row, key)) for key in HEADS[1:])


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "drawn" if value else "held fixed"
    return "" if value is None else str(value)


def inputs_csv(source: Source) -> str:
    """The rows as CSV; a cell that a spreadsheet would run is made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    writer.writerows([harmless(" ".join(cell.split())) for cell in row] for row in inputs(source))
    return out.getvalue()
