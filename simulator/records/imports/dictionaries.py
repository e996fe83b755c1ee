"""A dictionary of codes that an analyst gives: what each value means, and where that was found."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from simulator.documents import Fault, Faults, did_you_mean
from simulator.records.imports.layout import NOT_RECORDED, PERSON, Meaning
from simulator.records.imports.layouts.plain import slug

COLUMNS = ("axis", "value", "label", "source")
AXES = ("race", "sex", "kind", "age", "area")


def read_dictionary(path: Path) -> dict[tuple[str, str], Meaning]:
    """Meanings by (axis, value in lower case). The label `not recorded` stands for unknown; of a kind, `person` is one stopped.

    Raises:
        Faults: every line that is wrong; `missing` where there is no such file.
    """
    named = path.as_posix()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Faults([Fault(named, 0, 0, "", "", "there is no such file", "")], missing=True) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Faults([Fault(named, 0, 0, "", "", f"cannot be read: {error}", "save it as UTF-8")]) from None
    rows = list(csv.DictReader(text.splitlines()))
    header = list(rows[0]) if rows else text.split("\n")[0].split(",")
    if missing := [name for name in COLUMNS if name not in header]:
        raise Faults(
            [
                Fault(
                    named,
                    1,
                    1,
                    "",
                    "",
                    f"has no column {', '.join(missing)}",
                    f"its columns are {', '.join(COLUMNS)}",
                )
            ]
        )
    found: dict[tuple[str, str], Meaning] = {}
    faults: list[Fault] = []
    for line, row in enumerate(rows, start=2):
        axis, value, label, source = ((row[name] or "").strip() for name in COLUMNS)
        faults += _line_faults(named, line, axis, label, source)
        key = (axis, value.casefold())
        if key in found:
            faults.append(Fault(named, line, 2, "value", value, "stands here twice", "keep one line"))
        found[key] = Meaning(_label(label), f"by the dictionary given: {source}")
    if faults:
        raise Faults(faults)
    return found


def _line_faults(named: str, line: int, axis: str, label: str, source: str) -> list[Fault]:
    faults = []
    if axis not in AXES:
        hint = did_you_mean(axis, AXES) or f"use {', '.join(AXES)}"
        faults.append(Fault(named, line, 1, "axis", axis, "is no axis of a dictionary", hint))
    if not label:
        faults.append(
            Fault(named, line, 3, "label", "", "is empty", "say what the value means, or `not recorded`")
        )
    if not source:
        rule, hint = "is empty, and no code is decoded without its source", "say where its meaning was found"
        faults.append(Fault(named, line, 4, "source", "", rule, hint))
    return faults


def _label(text: str) -> str:
    label = slug(text)
    return NOT_RECORDED if label in ("not-recorded", "unknown", "missing") else label


def read_recodes(given: Sequence[str]) -> dict[tuple[str, str], str]:
    """Recodes written as AXIS:FROM=TO, by (axis, label).

    Raises:
        Faults: every one that is not written so.
    """
    found: dict[tuple[str, str], str] = {}
    faults = []
    for text in given:
        axis, colon, rest = text.partition(":")
        label, equals, to = rest.partition("=")
        if not colon or not equals or axis not in AXES or not label.strip() or not to.strip():
            hint = "as in --recode race:other-or-unknown=not-recorded"
            faults.append(Fault("--recode", 0, 0, "", text, "is not AXIS:LABEL=LABEL", hint))
        found[axis, label.strip()] = to.strip() if to.strip() == PERSON else _label(to)
    if faults:
        raise Faults(faults)
    return found


def read_columns(given: Sequence[str], roles: Sequence[str]) -> dict[str, str]:
    """Columns written as ROLE=NAME, by role.

    Raises:
        Faults: every one that is not written so.
    """
    found: dict[str, str] = {}
    faults = []
    for text in given:
        role, equals, name = text.partition("=")
        if not equals or role not in roles or not name.strip():
            hint = did_you_mean(role, roles) or f"roles are {', '.join(roles)}; NAME may be none"
            faults.append(Fault("--column", 0, 0, "", text, "is not ROLE=NAME", hint))
        found[role] = name.strip()
    if faults:
        raise Faults(faults)
    return found
