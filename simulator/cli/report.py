"""`report`: a stored result, told again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import AsJson, Root
from simulator.cli.output import data, data_json


def report(
    result: Annotated[
        str,
        typer.Argument(
            metavar="RESULT", help="A folder, the beginning of an id, or a scenario's name (its latest)."
        ),
    ],
    out: Root = Path("results"),
    facts: Annotated[bool, typer.Option("--facts", help="Only the sentences that may be quoted.")] = False,
    as_json: AsJson = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the dashboard in a browser.")] = False,
) -> None:
    """Print a stored result's report.

    The folder is checked first: nothing is quoted from a damaged one.
    """
    from simulator.results import DamagedResult, open_result, verify

    stored = open_result(result, out)
    verification = verify(stored.folder)
    if not verification.intact:
        raise DamagedResult(stored.folder, verification.problems)
    if as_json:
        data_json(stored.summary)
    else:
        data((stored.folder / ("facts.md" if facts else "report.md")).read_text(encoding="utf-8"))
    if open_it:
        typer.launch((stored.folder / "dashboard.html").resolve().as_uri())
