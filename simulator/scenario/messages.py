"""What the grammar's own checks say, in words of the file: place, value, rule, way out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator.documents import (
    NEWEST,
    Block,
    Fault,
    Plain,
    as_id,
    did_you_mean,
    enter_all,
    mapping,
    numeral,
    pair,
    version_rule,
)
from simulator.documents.names import Step, enter
from simulator.scenario.checks.evidence import is_design
from simulator.scenario.overlays import Layers
from simulator.scenario.schema import keys_at

Steps = tuple[Step, ...]
POLICY: Steps = ("matcher", "policy")
POLICIES = "write fixed_threshold, {fixed_fpir: x}, {fixed_fmr: x} or no_threshold"
MEMBERS = {"fixed_fpir": "FixedFpir", "fixed_fmr": "FixedFmr"}
RULES = {
    "float_type": "is not a number",
    "finite_number": "is not a finite number",
    "int_type": "is not a whole number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "tuple_type": "must be two numbers in brackets",
    "too_long": "must be two numbers in brackets",
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
SAID = {"no": 0, "off": 0, "none": 0, "false": 0, "yes": 1, "on": 1, "all": 1, "true": 1}
"""Words written where a number is wanted, and the number they mean."""


def faults_of(error: ValidationError, key: str, layers: Layers) -> Iterator[Fault]:
    """The faults of one top-level block, each once; a value that fits none of several forms is one fault."""
    places: dict[Steps, list[ErrorDetails]] = {}
    for each in error.errors(include_url=False):
        places.setdefault(_steps(each, key, layers.data), []).append(each)
    policy = _policy(enter_all(layers.data, POLICY))
    for steps, errors in places.items():
        if steps[:2] == POLICY and not policy:
            if steps == POLICY:
                yield layers.fault(POLICY, errors[0]["input"], "is not an operating policy", POLICIES)
            continue
        if steps[:2] == POLICY:
            errors = [each for each in errors if policy in each["loc"]]
            if not errors:
                continue
        told = [each for each in errors if each["type"] in ("missing", "extra_forbidden", "value_error")]
        if told or len(errors) == 1:
            yield from (_fault(layers, steps, each, key) for each in told or errors)
        else:
            rules = dict.fromkeys(_rule(each, steps, layers)[0] for each in errors)
            hints = dict.fromkeys(_rule(each, steps, layers)[1] for each in errors)
            yield layers.fault(steps, errors[0]["input"], " or ".join(rules), next(filter(None, hints), ""))


def unknown_block(layers: Layers, key: str) -> Fault:
    """The fault of a top-level key that a scenario does not have."""
    rule, hint = "is not a key of a scenario", _instead((key,), (key,))
    return layers.fault((key,), layers.data[key], rule, hint, at_key=True)


def _steps(error: ErrorDetails, key: str, data: Block) -> Steps:
    """The place of an error in the file; names of union members in its location are not in the file."""
    steps: Steps = (key,)
    inside = data[key]
    for step in error["loc"]:
        known = isinstance(inside, dict) and step in inside
        if known or (isinstance(inside, list) and isinstance(step, int) and step < len(inside)):
            inside = enter(inside, step)
            steps = (*steps, step)
    return steps


def _policy(written: Plain) -> str:
    """The one policy that is meant: whoever writes fixed_fpir means no fixed_fmr, and need not hear of it."""
    meant = [MEMBERS[key] for key in mapping(written) if key in MEMBERS]
    return meant[0] if len(meant) == 1 else ""


def _fault(layers: Layers, steps: Steps, error: ErrorDetails, key: str) -> Fault:
    if error["type"] == "missing":
        lacking = error["loc"][-1]
        if isinstance(lacking, int):
            return layers.fault(steps, error["input"], RULES["tuple_type"], "write [low, high]")
        return layers.fault(steps, None, f"{lacking} is missing", at=(*steps, lacking))
    if error["type"] == "extra_forbidden":
        hint = _instead(steps, (key, *error["loc"]))
        return layers.fault(steps, error["input"], "is not a key here", hint, at_key=True)
    return layers.fault(steps, error["input"], *_rule(error, steps, layers))


def _rule(error: ErrorDetails, steps: Steps, layers: Layers) -> tuple[str, str]:
    """The rule that was broken, and the way out."""
    kind, value = error["type"], error["input"]
    if value is None:
        return "says nothing", "give it a value, or take the key out"
    if steps == ("schema",):
        return version_rule(value) or ("is not a whole number", f"write schema: {NEWEST}")
    if kind == "model_type":
        return _block(error, steps)
    if kind == "literal_error":
        expected = error["ctx"]["expected"]
        return f"must be {expected}", did_you_mean(str(value), re.findall(r"'([^']*)'", expected))
    if kind in BOUNDS:
        name, words = BOUNDS[kind]
        return f"must be {words} {error['ctx'][name]:g}", ""
    message = error["msg"].removeprefix("Value error, ")
    return RULES.get(kind) or message[:1].lower() + message[1:], _way(kind, value, steps, layers)


def _way(kind: str, value: object, steps: Steps, layers: Layers) -> str:
    """What to write instead of a value of the wrong kind; empty where nobody can know."""
    if kind == "too_long":
        return pair(layers.written(steps))
    if isinstance(value, str):
        meant = numeral(value) if kind in ("float_type", "int_type", "tuple_type") else None
        if meant:
            return meant.way
        if kind == "bool_type" and value.lower() in SAID:
            return f"write {'true' if SAID[value.lower()] else 'false'}"
        if kind == "string_pattern_mismatch" and (name := as_id(value)):
            return f"write {name}"
        return f"write [{value[:60]}]" if kind == "list_type" else ""
    if kind == "string_type" and isinstance(value, int | float):
        told = {True: "true", False: "false"}[value] if isinstance(value, bool) else f"{value:g}"
        return f'put it in quotes: "{told}"'
    return "write [low, high]" if kind == "tuple_type" else ""


def _block(error: ErrorDetails, steps: Steps) -> tuple[str, str]:
    """A bare value where a block is meant; most often a number without its origin."""
    called, value = error["ctx"]["class_name"], error["input"]
    if called == "Duration":
        return (
            "a duration needs its origin",
            "write {median: 2 min, p95: 10 min, source: <id>}, or assumed: <why>",
        )
    if called not in NUMBERS:
        return "must be a mapping of keys to values", ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (
            "a number needs its origin",
            f"write {_with_origin(f'{value:g}' if value != value else str(value))}",
        )
    if isinstance(value, list):
        return (
            "does not say what these numbers are",
            "write {between: [low, high], assumed: <why>}, or count: or range:",
        )
    word = str(value).strip().lower()
    meant = numeral(str(value))
    if meant and meant.number:
        written = meant.number if is_design(steps) else _with_origin(meant.number)
        return "is not a number", meant.way.replace(meant.number, written, 1)
    if word in SAID:
        written = str(SAID[word]) if is_design(steps) else _with_origin(str(SAID[word]))
        return "is not a number", f"write {written}"
    if meant:
        return "is not a number", meant.way
    return "is not a number", f"write {'digits' if is_design(steps) else _with_origin('…')}"


def _with_origin(number: str) -> str:
    return f"{{value: {number}, source: <id>}} or {{value: {number}, assumed: <why>}}"


def _instead(steps: Steps, located: Steps) -> str:
    """The block that does know the key, where only its indentation is wrong; the nearest key that this one knows; or all keys.

    Args:
        steps: of the unknown key in the file.
        located: the same, with the names of union members.
    """
    key, around = steps[-1], steps[:-1]
    for length in range(len(around) - 1, -1, -1):
        if key in keys_at(around[:length]):
            where = ".".join(map(str, around[:length])) or "the scenario itself"
            return f"it is a key of {where}: begin its line further left"
    holders = [] if around else [block for block in keys_at(()) if key in keys_at((block,))]
    if holders:
        return f"it is a key of {' and of '.join(holders[:3])}: write it there, two spaces further in"
    known = keys_at(located[:-1])
    if near := did_you_mean(str(key), known):
        return near
    return f"the keys are {', '.join(known)}" if known else ""
