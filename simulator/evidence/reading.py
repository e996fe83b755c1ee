"""Reading a source's folder and a crosswalk's file into values, with every fault in one pass."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.documents import (
    Block,
    Document,
    Fault,
    Faults,
    Plain,
    did_you_mean,
    items,
    load,
    mapping,
    shown,
    version_rule,
)
from simulator.evidence.records import Carry, Crosswalk, Row, Source, in_sets
from simulator.evidence.table_files import ID, LARGEST_BYTES, Cells, read_table
from simulator.evidence.vocabulary import COLUMNS, HANDS, KINDS, LABELS, NO_ADDRESS, NUMBERS

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
OPTIONAL = ("seen_at", "sums_of")
OPTIONAL_LISTS = ("sums",)
VERSION = "schema"
COPIED = tuple(c for c in COLUMNS if c not in (*NUMBERS, "threshold", "hand"))

OWN = "own"
"""The value of `crosswalk` for a source whose own folder holds `crosswalk.yaml`."""

CrosswalkOf = Callable[[str], Crosswalk | None]
Labels = Mapping[str, Sequence[str]]
Broken = tuple[str, str, str]


def read_source(
    folder: Path, named: str, crosswalk_of: CrosswalkOf, labels: Labels = LABELS
) -> tuple[Source | None, list[Fault]]:
    """Read one source.

    Args:
        named: what faults call the folder.
        crosswalk_of: finds a crosswalk of the library, None if unknown.
        labels: the labels, by axis, that the source's own crosswalk may lead to.

    Returns:
        The source, or None together with every fault found in its files.
    """
    document, faults = _document(folder / "source.yaml", f"{named}/source.yaml")
    data: Block = {} if document is None else document.keyed
    own: Crosswalk | None = None
    if data.get("crosswalk") == OWN:
        own, found = read_crosswalk(
            folder / "crosswalk.yaml", f"{named}/crosswalk.yaml", labels, folder.name, crosswalk_of
        )
        faults += found
    if document is not None:
        for key, rule, hint in (*_key_rules(data), *_value_rules(data, folder.name, crosswalk_of)):
            faults.append(document.fault((key,), data.get(key, ""), rule, hint, at_key=key in data))
    lines, found = _lines(folder / "rates.csv", f"{named}/rates.csv")
    faults += found
    crosswalk = own or crosswalk_of(str(data.get("crosswalk", "")))
    if crosswalk is not None:
        faults += _check_labels(lines, crosswalk)
    return (None, faults) if faults else (_source_of(data, lines, own), [])


def _document(path: Path, named: str) -> tuple[Document | None, list[Fault]]:
    """A YAML mapping, or None; and its faults, some of which leave it readable."""
    slips: list[Fault] = []
    try:
        document = load(path, named, slips)
    except Faults as found:
        return None, [*slips, *found.faults]
    if isinstance(document.data, dict):
        return document, slips
    rule = "must be a mapping of keys to values"
    return None, [*slips, document.fault((), document.data, rule, "start with `id: …`")]


def _lines(path: Path, named: str) -> tuple[list[Cells], list[Fault]]:
    """The table's lines and faults; a file that cannot be read is one fault."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            rule = f"is larger than {LARGEST_BYTES:,} bytes"
            return [], [Fault(named, 0, 0, "", "", rule, "split it into several sources")]
        return read_table(path.read_bytes().decode("utf-8-sig"), named)
    except UnicodeDecodeError as error:
        rule = f"is not UTF-8 at byte {error.start}"
        hint = "save it as UTF-8 (in a spreadsheet: CSV UTF-8)"
        return [], [Fault(named, 0, 0, "", "", rule, hint)]
    except OSError as error:
        rule = f"cannot be read: {error.strerror or error}"
        return [], [Fault(named, 0, 0, "", "", rule, "a source is a folder with source.yaml and rates.csv")]


def _key_rules(data: Block) -> Iterator[Broken]:
    """The broken rules of a source's keys, as (key, rule, way out)."""
    known = (VERSION, *TEXTS, *LISTS, *OPTIONAL, *OPTIONAL_LISTS)
    for key in data:
        if key not in known:
            yield key, "is not a key of a source", did_you_mean(key, known) or f"use {', '.join(known)}"
    if VERSION in data and (broken := version_rule(data[VERSION])):
        yield VERSION, *broken
    for key in TEXTS:
        if not _is_text(data.get(key)):
            yield key, "is required and must be text", _as_text(key, data.get(key))
    for key in OPTIONAL:
        if key in data and not _is_text(data[key]):
            yield key, "must be text", _as_text(key, data[key])
    for key in (*LISTS, *(each for each in OPTIONAL_LISTS if each in data)):
        if not _is_list_of_text(data.get(key)):
            yield key, "is required and must be a list of sentences", _as_list(key, data.get(key))


