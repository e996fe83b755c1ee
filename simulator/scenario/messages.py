"""What the grammar's own checks say, in words of the file: place, value, rule, way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from simulator.documents import Fault, did_you_mean
from simulator.documents.names import Step
from simulator.scenario.overlays import Layers

Steps = tuple[Step, ...]
POLICY: Steps = ("matcher", "policy")
POLICIES = "write fixed_threshold, {fixed_fpir: x}, {fixed_fmr: x} or no_threshold"
RULES = {
    "float_type": "is not a number",
    "finite_number": "is not a finite number",
    "int_type": "is not a whole number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "tuple_type": "must be two numbers in brackets",
    "too_short": "has too few entries",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must be lower-case letters, digits, - and _",
}
BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "above"),
    "less_than_equal": ("le", "at most"),
}
NUMBERS = ("Quantity", "Probability", "Positive", "Count", "Level")


def faults_of(error: ValidationError, key: str, layers: Layers) -> Iterator[Fault]:
    """The faults of one top-level block, each once; a value that fits none of several forms is one fault."""
    places: dict[Steps, list[Any]] = {}
    for each in error.errors(include_url=False):
        places.setdefault(_steps(each, key, layers.data), []).append(each)
    for steps, errors in places.items():
        if steps[:2] == POLICY and len(steps) == 2:
            yield from _policy(steps, errors, layers)
            continue
        told = [each for each in errors if each["type"] in ("missing", "extra_forbidden", "value_error")]
        if told or len(errors) == 1:
            yield from (_fault(layers, steps, each, key) for each in told or errors)
        else:
            rules = dict.fromkeys(_rule(each)[0] for each in errors)
            yield layers.fault(steps, errors[0]["input"], " or ".join(rules))


def _steps(error: Any, key: str, data: Any) -> Steps:
    """The place of an error in the file; names of union members in its location are not in the file."""
    steps: Steps = (key,)
    data = data[key]
    for step in error["loc"]:
        inside = isinstance(data, dict) and step in data
        if inside or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            data = data[step]
            steps = (*steps, step)
    return steps


def _policy(steps: Steps, errors: list[Any], layers: Layers) -> Iterator[Fault]:
    yield layers.fault(steps, errors[0]["input"], "is not an operating policy", POLICIES)


def _fault(layers: Layers, steps: Steps, error: Any, key: str) -> Fault:
    if error["type"] == "missing":
        return layers.fault(steps, None, f"{error['loc'][-1]} is missing")
    if error["type"] == "extra_forbidden":
        return layers.fault(
            steps, error["input"], "is not a key here", _known((key, *error["loc"])), at_key=True
        )
    return layers.fault(steps, error["input"], *_rule(error))


def _rule(error: Any) -> tuple[str, str]:
    """The rule that was broken, and the way out."""
    kind = error["type"]
    if kind == "model_type":
        return _block(error)
    if kind == "literal_error":
        return f"must be {error['ctx']['expected']}", ""
    if kind in BOUNDS:
        name, words = BOUNDS[kind]
        return f"must be {words} {error['ctx'][name]:g}", ""
    message = error["msg"].removeprefix("Value error, ")
    return RULES.get(kind) or message[:1].lower() + message[1:], ""


def _block(error: Any) -> tuple[str, str]:
    """A bare value where a block is meant; most often a number without its origin."""
    if error["ctx"]["class_name"] in NUMBERS and isinstance(error["input"], int | float):
        number = error["input"]
        return (
            "a number needs its origin",
            f"write {{value: {number}, source: <id>}} or {{value: {number}, assumed: <why>}}",
        )
    if error["ctx"]["class_name"] == "Duration":
        return (
            "a duration needs its origin",
            "write {median: 2 min, p95: 10 min, source: <id>}, or assumed: <why>",
        )
    return "must be a mapping of keys to values", ""


def _known(steps: Steps) -> str:
    """The nearest key that a block knows, or all of them."""
    from simulator.scenario.schema import keys_at

    known = keys_at(steps[:-1])
    return did_you_mean(str(steps[-1]), known) or (f"the keys are {', '.join(known)}" if known else "")
