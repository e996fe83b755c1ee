"""A document against its published schema, by somebody else's reading of JSON Schema."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from simulator.study.document_schemas import schema_of


def keeps_its_schema(document: str, told: dict[str, Any]) -> None:
    """Fail where a document, as JSON holds it, breaks the schema of its kind, or where a key nobody knows would not."""
    schema = schema_of(document)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert [f"{fault.json_path}: {fault.message[:200]}" for fault in validator.iter_errors(told)] == []
    assert not validator.is_valid(told | {"unknwon": 1})
