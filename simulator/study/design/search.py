"""Searching designs: every combination of the levers' places, lived in the same draws.

Numbers are moved in place; a combination of options is read and compiled once. All designs share the seed, so that two
of them differ by their levers and not by luck, and can be compared draw by draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod, sqrt

import numpy as np

from simulator.documents import Fault, Faults
from simulator.impact.limits import SURE, Rule
from simulator.study.design.levers import Lever, grouped, magnitude, settings_of
from simulator.study.design.living import Lived, Living, Single
from simulator.study.executors import Executor
from simulator.study.points import Anew, Points, load_again, points_of

MOST = 3_000
"""Designs in one search."""
BATCH = 12
"""Designs a task."""
DOMINATED = 0.95
"""A design leaves the front if another is no worse in both respects, and better in one, in so many of the paired draws."""

Design = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Designs that differ by numbers only.

    settings: what they share. numbers: what each sets beside. ends: all numbers at their nearest, and at their farthest places.
    """

    reference: str
    digests: dict[str, str]
    settings: dict[str, str]
    numbers: Sequence[dict[str, str]]
    ends: tuple[dict[str, str], dict[str, str]]
    rules: tuple[Rule, ...]
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Searched:
    """All designs that can be run, with what was lived of each; and those that cannot, with the rule they break."""

    lived: Mapping[Design, Lived]
    impossible: Mapping[Design, str]

    def holding(self, levers: Sequence[Lever], draws: int) -> list[Design]:
        """The designs that keep all rules together surely enough to be confirmed, the smallest first."""
        enough = [design for design, each in self.lived.items() if each.shares.together >= needed(draws)]
        return sorted(enough, key=lambda design: (*magnitude(design, levers), design))


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


def search(
    reference: str,
    overrides: Mapping[str, str],
    digests: dict[str, str],
    levers: Sequence[Lever],
    asked: Living,
    executor: Executor,
    progress: Callable[[float, str], None],
) -> Searched:
    """Live every design."""
    batches: list[tuple[list[Design], Group]] = []
    for alike in grouped(designs_of(levers), levers).values():
        for start in range(0, len(alike), BATCH):
            part = alike[start : start + BATCH]
            batches.append((part, _group(reference, overrides, digests, levers, part, asked)))
    lived: dict[Design, Lived] = {}
    impossible: dict[Design, str] = {}
    answers = executor.map(live, [group for _, group in batches])
    for done, ((part, _), answer) in enumerate(zip(batches, answers, strict=True), start=1):
        for design, each in zip(part, answer, strict=True):
            if isinstance(each, str):
                impossible[design] = each
            else:
                lived[design] = each
        progress(done / len(batches), "searching")
    return Searched(lived, impossible)


def _group(
    reference: str,
    overrides: Mapping[str, str],
    digests: dict[str, str],
    levers: Sequence[Lever],
    part: Sequence[Design],
    asked: Living,
) -> Group:
    moved = [at and lever.places[at].number for at, lever in zip(part[0], levers, strict=True)]
    fixed = [lever for lever, is_moved in zip(levers, moved, strict=True) if not is_moved]
    numbers = [lever for lever, is_moved in zip(levers, moved, strict=True) if is_moved]

    def chosen(design: Design, which: bool) -> list[int]:
        return [at for at, is_moved in zip(design, moved, strict=True) if bool(is_moved) is which]

    return Group(
        reference,
        digests,
        dict(overrides) | settings_of(chosen(part[0], False), fixed),
        [settings_of(chosen(design, True), numbers) for design in part],
        (
            settings_of([1 for _ in numbers], numbers),
            settings_of([len(lever.places) - 1 for lever in numbers], numbers),
        ),
        asked.rules,
        asked.draws,
        asked.seed,
    )


def live(group: Group) -> list[Lived | str]:
    """The designs of a group, lived; of one that cannot be run, the rule that its scenario breaks."""
    points = _points(group)
    asked = Living(group.rules, group.draws, group.seed)
    found: list[Lived | str] = []
    for point in group.numbers:
        if not points.alike:
            asked = Living(group.rules, group.draws, group.seed)
        try:
            found.append(asked.lived(points.at(point)))
        except Faults as faults:
            found.append(faults.faults[0].rule)
    return found


def _points(group: Group) -> Points:
    """Numbers moved in place where both ends can be run; else every design is read by itself."""
    anew = Anew(group.reference, group.settings, group.digests)
    if not group.ends[0]:
        return anew
    try:
        loaded = load_again(group.reference, group.settings, group.digests)
        return points_of(group.reference, loaded, group.ends)
    except Faults:
        return anew


def front(harm: Sequence[Single], found: Sequence[Single]) -> list[int]:
    """The designs that no other surely does better than, by paired draws: at most as much harm, at least as many found.

    Args:
        harm, found: for each design (draws,) expected in the same draws.
    """
    worse, better = np.stack(harm), np.stack(found)
    kept = []
    for i in range(len(worse)):
        as_good = (worse <= worse[i]) & (better >= better[i])
        strictly = (worse < worse[i]) | (better > better[i])
        if not (np.mean(as_good & strictly, axis=1) >= DOMINATED).any():
            kept.append(i)
    return kept
