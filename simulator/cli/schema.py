"""`schema`: the grammar of a scenario, for editors, or the shape of a result's summary."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from simulator.cli.options import AsJson
from simulator.cli.output import data_json


class Document(StrEnum):
    """What there is a schema of."""

    scenario = "scenario"
    summary = "summary"


def schema(
    document: Annotated[Document, typer.Argument(help="scenario, or summary: summary.json of a result.")] = (
        Document.scenario
    ),
    _json: AsJson = False,
) -> None:
    """Print the JSON Schema of a scenario file, with which editors complete and check, or of a result's summary."""
    if document is Document.summary:
        from simulator.results import summary_schema

        data_json(summary_schema())
        return
    from simulator.scenario import json_schema

    data_json(json_schema())
