"""`packet`: a board paper made of a stored comparison or of one run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.opening import opened
from simulator.cli.options import AsJson, Root
from simulator.cli.output import data, data_json, say
from simulator.cli.translation import Language, spoken

if TYPE_CHECKING:
    from simulator.reports.packet.source import Source
    from simulator.results import Result


class Form(StrEnum):
    """A form of the packet."""

    MD = "md"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


def packet(
    comparison: Annotated[
        str,
        typer.Argument(
            metavar="COMPARISON",
            help="A comparison or a run: its folder, the beginning of its id, a scenario's name, or compare (the one asked for last).",
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="The folder to write; packet-<id> here.", file_okay=False),
    ] = None,
    only: Annotated[
        list[Form] | None,
        typer.Option("--only", help="Only this form. Repeatable; md needs no extra package."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Make a packet that is there again, keeping what was filled in.")
    ] = False,
    language: Language = None,
    out: Root = Path("results"),
    as_json: AsJson = False,
) -> None:
    """Write the board paper and its annexes as Markdown, Word and, where a Chromium is installed, PDF; the numbers as a workbook.

    The comparison is checked first: nothing is quoted from a damaged one.
    """
    from simulator.reports.packet.answers import earlier
    from simulator.reports.packet.extras import MissingExtra
    from simulator.reports.packet.files import ALL, FolderTaken, make, put, refuse

    stored = opened(comparison, out)
    folder = Path(f"packet-{stored.id}") if to is None else to
    try:
        refuse(folder, force)
        before = earlier(folder, ALL)
        with spoken(language):
            made = make(
                told(stored), [form.value for form in only or Form], os.environ, today(os.environ), before
            )
        put(made, folder, force=force)
    except MissingExtra as error:
        raise typer.BadParameter(str(error), param_hint="packet") from None
    except FolderTaken as error:
        raise typer.BadParameter(str(error), param_hint="--to") from None
    for remark in made.remarks:
        say(remark)
    files = [str(folder / name) for name in made.contents]
    if as_json:
        data_json({"folder": str(folder), "files": files, "remarks": list(made.remarks)})
    else:
        data("\n".join(files))


def told(stored: Result) -> Source:
    """A stored comparison with its proposals' summaries, or one run as a comparison of one.

    Raises:
        typer.BadParameter: the result is neither.
    """
    from simulator.reports.packet.source import of_one_run, source

    if stored.kind == "comparison":
        return source(stored.comparison, stored.summaries)
    if stored.kind == "run":
        return source(of_one_run(stored.summary), {stored.name: stored.summary})
    raise typer.BadParameter(
        f"{stored.name}/{stored.id} is neither a comparison nor one run; name one of these",
        param_hint="COMPARISON",
    )


def today(environment: Mapping[str, str]) -> date:
    """The day the packet is made, in UTC; SOURCE_DATE_EPOCH names another, so that a paper can be made again byte for byte.

    Raises:
        typer.BadParameter: SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    try:
        at = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise typer.BadParameter(
            f"{epoch!r} is no number of seconds since 1970", param_hint="SOURCE_DATE_EPOCH"
        ) from None
    return at.date()
