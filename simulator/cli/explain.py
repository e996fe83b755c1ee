"""`explain`: where each number of a scenario comes from, what it drives, and how a group's expected count follows."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.exits import USAGE
from simulator.cli.options import AsJson, Settings, overrides
from simulator.cli.output import data, data_json, say, wrapped

if TYPE_CHECKING:
    from simulator.scenario import Loaded
    from simulator.study.explain import Explained, Line


def explain(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a path.")
    ],
    path: Annotated[
        str | None,
        typer.Argument(metavar="PATH", help="Only this input, or those below it: matcher, gallery.persons."),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option("--group", help="Show how this group's expected count follows, as in female/black."),
    ] = None,
    settings: Settings = None,
    as_json: AsJson = False,
) -> None:
    """Explain a scenario's inputs in plain sentences; with --group, one group's arithmetic line by line."""
    changes = overrides(settings)

    from simulator.scenario import inputs, load
    from simulator.study.explain import explain_input

    loaded = load(scenario, changes)
    rows = [
        row for row in inputs(loaded) if path is None or row.path == path or row.path.startswith(f"{path}.")
    ]
    if not rows:
        from simulator.documents import did_you_mean

        near = did_you_mean(str(path), [row.path for row in inputs(loaded)])
        say(f"{scenario} has no input {path}; {near or f'`detention-impact check {scenario}` lists them'}")
        raise typer.Exit(USAGE)
    explained = [explain_input(row, loaded) for row in rows] if path or not group else []
    lines = _arithmetic(loaded, group) if group else ()
    if as_json:
        data_json(
            {"inputs": [asdict(each) for each in explained], "arithmetic": [asdict(each) for each in lines]}
        )
        return
    data("\n\n".join([_told(each) for each in explained] + ([_sum(str(group), lines)] if group else [])))


def _arithmetic(loaded: Loaded, group: str) -> tuple[Line, ...]:
    from simulator.model.compile import compile_scenario
    from simulator.study.explain import arithmetic

    compiled = compile_scenario(loaded.scenario, loaded.library, loaded.base_name)
    try:
        return arithmetic(compiled, group)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--group") from None


def _told(each: Explained) -> str:
    lines = [f"{each.path} = {each.value}"]
    for name, text in (
        ("is", each.grade),
        ("from", each.origin),
        ("drives", each.drives),
        ("doubt", each.doubt),
    ):
        if text:
            first, *rest = wrapped(text, indent=10)
            lines += [f"  {name:<8}{first.lstrip()}", *rest]
    return "\n".join(lines)


def _sum(group: str, lines: tuple[Line, ...]) -> str:
    head = f"{group}: expected wrongful detentions in a year, every unknown at its median"
    width = max(len(line.what) for line in lines)
    told = [f"  {line.what.ljust(width)}  {line.number:>16,.6g}  {line.how}".rstrip() for line in lines]
    note = "This is not the median of the result: a median of a product is not the product of the medians."
    return "\n".join([head, *told, "", note])
