"""`validate`: the model beside what was counted in the field, predictions beside records they had not seen, doubt beside known truths."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.cases import hold
from simulator.cli.options import AsJson
from simulator.cli.output import Progress, data, data_json, new_file, say, table

if TYPE_CHECKING:
    from simulator.results.validation import Validation

FEWEST_WORLDS = 100
"""Five ranks expected in each of twenty bins: fewer make no chi²."""

SHARES = {"true_alerts": 0.1, "false_alerts": 0.4, "arrests": 0.7}


def validate(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BACKTEST]...",
            help="Shipped back-tests by name, or paths to files of cases; with --calibration: scenarios. All shipped ones if none is given.",
        ),
    ] = None,
    data_table: Annotated[
        str | None,
        typer.Option(
            "--data",
            metavar="TABLE",
            help="Instead: predict this table's deployments and score the predictions.",
        ),
    ] = None,
    train: Annotated[
        str,
        typer.Option(
            metavar="TABLE", help="With --data: learn from this table; else from the earlier rows of --data."
        ),
    ] = "",
    since: Annotated[
        datetime | None,
        typer.Option(
            "--from",
            formats=["%Y-%m-%d"],
            help="With --data: the first day predicted; its last third if not given.",
        ),
    ] = None,
    rolling: Annotated[
        bool,
        typer.Option(
            "--rolling/--frozen",
            help="With --data: each month from all rows before it, or all rows from the training rows.",
        ),
    ] = True,
    target: Annotated[
        list[str] | None,
        typer.Option(
            help="With --data: true_alerts, false_alerts or arrests; all if none is given. Repeatable."
        ),
    ] = None,
    laboratory: Annotated[
        str,
        typer.Option(
            metavar="AUDIT",
            help="With --data: a row of evidence that is a rival by itself, and with --frozen teaches too.",
        ),
    ] = "",
    force_name: Annotated[str, typer.Option(metavar="NAME", help="With --data: whose rows these are.")] = "",
    page: Annotated[
        Path | None, typer.Option(help="With --data: also write the page (HTML) to this file.")
    ] = None,
    calibration: Annotated[
        bool,
        typer.Option(
            "--calibration",
            help="Instead: count every counted unknown of these scenarios anew, in worlds whose truth is known (exit 5 on a misfit).",
        ),
    ] = False,
    worlds: Annotated[
        int, typer.Option(min=FEWEST_WORLDS, max=1_000_000, help="With --calibration: how many worlds.")
    ] = 2000,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="With --calibration.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Repeat the back-tests (exit 5 if one fails), hold predictions to a table of deployments (--data), or test the doubt itself
    (--calibration)."""
    if calibration:
        from simulator.cli.calibration import calibrate

        if data_table is not None:
            raise typer.BadParameter(
                "--calibration and --data are two questions; ask one", param_hint="--data"
            )
        calibrate(files or (), worlds, seed, as_json)
    if data_table is None:
        from simulator.study.cases.files import shipped_backtests

        hold(files or shipped_backtests(), as_json)
    if files:
        raise typer.BadParameter("back-tests and --data are two questions; ask one", param_hint="--data")
    if page is not None and (page.exists() or not page.parent.is_dir()):
        why = "is already there" if page.exists() else "lies in no folder that is there"
        raise typer.BadParameter(f"{page} {why}; name another file", param_hint="--page")
    if wrong := [each for each in target or () if each not in SHARES]:
        raise typer.BadParameter(f"{wrong[0]!r} is not one of {', '.join(SHARES)}", param_hint="--target")

    from simulator.study.validating import hold_to

    progress = Progress()
    try:
        told = hold_to(
            data_table,
            train=train,
            since=since.date() if since else None,
            rolling=rolling,
            targets=target or (),
            laboratory=laboratory,
            force_name=force_name,
            progress=lambda each: progress(SHARES[each], f"predicting {each.replace('_', ' ')}"),
        )
    finally:
        progress.clear()
    for remark in told.remarks:
        say(remark)
    if as_json:
        data_json(told.plain())
    else:
        _print(told)
    if page is not None:
        from simulator.reports.validation_page import page as as_page

        new_file(page, as_page(told))


def _print(told: Validation) -> None:
    from simulator.reports.validation import ESTABLISHES, HEADER, plain_text, rows_of, verdict

    for each, found in told.targets.items():
        rows = [tuple(plain_text(cell) for cell in row) for row in rows_of(found)]
        data(plain_text(verdict(each, found)) + "\n")
        data(table(HEADER, rows, right=range(1, len(HEADER) - 1)) + "\n")
    data(ESTABLISHES)
