"""The workbook: every table of the comparison with its numbers as numbers, and every input with its grade."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from simulator.reports import evidence
from simulator.reports.language import comparing, verdicts
from simulator.reports.language import packet as told
from simulator.reports.language.numbers import exact
from simulator.reports.language.phrases import given, phrase
from simulator.reports.packet.annexes import ASSUMED
from simulator.reports.packet.docx import dateless, midnight
from simulator.reports.packet.extras import wanted
from simulator.reports.packet.inputs import HEADS, inputs
from simulator.reports.packet.parsing import printable
from simulator.reports.packet.source import Source

Cells = Sequence[Any]
WIDEST, WIDE = 60, 140
LONGEST = 32_767
"""Characters a cell can hold."""
GRADE = HEADS.index("grade")


WORDS = frozenset(
    {
        "proposal", "measure", "unit", "group", "label", "rollup", "unmeasured", "proxy", "a", "b", "rule", "judged_on",
        "grade", "better", "worse",
    }
)  # fmt: skip
"""Columns of the CSV files that hold words: what stands in them is never taken for a number."""
PROPOSALS = (
    "name",
    "id",
    "title",
    "kind",
    "status",
    "summary",
    "horizon",
    "scope",
    "held",
    "proxy",
    "command",
)
SOURCES = ("id", "title", "kind", "hand", "measured", "limits", "url")


def workbook(source: Source, tables: Mapping[str, str], on: date) -> bytes:
    """The paper's tables as .xlsx.

    Args:
        tables: CSV files by name (`comparison.csv` …), in the order of the sheets.
        on: the day it is made.

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
        book.set_properties(
            {"title": "Board paper: tables", "author": "detention-impact", "created": midnight(on)}
        )
        sheets = _Sheets(book)
        sheets.add("Read me", ("What this is",), ([text] for text in _about(source, tables)))
        sheets.add("proposals", PROPOSALS, _proposals(source))
        for name, text in tables.items():
            first, *rows = csv.reader(io.StringIO(text))
            cells = ([_value(column, cell) for column, cell in zip(first, row, strict=True)] for row in rows)
            sheets.add(name.removesuffix(".csv"), first, cells)
        if source.comparison.limits:
            sheets.add("rules", ("rule", "sentence", "judged_on", "reason", "source"), _rules(source))
        sheets.add("sources", SOURCES, _sources(source))
        sheets.add("inputs", HEADS, inputs(source))
        sheets.add("assumptions", HEADS, (row for row in inputs(source) if row[GRADE] in ASSUMED))
    return dateless(out.getvalue())


class _Sheets:
    """A workbook with the few formats its sheets share."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        self.words = book.add_format({"valign": "top"})
        shown = ("#,##0", "#,##0.0", "0.0000", "0.00E+00")
        self.figures = [book.add_format({"valign": "top", "num_format": form}) for form in shown]

    def add(self, name: str, header: Cells, rows: Iterable[Cells]) -> None:
        """A sheet with its headings frozen and filtered, columns as wide as they need."""
        sheet = self.book.add_worksheet(name[:31])
        for column, text in enumerate(header):
            sheet.write_string(0, column, str(text), self.head)
        widths = [len(str(cell)) for cell in header]
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if value is None or value == "":
                    continue
                if isinstance(value, float | int) and not isinstance(value, bool):
                    sheet.write_number(last, column, value, self.figures[_form(value)])
                else:
                    sheet.write_string(last, column, printable(str(value))[:LONGEST], self.words)
                widths[column] = max(widths[column], len(str(value)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width + 2, WIDEST if len(widths) > 1 else WIDE))
        sheet.freeze_panes(1, 0)
        if last and len(header) > 1:
            sheet.autofilter(0, 0, last, len(header) - 1)


def _form(value: float) -> int:
    """Which format shows a number best; the number itself is kept whole."""
    size = abs(value)
    if value == int(value):
        return 0
    return 1 if size >= 100 else 2 if size >= 0.01 else 3


def _value(column: str, cell: str) -> Any:
    """A CSV's cell: a number in a column of numbers, else its text without the mark against formulas."""
    if column in WORDS:
        return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell
    return float(cell) if cell else None


def _proposals(source: Source) -> Iterable[Cells]:
    for each in source.comparison.proposals:
        yield [_yes(getattr(each.told, key)) for key in PROPOSALS]


def _yes(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _about(source: Source, tables: Mapping[str, str]) -> list[str]:
    c = source.comparison
    titles = "; ".join(each.title for each in c.proposals)
    lines = [phrase(told.TABLES_OF, titles=titles)]
    lines.append(phrase(told.COLUMNS, of_what=comparing.of_what(c.period)))
    lines.append(phrase(told.ENDS))
    if c.proxy:
        lines.append(phrase(told.PROXY_ROWS))
    if c.limits:
        lines += [phrase(verdicts.EXAMPLE)] if c.limits.example else []
        lines += [verdicts.line(), phrase(verdicts.OF_WHAT), phrase(verdicts.VALUES)]
    sheets = ["proposals", *(name.removesuffix(".csv") for name in tables)]
    sheets += ["rules"] if c.limits else []
    sheets += ["sources", "inputs", "assumptions"]
    lines.append(phrase(told.SHEETS, names=", ".join(sheets)))
    lines.append(
        phrase(
            told.CONTENT_OF,
            id=c.told.id,
            draws=exact(c.told.draws),
            seed=c.told.seed,
            version=c.told.version,
        )
    )
    return lines


def _sources(source: Source) -> Iterable[Cells]:
    found = {item.id: item for _, study in source.pairs for item in evidence.sources(study)}
    for _, item in sorted(found.items()):
        yield [getattr(item, key) for key in SOURCES]


def _rules(source: Source) -> Iterable[Cells]:
    for rule in source.comparison.rules:
        yield [rule.rule, verdicts.rule(rule), given(rule.judged_on), given(rule.reason), rule.citation]
