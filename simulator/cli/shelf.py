"""`list`: the scenarios that come with the program, and the results stored here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import AsJson, Root
from simulator.cli.output import data, data_json, table


def list_scenarios(
    out: Root = Path("results"),
    every: Annotated[
        bool, typer.Option("--variants", help="Name the variants of every scenario too.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the shipped scenarios and the results stored under --out."""
    from simulator.results import stored
    from simulator.scenario import shipped, title_of

    names = shipped()
    bases = [name for name in names if _base_of(name, names) == name]
    shown = names if every else bases
    scenarios = [
        {"name": name, "title": title_of(name), "variant_of": _variant_of(name, names)} for name in shown
    ]
    results = [
        {"name": folder.parent.name, "id": folder.name, "folder": str(folder)} for folder in stored(out)
    ]
    if as_json:
        data_json({"scenarios": scenarios, "results": results})
        return
    data(table(("scenario", "what it is"), [(str(each["name"]), str(each["title"])) for each in scenarios]))
    if not every and len(names) > len(bases):
        data(f"\nand {len(names) - len(bases)} variants of them; --variants names them")
    if results:
        data(
            "\n" + table(("result of", "id", "folder"), [(r["name"], r["id"], r["folder"]) for r in results])
        )


def _base_of(name: str, names: tuple[str, ...]) -> str:
    """The shortest shipped name that this one continues: a variant is called after its base."""
    return min((base for base in names if name == base or name.startswith(f"{base}-")), key=len)


def _variant_of(name: str, names: tuple[str, ...]) -> str | None:
    base = _base_of(name, names)
    return None if base == name else base
