"""Reading a source's folder and a crosswalk's file into values, with every fault in one pass."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from simulator.evidence.faults import EvidenceFault
from simulator.evidence.records import Carry, Crosswalk, Row, Source
from simulator.evidence.tables import ID, LARGEST_BYTES, Cells, read_table
from simulator.evidence.vocabulary import COLUMNS, HANDS, KINDS, LABELS, NUMBERS
from simulator.evidence.yaml_tree import Tree, read_text, read_tree

TEXTS = (
    "id",
    "title",
    "url",
    "date",
    "licence",
    "kind",
    "measured",
    "groups_coded",
    "thresholds",
    "trials",
    "hand",
    "crosswalk",
)
LISTS = ("limits", "known_discrepancies")
OPTIONAL = ("seen_at",)
COPIED = tuple(c for c in COLUMNS if c not in (*NUMBERS, "threshold", "hand"))

CrosswalkOf = Callable[[str], Crosswalk | None]


def read_source(
    folder: Path, shown: str, crosswalk_of: CrosswalkOf
) -> tuple[Source | None, list[EvidenceFault]]:
    """Read one source. `shown` names the folder in faults; `crosswalk_of` finds a crosswalk, None if unknown.

    Returns the source, or None together with every fault found in `source.yaml` and `rates.csv`.
    """
    named = f"{shown}/source.yaml"
    tree = read_tree(folder / "source.yaml", named)
    faults = list(tree.faults) or list(_check_source(tree, named, folder.name, crosswalk_of))
    table = f"{shown}/rates.csv"
    text, found = read_text(folder / "rates.csv", table, LARGEST_BYTES)
    faults += found
    lines: list[Cells] = []
    if text is not None:
        lines, found = read_table(text, table)
        faults += found
    crosswalk = crosswalk_of(str(tree.data.get("crosswalk", "")))
    if crosswalk is not None:
        faults += _check_labels(lines, table, crosswalk)
    if faults:
        return None, faults
    return _source_of(tree.data, lines), []


Broken = tuple[str, str, str]


def _check_source(tree: Tree, shown: str, folder: str, crosswalk_of: CrosswalkOf) -> Iterator[EvidenceFault]:
    data = tree.data
    broken = (*_key_rules(data), *_value_rules(data, folder, crosswalk_of))
    for key, rule, way_out in broken:
        value = data.get(key, "")
        text = value if isinstance(value, str) else "…"
        yield EvidenceFault(shown, tree.lines.get(key, 1), key, text, rule, way_out)


def _key_rules(data: Mapping[str, Any]) -> Iterator[Broken]:
    """The broken rules of a source's keys, as (key, rule, way out)."""
    known = (*TEXTS, *LISTS, *OPTIONAL)
    for key in data:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            way_out = f"did you mean {near[0]}?" if near else f"use {', '.join(known)}"
            yield (key, "is not a key of a source", way_out)
    for key in TEXTS:
        if not isinstance(data.get(key), str) or not str(data[key]).strip():
            yield (key, "is required and must be text", f"write `{key}: …`; say `not stated` if it is not")
    for key in LISTS:
        if not _is_list_of_text(data.get(key)):
            yield (key, "is required and must be a list of sentences", f"write `{key}: []` if there are none")


def _value_rules(data: Mapping[str, Any], folder: str, crosswalk_of: CrosswalkOf) -> Iterator[Broken]:
    """The broken rules of a source's values, as (key, rule, way out)."""
    if isinstance(data.get("id"), str) and (data["id"] != folder or not ID.match(data["id"])):
        yield ("id", f"must be the folder's name, {folder}", "rename one of them")
    if data.get("kind") not in KINDS:
        yield ("kind", f"must be one of {', '.join(KINDS)}", "correct it")
    if data.get("hand") not in HANDS:
        yield ("hand", f"must be one of {', '.join(HANDS)}", "correct it")
    elif data["hand"] == "second" and not data.get("seen_at"):
        yield ("seen_at", "is required where the figures are at second hand", "say where they were seen")
    url = data.get("url")
    if isinstance(url, str) and not url.startswith(("https://", "http://")):
        yield ("url", "must be a web address", "start it with https://")
    if isinstance(data.get("crosswalk"), str) and crosswalk_of(data["crosswalk"]) is None:
        yield (
            "crosswalk",
            "is not a crosswalk of the library",
            "use `our-labels` or one in docs/evidence.md",
        )


