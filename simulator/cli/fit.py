"""`fit`: what a table of deployments teaches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import AsJson, Root
from simulator.cli.output import Progress, data, data_json, say

TARGET_SHARE = {"true_alerts": 0.1, "false_alerts": 0.4, "arrests": 0.7}


def fit(
    table: Annotated[
        str,
        typer.Argument(
            metavar="TABLE",
            help="A CSV or Parquet file, one line a deployment, or met-lfr-deployments for London's.",
        ),
    ],
    laboratory: Annotated[
        str,
        typer.Option(
            metavar="AUDIT",
            help="A row of evidence whose false positives also teach, such as npl-neoface-2023/t060-n10000.",
        ),
    ] = "",
    force_name: Annotated[
        str,
        typer.Option(
            "--force-name", metavar="NAME", help="Whose rows these are, if the table has no column force."
        ),
    ] = "",
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Same table and seed, same numbers.")] = 1,
    out: Root = Path("results"),
    force: Annotated[bool, typer.Option("--force", help="Fit again, replacing a stored fit.")] = False,
    as_json: AsJson = False,
) -> None:
    """Learn rates, growth, settings and doubt from deployment records; `predict` and scenarios take them from the fit."""
    from simulator.results.encoding import read_json
    from simulator.results.fit import Fit
    from simulator.study.fits import SUMMARY, make_fit

    progress = Progress()
    try:
        folder, reused = make_fit(
            table,
            force_name=force_name,
            laboratory=laboratory,
            seed=seed,
            out=out,
            again=force,
            progress=lambda target: progress(TARGET_SHARE[target], f"fitting {target.replace('_', ' ')}"),
        )
    finally:
        progress.clear()
    if reused:
        say("This fit was already stored. --force fits again.")
    told = Fit.of(read_json(folder / SUMMARY))
    for remark in told.remarks:
        say(remark)
    if as_json:
        data_json({"folder": str(folder), **told.plain()})
        return
    data((folder / "summary.md").read_text(encoding="utf-8"))
    data(str(folder))
