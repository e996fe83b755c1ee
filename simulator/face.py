"""What one does with the program from Python: the verbs of the command line as typed functions (docs/python.md).

Each opens the rooms it needs when it is called. What is wrong with a file is raised as `documents.Faults`, all of it at once;
what is wrong with a stored result as `results.ResultError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from simulator.results import Result
    from simulator.results.difference import Difference
    from simulator.scenario import Loaded

DRAWS, SEED = 10_000, 1
RESULTS = Path("results")
Settings = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a fit expects of one kind of count in one row: its mean, and P(0), …, P(79), P(80 and more)."""

    row: str
    target: str
    mean: float
    probabilities: tuple[float, ...]


def load(scenario: str | Path, settings: Settings | None = None) -> Loaded:
    """A scenario, read and checked against the evidence; nothing is computed.

    Args:
        scenario: a shipped name, or a path (with a slash, or ending in .yaml).
        settings: values by dotted path, as `--set` takes them: numbers, text as YAML, or plain data.

    Raises:
        Faults: everything wrong with it.
    """
    from simulator import scenario as room

    return room.load(str(scenario), {path: _as_yaml(value) for path, value in (settings or {}).items()})


def run(
    scenario: str | Path | Loaded,
    settings: Settings | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    clock: bool = True,
    out: Path = RESULTS,
    force: bool = False,
) -> Result:
    """Answer a scenario; the result lies below `out` and is opened. A study that is stored there is answered from.

    Raises:
        Faults: the scenario is wrong. ResultError: a stored result is damaged, and `force` is not given.
    """
    from simulator.study import run_study

    loaded = load(scenario, settings) if isinstance(scenario, str | Path) else scenario
    outcome = run_study(loaded, draws=draws, seed=seed, out=out, clock=clock, force=force)
    return open_result(outcome.folder, out)


def open_result(reference: str | Path, out: Path = RESULTS) -> Result:
    """A stored result: a folder, the beginning of an id, or a name (what was asked for last).

    Raises:
        ResultError: there is none, several, or it is damaged.
    """
    from simulator import results

    return results.open_result(str(reference), out)


def compare(
    *proposals: str | Path,
    limits: str | Path | None = None,
    draws: int | None = None,
    seed: int | None = None,
    out: Path = RESULTS,
    force: bool = False,
    evidence_twice: bool = False,
) -> Result:
    """Scenarios and results side by side in the same simulated years, with a board's limits; opened, as `run`.

    Args:
        limits: a shipped file's name, or a path.
        evidence_twice: whether a row of evidence that one takes from a fit and another as it was published may be drawn twice.

    Raises as `run`.
    """
    from simulator.study.board.limit_files import find_limits, read_limits
    from simulator.study.compare.proposals import gather
    from simulator.study.compare.run import compare as compared

    board = read_limits(find_limits(str(limits))) if limits is not None else None
    together = gather(
        [str(each) for each in proposals],
        draws=draws,
        seed=seed,
        out=out,
        force=force,
        evidence_twice=evidence_twice,
        limits=board,
        progress=_silent,
    )
    return open_result(compared(together, board, out=out, force=force, progress=_silent).folder, out)


def diff(
    old: str | Path,
    new: str | Path,
    *,
    measure: str = "wrongly_held",
    group: str = "all",
    out: Path = RESULTS,
) -> Difference:
    """What differs between two results (or scenarios, which are run), and what each does to a measure of a group.

    Raises as `run`.
    """
    from simulator.study.diff.run import difference

    return difference(str(old), str(new), out=out, measure=measure, group=group)


def sweep(
    scenario: str | Path,
    vary: Mapping[str, Iterable[float]],
    settings: Settings | None = None,
    *,
    measures: Sequence[str] = ("wrongly_held",),
    groups: Sequence[str] = ("all",),
    draws: int = 2_000,
    seed: int = SEED,
    out: Path = RESULTS,
    workers: int = 1,
) -> pa.Table:
    """A scenario at every point of a grid: `point`, the varied paths, `measure`, `group`, `median`, `lo`, `hi`.

    Args:
        vary: values by dotted path; the last path runs fastest.

    Raises as `run`.
    """
    import pyarrow.parquet as pq

    from simulator.study.executors import Local
    from simulator.study.sweep.axes import Axis
    from simulator.study.sweep.grid import GRID, Question
    from simulator.study.sweep.run import sweep as swept

    axes = [Axis(path, tuple(f"{value:.12g}" for value in values)) for path, values in vary.items()]
    found = swept(
        load(scenario, settings),
        str(scenario),
        axes,
        draws=draws,
        seed=seed,
        out=out,
        question=Question(tuple(measures), tuple(groups)),
        executor=Local(workers),
    )
    return pq.read_table(found.folder / GRID)


def fit(table: str | Path, *, laboratory: str = "", seed: int = SEED, out: Path = RESULTS) -> Result:
    """Learn rates and their doubt from a table of deployments (or a record that ships); opened, as `run`.

    Args:
        laboratory: a row of evidence whose false positives also teach.

    Raises as `run`.
    """
    from simulator.study.fits import make_fit

    folder, _ = make_fit(str(table), laboratory=laboratory, seed=seed, out=out)
    return open_result(folder, out)


def predict(
    table: str | Path,
    fitted: str | Path | Result,
    *,
    targets: Sequence[str] = (),
    draws: int = 4_000,
    seed: int = SEED,
    out: Path = RESULTS,
) -> tuple[Prediction, ...]:
    """What a fit expects of deployments to come: a prediction a row and kind of count.

    Args:
        table: of deployments; outcomes in it are not read. targets: kinds of count; all that were fitted where none is given.

    Raises as `run`.
    """
    import csv
    import io

    from simulator.study import predictions as room
    from simulator.study.fits import open_fit

    named = str(fitted) if isinstance(fitted, str | Path) else str(fitted.folder)
    opened, _ = open_fit(named, out)
    rows, _ = room.inputs(opened, Path(table))
    made = room.predictions(opened, rows, targets or tuple(opened.taught), draws, seed)
    lines = csv.reader(io.StringIO(room.as_csv(rows, made)))
    next(lines)
    return tuple(
        Prediction(row, target, float(mean), tuple(map(float, cells))) for row, target, mean, *cells in lines
    )


def _as_yaml(value: object) -> str:
    """A setting as the grammar reads it: text is YAML already, and JSON is YAML too."""
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _silent(_share: float, _what: str) -> None:
    """Progress that nobody watches."""
