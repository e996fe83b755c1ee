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
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.model.moving import moved, rows_moved
from simulator.scenario import Loaded, load

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
        loaded = _again(self.reference, self.overrides | dict(point), self.digests)
        return compile_scenario(loaded.scenario, loaded.library)


def corners(axes: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """The corners of a grid, the lowest first and the highest last; of many axes, each end by itself between those."""
    ends = {path: tuple(dict.fromkeys((values[0], values[-1]))) for path, values in axes.items()}
    if 2 ** len(ends) <= CORNERS:
        return [dict(zip(ends, chosen, strict=True)) for chosen in product(*ends.values())]
    lowest = {path: pair[0] for path, pair in ends.items()}
    highest = {path: pair[-1] for path, pair in ends.items()}
    return [lowest, *(lowest | {path: pair[-1]} for path, pair in ends.items()), highest]


def points_of(reference: str, loaded: Loaded, axes: Mapping[str, Sequence[str]]) -> Points:
    """The points of a scenario along some axes, their ends first and last.

    Args:
        reference: what `loaded` was loaded from, with the changes that all points share.
        axes: values by path.

    Raises:
        Faults: a corner of the grid is not a scenario that can be run.
    """
    overrides, digests = loaded.overrides, loaded.digests
    at_corners = [_again(reference, overrides | corner, digests) for corner in corners(axes)]
    lowest, highest = at_corners[0], at_corners[-1]
    paths = {path: _number(path, lowest) for path in axes}
    compiled = _compiled(lowest, paths)
    in_place = set(paths.values()) == rows_moved(compiled).keys()
    if in_place and _all_but_moved(compiled) == _all_but_moved(_compiled(highest, paths)):
        return InPlace(compiled, paths)
    return Anew(reference, overrides, digests)


def _again(reference: str, overrides: Mapping[str, str], digests: Mapping[str, str]) -> Loaded:
    """A scenario read again. Raises Faults where a file of it is not what it was."""
    loaded = load(reference, overrides)
    changed = [name for name, digest in loaded.digests.items() if digests.get(name) != digest]
    if changed:
        raise Faults([Fault(changed[0], 0, 0, "", "", "was changed meanwhile; run this again")])
    return loaded


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
