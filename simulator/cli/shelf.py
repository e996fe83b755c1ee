"""`list`: the scenarios that come with the program, and the results stored here."""

from __future__ import annotations

from pathlib import Path

from simulator.cli.options import AsJson, Root
from simulator.cli.output import data, data_json, table


def list_scenarios(out: Root = Path("results"), as_json: AsJson = False) -> None:
    """List the shipped scenarios and the results stored under --out."""
    from simulator.results import stored
    from simulator.scenario import shipped, title_of

    scenarios = [{"name": name, "title": title_of(name)} for name in shipped()]
    results = [
        {"name": folder.parent.name, "id": folder.name, "folder": str(folder)} for folder in stored(out)
    ]
    if as_json:
        data_json({"scenarios": scenarios, "results": results})
        return
    data(table(("scenario", "what it is"), [(each["name"], each["title"]) for each in scenarios]))
    if results:
        data(
            "\n" + table(("result of", "id", "folder"), [(r["name"], r["id"], r["folder"]) for r in results])
        )
