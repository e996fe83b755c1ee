"""`predict`: what a fit expects of deployments to come."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import AsJson, Root
from simulator.cli.output import data, data_json, new_file, say

TOTAL_DRAWS = 4_000


def predict(
    inputs: Annotated[
        Path,
        typer.Argument(
            metavar="INPUTS", help="A CSV or Parquet file of deployments; outcomes in it are not read."
        ),
    ],
    fit: Annotated[
        str, typer.Option("--fit", metavar="FIT", help="A fit: its folder, name or the beginning of its id.")
    ],
    target: Annotated[
        list[str] | None,
        typer.Option(
            help="true_alerts, false_alerts or arrests; all that were fitted if none is given. Repeatable."
        ),
    ] = None,
    to: Annotated[Path | None, typer.Option(help="Write the CSV here instead of to stdout.")] = None,
    draws_to: Annotated[
        Path | None, typer.Option(help="Also write joint draws, for totals, to this Parquet file.")
    ] = None,
    draws: Annotated[int, typer.Option(min=100, max=100_000, help="Joint draws.")] = TOTAL_DRAWS,
    force_name: Annotated[
        str,
        typer.Option(
            "--force-name", metavar="NAME", help="Whose rows these are, if the table has no column force."
        ),
    ] = "",
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Same inputs and seed, same numbers.")] = 1,
    out: Root = Path("results"),
    as_json: AsJson = False,
) -> None:
    """One line a row and kind of count: row, target, mean and the probabilities p0 to p79, p80 being 80 and more."""
    for path, option in ((to, "--to"), (draws_to, "--draws-to")):
        if path is not None and (path.exists() or not path.parent.is_dir()):
            why = "is already there" if path.exists() else "lies in no folder that is there"
            raise typer.BadParameter(f"{path} {why}; name another file", param_hint=option)

    from simulator.study import predictions as made
    from simulator.study.fits import open_fit

    opened, _ = open_fit(fit, out)
    wanted = list(dict.fromkeys(target or opened.taught))
    for each in wanted:
        if each not in opened.taught:
            raise typer.BadParameter(
                f"{each!r} is not one of {', '.join(opened.taught)}", param_hint="--target"
            )
    rows, remarks = made.inputs(opened, inputs, force_name)
    for remark in remarks:
        say(remark)
    forecasts = made.predictions(opened, rows, wanted, TOTAL_DRAWS, seed)
    text = made.as_csv(rows, forecasts)
    if draws_to is not None:
        made.write_draws(rows, forecasts, draws_to, draws, seed)
    if to is not None:
        new_file(to, text)
    if as_json:
        data_json({"to": str(to) if to else None, "rows": list(_rows(text))})
    elif to is None:
        data(text)


def _rows(text: str) -> Iterator[dict[str, str | float]]:
    """The lines of the CSV, their numbers as numbers."""
    for line in csv.DictReader(io.StringIO(text)):
        yield {key: value if key in ("row", "target") else float(value) for key, value in line.items()}