def _as_text(key: str, value: Plain) -> str:
    """How a text is written that is none."""
    if isinstance(value, list) and value and _is_text(value[0]):
        return f"write `{key}: {shown(value[0])}` without brackets"
    if isinstance(value, bool):
        return f'put it in quotes: `{key}: "{shown(value)}"`'
    return f"write `{key}: …`; say `not stated` if it is not"


def _as_list(key: str, value: Plain) -> str:
    """How a list of sentences is written that is none."""
    if isinstance(value, list):
        return "put each sentence in quotes: a colon or a # in it means something else"
    return f'write `{key}: ["{shown(value)}"]`' if _is_text(value) else f"write `{key}: []` if there are none"


def _value_rules(data: Block, folder: str, crosswalk_of: CrosswalkOf) -> Iterator[Broken]:
    """The broken rules of a source's values that are texts, as (key, rule, way out)."""
    if "id" in data and (data["id"] != folder or not ID.match(folder)):
        yield (
            "id",
            f"must be the folder's name, {folder}, in lower-case letters, digits and hyphens",
            "rename",
        )
    text = {key: value for key, value in data.items() if isinstance(value, str)}
    for key, known in (("kind", KINDS), ("hand", HANDS)):
        if key in text and text[key] not in known:
            yield key, f"must be one of {', '.join(known)}", did_you_mean(text[key], known)
    if text.get("hand") == "second" and not data.get("seen_at"):
        yield "seen_at", "is required where the figures are at second hand", "say where they were seen"
    if "url" in text and text["url"] != NO_ADDRESS and not text["url"].startswith(("https://", "http://")):
        way_out = f"start it with https://, or write {NO_ADDRESS} where there is none"
        yield "url", "must be a web address", way_out
    walk = text.get("crosswalk", OWN)
    if walk != OWN and crosswalk_of(walk) is None:
        hint = "use `our-labels`, one of docs/evidence.md, or `own` with a crosswalk.yaml beside it"
        yield "crosswalk", "is not a crosswalk of the library", hint


def _is_text(value: Plain) -> bool:
    """Text, or a number that reads as text (a year)."""
    return isinstance(value, str | int | float) and not isinstance(value, bool) and bool(str(value).strip())


def _is_list_of_text(value: Plain) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _check_labels(lines: Sequence[Cells], crosswalk: Crosswalk) -> Iterator[Fault]:
    known = {axis: set(crosswalk.labels(axis)) for axis in LABELS}
    for cells in lines:
        for column in ("sex", "race", "sex_gallery", "race_gallery"):
            label = cells.text[column]
            axis = column.removesuffix("_gallery")
            if label and label not in known[axis]:
                rule = f"is not a label of the crosswalk {crosswalk.id}"
                hint = did_you_mean(label, sorted(known[axis])) or "add it there with a note, or correct it"
                yield cells.fault(column, rule, hint)


def _source_of(data: Block, lines: Sequence[Cells], own: Crosswalk | None) -> Source:
    texts: dict[str, Any] = {key: " ".join(str(data.get(key, "")).split()) for key in (*TEXTS, *OPTIONAL)}
    rows = tuple(_row_of(texts, cells) for cells in lines)
    if own is not None:
        texts["crosswalk"] = own.id
    lists: dict[str, Any] = {
        key: tuple(" ".join(str(item).split()) for item in items(data.get(key)))
        for key in (*LISTS, *OPTIONAL_LISTS)
    }
    return Source(**texts, **lists, rows=rows, sets=in_sets(rows), own_crosswalk=own)


