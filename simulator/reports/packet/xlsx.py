"""The workbook: every table of the comparison with its numbers as numbers, and every input with its grade."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simulator.reports.comparison import sentences
from simulator.reports.packet.docx import DAY, printable
from simulator.reports.packet.extras import wanted
from simulator.reports.packet.source import Source

Cells = Sequence[Any]
WIDEST = 60
INPUTS = (
    "proposal",
    "path",
    "label",
    "text",
    "unit",
    "grade",
    "spread",
    "source",
    "citation",
    "locator",
    "why",
    "drives",
)


def workbook(source: Source, tables: Mapping[str, str]) -> bytes:
    """The paper's tables as .xlsx.

    Args:
        tables: CSV files by name (`comparison.csv` …), in the order of the sheets.

    Raises:
        MissingExtra: the packages of the extra `office` are not installed.
    """
    with wanted("office"):
        from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, options) as book:
        book.set_properties({"title": "Board paper: tables", "author": "detention-impact", "created": DAY})
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        plain = book.add_format({"valign": "top"})
        _sheet(book, "Read me", ("What this is",), ([line] for line in _about(source, tables)), head, plain)
        for name, text in tables.items():
            first, *rows = csv.reader(io.StringIO(text))
            _sheet(
                book,
                name.removesuffix(".csv"),
                first,
                ([_value(cell) for cell in row] for row in rows),
                head,
                plain,
            )
        _sheet(book, "inputs", INPUTS, _inputs(source), head, plain)
        if source.comparison.limits:
            _sheet(
                book,
                "rules",
                ("rule", "sentence", "judged_on", "reason", "source"),
                _rules(source),
                head,
                plain,
            )
    return out.getvalue()


def _sheet(book: Any, name: str, header: Cells, rows: Iterable[Cells], head: Any, plain: Any) -> None:
    """A sheet with its headings frozen and filtered, columns as wide as they need."""
    sheet = book.add_worksheet(name[:31])
    sheet.write_row(0, 0, list(header), head)
    widths = [len(str(cell)) for cell in header]
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                value = printable(value)
            sheet.write(last, column, value, plain)
            widths[column] = max(widths[column], len(str(value)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, WIDEST))
    sheet.freeze_panes(1, 0)
    if last and len(header) > 1:
        sheet.autofilter(0, 0, last, len(header) - 1)


def _value(cell: str) -> Any:
    """A CSV's cell: a number where it is one, else its text without the mark against formulas."""
    try:
        return float(cell)
    except ValueError:
        return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _about(source: Source, tables: Mapping[str, str]) -> list[str]:
    c = source.comparison
    lines = [f"Tables of the board paper on: {'; '.join(each.title for each in c.proposals)}."]
    lines.append(
        sentences.YEAR
        + " median, lo and hi are the middle and the ends; an empty cell is undefined or unbounded."
    )
    lines.append("chance_lo, chance_hi: from chance alone; audit_lo, audit_hi: from not knowing the rates.")
    if c.proxy:
        lines.append(
            "Proxy: where a row says so, differences between groups come from an audit of something else than face search."
        )
    if c.limits:
        lines += [sentences.EXAMPLE] if c.limits["example"] else []
        lines += [sentences.LINE, sentences.VALUES]
    lines.append(f"Sheets: {', '.join((*(name.removesuffix('.csv') for name in tables), 'inputs'))}.")
    lines.append(
        f"Content {c.raw['id']}, {c.raw['draws']:,} draws, seed {c.raw['seed']}, detention-impact {c.raw['version']}."
    )
    return lines


def _inputs(source: Source) -> Iterable[Cells]:
    for name, study in source.studies.items():
        for row in study.listed("inputs"):
            yield [name, *(_word(row.get(key)) for key in INPUTS[1:])]


def _word(value: Any) -> Any:
    return ("drawn" if value else "held fixed") if isinstance(value, bool) else value


def _rules(source: Source) -> Iterable[Cells]:
    for rule in source.comparison.rules:
        yield [rule["rule"], sentences.rule(rule), rule["judged_on"], rule["reason"], rule["citation"]]
