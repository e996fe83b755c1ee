"""The grammar as JSON Schema, for editors and for suggestions."""

from __future__ import annotations

from functools import cache
from typing import Any

from simulator.documents.names import Step
from simulator.scenario.grammar import Scenario

SCHEMA_ID = "https://detention-impact.org/schema/scenario-1.json"


@cache
def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a scenario file; `extends` makes every other key optional."""
    schema = Scenario.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "detention-impact scenario"
    schema["properties"]["extends"] = {
        "type": "string",
        "description": "A shipped scenario's name or a path relative to this file; this file then says only what differs.",
    }
    required = schema.pop("required")
    schema["anyOf"] = [{"required": ["extends"]}, {"required": required}]
    return schema


def keys_at(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The keys a block knows, following steps (names of union members included) through the schema."""
    schema = json_schema()
    nodes = [schema]
    for step in steps:
        following = [found for node in nodes for found in _children(_plain(node, schema), step, schema)]
        nodes = following or nodes
    keys = [
        key
        for node in nodes
        for each in _members(_plain(node, schema), schema)
        for key in each.get("properties", {})
    ]
    return tuple(dict.fromkeys(keys))


def _plain(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        found: dict[str, Any] = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
        return found
    return node


def _members(node: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [member for key in ("anyOf", "oneOf", "allOf") for member in node.get(key, [])]
    return [
        node,
        *(
            each
            for member in inner
            if "required" not in member
            for each in _members(_plain(member, schema), schema)
        ),
    ]


def _children(node: dict[str, Any], step: Step, schema: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for member in _members(node, schema):
        if isinstance(step, str) and step in member.get("properties", {}):
            found.append(member["properties"][step])
        elif isinstance(member.get("additionalProperties"), dict):
            found.append(member["additionalProperties"])
        elif "items" in member and isinstance(step, int):
            found.append(member["items"])
    return found