def _row_of(source: Mapping[str, str], cells: Cells) -> Row:
    threshold, words = _threshold(cells.text["threshold"])
    copied: dict[str, Any] = {name: cells.text[name] for name in COPIED}
    numbers: dict[str, Any] = cells.numbers
    return Row(
        source=source["id"],
        kind=source["kind"],
        hand=cells.text["hand"] or source["hand"],
        source_title=source["title"],
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
    path: Path,
    named: str,
    labels: Labels = LABELS,
    name: str | None = None,
    crosswalk_of: CrosswalkOf | None = None,
) -> tuple[Crosswalk | None, list[Fault]]:
    """Read one crosswalk, whose id must be `name` (the file's name where None).

    Args:
        labels: the labels it may lead to, by axis.
        crosswalk_of: finds a crosswalk that it may extend; where None it may extend none.

    Returns:
        The crosswalk, or None and every fault.
    """
    document, faults = _document(path, named)
    if document is None:
        return None, faults
    data = document.keyed
    base = crosswalk_of(str(data["extends"])) if crosswalk_of is not None and "extends" in data else None
    faults += _check_crosswalk(document, name or path.stem, labels, base)
    if faults:
        return None, faults
    entries = {(each.axis, each.label): each for each in (base.entries if base is not None else ())}
    entries |= {
        (axis, label): _carried(axis, label, mapping(entry))
        for axis in labels
        for label, entry in mapping(data.get(axis)).items()
    }
    title = " ".join(str(data.get("title") or f"{base.title if base else ''}, extended").split())
    return Crosswalk(name or path.stem, title, tuple(entries.values())), []


def _carried(axis: str, label: str, entry: Block) -> Carry:
    """One entry of a crosswalk that was checked."""
    to = None if entry.get("to") is None else str(entry["to"])
    return Carry(axis, label, to, entry.get("proxy_only") is True, " ".join(str(entry["note"]).split()))


def _check_crosswalk(
    document: Document, name: str, labels: Labels, base: Crosswalk | None
) -> Iterator[Fault]:
    """What is wrong with a crosswalk; one that extends another needs neither an id nor a title of its own."""
    data = document.keyed
    for key, value in data.items():
        if key not in (VERSION, "id", "title", "extends", *labels):
            hint = f"use id, title, extends, {', '.join(labels)}"
            yield document.fault((key,), value, "is not a key of a crosswalk", hint, at_key=True)
    if VERSION in data and (broken := version_rule(data[VERSION])):
        yield document.fault((VERSION,), data[VERSION], *broken)
    if "extends" in data and base is None:
        hint = "name a shipped one (docs/evidence.md, Crosswalks), in the crosswalk of an audit of your own"
        yield document.fault(("extends",), data["extends"], "is not a crosswalk that can be extended", hint)
    if ("id" in data or base is None) and data.get("id") != name:
        yield document.fault(("id",), data.get("id", ""), f"must be {name}", "rename one of them")
    if ("title" in data or base is None) and (not isinstance(data.get("title"), str) or not data["title"]):
        yield document.fault(("title",), "", "is required and must be text", "say whose labels these are")
    for axis, allowed in labels.items():
        entries = data.get(axis, {})
        if not isinstance(entries, dict):
            hint = "write `label: {to: …, note: …}`"
            yield document.fault((axis,), entries, "must be a mapping of labels", hint)
            continue
        for label, entry in entries.items():
            for value, rule, hint in _entry_rules(entry, allowed):
                yield document.fault((axis, label), value, rule, hint, at_key=True)


def _entry_rules(entry: Plain, allowed: Sequence[str]) -> Iterator[Broken]:
    """The broken rules of one entry, as (value, rule, way out)."""
    if not isinstance(entry, dict):
        yield str(entry), "must be a mapping", "write `{to: …, note: …}` or `{left_out: true, note: …}`"
        return
    for key in entry:
        if key not in ("to", "left_out", "proxy_only", "note"):
            yield key, "is not a key of an entry", "use to, left_out, proxy_only, note"
    if ("to" in entry) == (entry.get("left_out") is True):
        hint = "give `to` one of our labels, or `left_out: true` with a note that says why"
        yield "", "leads nowhere", hint
    elif "to" in entry and entry["to"] not in allowed:
        hint = did_you_mean(str(entry["to"]), allowed) or f"use one of {', '.join(allowed)}"
        yield str(entry["to"]), "leads nowhere: it is none of our labels", hint
    if not isinstance(entry.get("note"), str) or not entry["note"]:
        yield "", "needs a note", "say what does not carry over"
    if not isinstance(entry.get("proxy_only", False), bool):
        yield str(entry["proxy_only"]), "must be true or false", "correct it"
