"""Chunks gathered into one `Draws`, in room made once: no list of parts, no copy of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel.columns import Columns, Wanted
from simulator.kernel.draws import Draws
from simulator.kernel.layout import layout_of
from simulator.kernel.years import Years, years_of

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """One chunk's results: its years, counts of every column, and site counts if asked for."""

    start: int
    years: Years
    counts: dict[tuple[int, ...], NDArray[Any]]
    site_counts: dict[tuple[int, ...], NDArray[Any]]


def allocate(
    compiled: Compiled, seed: int, draws: int, part: Part, by_site: bool, only: Wanted | None = None
) -> Draws:
    """Room for all draws, in the shapes of the first part."""
    layout = layout_of(compiled)
    shape = (len(layout.groups), len(layout.kinds), len(layout.stages) + 1)
    sites = Columns((len(layout.sites), *shape), draws) if by_site else None
    return Draws(layout, seed, draws, part.years.room(draws), Columns(shape, draws, only), sites)


def store(result: Draws, part: Part) -> None:
    """Write one part into its place."""
    result.years.put(part.start, part.years)
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
    years, _ = years_of(compiled, values, compiled.expect(values))
    part = Part(0, years, {}, {})
    result = allocate(compiled, 0, len(years), part, by_site=False)
    store(result, part)
    return result
