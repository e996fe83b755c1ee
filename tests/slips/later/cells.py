"""More slips in an audit's table and beside it: hours, units, ages, thresholds and algorithms of another row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.slips.audits import Copied, Line, as_csv
from tests.slips.bases import Base
from tests.slips.frozen.exposing import overlaid
from tests.slips.frozen.tables import in_tables
from tests.slips.kinds import Slip, kind

EXPOSED = ("stops", "population")


def _with_lines(copy: Copied, new: dict[int, Line]) -> list[Line]:
    return [new.get(i, line) for i, line in enumerate(copy.lines)]


def _names(copy: Copied, name: str, lines: list[tuple[int, Line]]) -> list[str]:
    return [f"{copy.id}/{name}", *(copy.row(line) for _, line in lines), *(copy.line(i) for i, _ in lines)]


@kind("hour-mislabelled")
def hour_mislabelled(base: Base) -> Iterator[Slip]:
    """An hour of the day twice, an hour that no day has, or no hour at all."""

    def make(copy: Copied) -> Iterator[Slip]:
        for name, lines in copy.sets().items():
            if len(lines) not in (24, 168) or lines[0][1]["metric"] != "stops_in_hour":
                continue
            for i, line in lines:
                other = lines[(lines.index((i, line)) + 5) % len(lines)]
                places = [
                    copy.line(i),
                    copy.row(line),
                    copy.line(other[0]),
                    copy.row(other[1]),
                    f"{copy.id}/{name}",
                ]
                for when in (other[1]["when"], "25:00", "noon", ""):
                    table = _with_lines(copy, {i: {**line, "when": when}})
                    yield copy.slip(
                        f"{line['row']}.when: {line['when']} → {when or 'nothing'}", table, places
                    )

    yield from in_tables(make, base)


@kind("another-unit-in-a-set")
def unit_in_set(base: Base) -> Iterator[Slip]:
    """One row of a set in another unit than the rest."""
    others = {"rate": "ratio", "stops": "persons", "persons": "stops"}

    def make(copy: Copied) -> Iterator[Slip]:
        for name, lines in copy.sets().items():
            for i, line in lines if len(lines) > 1 else ():
                if (other := others.get(line["unit"])) is None:
                    continue
                new = {**line, "unit": other, "numerator": "", "denominator": ""}
                if not new["value"]:
                    continue
                places = [copy.line(i), copy.row(line), f"{copy.id}/{name}"]
                yield copy.slip(
                    f"{line['row']}.unit: {line['unit']} → {other}", _with_lines(copy, {i: new}), places
                )

    yield from in_tables(make, base)


@kind("age-bands-beside-all-ages")
def age_bands(base: Base) -> Iterator[Slip]:
    """Rows for bands of age beside the rows for all ages."""

    def make(copy: Copied) -> Iterator[Slip]:
        for name, lines in copy.sets().items():
            if any(line["metric"] not in EXPOSED or line["age"] or not line["value"] for _, line in lines):
                continue
            last = lines[-1][0]
            bands = [
                {
                    **line,
                    "row": f"{line['row']}-{band}",
                    "age": band,
                    "value": str(int(float(line["value"]) * share)),
                }
                for _, line in lines
                for band, share in (("18-29", 0.3), ("30-64", 0.5), ("65-plus", 0.2))
            ]
            places = [
                f"{copy.id}/{name}",
                *(copy.row(line) for line in bands),
                *(copy.line(last + 1 + j) for j in range(len(bands))),
            ]
            table = [*copy.lines[: last + 1], *bands, *copy.lines[last + 1 :]]
            yield copy.slip(f"{name} with bands of age", table, places)

    yield from in_tables(make, base)


@kind("row-of-another-algorithm-in-a-set")
def another_algorithm(base: Base) -> Iterator[Slip]:
    """One row of a set measured with another algorithm, at another threshold, or against another gallery than the rest."""

    def make(copy: Copied) -> Iterator[Slip]:
        for name, lines in copy.sets().items():
            if (
                lines[0][1]["unit"] != "rate"
                or len(lines) < 2
                or lines[0][1]["metric"] not in ("fmr", "fpir")
            ):
                continue
            for i, line in lines:
                for column, cell in (
                    ("algorithm", "another-007"),
                    ("threshold", "0.71"),
                    ("gallery_size", "12000000"),
                ):
                    if not line[column]:
                        continue
                    table = _with_lines(copy, {i: {**line, column: cell}})
                    places = [copy.line(i), copy.row(line), f"{copy.id}/{name}"]
                    yield copy.slip(f"{line['row']}.{column}: {line[column]} → {cell}", table, places)

    yield from in_tables(make, base)


@kind("column-misnamed")
def column_misnamed(base: Base) -> Iterator[Slip]:
    """A column's name misspelled or in capitals."""

    def make(copy: Copied) -> Iterator[Slip]:
        for name in copy.header:
            for new in (name.capitalize(), name[:-1], f"{name} "):
                if new.strip() == name:
                    continue
                header = [new if each == name else each for each in copy.header]
                yield copy.slip(f"column {name} called {new}", copy.lines, ["rates.csv:1"], header=header)

    yield from in_tables(make, base)


