"""The JSON Schema: it lets every shipped scenario pass, stops slips an editor should underline, and describes each key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator.documents import load as read
from simulator.documents import mapping, parse
from simulator.scenario import json_schema, shipped
from simulator.scenario.references import resolve_reference
from simulator.scenario.schema import keys_at

TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "number": (int, float), "integer": int,
}  # fmt: skip
KNOWN = {
    "$ref", "$defs", "$schema", "$id", "title", "description", "default", "type", "properties", "additionalProperties", "required", "anyOf",
    "items", "prefixItems", "minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern", "enum",
    "const", "if", "then", "not", "propertyNames", "patternProperties",
}  # fmt: skip


def wrong(node: Any, value: Any) -> Iterator[str]:
    """What a value breaks of the part of JSON Schema that the grammar uses."""
    assert set(node) <= KNOWN, set(node) - KNOWN
    if "$ref" in node:
        yield from wrong(mapping(json_schema()["$defs"])[node["$ref"].rsplit("/", 1)[1]], value)
    if "anyOf" in node and all(any(True for _ in wrong(each, value)) for each in node["anyOf"]):
        yield f"{value!r} is none of {len(node['anyOf'])} forms"
    yield from _logic(node, value)
    kind = TYPES.get(node.get("type", ""))
    if kind is not None and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
        yield f"{value!r} is no {node['type']}"
    elif isinstance(value, dict):
        yield from _mapping(node, value)
    elif isinstance(value, list):
        yield from _list(node, value)
    elif isinstance(value, str):
        if not re.search(node.get("pattern", ""), value) or len(value) < node.get("minLength", 0):
            yield f"{value!r} breaks the pattern"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        low, high = node.get("minimum", float("-inf")), node.get("maximum", float("inf"))
        above, below = node.get("exclusiveMinimum", float("-inf")), node.get("exclusiveMaximum", float("inf"))
        if not low <= value <= high or not above < value < below:
            yield f"{value} is out of bounds"


def _logic(node: Any, value: Any) -> Iterator[str]:
    if "if" in node and not any(True for _ in wrong(node["if"], value)):
        yield from wrong(node["then"], value)
    if "not" in node and not any(True for _ in wrong(node["not"], value)):
        yield "not"
    if value not in node.get("enum", [value]) or value != node.get("const", value):
        yield f"{value!r} is not allowed"


def _mapping(node: Any, value: dict[str, Any]) -> Iterator[str]:
    yield from (f"{key} is missing" for key in node.get("required", []) if key not in value)
    for key, each in value.items():
        if key in node.get("properties", {}):
            yield from (f"{key}: {fault}" for fault in wrong(node["properties"][key], each))
        elif pattern := next((p for p in node.get("patternProperties", {}) if re.search(p, key)), None):
            yield from (f"{key}: {fault}" for fault in wrong(node["patternProperties"][pattern], each))
        elif node.get("additionalProperties") is False:
            yield f"{key} is no key"
        elif isinstance(node.get("additionalProperties"), dict):
            yield from (f"{key}: {fault}" for fault in wrong(node["additionalProperties"], each))
        yield from wrong(node.get("propertyNames", {}), key)


def _list(node: Any, value: list[Any]) -> Iterator[str]:
    if not node.get("minItems", 0) <= len(value) <= node.get("maxItems", len(value)):
        yield f"{len(value)} items"
    members = node.get("prefixItems", [node.get("items", {})] * len(value))
    for member, each in zip(members, value, strict=False):
        yield from wrong(member, each)


@cache
def california() -> Any:
    return read(resolve_reference("california-patrol")).data


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_file_passes(name: str) -> None:
    assert list(wrong(json_schema(), read(resolve_reference(name)).data)) == []


@pytest.mark.parametrize(
    "text",
    [
        "scan: 0.5", "scan: {valu: 1}", "titel: x", "matcher: {policy: fixed}", "gallery: {persons: many}", "detention: {minimum: 22:30}",
        "pathway: {questioned: {liberty: jailed}}", "groups: {axes: {race: black}}", "search: {candidates: 0}", "mated: {fnir: {count: [1]}}",
        "extends: [a]",
    ],
)  # fmt: skip
def test_a_slip_is_underlined(text: str) -> None:
    assert list(wrong(json_schema(), {"extends": "california-patrol", **parse(text, "x").keyed}))


def test_a_whole_scenario_needs_all_of_it_and_an_overlay_does_not() -> None:
    short = {key: value for key, value in california().items() if key != "pathway"}
    assert list(wrong(json_schema(), short)) == ["pathway is missing"]
    assert list(wrong(json_schema(), {"extends": "california-patrol", "people": None})) == []
    assert list(wrong(json_schema(), california() | {"matcher": {}}))


def test_every_key_is_described() -> None:
    schema = json_schema()
    for name, node in {"": schema, **mapping(schema["$defs"])}.items():
        for key, each in mapping(mapping(node).get("properties")).items():
            assert mapping(each).get("description"), f"{name}.{key}"


@pytest.mark.parametrize(
    ("steps", "key"),
    [
        ((), "gallery"),
        (("gallery",), "persons"),
        (("gallery", "persons"), "between"),
        (("pathway", 0, "takes"), "p95"),
        (("matcher", "policy"), "fixed_fpir"),
        (("encounters", "shares", "race", "levels", "black"), "count"),
    ],
)
def test_the_keys_of_a_place_are_known(steps: tuple[str | int, ...], key: str) -> None:
    assert key in keys_at(steps)


def test_the_page_says_where_the_schema_goes() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "scenario.md"
    assert "# yaml-language-server: $schema=scenario.schema.json" in page.read_text(encoding="utf-8")
