"""Searching designs: every combination of the levers' places, lived in the same draws.

Expectations come first; counts are drawn only where they can still matter. Numbers are moved in place; a combination of options
is read and compiled once. All designs share the seed, so that two of them differ by their levers and not by luck, and can
be compared draw by draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod, sqrt
from typing import TypeVar

import numpy as np

from simulator.documents import Fault, Faults
from simulator.impact.limits import SURE
from simulator.model.compiled import Compiled
from simulator.study.design.levers import Lever, grouped, magnitude, settings_of
from simulator.study.executors import Executor
from simulator.study.living import Expected, Living, Shares, Single
from simulator.study.points import Anew, Points, load_again, points_of

MOST = 3_000
"""Designs in one search."""
BATCH = 12
"""Designs a task."""
DOMINATED = 0.95
"""A design leaves the front if another is no worse in both respects, and better in one, in so many of the paired draws."""
PAIRED = 1_000
"""Draws in which designs are held against one another: the share of 95 in 100 is then known to 0.7 of 100."""

Design = tuple[int, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """Designs that differ by numbers only.

    settings: what they share. numbers: what each sets beside. ends: all numbers at their nearest, and at their farthest places.
    """

    reference: str
    digests: dict[str, str]
    settings: dict[str, str]
    numbers: Sequence[dict[str, str]]
    ends: tuple[dict[str, str], dict[str, str]]
    asked: Living


@dataclass(frozen=True)
class Search:
    """One scenario, its levers, and what is asked of its designs."""

    reference: str
    overrides: Mapping[str, str]
    digests: dict[str, str]
    levers: tuple[Lever, ...]
    asked: Living
    executor: Executor

    def expected(
        self, designs: Sequence[Design], progress: Callable[[float], None]
    ) -> tuple[dict[Design, Expected], dict[Design, str]]:
        """What is expected of designs; and of those that cannot be run, the rule that their scenario breaks."""
        found: dict[Design, Expected] = {}
        impossible: dict[Design, str] = {}
        for design, answer in self._lived(expect, designs, progress):
            if isinstance(answer, str):
                impossible[design] = answer
            else:
                found[design] = answer
        return found, impossible

    def shares(self, designs: Sequence[Design], progress: Callable[[float], None]) -> dict[Design, Shares]:
        """How often the rules are kept by designs that can be run."""
        return {
            design: answer
            for design, answer in self._lived(count, designs, progress)
            if not isinstance(answer, str)
        }

    def _lived(
        self,
        live: Callable[[Batch], list[T | str]],
        designs: Sequence[Design],
        progress: Callable[[float], None],
    ) -> list[tuple[Design, T | str]]:
        batches = [
            (alike[start : start + BATCH], self._batch(alike[start : start + BATCH]))
            for alike in grouped(designs, self.levers).values()
            for start in range(0, len(alike), BATCH)
        ]
        answers: list[tuple[Design, T | str]] = []
        done = self.executor.map(live, [batch for _, batch in batches])
        for (part, _), answer in zip(batches, done, strict=True):
            answers += zip(part, answer, strict=True)
            progress(len(answers) / max(len(designs), 1))
        return answers

    def _batch(self, part: Sequence[Design]) -> Batch:
        moved = [bool(at and lever.places[at].number) for at, lever in zip(part[0], self.levers, strict=True)]
        fixed, numbers = (
            [lever for lever, is_moved in zip(self.levers, moved, strict=True) if is_moved is which]
            for which in (False, True)
        )

        def chosen(design: Design, which: bool) -> list[int]:
            return [at for at, is_moved in zip(design, moved, strict=True) if is_moved is which]

        return Batch(
            self.reference,
            self.digests,
            dict(self.overrides) | settings_of(chosen(part[0], False), fixed),
            [settings_of(chosen(design, True), numbers) for design in part],
            (
                settings_of([1 for _ in numbers], numbers),
                settings_of([len(lever.places) - 1 for lever in numbers], numbers),
            ),
            self.asked,
        )


def needed(draws: int) -> float:
    """The share at which a design is taken for one that holds: 95 of 100 and two standard errors of so many draws.

    Of hundreds of designs that truly hold in 93 to 96 of 100, the first to pass at 95 would mostly fail with other draws.
    """
    return SURE + 2 * sqrt(SURE * (1 - SURE) / draws)


def designs_of(levers: Sequence[Lever]) -> list[Design]:
    """Every combination of places, as things are first.

    Raises:
        Faults: they are too many.
    """
    size = prod(len(lever.places) for lever in levers)
    if size > MOST:
        told = ", ".join(f"{lever.id} ({len(lever.places)})" for lever in levers)
        rule, hint = f"are more than {MOST:,}", f"take fewer places or levers; there are {told}"
        raise Faults([Fault("--lever", 0, 0, "", f"{size:,} designs", rule, hint)])
    return list(product(*(range(len(lever.places)) for lever in levers)))


def smallest_first(designs: Sequence[Design], levers: Sequence[Lever]) -> list[Design]:
    """Designs in the order of how much they change."""
    return sorted(designs, key=lambda design: (*magnitude(design, levers), design))


def expect(batch: Batch) -> list[Expected | str]:
    """What is expected of a batch's designs."""
    return _each(batch, Living.expected)


def count(batch: Batch) -> list[Shares | str]:
    """How often a batch's designs keep the rules."""
    return _each(batch, Living.shares)


def _each(batch: Batch, ask: Callable[[Living, Compiled], T]) -> list[T | str]:
    points = _points(batch)
    asked = batch.asked.afresh()
    found: list[T | str] = []
    for point in batch.numbers:
        asked = asked if points.alike else batch.asked.afresh()
        try:
            found.append(ask(asked, points.at(point)))
        except Faults as faults:
            found.append(faults.faults[0].rule)
    return found


def _points(batch: Batch) -> Points:
    """Numbers moved in place where both ends can be run; else every design is read by itself."""
    anew = Anew(batch.reference, batch.settings, batch.digests)
    if not batch.ends[0]:
        return anew
    try:
        loaded = load_again(batch.reference, batch.settings, batch.digests)
        return points_of(batch.reference, loaded, batch.ends)
    except Faults:
        return anew


def front(harm: Sequence[Single], found: Sequence[Single]) -> list[int]:
    """The designs that no other surely does better than, by paired draws: at most as much harm, at least as many found.

    Args:
        harm, found: for each design (draws,) expected in the same draws.
    """
    worse, better = (np.stack(each)[:, :PAIRED] for each in (harm, found))
    kept = []
    for i in range(len(worse)):
        as_good = (worse <= worse[i]) & (better >= better[i])
        strictly = (worse < worse[i]) | (better > better[i])
        if not (np.mean(as_good & strictly, axis=1) >= DOMINATED).any():
            kept.append(i)
    return kept
