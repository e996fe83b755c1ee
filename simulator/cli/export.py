"""`export records`: every single stop of a simulated year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import AsJson, Settings, overrides
from simulator.cli.output import Progress, data, data_json, say, say_warnings

app = typer.Typer(help="Take data out.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _verbs() -> None:
    """Data to take out."""


@app.command("records", short_help="Every stop of one simulated year, as Parquet.")
def records(
    scenario: Annotated[str, typer.Argument(help="A shipped scenario's name, or a path.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write.", dir_okay=False)] = Path(
        "records.parquet"
    ),
    draw: Annotated[int, typer.Option(min=0, max=8191, help="Which draw of the unknowns to live in.")] = 0,
    median: Annotated[bool, typer.Option("--median", help="Live at the unknowns' medians instead.")] = False,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1)] = 1,
    settings: Settings = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write every stop of one simulated year: when, where, who, and how far an alert went (docs/results.md)."""
    changes = overrides(settings)

    from simulator.scenario import load

    loaded = load(scenario, changes)
    say_warnings(loaded.warnings)

    from simulator.kernel.run import draw_unknowns
    from simulator.model.compile import compile_scenario
    from simulator.records import export_records

    compiled = compile_scenario(loaded.scenario, loaded.library)
    values = compiled.medians()[:, 0] if median else draw_unknowns(compiled, seed, 0, draw + 1)[:, draw]
    progress = Progress()
    try:
        count = export_records(
            compiled,
            values,
            seed,
            out,
            force=force,
            progress=lambda done, of: progress(done / of, f"week {done} of {of}"),
        )
    finally:
        progress.clear()
    say(f"{count:,} records of one simulated year: {loaded.scenario.title}")
    if as_json:
        data_json({"file": str(out), "records": count, "title": loaded.scenario.title, "seed": seed})
    else:
        data(str(out))
