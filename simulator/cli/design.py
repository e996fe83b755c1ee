"""`design`: which combinations of a board's levers keep its limits together, and the smallest that does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import AsJson, Root, Settings, overrides
from simulator.cli.output import Progress, data, data_json, say, say_warnings


def design(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a path.")
    ],
    limits: Annotated[
        str,
        typer.Option(metavar="FILE", help="A board's limits: board-limits (the shipped example), or a path."),
    ],
    levers: Annotated[
        str,
        typer.Option(metavar="FILE", help="A board's levers: board-levers (the shipped ones), or a path."),
    ] = "board-levers",
    lever: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH=LO:HI[:N]",
            help="A lever of your own, whose range you choose, such as mated.stale=0.01:0.1. Repeatable.",
        ),
    ] = None,
    draws: Annotated[int, typer.Option(min=500, max=50_000, help="Monte Carlo draws a design.")] = 4_000,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 2, help="Same inputs and seed, same numbers.")] = 1,
    out: Root = Path("results"),
    settings: Settings = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes.")] = 2,
    force: Annotated[bool, typer.Option("--force", help="Search again, replacing a stored answer.")] = False,
    as_json: AsJson = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Look for the smallest change that keeps all limits in 95 of 100 draws, and confirm it with another seed.

    Levers move within ranges that have a source, or that you choose. The answer comes with the front of harm against people
    found only because of the scan, and with what becomes of it where errors grow otherwise or differences are reversed.
    """
    from simulator.reports.design.text import design_text
    from simulator.scenario import load
    from simulator.study.board.limit_files import find_limits, read_limits
    from simulator.study.design.lever_files import chosen, find_levers, read_levers
    from simulator.study.design.run import PAGE, Asked
    from simulator.study.design.run import design as run_design
    from simulator.study.executors import Local

    loaded = load(scenario, overrides(settings))
    board = read_limits(find_limits(limits), loaded.library)
    typed = tuple(dict.fromkeys(lever or ()))
    asked = Asked(
        board,
        read_levers(find_levers(levers), loaded.library),
        tuple(map(chosen, typed)),
        typed,
        limits,
        levers,
    )
    say_warnings((*loaded.warnings, *board.warnings))
    progress = Progress()
    try:
        done = run_design(
            loaded,
            scenario,
            asked,
            draws=draws,
            seed=seed,
            out=out,
            executor=Local(workers),
            force=force,
            progress=progress,
        )
    finally:
        progress.clear()
    if done.reused:
        say("This search was already stored. --force searches again.")
    page = done.folder / PAGE
    if as_json:
        data_json({"folder": str(done.folder), "page": str(page), "design": done.found.plain()})
    else:
        data(design_text(done.found))
        data(f"\n{page}")
    if open_it:
        typer.launch(page.resolve().as_uri())
