"""What a sweep finds at its points, and the table it is kept in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.impact.asked import columns_read
from simulator.impact.doubt import ordered
from simulator.impact.summary import Impact
from simulator.kernel.run import run
from simulator.quantiles import HIGH, LOW, MIDDLE, quantile

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
GRID = "grid.parquet"

Row = tuple[int, str, str, float, float, float]
"""Point, measure, group, median, 5 % and 95 %."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked at every point. groups: groups and roll-ups; all of them where there are none here."""

    measures: tuple[str, ...] = MEASURES
    groups: tuple[str, ...] = ()

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


def compute(batch: Batch) -> list[Row]:
    """The rows of one batch.

    Raises:
        Faults: a point is not a scenario that can be run, or a file is not what it was when the sweep began.
    """
    rows: list[Row] = []
    for number, point in enumerate(batch.settings, start=batch.first):
        compiled = batch.points.at(point)
        impact = Impact(run(compiled, batch.seed, batch.draws, only=batch.only), compiled)
        for measure, group in batch.question.asked(impact):
            values = ordered(impact.values(measure, group))
            median, lo, hi = (
                quantile(values, p) if len(values) else float("nan") for p in (MIDDLE, LOW, HIGH)
            )
            rows.append((number, measure, group, median, lo, hi))
    return rows


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
