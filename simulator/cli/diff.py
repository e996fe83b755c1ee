"""`diff`: two results, what differs between them, and how much of the headline's move each difference explains."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import AsJson, Root
from simulator.cli.output import Progress, data, data_json

SIDE = "A result (folder, beginning of an id, name), or a scenario (shipped name, path), which is run."


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=SIDE)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same.")],
    out: Root = Path("results"),
    measure: Annotated[
        str, typer.Option(metavar="MEASURE", help="Whose move is told apart.")
    ] = "wrongly_held",
    group: Annotated[str, typer.Option(metavar="G", help="Of this group or sum over groups.")] = "all",
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say which inputs, evidence, versions, seed and draws differ between two results, and what each does to the headline.

    Differences are swapped one by one into the old study. Results of earlier versions are read; what is left is the program's.
    """
    if markdown and as_json:
        raise typer.BadParameter("prints one or the other; leave out --json", param_hint="--markdown")

    from simulator.study.diff.run import difference

    progress = Progress()
    try:
        found = difference(old, new, out=out, measure=measure, group=group, progress=progress)
    finally:
        progress.clear()
    if as_json:
        data_json(found.plain())
        return
    from simulator.reports.differences import difference_markdown, difference_text

    data(difference_markdown(found) if markdown else difference_text(found))
