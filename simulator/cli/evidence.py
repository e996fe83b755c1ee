"""`evidence list` and `evidence show ID`: what the estimates rest on."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli.options import AsJson
from simulator.cli.output import data, data_json, table

app = typer.Typer(help="The library of published evidence.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_sources(as_json: AsJson = False) -> None:
    """List every source with its kind, its figures and its trials."""
    from simulator.evidence import evidence_table, library

    entries = evidence_table(library())
    if as_json:
        data_json(entries)
        return
    rows = [
        (
            entry["id"],
            "PROXY" if entry["proxy"] else entry["kind"],
            str(entry["rows"]),
            entry["hand"],
            _about(entry),
        )
        for entry in entries
    ]
    data(table(("source", "kind", "figures", "seen", "what was measured; trials"), rows, right=(2,)))


def _about(entry: dict[str, str]) -> str:
    return "; ".join(text for text in (entry["what"].rstrip("."), entry["trials"]) if text)


@app.command("show")
def show_source(
    id: Annotated[str, typer.Argument(metavar="ID", help="A source's id, or source/row or source/set.")],  # noqa: A002
    as_json: AsJson = False,
) -> None:
    """Show one source in full: citation, what was measured and on whom, limits, and every figure."""
    from simulator.evidence import as_plain, describe, library

    name, slash, wanted = id.partition("/")
    source = library().source(name)
    if slash:
        _require(id)
    if as_json:
        plain = as_plain(source)
        if wanted:
            names = plain["sets"].get(wanted, [wanted])
            plain["rows"] = [row for row in plain["rows"] if row["row"] in names]
        data_json(plain)
    else:
        data(describe(source))


def _require(id: str) -> None:  # noqa: A002
    """Raise `UnknownEvidence`, with the nearest ids, unless this names a row or a set."""
    from simulator.evidence import UnknownEvidence, library

    shelf = library()
    try:
        shelf.set(id)
    except UnknownEvidence:
        shelf.row(id)
