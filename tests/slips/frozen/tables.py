"""Slips in an audit's table: rows twice, margins among cells, another year's rows, columns swapped, cells in per cent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from simulator.evidence.table_files import agrees
from tests.slips.audits import Copied, Line, copied
from tests.slips.bases import Base
from tests.slips.frozen.sizes import PLAUSIBLE
from tests.slips.kinds import Slip, kind

EXPOSED = ("stops", "population", "share_of_stops", "arrests", "share_of_arrests", "stops_in_hour")


def in_tables(make: Callable[[Copied], Iterator[Slip]], base: Base) -> Iterator[Slip]:
    """The slips of every audit copied beside a file."""
    for copy in copied(base):
        yield from make(copy)


def _inserted(copy: Copied, at: int, line: Line) -> list[Line]:
    return [*copy.lines[:at], line, *copy.lines[at:]]


@kind("row-twice")
def row_twice(base: Base) -> Iterator[Slip]:
    """A row of a set pasted a second time under another name."""

    def make(copy: Copied) -> Iterator[Slip]:
        for lines in copy.sets().values():
            for i, line in lines:
                again = {**line, "row": f"{line['row']}-2"}
                places = (copy.row(again), copy.row(line), copy.line(i), copy.line(i + 1))
                yield copy.slip(f"{line['row']} twice", _inserted(copy, i + 1, again), places)

    yield from in_tables(make, base)


@kind("margin-among-cells")
def margin_among_cells(base: Base) -> Iterator[Slip]:
    """A total or a margin pasted among the cells it sums: all women beside Black women, everybody beside each group."""

    def make(copy: Copied) -> Iterator[Slip]:
        for name, lines in copy.sets().items():
            split = [axis for axis in ("sex", "race") if any(line[axis] for _, line in lines)]
            last, model = lines[-1]
            for axis in split:
                emptied = {**model, "row": f"{name}-all-{axis}", axis: ""}
                if f"{axis}_gallery" in emptied:
                    emptied[f"{axis}_gallery"] = ""
                if model["unit"] in ("stops", "persons", "arrests"):
                    same = [
                        line
                        for _, line in lines
                        if all(line[other] == model[other] for other in split if other != axis)
                    ]
                    emptied["value"] = f"{sum(float(line['value'] or 0) for line in same):.0f}"
                places = (copy.row(emptied), copy.line(last + 1), f"{copy.id}/{name}")
                yield copy.slip(
                    f"{name} with a row for all of {axis}", _inserted(copy, last + 1, emptied), places
                )

    yield from in_tables(make, base)


@kind("last-years-rows-added")
def last_years_rows(base: Base) -> Iterator[Slip]:
    """The same table of the year before pasted below this year's."""

    def make(copy: Copied) -> Iterator[Slip]:
        for name, lines in copy.sets().items():
            if any(line["metric"] not in EXPOSED for _, line in lines):
                continue
            before = [
                {**line, "row": f"{line['row']}-before", "when": "the year before"} for _, line in lines
            ]
            for line in before:
                if line["unit"] in ("stops", "persons", "arrests") and line["value"]:
                    line["value"] = f"{round(float(line['value']) * 0.97)}"
                    line["numerator"] = line["denominator"] = ""
            last = lines[-1][0]
            places = [copy.row(line) for line in before] + [
                copy.line(last + 1 + i) for i in range(len(before))
            ]
            yield copy.slip(
                f"{name} of two years",
                [*copy.lines[: last + 1], *before, *copy.lines[last + 1 :]],
                (*places, f"{copy.id}/{name}"),
            )

    yield from in_tables(make, base)


@kind("columns-swapped")
def columns_swapped(base: Base) -> Iterator[Slip]:
    """Two columns of the table under each other's names."""

    def make(copy: Copied) -> Iterator[Slip]:
        pairs = (
            ("numerator", "denominator"),
            ("lo", "hi"),
            ("sex", "race"),
            ("value", "gallery_size"),
            ("value", "unit"),
        )
        for first, second in pairs:
            lines = [(i, line) for i, line in copy.in_use() if line.get(first) and line.get(second)]
            lines = [(i, line) for i, line in lines if line[first] != line[second]]
            if not lines:
                continue
            header = [{first: second, second: first}.get(name, name) for name in copy.header]
            places = [f"{copy.line(i)}:{column}" for i, _ in lines for column in (first, second)]
            yield copy.slip(f"{first} and {second} swapped", copy.lines, places, header=header)

    yield from in_tables(make, base)


def _cells(copy: Copied, names: tuple[str, ...]) -> Iterator[tuple[int, Line, str]]:
    for i, line in copy.in_use():
        yield from ((i, line, name) for name in names if line[name])


def _with_cell(copy: Copied, i: int, name: str, words: str) -> list[Line]:
    return [*copy.lines[:i], {**copy.lines[i], name: words}, *copy.lines[i + 1 :]]


