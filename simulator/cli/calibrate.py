"""`calibrate`: are the program's intervals as wide as they say, in worlds whose truth is known?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from simulator.cli.options import AsJson
from simulator.cli.output import Progress, data, data_json, new_file, say_warnings, table


def calibrate(
    scenario: Annotated[
        str, typer.Argument(help="A shipped scenario's name, or a path.")
    ] = "california-patrol",
    worlds: Annotated[int, typer.Option(min=1, max=1_000_000, help="Synthetic worlds.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1)] = 1,
    figure: Annotated[
        Path | None, typer.Option(help="Also write the rank histograms to this SVG file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Coverage of the 90 % intervals over synthetic worlds (simulation-based calibration). It tests the code, not the model."""
    if figure is not None and (figure.exists() or not figure.parent.is_dir()):
        why = "is already there" if figure.exists() else "lies in no folder that is there"
        raise typer.BadParameter(f"{figure} {why}; name another file", param_hint="--figure")

    from simulator.scenario import load

    loaded = load(scenario)
    say_warnings(loaded.warnings)

    from simulator.model.compile import compile_scenario
    from simulator.study.calibrate import calibrate as run_worlds

    progress = Progress()
    compiled = compile_scenario(loaded.scenario, loaded.library)
    try:
        found = run_worlds(
            compiled, worlds, seed, lambda done, of: progress(done / of, f"world {done:,} of {of:,}")
        ).plain()
    finally:
        progress.clear()
    if as_json:
        data_json(found)
    else:
        _print(found)
    if figure is not None:
        from simulator.reports.calibration import calibration_svg

        new_file(figure, calibration_svg(found))


def _print(found: dict[str, Any]) -> None:
    header = ("expected value of", "of", "50 %", "80 %", "90 %", "98 %")
    rows = [
        (each["measure"], each["selection"], *(f"{100 * share:.1f}" for share in each["coverage"].values()))
        for each in found["quantities"]
    ]
    data(
        f"Worlds in 100 whose interval holds the truth ({found['worlds']:,} worlds, {found['draws']} draws each)\n"
    )
    data(table(header, rows, right=(2, 3, 4)))
