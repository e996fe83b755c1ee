"""What became of a slip: told at its place, told elsewhere, or silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from simulator.documents import Fault, Faults
from simulator.scenario import load
from simulator.study.board.limit_files import read_limits
from tests.slips.bases import Base, known_groups
from tests.slips.kinds import PLAN, Slip

Verdict = Literal["told", "elsewhere", "silent"]
BELOW = r"(?![\w/-])"
"""What may not follow a place: `gallery.persons` is not named by `gallery.persons_met`, but by `gallery.persons.value`."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A slip's verdict, and what was said that the file without the slip does not say."""

    verdict: Verdict
    said: tuple[Fault, ...]


def judge(slip: Slip, base: Base, desk: Path) -> Judged:
    """Make a slip at a desk (an empty folder, used again and again) and see what is said."""
    files = {
        PLAN: slip.text() if slip.text is not None else base.page.text,
        **(slip.more() if slip.more else {}),
    }
    said = new(said_of(files, base.form == "limits", desk, slip.settings), base)
    if not slip.remarked:
        said = tuple(fault for fault in said if not fault.remark)
    if not said:
        return Judged("silent", ())
    return Judged("told" if any(names(fault, slip.places) for fault in said) else "elsewhere", said)


def new(said: Iterable[Fault], base: Base) -> tuple[Fault, ...]:
    """What the shipped file does not say by itself."""
    known = {(fault.path, fault.rule) for fault in before(base)}
    return tuple(fault for fault in said if (fault.path, fault.rule) not in known)


@cache
def before(base: Base) -> tuple[Fault, ...]:
    """The warnings of the shipped file itself."""
    return () if base.form == "limits" else base.loaded.warnings


def said_of(
    files: Mapping[str, str], limits: bool, desk: Path, settings: Mapping[str, str]
) -> tuple[Fault, ...]:
    """Every fault and warning of a scenario, or of a file of limits, written at a desk."""
    plan = write(files, desk)
    try:
        return _said_of_limits(plan) if limits else load(str(plan), settings).warnings
    except Faults as found:
        return found.faults


def write(files: Mapping[str, str], desk: Path) -> Path:
    """Lay files on a desk, over what lay there; the place of the scenario or the limits among them."""
    for name, text in files.items():
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_text(text, encoding="utf-8")
    return desk / PLAN


def _said_of_limits(path: Path) -> tuple[Fault, ...]:
    """A group is known only beside the proposals it is held to; these are all shipped ones."""
    limits = read_limits(path)
    return (*limits.warnings, *limits.unknown_groups(known_groups()))


def names(fault: Fault, places: Iterable[str]) -> bool:
    """Whether a message names one of these places, or something below it."""
    return any(_names(fault, place) for place in places)


def _names(fault: Fault, place: str) -> bool:
    file, _, rest = place.partition(":")
    if rest or file == "rates.csv":
        line, _, column = rest.partition(":")
        here = fault.file.endswith(file) and (not line or line == str(fault.line))
        return here and (not column or column == fault.path)
    if fault.path == place or fault.path.startswith(f"{place}."):
        return True
    setting = fault.file if fault.file.startswith("--set ") else ""
    text = f"{setting} {fault.path} {fault.rule} {fault.hint}"
    return re.search(rf"(?<![\w./-]){re.escape(place)}{BELOW}", text) is not None