@kind("cell-with-a-comma")
def cell_with_comma(base: Base) -> Iterator[Slip]:
    """A cell with a decimal comma, a comma between thousands, or a sign: `0,052`, `716,029`, `5 %`."""

    def make(copy: Copied) -> Iterator[Slip]:
        for i, line, name in _cells(copy, ("value", "numerator", "denominator", "gallery_size")):
            words = line[name]
            new = (
                words.replace(".", ",")
                if "." in words
                else f"{int(words):,}"
                if words.isdigit() and int(words) > 999
                else ""
            )
            for cell in filter(None, (new, f"{words} %", f"~{words}")):
                places = (f"{copy.line(i)}:{name}",)
                yield copy.slip(
                    f"{line['row']}.{name}: {words} → {cell}", _with_cell(copy, i, name, cell), places
                )

    yield from in_tables(make, base)


@kind("table-with-semicolons")
def with_semicolons(base: Base) -> Iterator[Slip]:
    """A table saved with semicolons or tabs between its cells, as some offices' spreadsheets do."""

    def make(copy: Copied) -> Iterator[Slip]:
        for name, sign in (("semicolons", ";"), ("tabs", "\t")):
            rows = [list(copy.header), *([*line.values()] for line in copy.lines)]
            text = partial(_joined, rows, sign)
            yield copy.written(f"cells apart by {name}", text, ("rates.csv",))

    yield from in_tables(make, base)


def _joined(rows: list[list[str]], sign: str) -> str:
    return "".join(sign.join(cell.replace(sign, " ") for cell in row) + "\n" for row in rows)


@kind("cell-in-per-cent")
def cell_in_per_cent(base: Base) -> Iterator[Slip]:
    """One rate of a table in per cent."""

    def make(copy: Copied) -> Iterator[Slip]:
        for i, line, name in _cells(copy, ("value",)):
            if line["unit"] != "rate" or float(line["value"]) == 0:
                continue
            new = float(line["value"]) * 100
            counted = bool(line["numerator"] and line["denominator"])
            told = new > 1 or (
                counted and not agrees(f"{new:g}", float(line["numerator"]), float(line["denominator"]))
            )
            yield copy.slip(
                f"{line['row']}.value: {line['value']} → {new:g}",
                _with_cell(copy, i, name, f"{new:g}"),
                (f"{copy.line(i)}:value", copy.row(line)),
                "" if told else PLAUSIBLE,
            )

    yield from in_tables(make, base)


@kind("another-metric-in-a-set")
def metric_in_set(base: Base) -> Iterator[Slip]:
    """One row of a set measures something else: a share missed among false match rates, residents among stops."""
    others = {"rate": "fnmr", "stops": "arrests", "persons": "persons_engaged"}

    def make(copy: Copied) -> Iterator[Slip]:
        for name, lines in copy.sets().items():
            for i, line in lines if len(lines) > 1 else ():
                if (other := others.get(line["unit"])) is None or line["metric"] == other:
                    continue
                new = _with_cell(copy, i, "metric", other)
                places = (copy.line(i), copy.row(line), f"{copy.id}/{name}")
                yield copy.slip(f"{line['row']}.metric: {line['metric']} → {other}", new, places)

    yield from in_tables(make, base)


@kind("label-misspelled-in-a-table")
def label_misspelled(base: Base) -> Iterator[Slip]:
    """A group's label in another spelling than the rest of the table has."""

    def make(copy: Copied) -> Iterator[Slip]:
        for i, line, name in _cells(copy, ("sex", "race")):
            words = line[name]
            for new in (words[:-2] + words[-1:], words.title()):
                if new != words:
                    places = (f"{copy.line(i)}:{name}",)
                    yield copy.slip(
                        f"{line['row']}.{name}: {words} → {new}", _with_cell(copy, i, name, new), places
                    )

    yield from in_tables(make, base)


@kind("count-of-another-row")
def count_of_another_row(base: Base) -> Iterator[Slip]:
    """A numerator or denominator typed into the line below or above its own."""

    def make(copy: Copied) -> Iterator[Slip]:
        for i, line, name in _cells(copy, ("numerator", "denominator")):
            if not (line["value"] and line["numerator"] and line["denominator"]) or i + 1 >= len(copy.lines):
                continue
            other = copy.lines[i + 1][name]
            if not other or other == line[name]:
                continue
            x, n = (float(other if key == name else line[key]) for key in ("numerator", "denominator"))
            told = x > n or not agrees(line["value"], x, n)
            new = _with_cell(copy, i, name, other)
            places = (copy.line(i), copy.row(line))
            yield copy.slip(
                f"{line['row']}.{name}: {line[name]} → {other}", new, places, "" if told else PLAUSIBLE
            )

    yield from in_tables(make, base)
