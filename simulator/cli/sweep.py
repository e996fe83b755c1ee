"""`sweep`: one scenario at every point of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.options import AsJson, Root, Settings, overrides
from simulator.cli.output import Progress, data, data_json, say, say_warnings, table
from simulator.documents import NEWEST

if TYPE_CHECKING:
    from simulator.results.sweep import Found, KeptAt, SweepPrinted
    from simulator.scenario import Loaded
    from simulator.study.executors import Executor
    from simulator.study.sweep.axes import Axis
    from simulator.study.sweep.grid import Question
    from simulator.study.sweep.run import Swept

SHOWN = "wrongly_held"
"""The measure printed where none is asked for."""


def sweep(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a path.")
    ],
    vary: Annotated[
        list[str],
        typer.Option(metavar="PATH=LO:HI:N[:log]", help="A path and its N values. Repeatable: a grid."),
    ],
    measure: Annotated[
        list[str] | None,
        typer.Option(
            help="A measure to answer with, such as hours_held. Repeatable; else five of harm and benefit."
        ),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(help="A group or roll-up, such as women_or_minorities. Repeatable; else all of them."),
    ] = None,
    limits: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Say where a board's limits hold: board-limits, or a path."),
    ] = None,
    draws: Annotated[int, typer.Option(min=100, max=1_000_000, help="Monte Carlo draws a point.")] = 2_000,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Same inputs and seed, same numbers.")] = 1,
    out: Root = Path("results"),
    settings: Settings = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes.")] = 1,
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler to use.")] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on from the points that an ended run of this sweep has finished."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Compute again, replacing a stored sweep.")] = False,
    as_json: AsJson = False,
) -> None:
    """Vary inputs over a grid; leave a page and grid.parquet, and print every point, the page last.

    Finished points are kept as they come: after a run that was ended, --resume goes on and ends with the same bytes.
    """
    from simulator.scenario import load
    from simulator.study.board.limit_files import find_limits, read_limits
    from simulator.study.points import corners
    from simulator.study.sweep.axes import axis_of
    from simulator.study.sweep.grid import GRID, KEPT
    from simulator.study.sweep.run import PAGE
    from simulator.study.sweep.run import sweep as run_sweep

    changes = overrides(settings)
    axes = [axis_of(text) for text in vary]
    loaded = load(scenario, changes)
    warned = dict.fromkeys(map(str, loaded.warnings))
    for corner in corners({axis.path: axis.values for axis in axes}):  # before anything is computed
        warned |= dict.fromkeys(map(str, load(scenario, changes | corner).warnings))
    say_warnings(tuple(warned))
    question = _question(measure or (), group or (), loaded)
    board = None if limits is None else read_limits(find_limits(limits), loaded.library)
    progress = Progress()
    try:
        swept = run_sweep(
            loaded,
            scenario,
            axes,
            draws=draws,
            seed=seed,
            out=out,
            question=question,
            limits=board,
            executor=_executor(workers, dask),
            force=force,
            resume=resume,
            progress=progress,
        )
    finally:
        progress.clear()
    if swept.reused:
        say("This sweep was already stored. --force computes it again.")
    if swept.resumed:
        say(f"{swept.resumed:,} points were finished before; the rest was computed now.")
    shown = [(each, name) for each in measure or (SHOWN,) for name in group or ("all",)]
    if as_json:
        data_json(_told(swept, shown, draws, seed).plain())
        return
    data("\n\n".join(_points(swept.folder / GRID, swept.axes, *each, loaded) for each in shown))
    if board is not None:
        data("\n" + _kept(swept.folder / KEPT, swept.axes, draws))
    page = swept.folder / PAGE
    data(str(page if page.exists() else swept.folder / GRID))


def _executor(workers: int, dask: str | None) -> Executor:
    from simulator.study.executors import Dask, Local, MissingExtra

    try:
        return Dask(dask) if dask else Local(workers)
    except MissingExtra as missing:
        raise typer.BadParameter(str(missing), param_hint="--dask") from None


def _question(measures: Sequence[str], groups: Sequence[str], loaded: Loaded) -> Question:
    """What is asked at each point. Raises Faults naming every measure and group that there is not."""
    from simulator.documents import Fault, Faults, did_you_mean
    from simulator.impact.measures import MEASURES
    from simulator.scenario.groups import selections_of
    from simulator.study.sweep.grid import MEASURES as USUAL
    from simulator.study.sweep.grid import Question

    known = {
        "--measure": (measures, tuple(MEASURES), "is not a measure"),
        "--group": (groups, selections_of(loaded.scenario.groups), "is no group and no sum of groups here"),
    }
    faults = [
        Fault(option, 0, 0, "", each, rule, did_you_mean(each, names) or f"there are {', '.join(names)}")
        for option, (given, names, rule) in known.items()
        for each in given
        if each not in names
    ]
    if faults:
        raise Faults(faults)
    chosen = tuple(dict.fromkeys(measures)) or USUAL
    return Question(chosen, tuple(dict.fromkeys(groups)))


def _told(swept: Swept, shown: Sequence[tuple[str, str]], draws: int, seed: int) -> SweepPrinted:
    """What was swept and every point of what was asked for, for programs."""
    from simulator.results.sweep import SweepPrinted
    from simulator.study.sweep.grid import GRID, KEPT
    from simulator.study.sweep.run import PAGE

    grid = swept.folder / GRID
    return SweepPrinted(
        schema=NEWEST,
        folder=str(swept.folder),
        grid=str(grid),
        page=str(swept.folder / PAGE),
        axes={axis.path: axis.values for axis in swept.axes},
        draws=draws,
        seed=seed,
        points=tuple(row for measure, group in shown for row in _rows(grid, measure, group)),
        kept=tuple(_shares(swept.folder / KEPT)),
    )


def _shares(path: Path) -> list[KeptAt]:
    """How often each rule is kept at each point, None where it says nothing; nothing without limits."""
    import csv

    from simulator.results.sweep import KeptAt

    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [KeptAt.model_validate(row | {"kept": row["kept"] or None}) for row in csv.DictReader(stream)]


def _rows(path: Path, measure: str, group: str) -> list[Found]:
    """The grid's rows of one measure of one group, in the order of the points."""
    import pyarrow.parquet as pq

    from simulator.results.sweep import Found

    wanted = [("measure", "=", measure), ("group", "=", group)]
    return [Found.model_validate(row) for row in pq.read_table(path, filters=wanted).to_pylist()]


