"""What differs between two sides, in units that can be swapped: a number with its origin, a row of evidence, an audit of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from simulator.documents import Block, Plain, enter_all, items, steps_of
from simulator.documents.names import enter
from simulator.evidence import Row
from simulator.results.difference import Differs
from simulator.study.compare.differing import REMARKS, WORDS, input_of, leaves
from simulator.study.diff.sides import Side

SHOWN = 100
SILENT = tuple(word for word in WORDS if word not in ("lineage", "schema"))
"""Blocks that only speak. A lineage names the unknowns, so another one draws others; a version may stand for a default."""
TELLING = ("note", "locator", "source_title", "place", "when", "hand", "kind")
"""Columns of a row of evidence that change no number."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is swapped whole: paths of the scenario, rows of evidence, or the folders of a user's audits."""

    kind: Literal["inputs", "evidence", "audit"]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Every difference: units in the order of the old scenario's file, evidence after; how each stands; words that differ."""

    units: tuple[Unit, ...]
    inputs: tuple[Differs, ...]
    words: tuple[str, ...]
    evidence: tuple[Differs, ...]


def changes(old: Side, new: Side) -> Changes:
    """What differs in what the two sides were asked and rest on."""
    paths, words = _paths(old.resolved, new.resolved)
    rows = tuple(_rows(old, new))
    audits = tuple(sorted(_audits(old, new)))
    told = [_of_row(row, old, new) for row in rows]
    told += [
        Differs(name, *("its files" if name in _folders(side) else None for side in (old, new)))
        for name in audits
    ]
    return Changes(
        units=(
            *(Unit("inputs", (path,)) for path in paths),
            *(Unit("evidence", (row,)) for row in rows),
            *(Unit("audit", (name,)) for name in audits),
        ),
        inputs=tuple(Differs(path, *(at(path, side.resolved) for side in (old, new))) for path in paths),
        words=words,
        evidence=tuple(told),
    )


def _paths(old: Block, new: Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paths of inputs that differ, none of them inside another, and paths of words that do."""
    one, other = (dict(leaves(each, (), each)) for each in (old, new))
    inputs: dict[str, None] = {}
    words: dict[str, None] = {}
    for path in dict.fromkeys((*one, *other)):
        if path in one and path in other and one[path] == other[path]:
            continue
        speaks = path.split(".")[0] in SILENT or path.rsplit(".", 1)[-1] in REMARKS
        (words if speaks else inputs)[path if speaks else _whole(input_of(path), old, new)] = None
    if _stages(old) != _stages(new):
        inputs["pathway"] = None
    outer = [path for path in inputs if not any(path.startswith(f"{each}.") for each in inputs)]
    return tuple(outer), tuple(words)


def _whole(path: str, old: Block, new: Block) -> str:
    """The outermost block on the way to a path that one side does not have: it comes or goes whole."""
    parts = path.split(".")
    ways = [".".join(parts[:length]) for length in range(1, len(parts))]
    return next((way for way in ways if not (_there(way, old) and _there(way, new))), path)


def _there(path: str, resolved: Block) -> bool:
    try:
        return enter_all(resolved, steps_of(path, resolved)) is not None
    except KeyError:
        return False


def _stages(resolved: Block) -> list[Plain]:
    return [enter(stage, "stage") for stage in items(resolved.get("pathway"))]


def at(path: str, resolved: Plain) -> str | None:
    """What stands at a path, in one line; None where nothing does."""
    try:
        value = enter_all(resolved, steps_of(path, resolved))
    except KeyError:
        return None
    return None if value is None else one_line(_silent(value))


def _silent(value: Plain) -> Plain:
    """A value without the words that go with it."""
    if isinstance(value, dict):
        kept = {key: _silent(each) for key, each in value.items() if key not in REMARKS}
        return kept["value"] if kept.keys() == {"value"} else kept
    return [_silent(each) for each in value] if isinstance(value, list) else value


def one_line(value: Plain) -> str:
    """A value as a file could say it, cut where it is long."""
    text = value if isinstance(value, str) else _flow(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _flow(value: Plain) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rows(old: Side, new: Side) -> Iterator[str]:
    """Rows of the library that say another number, or that a set both sides use has on one side only."""
    own = {name.split("/")[-2] for side in (old, new) for name in side.own}
    shared = _sets(old) & _sets(new)
    for row in sorted({*old.rows, *new.rows}):
        one, other = old.rows.get(row), new.rows.get(row)
        if row.split("/")[0] in own:
            continue
        if one is not None and other is not None:
            if numbers(one) != numbers(other):
                yield row
        elif _set(one or other) in shared:
            yield row


def _sets(side: Side) -> set[str]:
    """The sets of rows that a scenario takes whole, by name."""
    written = json.dumps(side.resolved)
    return {name for row in side.rows.values() if (name := _set(row)) and f'"{name}"' in written}


def _set(row: Row | None) -> str:
    return f"{row.source}/{row.set}" if row is not None and row.set else ""


def numbers(row: Row) -> dict[str, str | float]:
    """What of a row may change a number: every column that is filled in and does not only tell."""
    return {
        key: value for key, value in asdict(row).items() if key not in TELLING and value not in (None, "")
    }


def _of_row(row: str, old: Side, new: Side) -> Differs:
    one, other = old.rows.get(row), new.rows.get(row)
    if one is None or other is None:
        return Differs(row, None if one is None else "in its set", None if other is None else "in its set")
    before, after = numbers(one), numbers(other)
    keys = [key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)]
    return Differs(row, *(one_line({key: each.get(key) for key in keys}) for each in (before, after)))


def _folders(side: Side) -> set[str]:
    return {name.rsplit("/", 1)[0] for name in side.own}


def _audits(old: Side, new: Side) -> Iterator[str]:
    for folder in _folders(old) | _folders(new):
        one, other = (
            {n: raw for n, raw in side.own.items() if n.startswith(f"{folder}/")} for side in (old, new)
        )
        if one != other:
            yield folder