def _is_list_of_text(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _check_labels(lines: Sequence[Cells], shown: str, crosswalk: Crosswalk) -> Iterator[EvidenceFault]:
    known = {axis: set(crosswalk.labels(axis)) for axis in LABELS}
    for cells in lines:
        for column in ("sex", "race", "sex_gallery", "race_gallery"):
            label = cells.text[column]
            axis = column.removesuffix("_gallery")
            if label and label not in known[axis]:
                near = difflib.get_close_matches(label, sorted(known[axis]), 1)
                way_out = f"did you mean {near[0]}?" if near else "add it there with a note, or correct it"
                rule = f"is not a label of the crosswalk {crosswalk.id}"
                yield EvidenceFault(shown, cells.line, column, label, rule, way_out)


def _source_of(data: Mapping[str, Any], lines: Sequence[Cells]) -> Source:
    rows = tuple(_row_of(data, cells) for cells in lines)
    sets: dict[str, list[Row]] = {}
    for row in rows:
        if row.set:
            sets.setdefault(row.set, []).append(row)
    texts: dict[str, Any] = {key: " ".join(str(data.get(key, "")).split()) for key in (*TEXTS, *OPTIONAL)}
    lists: dict[str, Any] = {key: tuple(" ".join(item.split()) for item in data[key]) for key in LISTS}
    frozen = MappingProxyType({name: tuple(members) for name, members in sets.items()})
    return Source(**texts, **lists, rows=rows, sets=frozen)


def _row_of(data: Mapping[str, Any], cells: Cells) -> Row:
    threshold, words = _threshold(cells.text["threshold"])
    copied: dict[str, Any] = {name: cells.text[name] for name in COPIED}
    numbers: dict[str, Any] = cells.numbers
    return Row(
        source=str(data["id"]),
        kind=str(data["kind"]),
        hand=cells.text["hand"] or str(data["hand"]),
        source_title=" ".join(str(data["title"]).split()),
        threshold=threshold,
        threshold_words=words,
        **copied,
        **numbers,
    )


def _threshold(text: str) -> tuple[float | None, str]:
    """A numeric threshold, or the words that say how it was set."""
    try:
        number = float(text) if text else None
    except ValueError:
        return None, text
    return (number, "") if number is None or math.isfinite(number) else (None, text)


def read_crosswalk(
    path: Path, shown: str, labels: Mapping[str, Sequence[str]] = LABELS
) -> tuple[Crosswalk | None, list[EvidenceFault]]:
    """Read one crosswalk; `labels` are the labels it may lead to, by axis. Returns it, or None and every fault."""
    tree = read_tree(path, shown)
    faults = list(tree.faults) or list(_check_crosswalk(tree, shown, path.stem, labels))
    if faults:
        return None, faults
    entries = tuple(
        Carry(
            axis, label, entry.get("to"), entry.get("proxy_only") == "true", " ".join(entry["note"].split())
        )
        for axis in labels
        for label, entry in tree.data.get(axis, {}).items()
    )
    return Crosswalk(tree.data["id"], " ".join(tree.data["title"].split()), entries), []


def _check_crosswalk(
    tree: Tree, shown: str, stem: str, labels: Mapping[str, Sequence[str]]
) -> Iterator[EvidenceFault]:
    data = tree.data

    def fault(path: str, value: str, rule: str, way_out: str) -> EvidenceFault:
        return EvidenceFault(shown, tree.lines.get(path, 1), path, value, rule, way_out)

    for key in data:
        if key not in ("id", "title", *labels):
            yield fault(key, key, "is not a key of a crosswalk", f"use id, title, {', '.join(labels)}")
    if data.get("id") != stem:
        yield fault("id", str(data.get("id", "")), f"must be the file's name, {stem}", "rename one of them")
    if not isinstance(data.get("title"), str) or not data["title"]:
        yield fault("title", "", "is required and must be text", "say whose labels these are")
    for axis, allowed in labels.items():
        entries = data.get(axis, {})
        if not isinstance(entries, dict):
            yield fault(axis, "", "must be a mapping of labels", "write `label: {to: …, note: …}`")
            continue
        for label, entry in entries.items():
            path = f"{axis}.{label}"
            for value, rule, way_out in _entry_rules(entry, allowed):
                yield fault(path, value, rule, way_out)


def _entry_rules(entry: Any, allowed: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The broken rules of one entry, as (value, rule, way out)."""
    if not isinstance(entry, dict):
        yield str(entry), "must be a mapping", "write `{to: …, note: …}` or `{left_out: yes, note: …}`"
        return
    for key in entry:
        if key not in ("to", "left_out", "proxy_only", "note"):
            yield key, "is not a key of an entry", "use to, left_out, proxy_only, note"
    if ("to" in entry) == ("left_out" in entry):
        yield (
            "",
            "leads nowhere",
            "give `to` one of our labels, or `left_out: true` with a note that says why",
        )
    elif "to" in entry and entry["to"] not in allowed:
        near = difflib.get_close_matches(str(entry["to"]), allowed, 1)
        way_out = f"did you mean {near[0]}?" if near else f"use one of {', '.join(allowed)}"
        yield str(entry["to"]), "leads nowhere: it is none of our labels", way_out
    if not isinstance(entry.get("note"), str) or not entry["note"]:
        yield "", "needs a note", "say what does not carry over"
    if entry.get("proxy_only", "true") not in ("true", "false"):
        yield str(entry["proxy_only"]), "must be true or false", "correct it"