def _points(path: Path, axes: Sequence[Axis], measure: str, group: str, loaded: Loaded) -> str:
    """One measure of one group at every point, each with its 90 % interval."""
    from simulator.impact.measures import MEASURES
    from simulator.reports.language import numbers
    from simulator.reports.language.sweeps import value
    from simulator.scenario.groups import selection_label

    rows = _rows(path, measure, group)
    say_it = numbers.whole if MEASURES[measure].simulated else numbers.rate
    cells = [
        [
            *(value(row.value(axis.path)) for axis in axes),
            *(numbers.undefined() if end is None else say_it(end) for end in (row.median, row.lo, row.hi)),
        ]
        for row in rows
    ]
    header = [*(axis.path for axis in axes), "middle", "5 %", "95 %"]
    title = f"{MEASURES[measure].label}, {MEASURES[measure].unit}, {selection_label(loaded.scenario.groups, group)}"
    return f"{title}\n{table(header, cells, range(len(header)))}"


def _kept(path: Path, axes: Sequence[Axis], draws: int) -> str:
    """At every point, how often all rules are kept in the same draw, and the rule that is kept least surely."""
    from simulator.reports.language.sweeps import share, value

    rows = _shares(path)
    size = len({row.rule for row in rows})
    cells = []
    for start in range(0, len(rows), size):
        *rules, together = rows[start : start + size]
        known = [(row.kept, row.rule) for row in rules if row.kept is not None]
        least = f"{min(known)[1]}, {share(min(known)[0], draws)}" if known else ""
        at = (value(together.value(axis.path)) for axis in axes)
        cells.append([*at, share(together.kept, draws), least])
    header = [*(axis.path for axis in axes), "all rules kept in", "least surely kept"]
    return table(header, cells, range(len(header) - 1))
