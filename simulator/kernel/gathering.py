"""Chunks gathered into one `Draws`, in room made once: no list of parts, no copy of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel.columns import Columns
from simulator.kernel.description import describe, layout_of
from simulator.kernel.draws import DESCRIBED, WHOLE, Draws, PeopleDraws

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

_PEOPLE = ("exposed", "stale", "frailty", "repeat", "exposure_cv")


@dataclass(frozen=True, slots=True)
class Part:
    """One chunk's results: the arrays of `Draws` by name, counts of every column, and site counts if asked for."""

    start: int
    arrays: dict[str, NDArray[Any]]
    counts: dict[tuple[int, ...], NDArray[Any]]
    site_counts: dict[tuple[int, ...], NDArray[Any]]


def allocate(compiled: Compiled, seed: int, draws: int, part: Part, by_site: bool) -> Draws:
    """Room for all draws, in the shapes of the first part; expectations in single precision."""
    room = {
        name: np.empty(
            (*array.shape[:-1], draws if name in WHOLE else min(draws, DESCRIBED)),
            np.float64 if name == "values" else np.float32,
        )
        for name, array in part.arrays.items()
    }
    people = PeopleDraws(**{name: room.pop(name) for name in _PEOPLE}) if "exposed" in room else None
    layout = layout_of(compiled)
    shape = (len(layout.groups), len(layout.kinds), len(layout.stages) + 1)
    sites = Columns((len(layout.sites), *shape), draws) if by_site else None
    return Draws(layout, seed, draws, counts=Columns(shape, draws), people=people, site_counts=sites, **room)


def store(result: Draws, part: Part) -> None:
    """Write one part into its place, as far as there is room for descriptions."""
    for name, array in part.arrays.items():
        target = getattr(result.people if name in _PEOPLE else result, name)[..., part.start :]
        target[..., : array.shape[-1]] = array[..., : target.shape[-1]]
    for index, column in part.counts.items():
        result.counts.put(index, part.start, column)
    if result.site_counts is not None:
        for index, column in part.site_counts.items():
            result.site_counts.put(index, part.start, column)


def expect(compiled: Compiled, values: Array) -> Draws:
    """What is expected at given values of the unknowns, as draws without simulated years: no counts, an average year.

    For analyses on closed forms: sensitivity, tipping points, safe levels.

    Args:
        values: (unknowns, draws), rows as in `Compiled.unknowns`.
    """
    arrays, _, _ = describe(compiled, values, compiled.expect(values))
    draws = values.shape[1]
    arrays["year"] = np.ones(draws)
    part = Part(0, arrays, {}, {})
    result = allocate(compiled, 0, draws, part, by_site=False)
    store(result, part)
    return result
