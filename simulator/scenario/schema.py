"""The grammar as JSON Schema, for editors and for suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from simulator.documents import Block, Plain, enter_all, items, mapping
from simulator.documents.names import Step
from simulator.scenario.descriptions import DESCRIPTIONS
from simulator.scenario.grammar import Scenario

SCHEMA_ID = "https://detention-impact.org/schema/scenario-2.json"
EXTENDS: Block = {
    "type": "string",
    "description": "A shipped scenario's name or a path relative to this file; this file then says only what differs.",
}
LOOSE = "overlay-"
NULL: Block = {"type": "null"}
NAMED = ("properties", "patternProperties")


@cache
def json_schema() -> Block:
    """JSON Schema (2020-12) of a scenario file.

    A file with `extends` is an overlay: nothing is required, `null` takes a key away, and a mapping over the pathway
    changes the stages it names. Any other file is a whole scenario.
    """
    strict = _strict()
    definitions = dict(mapping(strict["$defs"]))
    definitions["Scenario"] = {key: value for key, value in strict.items() if key != "$defs"}
    loose = {LOOSE + name: _loose(node) for name, node in definitions.items()}
    whole = mapping(loose.pop(LOOSE + "Scenario"))
    stage: Block = {"anyOf": [{"$ref": f"#/$defs/{LOOSE}Stage"}, NULL]}
    named: Block = {"type": "object", "additionalProperties": stage}
    items(enter_all(whole, ("properties", "pathway", "anyOf"))).insert(1, named)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "detention-impact scenario",
        "description": "What a face recognition deployment is, and what is known about it. See docs/scenario.md.",
        "type": "object",
        "properties": {"extends": EXTENDS, **mapping(whole["properties"])},
        "additionalProperties": False,
        "if": {"not": {"required": ["extends"]}},
        "then": {"$ref": "#/$defs/Scenario"},
        "$defs": definitions | loose,
    }


@cache
def _strict() -> Block:
    """The grammar of a whole scenario, every key described."""
    schema = mapping(_any_of(Scenario.model_json_schema(by_alias=True)))
    for node in (schema, *mapping(schema["$defs"]).values()):
        for name, each in mapping(mapping(node).get("properties")).items():
            described = mapping(each)
            described.pop("title", None)
            if name in DESCRIPTIONS:
                described.setdefault("description", DESCRIPTIONS[name])
    mapping(enter_all(schema, ("properties", "horizon")))["default"] = "1 year"
    return schema


def _any_of(node: Plain) -> Plain:
    """The same with one word for every union: editors say what is wrong with each member, not that none is the only one."""
    if isinstance(node, list):
        return [_any_of(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {"anyOf" if key == "oneOf" else key: _any_of(value) for key, value in node.items()}


def _loose(node: Plain) -> Plain:
    """The same as part of an overlay: nothing required, and null everywhere."""
    if isinstance(node, list):
        return [_loose(each) for each in node]
    if not isinstance(node, dict):
        return node
    result: Block = {
        key: _loose(value) for key, value in node.items() if key not in ("required", "properties", "$ref")
    }
    if "$ref" in node:
        result["$ref"] = f"#/$defs/{LOOSE}{_called(node)}"
    if "properties" in node:
        properties = mapping(node["properties"])
        result["properties"] = {name: _nullable(_loose(each)) for name, each in properties.items()}
    if isinstance(
        entries := result.get("additionalProperties"), dict
    ):  # of a mapping whose keys are the analyst's
        result["additionalProperties"] = _nullable(entries)
    return result


def _called(node: Block) -> str:
    """The name of the definition that a node refers to."""
    return str(node["$ref"]).rsplit("/", 1)[1]


def _nullable(node: Plain) -> Block:
    own = mapping(node)
    described = {"description": own.pop("description")} if "description" in own else {}
    return {"anyOf": [node, NULL], **described}


def keys_at(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The keys a block knows, following steps (names of union members included) through the schema."""
    nodes = [_strict()]
    for step in steps:
        nodes = [found for node in nodes for found in _children(node, step)] or nodes
    keys = [key for node in nodes for each in _members(node) for key in mapping(each.get("properties"))]
    return tuple(dict.fromkeys(keys))


def _members(node: Block) -> Iterator[Block]:
    """A node, and the members of its unions, references followed."""
    if "$ref" in node:
        node = mapping(enter_all(_strict(), ("$defs", _called(node))))
    yield node
    for member in (each for key in ("anyOf", "oneOf", "allOf") for each in items(node.get(key))):
        yield from _members(mapping(member))


def _children(node: Block, step: Step) -> Iterator[Block]:
    for member in _members(node):
        properties = mapping(member.get("properties"))
        if isinstance(step, str) and step in properties:
            yield mapping(properties[step])
        elif isinstance(step, str) and "patternProperties" in member:
            yield from map(mapping, mapping(member["patternProperties"]).values())
        elif isinstance(entries := member.get("additionalProperties"), dict):
            yield entries
        elif "items" in member:  # an overlay names a stage, a whole scenario counts it
            yield mapping(member["items"])
