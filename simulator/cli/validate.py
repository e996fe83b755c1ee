"""`validate`: the model beside what was counted in the field."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.cases import hold
from simulator.cli.options import AsJson


def validate(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BACKTEST]...",
            help="Shipped back-tests by name, or paths to files of cases; all shipped ones if none is given.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Repeat the back-tests: does each recorded number lie in the interval that the model gives for it? Exit 5 if one does not."""
    from simulator.study.cases.files import shipped_backtests

    hold(files or shipped_backtests(), as_json)
