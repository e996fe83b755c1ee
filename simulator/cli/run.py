"""`run`: one scenario, answered."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import AsJson, Root, Settings, overrides
from simulator.cli.output import Progress, columns, data, data_json, say, say_warnings


def run(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help="A shipped scenario's name (see list), or a path to a YAML file."
        ),
    ],
    draws: Annotated[int, typer.Option(min=100, max=10_000_000, help="Monte Carlo draws.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Same inputs and seed, same bytes.")] = 1,
    out: Root = Path("results"),
    settings: Settings = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=256,
            help="Processes; the numbers do not depend on it. Two, if not given, where there are two processors.",
        ),
    ] = None,
    clock: Annotated[
        bool,
        typer.Option("--clock/--no-clock", help="Play cases through queues; without, as if nobody queued."),
    ] = True,
    replications: Annotated[
        int | None,
        typer.Option(
            min=1, max=4000, help="Draws the clock plays through the queues; by precision if not given."
        ),
    ] = None,
    log: Annotated[
        int | None,
        typer.Option(
            min=0, help="Also write the event log of this replication (counted from 0) of the clock."
        ),
    ] = None,
    keep_draws: Annotated[
        bool,
        typer.Option(
            "--keep-draws", help="Keep every draw, also of more than 100,000 (a gigabyte a million)."
        ),
    ] = False,
    what_if: Annotated[
        bool,
        typer.Option(
            "--what-if", help="Also run other places of a board's levers; the page lets readers move them."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Compute again, replacing a stored result.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Print the tables of every group as well.")] = False,
    as_json: AsJson = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the dashboard in a browser.")] = False,
) -> None:
    """Estimate a scenario's wrongful detentions; print the answer and leave a dashboard, whose path comes last."""
    changes = overrides(settings)
    if not clock and (replications is not None or log is not None):
        raise typer.BadParameter("--replications and --log are of the clock; leave out --no-clock")
    if log is not None and replications is not None and log >= replications:
        raise typer.BadParameter(f"the replications are 0 to {replications - 1}", param_hint="--log")

    from simulator.scenario import load

    loaded = load(scenario, changes)
    say_warnings(loaded.warnings)

    from simulator.study import run_study

    progress = Progress()
    try:
        outcome = run_study(
            loaded,
            draws=draws,
            seed=seed,
            out=out,
            workers=min(2, os.cpu_count() or 1) if workers is None else workers,
            force=force,
            clock=clock,
            replications=replications,
            log=log,
            keep_draws=keep_draws,
            what_if=what_if,
            progress=progress,
        )
    finally:
        progress.clear()
    dashboard = outcome.folder / "dashboard.html"
    if outcome.reused:
        say("This study was already stored; its files are as they were written. --force computes it again.")
    if as_json:
        data_json(
            {"folder": str(outcome.folder), "dashboard": str(dashboard), "summary": outcome.summary.plain()}
        )
    else:
        from simulator.reports.brief import brief_text
        from simulator.reports.terminal import answer_text

        data(answer_text(outcome.summary) if full else brief_text(outcome.summary, columns()))
        data(str(dashboard))
    if open_it:
        typer.launch(dashboard.resolve().as_uri())
