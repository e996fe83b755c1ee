"""`report`: a stored result, told again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.opening import opened
from simulator.cli.options import AsJson, Root
from simulator.cli.output import data, data_json

if TYPE_CHECKING:
    from simulator.results import Result


def report(
    result: Annotated[
        str,
        typer.Argument(
            metavar="RESULT",
            help="A folder, the beginning of an id, or a scenario's name (the one asked for last).",
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
    from simulator.results.encoding import read_json

    stored = opened(result, out)
    content, text, page = _told(stored, facts)
    if as_json:
        data_json(read_json(content))
    else:
        data(text.read_text(encoding="utf-8"))
    if open_it:
        typer.launch(page.resolve().as_uri())


def _told(stored: Result, facts: bool) -> tuple[Path, Path, Path]:
    """The content, the text and the page of a result: of one proposal, or of a comparison."""
    folder = stored.folder
    if stored.kind == "comparison":
        if facts:
            raise typer.BadParameter(
                "a comparison has none; ask for those of its proposals", param_hint="--facts"
            )
        return folder / "comparison.json", folder / "comparison.md", folder / "comparison.html"
    if stored.kind != "run":
        raise typer.BadParameter(
            f"{stored.name}/{stored.id} is a table without a report; read {folder}", param_hint="RESULT"
        )
    return folder / "summary.json", folder / ("facts.md" if facts else "report.md"), folder / "dashboard.html"
