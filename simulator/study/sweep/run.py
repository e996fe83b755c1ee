"""Computing a sweep: batches of points, each kept as soon as it is finished, then one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from simulator import __version__
from simulator.documents import NEWEST, Block, Faults, Plain
from simulator.reports.sweep.page import sweep_html
from simulator.results import StudyKey, answer_from, writing
from simulator.results.parts import Parts, PartsLeft
from simulator.scenario import Loaded, inputs, selections_of
from simulator.study.board.limit_files import LimitFile
from simulator.study.evidence_used import as_kept, evidence_used, input_hashes
from simulator.study.executors import Executor, Local
from simulator.study.points import corners, points_of
from simulator.study.sweep.axes import Axis, grid_of, in_whole
from simulator.study.sweep.grid import (
    GRID,
    KEPT,
    Batch,
    Found,
    Question,
    columns_of,
    compute,
    kept_csv,
    write_grid,
)
from simulator.study.sweep.telling import MOST_TOLD, found_of

PAGE = "sweep.html"
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
    limits: LimitFile | None = None,
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
        question: what is asked at each point. limits: a board's, to say where they hold.
        executor: where points are computed; the numbers do not depend on it.
        resume: go on from the points that an ended run of the same sweep has finished.

    Raises:
        Faults: an axis is given twice, the grid is too large, or a corner is not a scenario that can be run.
        results.DamagedResult: the stored sweep is not what its manifest says, and `force` is not given.
        results.parts.PartsLeft: there are points to go on from, and neither `resume` nor `force` is given.
    """
    axes, question = tuple(in_whole(axis, loaded) for axis in axes), question or Question()
    if limits is not None:
        question = replace(question, rules=tuple(limit.rule for limit in limits.limits))
        if faults := limits.unknown_groups(selections_of(loaded.scenario.groups)):
            raise Faults(faults)
    settings = grid_of(axes)
    used = evidence_used(inputs(loaded), loaded.library)
    varied: list[Plain] = [[axis.path, [*axis.values]] for axis in axes]
    asked: Block = {
        "measures": [*question.measures],
        "groups": [*question.groups],
        "limits": None if limits is None else limits.text,
    }
    options: Block = {"sweep": varied, **({} if question == Question() else asked)}
    key = StudyKey(f"{loaded.name}-sweep", loaded.resolved, as_kept(used), seed, draws, __version__, options)
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
    found, resumed = _found(batches, parts, executor or Local(), progress)
    with writing(out, key, input_hashes(loaded, used)) as draft:
        write_grid(draft.path(GRID), found.rows, settings)
        told = {
            "schema": NEWEST,
            "axes": varied,
            "draws": draws,
            "seed": seed,
            "points": len(settings),
            **asked,
        }
        draft.json("sweep.json", told)
        if limits is not None:
            draft.text(KEPT, kept_csv(found.rules, settings))
            draft.text("limits.yaml", limits.text)
        if len(settings) <= MOST_TOLD:
            draft.text(PAGE, sweep_html(found_of(loaded, axes, question, limits, key, found)))
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


def _found(
    batches: Sequence[Batch], parts: Parts, executor: Executor, progress: Callable[[float, str], None]
) -> tuple[Found, int]:
    """The rows of all points in order, and how many points were there already."""
    found: dict[int, Found] = {}
    for batch in batches:
        kept = parts.read(batch.first)
        if kept is not None:
            found[batch.first] = Found.model_validate(kept)
    resumed = sum(len(batch.settings) for batch in batches if batch.first in found)
    open_ones = [batch for batch in batches if batch.first not in found]
    for batch, part in zip(open_ones, executor.map(compute, open_ones), strict=True):
        parts.keep(batch.first, part.model_dump())
        found[batch.first] = part
        progress(len(found) / len(batches), "sweeping")
    in_order = [found[batch.first] for batch in batches]
    rows = tuple(row for part in in_order for row in part.rows)
    rules = tuple(row for part in in_order for row in part.rules)
    return Found(rows=rows, rules=rules), resumed
