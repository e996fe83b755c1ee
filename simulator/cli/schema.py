"""`schema`: the form of each document, as JSON Schema, for editors and programs."""

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
    limits = "limits"
    cases = "cases"
    levers = "levers"
    source = "source"
    crosswalk = "crosswalk"
    diff = "diff"


def schema(
    document: Annotated[
        Document,
        typer.Argument(
            help="scenario; summary: summary.json of a result; limits, cases, levers: files of a board; "
            "source, crosswalk: of an audit of one's own; diff: what `diff --json` prints."
        ),
    ] = Document.scenario,
    _json: AsJson = False,
) -> None:
    """Print the JSON Schema of a document, with which editors complete and check, and programs read."""
    if document is Document.summary:
        from simulator.results import Summary

        data_json(Summary.json_schema())
    elif document is Document.scenario:
        from simulator.scenario import json_schema

        data_json(json_schema())
    else:
        from simulator.study.document_schemas import schema_of

        data_json(schema_of(document.value))
