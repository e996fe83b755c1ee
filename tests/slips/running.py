"""Choosing slips and judging them: so many of each kind, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.slips.bases import Base, bases
from tests.slips.catalogue import kinds
from tests.slips.judging import Judged, judge
from tests.slips.kinds import Kind, Slip

IN_CI, IN_DEEP = 60, 800
"""At most so many slips of a kind, chosen evenly among all that the shipped files allow."""


@dataclass(frozen=True, slots=True)
class Made:
    """A slip of a kind in a file."""

    kind: Kind
    base: Base
    slip: Slip

    def __str__(self) -> str:
        return f"{self.kind.name} · {self.base.name} · {self.slip.change}"


def made(kind: Kind) -> list[Made]:
    """Every slip of a kind, in all files."""
    return [Made(kind, base, slip) for base in bases() for slip in kind.make(base)]


def chosen(most: int) -> Iterator[Made]:
    """At most so many slips of every kind; a larger choice holds the smaller one."""
    for kind in kinds().values():
        every = made(kind)
        random.Random(kind.name).shuffle(every)
        yield from every[:most]


def judged(most: int, desk: Path) -> Iterator[tuple[Made, Judged]]:
    """The chosen slips with their verdicts; a desk is a folder of each base's own."""
    for i, each in enumerate(chosen(most)):
        place = desk / str(i % 2)
        place.mkdir(exist_ok=True)
        yield each, judge(each.slip, each.base, place)
