"""Choosing slips and judging them: so many of each kind, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.slips.bases import Base, bases
from tests.slips.judging import Judged, judge
from tests.slips.kinds import Kind, Slip

IN_CI, IN_DEEP = 26, 320
"""At most so many slips of a kind, chosen evenly among all that the shipped files allow."""


@dataclass(frozen=True, slots=True)
class Made:
    """A slip of a kind in a file."""

    kind: Kind
    base: Base
    slip: Slip

    @property
    def file(self) -> str:
        """The file it is in: the scenario, the limits, or an audit beside a scenario."""
        audit, table, _ = self.slip.change.partition("/rates.csv")
        return f"{self.base.name} {audit if table else ''}"

    def __str__(self) -> str:
        return f"{self.kind.name} · {self.base.name} · {self.slip.change}"


def made(kind: Kind) -> list[Made]:
    """Every slip (or edit) of a kind, in all files."""
    return [Made(kind, base, slip) for base in bases() for slip in kind.make(base)]


def first(kind: Kind, every: Sequence[Made], most: int) -> list[Made]:
    """At most so many of a kind's, the same ones every time; a larger choice holds the smaller one.

    They come from all files in turn, so that no file is left out for having few of them.
    """
    order = list(every)
    random.Random(kind.name).shuffle(order)
    files: dict[str, int] = {}
    turns = []
    for each in order:
        file = each.file
        files[file] = files.get(file, 0) + 1
        turns.append((files[file], each))
    return [each for _, each in sorted(turns, key=lambda turn: turn[0])[:most]]


def judged(slips: Iterable[Made], desk: Path) -> Iterator[tuple[Made, Judged]]:
    """Slips with their verdicts, each made at a desk."""
    for each in slips:
        yield each, judge(each.slip, each.base, desk)
