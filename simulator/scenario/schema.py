"""The grammar as JSON Schema, for editors and for suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from simulator.documents.names import Step
from simulator.scenario.descriptions import DESCRIPTIONS
from simulator.scenario.grammar import Scenario

Node = dict[str, Any]
SCHEMA_ID = "https://detention-impact.org/schema/scenario-2.json"
EXTENDS = {
    "type": "string",
    "description": "A shipped scenario's name or a path relative to this file; this file then says only what differs.",
}
LOOSE = "overlay-"
NULL = {"type": "null"}
NAMED = ("properties", "patternProperties")


@cache
def json_schema() -> Node:
    """JSON Schema (2020-12) of a scenario file.

    A file with `extends` is an overlay: nothing is required, `null` takes a key away, and a mapping over the pathway
    changes the stages it names. Any other file is a whole scenario.
    """
    strict = _strict()
    definitions: Node = dict(strict["$defs"])
    definitions["Scenario"] = {key: value for key, value in strict.items() if key != "$defs"}
    loose = {LOOSE + name: _loose(node) for name, node in definitions.items()}
    whole = loose.pop(LOOSE + "Scenario")
    stage = {"anyOf": [{"$ref": f"#/$defs/{LOOSE}Stage"}, NULL]}
    named = {"type": "object", "additionalProperties": stage}
    whole["properties"]["pathway"]["anyOf"].insert(1, named)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "detention-impact scenario",
        "description": "What a face recognition deployment is, and what is known about it. See docs/scenario.md.",
        "type": "object",
        "properties": {"extends": EXTENDS, **whole["properties"]},
        "additionalProperties": False,
        "if": {"not": {"required": ["extends"]}},
        "then": {"$ref": "#/$defs/Scenario"},
        "$defs": definitions | loose,
    }


@cache
def _strict() -> Node:
    """The grammar of a whole scenario, every key described."""
    schema: Node = _any_of(Scenario.model_json_schema(by_alias=True))
    for node in (schema, *schema["$defs"].values()):
        for name, each in node.get("properties", {}).items():
            each.pop("title", None)
            if name in DESCRIPTIONS:
                each.setdefault("description", DESCRIPTIONS[name])
    schema["properties"]["horizon"]["default"] = "1 year"
    return schema


def _any_of(node: Any) -> Any:
    """The same with one word for every union: editors say what is wrong with each member, not that none is the only one."""
    if isinstance(node, list):
        return [_any_of(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {"anyOf" if key == "oneOf" else key: _any_of(value) for key, value in node.items()}


def _loose(node: Any) -> Any:
    """The same as part of an overlay: nothing required, and null everywhere."""
    if isinstance(node, list):
        return [_loose(each) for each in node]
    if not isinstance(node, dict):
        return node
    result = {
        key: _loose(value) for key, value in node.items() if key not in ("required", "properties", "$ref")
    }
    if "$ref" in node:
        result["$ref"] = "#/$defs/" + LOOSE + node["$ref"].rsplit("/", 1)[1]
    if "properties" in node:
        result["properties"] = {name: _nullable(_loose(each)) for name, each in node["properties"].items()}
    if isinstance(
        entries := result.get("additionalProperties"), dict
    ):  # of a mapping whose keys are the analyst's
        result["additionalProperties"] = _nullable(entries)
    return result


def _nullable(node: Node) -> Node:
    described = {"description": node.pop("description")} if "description" in node else {}
    return {"anyOf": [node, NULL], **described}


def keys_at(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The keys a block knows, following steps (names of union members included) through the schema."""
    nodes = [_strict()]
    for step in steps:
        nodes = [found for node in nodes for found in _children(node, step)] or nodes
    keys = [key for node in nodes for each in _members(node) for key in each.get("properties", {})]
    return tuple(dict.fromkeys(keys))


def _members(node: Node) -> Iterator[Node]:
    """A node, and the members of its unions, references followed."""
    if "$ref" in node:
        node = _strict()["$defs"][node["$ref"].rsplit("/", 1)[1]]
    yield node
    for member in (each for key in ("anyOf", "oneOf", "allOf") for each in node.get(key, [])):
        yield from _members(member)


def _children(node: Node, step: Step) -> Iterator[Node]:
    for member in _members(node):
        if isinstance(step, str) and step in member.get("properties", {}):
            yield member["properties"][step]
        elif isinstance(step, str) and "patternProperties" in member:
            yield from member["patternProperties"].values()
        elif isinstance(member.get("additionalProperties"), dict):
            yield member["additionalProperties"]
        elif "items" in member:  # an overlay names a stage, a whole scenario counts it
            yield member["items"]
