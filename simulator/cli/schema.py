"""`schema`: the grammar of a scenario, for editors."""

from __future__ import annotations

from simulator.cli.output import data_json


def schema() -> None:
    """Print the JSON Schema of a scenario file; editors complete and check with it."""
    from simulator.scenario import json_schema

    data_json(json_schema())
