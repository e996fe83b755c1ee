"""The difference of two results: from the old headline to the new one, one difference after another.

In this order: the old study run by this program; then with the new seed and number of draws; then with what differs in inputs and
evidence swapped for the new (`attribution`); and last from there to what the new result says. So the program's own versions stand
apart from what was asked of it, although no other version of it can be run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isclose, isfinite
from pathlib import Path

from simulator.documents import Faults
from simulator.results.difference import Difference, Differs, How, Kind, Step
from simulator.study.diff.attribution import FEW, Weights, all_subsets, alone, orders, parts
from simulator.study.diff.changes import Unit, changes
from simulator.study.diff.sides import Side, sides
from simulator.study.diff.worlds import REFUSED, Lived, Swapped, Worlds
from simulator.study.run import Progress, silent

MEASURE, GROUP = "wrongly_held", "all"
MANY = 12
"""Units up to which each is swapped by itself; more are swapped by blocks of the scenario and by sources."""
MOST_DRAWS = 10_000
"""Draws of the studies between the two results; those beyond them are told as draws."""


def difference(
    old: str,
    new: str,
    *,
    out: Path,
    measure: str = MEASURE,
    group: str = GROUP,
    progress: Progress = silent,
) -> Difference:
    """What differs between two results and how much of the move of one measure of one group each difference explains.

    Args:
        old, new: results as elsewhere; or scenarios, which are run and leave their results under `out`.

    Raises as `sides`.
    """
    return between(*sides((old, new), out, measure, group, progress), measure, group, progress)


def between(
    one: Side, other: Side, measure: str = MEASURE, group: str = GROUP, progress: Progress = silent
) -> Difference:
    """`difference` of two sides that were read."""
    found = changes(one, other)
    chance = tuple(
        Differs(what, str(before), str(after))
        for what, before, after in (
            ("seed", one.told.seed, other.told.seed),
            ("draws", one.told.draws, other.told.draws),
        )
        if before != after
    )
    versions = tuple(_versions(one, other))
    walk = _Walk(one, other, Worlds(one, other, _gathered(found.units), measure, group), progress)
    walk.go([each.what for each in chance], [each.what for each in versions])
    return Difference(
        measure=measure,
        group=group,
        label=other.label,
        horizon=other.horizon,
        old=one.told,
        new=other.told,
        inputs=found.inputs,
        words=found.words,
        evidence=found.evidence,
        versions=versions,
        chance=chance,
        how=walk.how,
        draws=min(other.told.draws, MOST_DRAWS),
        steps=tuple(walk.steps),
        interaction=walk.interaction,
        refused=tuple(walk.refused),
    )


def _versions(old: Side, new: Side) -> Iterator[Differs]:
    if old.told.version != new.told.version:
        yield Differs("detention-impact", old.told.version, new.told.version)
    for what in sorted({*old.environment, *new.environment}):
        before, after = old.environment.get(what), new.environment.get(what)
        if before != after:
            yield Differs(what, before, after)


def _gathered(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units, or where they are many those of one block, and the rows of one source, together."""
    if len(units) <= MANY:
        return tuple(units)

    def block(unit: Unit) -> tuple[str, str]:
        return unit.kind, unit.keys[0].split("/" if unit.kind == "evidence" else ".")[0]

    blocks: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        blocks.setdefault(block(unit), []).append(unit)
    return tuple(
        Unit(inside[0].kind, tuple(key for each in inside for key in each.keys)) for inside in blocks.values()
    )


