"""What a sweep finds at its points, and the tables it is kept in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.impact.asked import columns_read
from simulator.impact.doubt import ordered
from simulator.impact.limits import Rule
from simulator.impact.summary import Impact
from simulator.kernel.run import run
from simulator.quantiles import HIGH, LOW, MIDDLE, quantile
from simulator.results.values import Value
from simulator.study.living import Living

if TYPE_CHECKING:
    from simulator.kernel.columns import Wanted
    from simulator.study.points import Point, Points

MEASURES = (
    "wrongly_held",
    "per_100k_encounters",
    "ratio_to_reference",
    "wanted_found",
    "wrongly_held_per_wanted_found",
)
"""What is asked where nothing is said."""
GRID, KEPT = "grid.parquet", "kept.csv"
TOGETHER = "all rules together"

Row = tuple[int, str, str, float, float, float]
"""Point, measure, group, median, 5 % and 95 %."""
RuleRow = tuple[int, str, float | None]
"""Point, rule, and the share of draws that keep it; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked at every point. groups: groups and roll-ups; all of them where there are none here."""

    measures: tuple[str, ...] = MEASURES
    groups: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    def asked(self, impact: Impact) -> list[tuple[str, str]]:
        """(measure, group) in the order of the grid."""
        return [(measure, group) for group in self.groups or impact.selections for measure in self.measures]

    def read(self, impact: Impact) -> None:
        """Ask everything once, to see what is read."""
        for measure, group in self.asked(impact):
            impact.values(measure, group)


@dataclass(frozen=True, slots=True)
class Batch:
    """Points computed together. only: the counts that the question reads, where those are the same at all points."""

    points: Points
    settings: Sequence[Point]
    first: int
    draws: int
    seed: int
    question: Question
    only: Wanted | None


class Found(Value):
    """The rows of some points, and those of the rules: what is kept of a batch until the whole sweep is written."""

    rows: tuple[Row, ...]
    rules: tuple[RuleRow, ...]


def compute(batch: Batch) -> Found:
    """The rows of one batch.

    Raises:
        Faults: a point is not a scenario that can be run, or a file is not what it was when the sweep began.
    """
    question, rows, rules = batch.question, list[Row](), list[RuleRow]()
    living = Living(question.rules, batch.draws, batch.seed)
    for number, point in enumerate(batch.settings, start=batch.first):
        compiled = batch.points.at(point)
        impact = Impact(run(compiled, batch.seed, batch.draws, only=batch.only), compiled)
        for measure, group in question.asked(impact):
            values = ordered(impact.values(measure, group))
            median, lo, hi = (
                quantile(values, p) if len(values) else float("nan") for p in (MIDDLE, LOW, HIGH)
            )
            rows.append((number, measure, group, median, lo, hi))
        if question.rules:
            living = living if batch.points.alike else living.afresh()
            shares = living.shares(compiled)
            names = (rule.id for rule in question.rules)
            rules.extend((number, name, share) for name, share in zip(names, shares.rules, strict=True))
            rules.append((number, TOGETHER, shares.together if shares.draws else None))
    return Found(rows=tuple(rows), rules=tuple(rules))


def columns_of(points: Points, point: Point, question: Question) -> Wanted | None:
    """The counts that a question reads at every point; None, all of them, where the points differ by more than numbers."""
    return columns_read(points.at(point), question.read) if points.alike else None


def write_grid(path: Path, rows: Sequence[Row], points: Sequence[Point]) -> None:
    """One row a point, measure and group; the varied paths are columns of their own."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    point, measure, group, median, lo, hi = zip(*rows, strict=True)
    columns: dict[str, Any] = {"point": pa.array(point, pa.int32())}
    for name in points[0]:
        columns[name] = pa.array([float(points[at][name]) for at in point], pa.float64())
    columns |= {"measure": measure, "group": group, "median": median, "lo": lo, "hi": hi}
    pq.write_table(pa.table(columns), path)


def kept_csv(rules: Iterable[RuleRow], points: Sequence[Point]) -> str:
    """One row a point and rule: the share of draws that keep it."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["point", *points[0], "rule", "kept"])
    for at, rule, share in rules:
        table.writerow([at, *points[at].values(), rule, "" if share is None else share])
    return text.getvalue()
