"""Computing a sweep: batches of points, each kept as soon as it is finished, then one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator import __version__
from simulator.documents import NEWEST
from simulator.results import StudyKey, answer_from, writing
from simulator.results.parts import Parts, PartsLeft
from simulator.scenario import Loaded, inputs
from simulator.study.evidence_used import evidence_used, input_hashes
from simulator.study.executors import Executor, Local
from simulator.study.points import corners, points_of
from simulator.study.sweep.axes import Axis, grid_of, in_whole
from simulator.study.sweep.grid import GRID, Batch, Question, Row, columns_of, compute, write_grid

BATCH = 8
"""Points a task: a part of a second of work, far more than handing a task over and keeping what it finds cost."""


@dataclass(frozen=True, slots=True)
class Swept:
    """A finished sweep: its folder, its axes, whether it was already stored, and how many points were kept from before."""

    folder: Path
    axes: tuple[Axis, ...]
    reused: bool
    resumed: int = 0


def sweep(
    loaded: Loaded,
    reference: str,
    axes: Sequence[Axis],
    *,
    draws: int,
    seed: int,
    out: Path,
    question: Question | None = None,
    executor: Executor | None = None,
    force: bool = False,
    resume: bool = False,
    progress: Callable[[float, str], None] = lambda _share, _what: None,
) -> Swept:
    """Compute every point of the grid and leave `grid.parquet` in a folder under `out`.

    Args:
        loaded: the scenario, with the changes that all points share.
        reference: what it was loaded from.
        axes: at least one; the grid is their product, the last axis running fastest. Of people and other things there are
            whole numbers only.
        question: what is asked at each point.
        executor: where points are computed; the numbers do not depend on it.
        resume: go on from the points that an ended run of the same sweep has finished.

    Raises:
        Faults: an axis is given twice, the grid is too large, or a corner is not a scenario that can be run.
        results.DamagedResult: the stored sweep is not what its manifest says, and `force` is not given.
        results.parts.PartsLeft: there are points to go on from, and neither `resume` nor `force` is given.
    """
    axes, question = tuple(in_whole(axis, loaded) for axis in axes), question or Question()
    settings = grid_of(axes)
    used = evidence_used(inputs(loaded), loaded.library)
    varied = [[axis.path, list(axis.values)] for axis in axes]
    asked = {"measures": list(question.measures), "groups": list(question.groups)}
    options = {"sweep": varied} | ({} if question == Question() else asked)
    key = StudyKey(f"{loaded.name}-sweep", loaded.resolved, used, seed, draws, __version__, options)
    stored = answer_from(out, key, force=force)
    if stored is not None:
        return Swept(stored, axes, reused=True)
    parts = _parts(out, key, force=force, resume=resume)
    points = points_of(reference, loaded, corners({axis.path: axis.values for axis in axes}))
    only = columns_of(points, settings[0], question)
    batches = [
        Batch(points, settings[start : start + BATCH], start, draws, seed, question, only)
        for start in range(0, len(settings), BATCH)
    ]
    rows, resumed = _rows(batches, parts, executor or Local(), progress)
    with writing(out, key, input_hashes(loaded, used)) as draft:
        write_grid(draft.path(GRID), rows, settings)
        draft.json(
            "sweep.json",
            {
                "schema": NEWEST,
                "axes": varied,
                "draws": draws,
                "seed": seed,
                "points": len(settings),
                **asked,
            },
        )
    parts.clear()
    return Swept(draft.final, axes, reused=False, resumed=resumed)


def _parts(out: Path, key: StudyKey, *, force: bool, resume: bool) -> Parts:
    """Where finished points are kept, empty unless they are gone on from."""
    parts = Parts.of(out, key)
    if force:
        parts.clear()
    elif not resume and (left := parts.left()):
        raise PartsLeft(parts.folder, left)
    return parts


def _rows(
    batches: Sequence[Batch], parts: Parts, executor: Executor, progress: Callable[[float, str], None]
) -> tuple[list[Row], int]:
    """The rows of all points in order, and how many points were there already."""
    found: dict[int, list[Row]] = {}
    for batch in batches:
        kept = parts.read(batch.first)
        if kept is not None:
            found[batch.first] = [tuple(row) for row in kept]
    resumed = sum(len(batch.settings) for batch in batches if batch.first in found)
    open_ones = [batch for batch in batches if batch.first not in found]
    for batch, rows in zip(open_ones, executor.map(compute, open_ones), strict=True):
        parts.keep(batch.first, rows)
        found[batch.first] = rows
        progress(len(found) / len(batches), "sweeping")
    return [row for batch in batches for row in found[batch.first]], resumed