@dataclass
class _Walk:
    """The studies between two results, each lived once, and what was learnt of them."""

    old: Side
    new: Side
    worlds: Worlds
    progress: Progress
    how: How = "not run"
    steps: list[Step] = field(default_factory=list)
    interaction: float | None = None
    refused: list[str] = field(default_factory=list)
    _lived: dict[Swapped, Lived] = field(default_factory=dict)

    def go(self, chance: Sequence[str], versions: Sequence[str]) -> None:
        """Walk the whole way, if both ends of it can be lived."""
        told, draws = self.old.told, min(self.old.told.draws, MOST_DRAWS)
        everything = frozenset(range(len(self.worlds.units)))
        try:
            first = self.worlds.lived(frozenset(), told.seed, draws)
            base = self.live(frozenset()) if chance else first
            self._lived[frozenset()] = base
            last = self.live(everything)
        except REFUSED as error:
            first_fault = (
                error.faults[0].sentence if isinstance(error, Faults) else str(error).splitlines()[0]
            )
            self.refused.append(first_fault)
            return
        self.steps += _from_stored(self.old, first.middle, versions, sign=1)
        if chance:
            self.steps.append(Step("chance", tuple(chance), base.middle - first.middle))
        self.explain(base.middle, last.middle)
        self.steps += _from_stored(self.new, last.middle, versions, sign=-1)

    def live(self, swapped: Swapped) -> Lived:
        """The old study with these units swapped, in the draws of the new result."""
        if swapped not in self._lived:
            told = self.new.told
            self.progress(len(self._lived) / 2 ** min(len(self.worlds.units), FEW), "swapping differences")
            self._lived[swapped] = self.worlds.lived(swapped, told.seed, min(told.draws, MOST_DRAWS))
        return self._lived[swapped]

    def explain(self, before: float, after: float) -> None:
        """The part of each unit; those that are no study by themselves are swapped together."""
        if not self.worlds.units:
            self.how = "all orders"
            return
        groups = self.apart()
        weights, self.how = self.weighed(groups)
        studies = {
            state: self.live(frozenset(unit for i in state for unit in groups[i]))
            for each in weights
            for state in each
        }
        found = parts(weights, studies, self.new.told.seed)
        for units, part in zip(groups, found, strict=True):
            kind: Kind = self.worlds.units[units[0]].kind if len(units) == 1 else "together"
            keys = tuple(key for unit in units for key in self.worlds.units[unit].keys)
            self.steps.append(Step(kind, keys, part.move, part.error, part.lo, part.hi))
        if self.how == "one at a time" and len(groups) > 1:
            self.interaction = after - before - sum(part.move for part in found)

    def apart(self) -> list[tuple[int, ...]]:
        """Units that are a study when swapped by themselves, each apart; the others in one, with those they need."""
        units = range(len(self.worlds.units))
        bound = [i for i in units if not self.can([i])]
        needed = [i for i in units if i not in bound] if bound else []
        while needed and not self.can(bound):
            bound.append(needed.pop(0))
        for i in bound[::-1]:
            if len(bound) > 1 and self.can([i]) and self.can([each for each in bound if each != i]):
                bound.remove(i)
        return [*((i,) for i in units if i not in bound), *([tuple(sorted(bound))] if bound else [])]

    def weighed(self, groups: Sequence[tuple[int, ...]]) -> tuple[list[Weights], How]:
        """All orders where groups are few and each choice of them is a study; else one at a time."""
        few = len(groups) <= FEW
        if few and all(self.can([u for i in s for u in groups[i]]) for s in all_subsets(len(groups))):
            return orders(len(groups)), "all orders"
        return alone(len(groups)), "one at a time"

    def can(self, units: Sequence[int]) -> bool:
        """Whether the old study with these units swapped is one."""
        try:
            self.live(frozenset(units))
        except REFUSED:
            return False
        return True


def _from_stored(side: Side, here: float, versions: Sequence[str], sign: int) -> Iterator[Step]:
    """From what a result says to what this program says of the same study, or the other way; nothing where they agree."""
    stored = side.told.median
    if stored is None or not isfinite(here) or isclose(stored, here, rel_tol=1e-9, abs_tol=1e-12):
        return
    if side.here and side.told.draws > MOST_DRAWS:
        yield Step("chance", ("draws",), sign * (here - stored))
    else:
        yield Step("program", tuple(versions) or ("platform",), sign * (here - stored))
