"""`evidence list`, `evidence show ID` and `evidence for SCENARIO PATH`: what the estimates rest on, and what they could."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.evidence_for import evidence_for
from simulator.cli.options import AsJson
from simulator.cli.output import data, data_json, say, table, wrapped

if TYPE_CHECKING:
    from simulator.evidence import Entry, Row, Wanted

app = typer.Typer(help="The library of published evidence.", no_args_is_help=True, rich_markup_mode=None)

app.command("for")(evidence_for)

NAMED = 6
"""So many vendors, algorithms or labels of a source are named in a line; --json has all."""
MOST_FIGURES = 60
"""So many figures found are printed one by one."""


@app.command("list")
def list_sources(
    metric: Annotated[
        str | None, typer.Option(help="Only figures of this metric, such as fpir or fmr*.")
    ] = None,
    vendor: Annotated[str | None, typer.Option(help="Only figures of this vendor's systems.")] = None,
    algorithm: Annotated[
        str | None, typer.Option(help="Only figures of this algorithm, such as yitu-003.")
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            help="Only figures of this group: female, black, female/black, or a source's own label."
        ),
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only sources of this kind, such as field-record.")] = None,
    as_json: AsJson = False,
) -> None:
    """List sources with their kind, trials, metrics, vendors, algorithms and groups; with a filter also the figures found."""
    from simulator.evidence import Wanted, evidence_table, found, library, plain_row

    wanted = Wanted(metric, vendor, algorithm, group, kind)
    _refuse_unknown(wanted)
    entries = evidence_table(library(), wanted)
    rows = [row for _, rows in found(library(), wanted) for row in rows] if wanted != Wanted() else []
    if as_json:
        plain = [asdict(entry) for entry in entries]
        data_json(
            plain if wanted == Wanted() else {"sources": plain, "figures": [plain_row(row) for row in rows]}
        )
        return
    if not entries:
        say("No figure of the library is all of that; leave one filter out.")
        return
    lines = [
        (
            entry.id,
            "PROXY" if entry.proxy else entry.kind,
            str(entry.rows) if entry.rows == entry.of else f"{entry.rows} of {entry.of}",
            entry.hand,
            _about(entry),
        )
        for entry in entries
    ]
    data(
        table(
            ("source", "kind", "figures", "seen", "what was measured; trials; what its figures are of"),
            lines,
            right=(2,),
        )
    )
    if rows:
        data(_figures(rows))


def _refuse_unknown(wanted: Wanted) -> None:
    """A name that nothing in the library has is a slip, and no empty answer."""
    from simulator.evidence import library, unknown

    for field, name, hint in unknown(wanted, library()):
        raise typer.BadParameter(
            f"nothing in the library has the {field} {name}; {hint}", param_hint=f"--{field}"
        )


def _about(entry: Entry) -> str:
    parts = [entry.what.rstrip("."), entry.trials]
    listed = (
        ("metrics", entry.metrics),
        ("vendors", entry.vendors),
        ("algorithms", entry.algorithms),
        *entry.groups.items(),
    )
    parts += [f"{name}: {_some(names)}" for name, names in listed if names]
    return "; ".join(part for part in parts if part)


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _figures(rows: list[Row]) -> str:
    from simulator.evidence import figure

    if len(rows) > MOST_FIGURES:
        return f"\n{len(rows)} figures; narrow the search, or read them all with --json or `evidence show SOURCE`."
    return "\n" + "\n".join(line for row in rows for line in wrapped(f"{row.source}/{figure(row)}", 0))


@app.command("show")
def show_source(
    id: Annotated[str, typer.Argument(metavar="ID", help="A source's id, or source/row or source/set.")],  # noqa: A002
    as_json: AsJson = False,
) -> None:
    """Show a source in full, or one of its rows with its whole provenance: citation, of whom, how counted, limits, where it may stand."""
    from simulator.evidence import as_plain, describe, describe_row, library
    from simulator.scenario.admitted import places_of

    shelf = library()
    name, slash, wanted = id.partition("/")
    source = shelf.source(name)
    named = [] if not slash else source.sets[wanted] if wanted in source.sets else [shelf.row(id)]
    places = places_of(named[0]) if slash and wanted not in source.sets else ()
    if as_json:
        plain = as_plain(source, named if slash else None)
        data_json(plain | ({"may_stand_at": list(places)} if slash and wanted not in source.sets else {}))
    elif slash and wanted not in source.sets:
        data(describe_row(named[0], source, shelf.crosswalk(source.crosswalk)))
        told = ", ".join(places) or "nowhere as it is; with times and a note where docs/evidence.md says so"
        data("\n".join(["", *wrapped(f"May stand at: {told}", 0)]))
    else:
        data(describe(source, wanted))
