"""`check`: are these scenarios right, and what do they rest on? Nothing is computed and nothing written."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.cases import hold
from simulator.cli.exits import CONTENT, MISSING
from simulator.cli.options import AsJson, Settings, overrides
from simulator.cli.output import data, data_json, say, say_warnings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.documents import Fault
    from simulator.scenario import InputRow, Loaded


def check(
    files: Annotated[
        list[str],
        typer.Argument(metavar="SCENARIO", help="Paths to YAML files, or names of shipped scenarios."),
    ],
    settings: Settings = None,
    cases: Annotated[
        bool,
        typer.Option(
            "--cases", help="The files are cases: what scenarios should give (exit 5 if one fails)."
        ),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse inputs that no source supports (exit 3).")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Print each input with its value and where it comes from.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check scenarios and print what their inputs rest on: measured, assumed, proxy or unmeasured. All faults in one pass."""
    changes = overrides(settings)
    if cases:
        if changes or strict:
            raise typer.BadParameter(
                "cases set their own values; leave out --set and --strict", param_hint="--cases"
            )
        hold(files, as_json)

    from simulator.cli.inputs_told import in_brief, in_full
    from simulator.documents import Faults
    from simulator.scenario import inputs, load

    reports: list[dict[str, Any]] = []
    worst = 0
    for file in files:
        try:
            loaded = load(file, changes)
            rows = inputs(loaded)
        except Faults as faults:
            say(str(faults))
            worst = max(worst, MISSING if faults.missing else CONTENT)
            if as_json:
                reports.append({"scenario": file, "ok": False} | _told(faults.faults))
            continue
        unsupported = [row.path for row in rows if row.grade == "assumed" and not row.source]
        say_warnings(loaded.warnings)
        if as_json:
            reports.append(_report(file, loaded, rows) | {"unsupported": unsupported})
        else:
            told = in_full(rows, loaded.inherited) if full else in_brief(rows, loaded.inherited, quote(file))
            data(f"{file}: {loaded.scenario.title}\n\n{told}\n")
        if strict and unsupported:
            say(f"{file}: no source for {', '.join(unsupported)}")
            worst = max(worst, CONTENT)
    if as_json:
        data_json(reports)
    raise typer.Exit(worst)


def _report(file: str, loaded: Loaded, rows: Sequence[InputRow]) -> dict[str, Any]:
    return {
        "scenario": file,
        "ok": True,
        **_told(loaded.warnings),
        "changes": list(loaded.inherited.changes),
        "inherited": dict(loaded.inherited.sentences),
        "inputs": [_plain(row) for row in rows],
    }


def _told(found: Sequence[Fault]) -> dict[str, Any]:
    """Faults and warnings as objects."""
    from simulator.results.faults import FaultTold

    return {
        "faults": [FaultTold.of(each).model_dump() for each in found if not each.warns],
        "warnings": [FaultTold.of(each).model_dump() for each in found if each.warns],
    }


def _plain(row: InputRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}
