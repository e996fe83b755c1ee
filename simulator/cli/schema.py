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
    limits = "limits"
    cases = "cases"
    levers = "levers"
    source = "source"
    crosswalk = "crosswalk"
    summary = "summary"
    comparison = "comparison"
    manifest = "manifest"
    fit = "fit"
    validation = "validation"
    sweep = "sweep"
    design = "design"
    what_if = "what-if"
    safe = "safe"
    diff = "diff"
    held = "held"
    imported = "import"
    faults = "faults"


def schema(
    document: Annotated[
        Document,
        typer.Argument(
            help="What people write: scenario; limits, cases, levers: files of a board; source, crosswalk: of an audit of one's own. What the program "
            "writes, or prints with --json: summary, comparison, manifest, fit, validation, sweep, design, what-if (of a summary), safe, diff, held "
            "(to cases), import, faults."
        ),
    ] = Document.scenario,
    _json: AsJson = False,
) -> None:
    """Print the JSON Schema of a document, with which editors complete and check, and programs read."""
    if document is Document.scenario:
        from simulator.scenario import json_schema

        data_json(json_schema())
    else:
        from simulator.study.document_schemas import schema_of

        data_json(schema_of(document.value))
