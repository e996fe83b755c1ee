"""`sweep`: one scenario at every point of a grid."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Annotated, Any

import typer

from simulator.cli.options import Root, Settings, overrides
from simulator.cli.output import Progress, data, say, say_warnings, table

SHOWN = 12


def sweep(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a path.")
    ],
    vary: Annotated[
        list[str],
        typer.Option(metavar="PATH=LO:HI:N[:log]", help="A path and its N values. Repeatable: a grid."),
    ],
    draws: Annotated[int, typer.Option(min=100, max=1_000_000, help="Monte Carlo draws a point.")] = 2_000,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Same inputs and seed, same numbers.")] = 1,
    out: Root = Path("results"),
    settings: Settings = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes.")] = 1,
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler to use.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Compute again, replacing a stored sweep.")] = False,
) -> None:
    """Vary inputs over a grid; write grid.parquet and print wrongful detentions, whose file comes last."""
    from simulator.scenario import load
    from simulator.study.executors import Dask, Executor, Local, MissingExtra
    from simulator.study.sweep import GRID, axis_of
    from simulator.study.sweep import sweep as run_sweep

    changes = overrides(settings)
    axes = [axis_of(text) for text in vary]
    warned: dict[str, None] = {}
    for corner in product(
        *({axis.values[0], axis.values[-1]} for axis in axes)
    ):  # before anything is computed
        at = load(scenario, changes | {axis.path: value for axis, value in zip(axes, corner, strict=True)})
        warned |= dict.fromkeys(map(str, at.warnings))
    say_warnings(tuple(warned))
    try:
        executor: Executor = Dask(dask) if dask else Local(workers)
    except MissingExtra as missing:
        raise typer.BadParameter(str(missing), param_hint="--dask") from None
    loaded = load(scenario, changes)
    say_warnings(loaded.warnings)
    progress = Progress()
    try:
        swept = run_sweep(
            loaded,
            scenario,
            axes,
            draws=draws,
            seed=seed,
            out=out,
            executor=executor,
            force=force,
            progress=progress,
        )
    finally:
        progress.clear()
    if swept.reused:
        say("This sweep was already stored. --force computes it again.")
    data(_small_table(swept.folder / GRID, [axis.path for axis in axes]))
    data(str(swept.folder / GRID))


def _small_table(path: Path, names: list[str]) -> str:
    """Wrongful detentions of everybody, at evenly chosen points."""
    import pyarrow.parquet as pq

    wanted = [("measure", "=", "wrongly_held"), ("group", "=", "all")]
    rows: list[dict[str, Any]] = pq.read_table(path, filters=wanted).to_pylist()
    step = -(-len(rows) // SHOWN)
    cells = [
        [*(f"{row[name]:.6g}" for name in names), *(f"{row[end]:,.0f}" for end in ("median", "lo", "hi"))]
        for row in rows[::step]
    ]
    note = f"{len(rows)} points" + (f", every {step}th shown" if step > 1 else "")
    header = [*names, "wrongly held", "5 %", "95 %"]
    return f"{table(header, cells, range(len(header)))}\n{note}"
