"""Names and paths: what somebody probably meant, and how a place in a document is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from simulator.documents.plain import Block, Plain, mapping

Step = str | int


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`did you mean …?` for the nearest known name; empty where none is near.

    A name whose parts stand in another order (`black/female`) or in capitals is nearer than any that is spelt alike.
    """
    names = list(known)
    same = [each for each in names if _parts(each) == _parts(name)]
    matches = same or get_close_matches(name, names, n=1, cutoff=0.6)
    return f"did you mean {matches[0]}?" if matches else ""


def _parts(name: str) -> list[str]:
    return sorted(name.casefold().split("/"))


def as_id(text: str) -> str:
    """A text as an id: lower-case letters, digits and hyphens, 60 characters at most; empty where none is left."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:60]


def dotted(steps: Sequence[Step], data: Plain) -> str:
    """A place in words: `pathway.questioned.takes`. Items of a list go by their `stage`, `rule` or `name`, else their number."""
    words: list[str] = []
    for step in steps:
        words.append(_name(step, data))
        data = enter(data, step)
    return ".".join(words)


def _name(step: Step, data: Plain) -> str:
    item = enter(data, step)
    if isinstance(step, int) and isinstance(item, dict):
        for key in ("stage", "rule", "name", "label"):
            if key in item:
                name = item[key]
                return name if isinstance(name, str) else str(step)
    return str(step)


def enter(data: Plain, step: Step) -> Plain:
    """The value one step further; None where the step leads nowhere."""
    if isinstance(data, dict):
        return data.get(step) if isinstance(step, str) else None
    if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
        return data[step]
    return None


def steps_of(path: str, data: Plain) -> tuple[Step, ...]:
    """The steps of a dotted path in a document. Keys that contain dots or slashes are matched longest first.

    Raises:
        KeyError: the first part of the path that leads nowhere in a list.
    """
    steps: list[Step] = []
    parts = path.split(".")
    while parts:
        step, used = _step(parts, data)
        steps.append(step)
        data = enter(data, step)
        parts = parts[used:]
    return tuple(steps)


def _step(parts: list[str], data: Plain) -> tuple[Step, int]:
    if isinstance(data, list):
        if parts[0].isdigit() and int(parts[0]) < len(data):
            return int(parts[0]), 1
        for i in range(len(data)):
            if _name(i, data) == parts[0]:
                return i, 1
        raise KeyError(parts[0])
    for used in range(len(parts), 0, -1):
        name = ".".join(parts[:used])
        if isinstance(data, dict) and name in data:
            return name, used
    return parts[0], 1


def put(data: Plain, steps: Sequence[Step], value: Plain) -> Plain:
    """A copy of plain data with another value at a place, mappings made on the way; the data themselves stay as they were."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(data, list) and isinstance(step, int):
        return [put(item, rest, value) if i == step else item for i, item in enumerate(data)]
    inside, key = mapping(data), str(step)
    return inside | {key: put(inside.get(key), rest, value)}


def put_in(data: Block, steps: Sequence[Step], value: Plain) -> Block:
    """As `put`, below the keys of a mapping: at least one step."""
    return mapping(put(data, steps, value))


def without(data: Plain, steps: Sequence[Step]) -> Plain:
    """A copy of plain data without what stands at a place; the same where nothing does."""
    holder, last = enter_all(data, steps[:-1]), steps[-1]
    if isinstance(holder, dict):
        return put(data, steps[:-1], {key: value for key, value in holder.items() if key != last})
    if isinstance(holder, list):
        return put(data, steps[:-1], [item for i, item in enumerate(holder) if i != last])
    return data


def enter_all(data: Plain, steps: Sequence[Step]) -> Plain:
    """The value at a place; None where there is none."""
    for step in steps:
        data = enter(data, step)
    return data
