"""Points of one scenario: it is read, checked and compiled once, and at each point some numbers are moved.

The corners of the grid are read and checked in full before anything is computed. A number moves in place where the whole
compiled scenario but its own row is the same at two opposite corners; where anything else depends on it (a list so short that
its luck depends on its length, a number of another kind), every point is read and compiled anew, and says the same.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Protocol

from simulator.documents import Fault, Faults, dotted, steps_of
from simulator.documents.names import Step
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.model.moving import moved, rows_moved
from simulator.scenario import Loaded, load
from simulator.scenario.quantities import Count

Point = Mapping[str, str]
"""Values by path, as text that the grammar reads."""
CORNERS = 32
"""Corners of a grid that are checked; a grid of more axes is checked at its ends, one axis at a time and all together."""


class Points(Protocol):
    """A scenario at any of its points. Can be pickled, so that workers need not read it again."""

    @property
    def alike(self) -> bool:
        """Whether points differ by numbers only: groups, kinds of cases and stages are the same at all."""
        ...

    def at(self, point: Point) -> Compiled:
        """The compiled scenario there.

        Raises:
            Faults: the point is not a scenario that can be run, or a file has changed.
        """
        ...


@dataclass(frozen=True, slots=True)
class InPlace:
    """One compiled scenario whose numbers are moved. paths: by the path varied, that of the number it moves."""

    compiled: Compiled
    paths: dict[str, str]

    @property
    def alike(self) -> bool:
        """See `Points.alike`."""
        return True

    def at(self, point: Point) -> Compiled:
        """See `Points.at`."""
        return moved(self.compiled, {self.paths[path]: float(text) for path, text in point.items()})


@dataclass(frozen=True, slots=True)
class Anew:
    """A scenario read and compiled at every point. digests: of its files, as they were at first."""

    reference: str
    overrides: dict[str, str]
    digests: dict[str, str]

    @property
    def alike(self) -> bool:
        """See `Points.alike`."""
        return False

    def at(self, point: Point) -> Compiled:
        """See `Points.at`."""
        loaded = load_again(self.reference, self.overrides | dict(point), self.digests)
        return compile_scenario(loaded.scenario, loaded.library)


def corners(axes: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """The corners of a grid, the lowest first and the highest last; of many axes, each end by itself between those."""
    ends = {path: tuple(dict.fromkeys((values[0], values[-1]))) for path, values in axes.items()}
    if 2 ** len(ends) <= CORNERS:
        return [dict(zip(ends, chosen, strict=True)) for chosen in product(*ends.values())]
    lowest = {path: pair[0] for path, pair in ends.items()}
    highest = {path: pair[-1] for path, pair in ends.items()}
    return [lowest, *(lowest | {path: pair[-1]} for path, pair in ends.items()), highest]


def points_of(reference: str, loaded: Loaded, ends: Sequence[Point]) -> Points:
    """The points of a scenario between some that are read and checked now: the farthest apart stand first and last.

    Args:
        reference: what `loaded` was loaded from, with the changes that all points share.
        ends: points that change the same paths.

    Raises:
        Faults: one of them is not a scenario that can be run, or a file is not what it was when `loaded` was read.
    """
    overrides, digests = loaded.overrides, loaded.digests
    checked = [load_again(reference, overrides | dict(end), digests) for end in ends]
    lowest, highest = checked[0], checked[-1]
    paths = {path: _number(path, lowest) for path in ends[0]}
    compiled = _compiled(lowest, paths)
    in_place = set(paths.values()) == rows_moved(compiled).keys()
    if in_place and _all_but_moved(compiled) == _all_but_moved(_compiled(highest, paths)):
        return InPlace(compiled, paths)
    return Anew(reference, overrides, digests)


def load_again(reference: str, overrides: Mapping[str, str], digests: Mapping[str, str]) -> Loaded:
    """A scenario read again. Raises Faults where a file of it is not what it was."""
    loaded = load(reference, overrides)
    changed = [name for name, digest in loaded.digests.items() if digests.get(name) != digest]
    if changed:
        raise Faults([Fault(changed[0], 0, 0, "", "", "was changed meanwhile; run this again")])
    return loaded


def same(one: Compiled, other: Compiled) -> bool:
    """Whether two compiled scenarios are one and the same in every number."""
    return pickle.dumps(one) == pickle.dumps(other)


def standing_at(path: str, loaded: Loaded) -> Any:
    """What a scenario has at a path: a quantity, a number, a block; None where the path leads nowhere."""
    try:
        steps = steps_of(path, loaded.resolved)
    except KeyError:
        return None
    here: Any = loaded.scenario
    for step in steps[:-1] if steps[-1] == "value" else steps:
        here = _enter(here, step)
    return here


def counts_things(path: str, loaded: Loaded) -> bool:
    """Whether what stands at a path is a number of people, photos, stops or desks: whole, whoever moves it."""
    here = standing_at(path, loaded)
    return isinstance(here, Count) or (isinstance(here, int) and not isinstance(here, bool))


def _enter(block: Any, step: Step) -> Any:
    """One step further into a scenario's blocks; None where it leads nowhere."""
    if isinstance(block, Mapping):
        return block.get(step)
    if isinstance(step, int):
        return block[step] if isinstance(block, list | tuple) and step < len(block) else None
    return getattr(block, step, None)


def _number(path: str, loaded: Loaded) -> str:
    """The path of the number that a path leads to: `scan.value` is the value of `scan`."""
    try:
        steps = steps_of(path, loaded.resolved)
    except KeyError:
        return path
    return dotted(steps[:-1] if steps[-1] == "value" else steps, loaded.resolved)


def _compiled(loaded: Loaded, paths: Mapping[str, str]) -> Compiled:
    return compile_scenario(loaded.scenario, loaded.library, frozenset(paths.values()))


def _all_but_moved(compiled: Compiled) -> bytes:
    """Everything of a compiled scenario but the values of what is moved, to be compared."""
    rows = set(rows_moved(compiled).values())
    kept: list[Any] = [None if row in rows else each for row, each in enumerate(compiled.unknowns)]
    return pickle.dumps((replace(compiled, unknowns=()), kept, sorted(rows)))
