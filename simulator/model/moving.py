"""Numbers that somebody moves: a scenario compiled once, then held at other values of them.

A number that is moved is compiled as an unknown of which there is no doubt: a row of the matrix of values like any other, the
same in every draw. To move it is to give that row another value; nothing else of the compiled scenario is made again, and
every other unknown keeps its identity, its law and its draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.model.laws import Drawn

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Held(Drawn):
    """One value in every draw."""

    value: float

    @property
    def median(self) -> float:
        return self.value

    def at(self, z: Array) -> Array:
        return np.full(np.shape(z), self.value)

    def ppf(self, u: Array) -> Array:
        return np.full(np.shape(u), self.value)


def identity_moved(path: str) -> str:
    """The identity of the number at a path, where it is moved."""
    return f"moved/{path}"


def rows_moved(compiled: Compiled) -> dict[str, int]:
    """By path, the rows of the numbers that are moved."""
    return {
        unknown.paths[0]: row
        for row, unknown in enumerate(compiled.unknowns)
        if isinstance(unknown.law, Held)
    }


def moved(compiled: Compiled, values: Mapping[str, float]) -> Compiled:
    """The scenario with other values at paths that were compiled to be moved.

    Raises:
        KeyError: a path was not.
    """
    rows, unknowns = rows_moved(compiled), list(compiled.unknowns)
    for path, value in values.items():
        unknowns[rows[path]] = replace(unknowns[rows[path]], law=Held(value))
    return replace(compiled, unknowns=tuple(unknowns))
