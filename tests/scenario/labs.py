"""Scenarios with an audit of their own beside them, written for a test: the template, changed in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from simulator.documents import Fault, Faults
from simulator.scenario import Loaded, load
from simulator.scenario.template import template

COLUMNS = (
    "row", "set", "metric", "vendor", "algorithm", "sex", "race", "age", "sex_gallery", "race_gallery", "threshold", "gallery_size", "value",
    "unit", "numerator", "denominator", "lo", "hi", "place", "when", "locator", "note",
)  # fmt: skip
SOURCE = """\
id: lab
title: A. Analyst. An invented test, 2026
url: https://example.org/test
date: 2026-05
licence: ours
kind: {kind}
measured: invented
groups_coded: self-described
thresholds: one
trials: 2,000 a group
limits: [invented]
hand: first
known_discrepancies: []
crosswalk: {crosswalk}
"""
CROSSWALK = """\
id: lab
title: our own labels
sex: {female: {to: female, note: n}, male: {to: male, note: n}}
race:
  east-asian: {to: asian, note: n}
  south-asian: {to: asian, note: n}
  black: {to: black, note: n}
  white: {to: white, note: n}
"""
Line = Mapping[str, Any]


def line(row: str, metric: str, unit: str, **cells: Any) -> Line:
    """One line of a table."""
    return {"row": row, "metric": metric, "unit": unit, "locator": "Table 1", **cells}


def groups(counts: Mapping[str, int], trials: int = 2000, **cells: Any) -> list[Line]:
    """An FPIR of each group `female/black`, in the set `by-group`."""
    same = {"set": "by-group", "gallery_size": 10000, "denominator": trials, **cells}
    return [
        line(group.replace("/", "-"), "fpir", "rate", sex=group.split("/")[0], race=group.split("/")[1], numerator=x, **same)
        for group, x in counts.items()
    ]  # fmt: skip


def plan(
    folder: Path,
    text: str,
    lines: Iterable[Line] = (),
    kind: str = "identification",
    crosswalk: str = "our-labels",
) -> Path:
    """A scenario that extends the template (or what it says itself), with the audit `lab` beside it if it has lines."""
    (folder / "base.yaml").write_text(template(), encoding="utf-8")
    extends = "" if text.startswith("extends:") else "extends: ./base.yaml\n"
    if table := list(lines):
        lab = folder / "lab"
        lab.mkdir(exist_ok=True)
        (lab / "source.yaml").write_text(SOURCE.format(kind=kind, crosswalk=crosswalk), encoding="utf-8")
        if crosswalk == "own":
            (lab / "crosswalk.yaml").write_text(CROSSWALK, encoding="utf-8")
        cells = [",".join(str(each.get(name, "")) for name in COLUMNS) for each in table]
        (lab / "rates.csv").write_text("\n".join([",".join(COLUMNS), *cells, ""]), encoding="utf-8")
        text = f"{text}\naudits: [./lab]"
    path = folder / "plan.yaml"
    path.write_text(f"{extends}title: a test\n{text}\n", encoding="utf-8")
    return path


def said(
    folder: Path,
    text: str,
    lines: Iterable[Line] = (),
    kind: str = "exposure",
    crosswalk: str = "our-labels",
) -> list[str]:
    """Every fault, and every warning of a scenario that loads, as `path = value: rule; way out`."""
    found: Iterable[Fault]
    try:
        found = load(str(plan(folder, text, lines, kind, crosswalk))).warnings
    except Faults as faults:
        found = faults.faults
    return [str(fault).split("  ", 1)[1] for fault in found]


def loaded(folder: Path, text: str, lines: Iterable[Line] = (), crosswalk: str = "our-labels") -> Loaded:
    """The scenario, which must load."""
    return load(str(plan(folder, text, lines, "identification", crosswalk)))
