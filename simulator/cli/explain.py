"""`explain`: every input in plain sentences, and the arithmetic of one group's number."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from simulator.cli.options import AsJson, Settings, overrides
from simulator.cli.output import data, data_json, say_warnings


def explain(
    scenario: Annotated[
        str,
        typer.Argument(metavar="SCENARIO", help="A path to a YAML file, or the name of a shipped scenario."),
    ],
    path: Annotated[
        str | None, typer.Argument(metavar="PATH", help="Only inputs at and below this, such as matcher.")
    ] = None,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="G", help="The group of the arithmetic, such as female/black."),
    ] = None,
    disclose: Annotated[
        bool,
        typer.Option(
            "--disclosure", help="What vendor or agency would have to publish for it to rest on evidence."
        ),
    ] = False,
    settings: Settings = None,
    as_json: AsJson = False,
) -> None:
    """Explain each input of a scenario, where it comes from and what it drives; then one group's number, line by line."""
    changes = overrides(settings)
    if disclose and (path or group):
        raise typer.BadParameter(
            "is about the whole scenario; leave out PATH and --group", param_hint="--disclosure"
        )

    from simulator.scenario import load

    loaded = load(scenario, changes)
    say_warnings(loaded.warnings)
    if disclose:
        from simulator.study.explain.disclosure import disclosure, publications

        if as_json:
            of, found = publications(loaded)
            data_json({"scenario": scenario, "of": of, "publications": [asdict(each) for each in found]})
        else:
            data(disclosure(loaded))
        return
    if as_json:
        from simulator.study.explain.told import explanation

        data_json(asdict(explanation(loaded, path, group)))
        return
    from simulator.study.explain.text import explain as words

    data(words(loaded, path, group))