@kind("cell-too-many")
def cell_too_many(base: Base) -> Iterator[Slip]:
    """A line with a comma too many or too few, so that every later cell stands in its neighbour's column."""

    def make(copy: Copied) -> Iterator[Slip]:
        rows = as_csv(copy.lines, copy.header).splitlines(keepends=True)
        for i, line in copy.in_use():
            row = rows[i + 1]
            for words, new in (
                ("too many", row.replace(",", ",,", 1)),
                ("too few", row.replace(",,", ",", 1)),
            ):
                text = partial("".join, [*rows[: i + 1], new, *rows[i + 2 :]])
                yield copy.written(f"{line['row']}: a comma {words}", text, [copy.line(i)])

    yield from in_tables(make, base)


LAB = """\
id: our-lab
title: Our own test of the matcher on offer, 2026
url: https://example.org/our-test
date: 2026-05
licence: ours
kind: identification
measured: Searches of volunteers who are not enrolled
groups_coded: as the volunteers described themselves
thresholds: as in the table
trials: 50,000 searches at each threshold
limits: [Volunteers stood still.]
hand: first
known_discrepancies: []
crosswalk: our-labels
"""
POINTS = """\
row,metric,threshold,gallery_size,value,unit,numerator,denominator,locator
t056,fpir,0.56,10000,,rate,40,50000,Table 1
t058,fpir,0.58,10000,,rate,20,50000,Table 1
t060,fpir,0.60,10000,,rate,9,50000,Table 1
"""


def with_lab(base: Base, threshold: object, points: str = POINTS) -> Slip:
    """A scenario whose level is moved along the thresholds of an audit of its own."""
    level = {"audit": "our-lab/t056", "points": ["our-lab/t058", "our-lab/t060"], "threshold": threshold}
    if "posterior" in (base.said("matcher", "level") or {}):  # another form replaces the whole block
        level["as"] = "fpir"
    change = {"audits": ["our-lab"], "matcher": {"level": level}}
    return Slip(
        f"matcher.level.threshold: {threshold}, measured from 0.56 to 0.60",
        ("matcher.level.threshold", "our-lab/rates.csv"),
        partial(overlaid, base, change),
        lambda: {"our-lab/source.yaml": LAB, "our-lab/rates.csv": points},
    )


@kind("threshold-out-of-reach")
def threshold_out_of_reach(base: Base) -> Iterator[Slip]:
    """A threshold in per cent, or far beyond those the audit measured."""
    if base.form in ("copy", "limits"):
        return
    for threshold in (58, 60, 64, 0.058, 0.064, 0.8, 0.99, 5.8):
        yield with_lab(base, threshold)
