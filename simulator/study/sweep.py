"""A sweep: one scenario at every point of a grid of changed values.

Points share the seed, and an unknown's stream is named by its identity; so two points differ by what was changed and not
by luck. The lowest and the highest point are checked before the first is computed: bounds are intervals, so what holds at
both holds between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp, isfinite, log
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.documents import Fault, Faults
from simulator.quantiles import quantiles
from simulator.results import StudyKey, answer_from, writing
from simulator.scenario import Loaded, inputs, load
from simulator.study.evidence_used import evidence_used, input_hashes
from simulator.study.executors import Executor, Local

MEASURES = (
    "wrongly_held",
    "per_100k_encounters",
    "ratio_to_reference",
    "wanted_found",
    "wrongly_held_per_wanted_found",
)
GRID = "grid.parquet"
MOST = 100_000  # points
BATCH = 8  # points a task, one to three seconds of work: far more than handing a task over costs

Row = tuple[int, str, str, float, float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """One varied path and its values, as text that the scenario's grammar reads."""

    path: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Swept:
    """A finished sweep: its folder, its axes, and whether it was already stored."""

    folder: Path
    axes: tuple[Axis, ...]
    reused: bool


def axis_of(text: str) -> Axis:
    """An axis from `path=lo:hi:n` or `path=lo:hi:n:log`, ends included.

    Raises:
        Faults: it is not of that form.
    """
    path, equals, form = text.partition("=")
    parts = form.split(":")
    scale = parts[3] if len(parts) == 4 else "linear"
    if not equals or not path.strip() or len(parts) not in (3, 4) or scale not in ("linear", "log"):
        raise _fault(text, "is not path=lo:hi:n or path=lo:hi:n:log", "as in scan=0.1:1:10")
    try:
        lo, hi, count = float(parts[0]), float(parts[1]), int(parts[2])
    except ValueError:
        raise _fault(text, "lo and hi are numbers and n a whole number", "as in scan=0.1:1:10") from None
    if not (isfinite(lo) and isfinite(hi)) or not 2 <= count <= MOST:
        raise _fault(text, f"ends are finite and n lies between 2 and {MOST:,}")
    if scale == "log" and min(lo, hi) <= 0:
        raise _fault(text, "a logarithmic axis needs ends above zero", "leave :log out")
    shares = [i / (count - 1) for i in range(count)]
    if scale == "log":
        values = [exp(log(lo) + (log(hi) - log(lo)) * share) for share in shares]
    else:
        values = [lo + (hi - lo) * share for share in shares]
    values[0], values[-1] = lo, hi
    return Axis(path.strip(), tuple(_number(value) for value in values))


def _number(value: float) -> str:
    """Twelve digits are more than any input has, and a whole number stays one."""
    text = f"{value:.12g}"
    return str(int(value)) if "e" in text and value == int(value) else text


def _fault(value: str, rule: str, hint: str = "") -> Faults:
    return Faults([Fault("--vary", 0, 0, "", value, rule, hint)])


def sweep(
    loaded: Loaded,
    reference: str,
    axes: Sequence[Axis],
    *,
    draws: int,
    seed: int,
    out: Path,
    executor: Executor | None = None,
    force: bool = False,
    progress: Callable[[float, str], None] = lambda _share, _what: None,
) -> Swept:
    """Compute every point of the grid and leave `grid.parquet` in a folder under `out`.

    Args:
        loaded: the scenario, with the changes that all points share.
        reference: what it was loaded from.
        axes: at least one; the grid is their product, the last axis running fastest.
        executor: where points are computed; the numbers do not depend on it.

    Raises:
        Faults: an axis is given twice, the grid is too large, or a point is not a scenario that can be run.
        results.DamagedResult: the stored sweep is not what its manifest says, and `force` is not given.
    """
    points = _points(axes)
    settings = [dict(loaded.overrides) | point for point in points]
    used = evidence_used(inputs(loaded), loaded.library)
    varied = {"sweep": [[axis.path, list(axis.values)] for axis in axes]}
    key = StudyKey(f"{loaded.name}-sweep", loaded.resolved, used, seed, draws, __version__, varied)
    stored = answer_from(out, key, force=force)
    if stored is not None:
        return Swept(stored, tuple(axes), reused=True)
    tasks = [
        (reference, settings[start : start + BATCH], start, draws, seed, loaded.digests)
        for start in range(0, len(settings), BATCH)
    ]
    rows: list[Row] = []
    for done, part in enumerate((executor or Local()).map(compute, tasks), start=1):
        rows += part
        progress(done / len(tasks), "sweeping")
    with writing(out, key, input_hashes(loaded, used)) as draft:
        _write(draft.path(GRID), rows, points)
        draft.json(
            "sweep.json", {"axes": varied["sweep"], "draws": draws, "seed": seed, "points": len(points)}
        )
    return Swept(draft.final, tuple(axes), reused=False)


def _points(axes: Sequence[Axis]) -> list[dict[str, str]]:
    paths = [axis.path for axis in axes]
    size = 1
    for axis in axes:
        size *= len(axis.values)
        if paths.count(axis.path) > 1:
            raise _fault(axis.path, "is varied twice")
    if size > MOST:
        raise _fault(f"{size:,} points", f"a grid has at most {MOST:,}", "use fewer values an axis")
    return [dict(zip(paths, values, strict=True)) for values in product(*(axis.values for axis in axes))]


def compute(task: tuple[str, list[dict[str, str]], int, int, int, dict[str, str]]) -> list[Row]:
    """Rows (point, measure, group, median, lo, hi) of one batch: reference, settings, first point, draws, seed, digests.

    Raises:
        Faults: a file is not what it was when the sweep began.
    """
    import numpy as np

    from simulator.impact.summary import Impact
    from simulator.kernel.run import run
    from simulator.model.compile import compile_scenario

    reference, settings, first, draws, seed, digests = task
    rows: list[Row] = []
    for number, changes in enumerate(settings, start=first):
        loaded = load(reference, changes)
        if changed := [name for name, digest in loaded.digests.items() if digests.get(name) != digest]:
            raise Faults([Fault(changed[0], 0, 0, "", "", "was changed while the sweep ran; run it again")])
        compiled = compile_scenario(loaded.scenario, loaded.library)
        impact = Impact(run(compiled, seed, draws), compiled)
        for selection in impact.selections:
            for measure in MEASURES:
                values = impact.values(measure, selection)
                known = values[~np.isnan(values)]
                median = lo = hi = float("nan")
                if len(known):
                    lo, median, hi = quantiles(known).tolist()
                rows.append((number, measure, selection, median, lo, hi))
    return rows


def _write(path: Path, rows: Sequence[Row], points: Sequence[dict[str, str]]) -> None:
    """One row a point, measure and group; the varied paths are columns of their own."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    point, measure, group, median, lo, hi = zip(*rows, strict=True)
    columns: dict[str, Any] = {"point": pa.array(point, pa.int32())}
    for name in points[0]:
        columns[name] = pa.array([float(points[number][name]) for number in point], pa.float64())
    columns |= {"measure": measure, "group": group, "median": median, "lo": lo, "hi": hi}
    pq.write_table(pa.table(columns), path)
