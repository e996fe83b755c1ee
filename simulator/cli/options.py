"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

Root = Annotated[Path, typer.Option("--out", help="The folder of all results.", file_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on stdout instead of a table.")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change one value of the scenario, for example --set gallery.persons=100000. Repeatable.",
    ),
]


def overrides(settings: Sequence[str] | None) -> dict[str, str]:
    """`path=value` pairs by path.

    Raises:
        typer.BadParameter: a setting without `=`, or the same path twice.
    """
    given: dict[str, str] = {}
    for setting in settings or ():
        path, equals, value = setting.partition("=")
        if not equals or not path.strip():
            raise typer.BadParameter(
                f"{setting!r} is not path=value, as in gallery.persons=100000", param_hint="--set"
            )
        if path.strip() in given:
            raise typer.BadParameter(f"{path.strip()} is set twice", param_hint="--set")
        given[path.strip()] = value
    return given
