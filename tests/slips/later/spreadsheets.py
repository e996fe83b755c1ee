"""What spreadsheets and reports add to a table: titles, footnotes, marks for missing cells, another encoding."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.slips.audits import Copied, Line, as_csv
from tests.slips.bases import Base
from tests.slips.frozen.tables import in_tables
from tests.slips.kinds import Slip, kind

MISSING = ("-", "n/a", "*", "<10", "..", "x", "−9")
NUMBERS = ("value", "numerator", "denominator", "gallery_size", "lo", "hi")


def _with_line(copy: Copied, i: int, line: Line) -> list[Line]:
    return [*copy.lines[:i], line, *copy.lines[i + 1 :]]


@kind("title-above-the-header")
def title_above(base: Base) -> Iterator[Slip]:
    """A table's title in the first line, above the names of its columns."""

    def make(copy: Copied) -> Iterator[Slip]:
        for title in ("Table 4: persons stopped", '"Stops, July to December 2018",,,'):
            text = partial(_above, title, as_csv(copy.lines, copy.header))
            yield copy.written(f"{title} above the header", text, ("rates.csv:1",))

    yield from in_tables(make, base)


def _above(title: str, table: str) -> str:
    return f"{title}\n{table}"


@kind("footnote-below-the-table")
def footnote_below(base: Base) -> Iterator[Slip]:
    """A source or a footnote in a line below the table."""

    def make(copy: Copied) -> Iterator[Slip]:
        for note in (
            "Source: Annual report 2020",
            '"* Counts below ten are suppressed, see page 4"',
            "Total,,,1800054",
        ):
            text = partial(_below, note, as_csv(copy.lines, copy.header))
            yield copy.written(f"{note} below the table", text, (copy.line(len(copy.lines)),))

    yield from in_tables(make, base)


def _below(note: str, table: str) -> str:
    return f"{table}{note}\n"


@kind("mark-for-a-missing-cell")
def missing_cell(base: Base) -> Iterator[Slip]:
    """A dash, an asterisk, a bound or a code where a number is missing or suppressed."""

    def make(copy: Copied) -> Iterator[Slip]:
        for i, line in copy.in_use():
            for name in NUMBERS:
                for mark in MISSING if line[name] else ():
                    table = _with_line(copy, i, {**line, name: mark})
                    yield copy.slip(
                        f"{line['row']}.{name}: {line[name]} → {mark}", table, (f"{copy.line(i)}:{name}",)
                    )

    yield from in_tables(make, base)


@kind("footnote-in-a-cell")
def footnote_in_cell(base: Base) -> Iterator[Slip]:
    """A footnote's letter or sign behind a number."""

    def make(copy: Copied) -> Iterator[Slip]:
        for i, line in copy.in_use():
            for name in NUMBERS:
                for mark in ("*", " (a)", "†") if line[name] else ():
                    table = _with_line(copy, i, {**line, name: f"{line[name]}{mark}"})
                    yield copy.slip(
                        f"{line['row']}.{name}: {line[name]}{mark}", table, (f"{copy.line(i)}:{name}",)
                    )

    yield from in_tables(make, base)


@kind("number-left-empty")
def number_empty(base: Base) -> Iterator[Slip]:
    """A row of a table without its number."""

    def make(copy: Copied) -> Iterator[Slip]:
        for i, line in copy.in_use():
            if line["value"] and not line["numerator"] and not line["lo"] and not line["hi"]:
                table = _with_line(copy, i, {**line, "value": ""})
                yield copy.slip(f"{line['row']}.value left empty", table, (copy.line(i),))

    yield from in_tables(make, base)


ABBREVIATED = {"female": "F", "male": "M", "black": "B", "white": "W", "asian": "A", "hispanic": "H"}


@kind("group-abbreviated")
def abbreviated(base: Base) -> Iterator[Slip]:
    """A group by a letter or a code that the table's vocabulary does not know: F, M, B, 1, 2."""

    def make(copy: Copied) -> Iterator[Slip]:
        for i, line in copy.in_use():
            for name in ("sex", "race"):
                for new in (ABBREVIATED.get(line[name], "1"), "2", "unknown") if line[name] else ():
                    table = _with_line(copy, i, {**line, name: new})
                    yield copy.slip(
                        f"{line['row']}.{name}: {line[name]} → {new}", table, (f"{copy.line(i)}:{name}",)
                    )

    yield from in_tables(make, base)


@kind("id-twice-in-a-table")
def id_twice(base: Base) -> Iterator[Slip]:
    """Two rows of one name, or a row called as a set is."""

    def make(copy: Copied) -> Iterator[Slip]:
        for i, line in copy.in_use():
            others = [other["row"] for other in copy.lines if other["row"] != line["row"]][:1]
            for new in (*others, *([line["set"]] if line["set"] else [])):
                table = _with_line(copy, i, {**line, "row": new})
                first = next((j for j, other in enumerate(copy.lines) if other["row"] == new), i)
                places = (f"{copy.line(i)}:row", f"{copy.line(first)}:row")
                yield copy.slip(f"{line['row']} called {new}", table, places)

    yield from in_tables(make, base)
