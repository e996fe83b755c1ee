"""Where an unknown tips the answer over a limit, all others at their medians."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact.drivers.worth import rows_alone
from simulator.impact.summary import expected_at
from simulator.model.fits import RowOf
from simulator.quantiles import HIGH, LOW, quantiles
from simulator.results.remedies import Tipping

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled
    from simulator.model.unknowns import Unknown

Array = NDArray[np.float64]

GRID = 201
PARTS = 64
"""Parts that the rows of a fit are cut into, in the order of one of its parameters."""


def tipping_points(compiled: Compiled, measure: str, selection: str, limit: float) -> dict[str, Tipping]:
    """For each unknown, by identity, the values at which the expected measure crosses the limit, all others at their medians.

    A fit tips as a whole, by the share of its rows, and by `<fit>/<parameter>`: there the measure is the mean over rows that
    are alike in it, so that whatever it was learned with moves along.
    """
    u = np.linspace(0.001, 0.999, GRID)
    grid = np.concatenate([u, [0.05, 0.95]])
    found: dict[str, Tipping] = {}
    for row, unknown in enumerate(compiled.unknowns):
        if isinstance(unknown.law, RowOf):
            found |= dict(_of_rows(unknown, rows_alone(compiled, row, measure, selection), limit))
            continue
        values = np.repeat(compiled.medians(), GRID + 2, axis=1)
        values[row] = unknown.law.ppf(grid)
        at = expected_at(compiled, values, measure, selection)
        found[unknown.identity] = _crossed(values[row, :GRID], u, at[:GRID] - limit, ends=at[GRID:])
    return found


def _crossed(level: Array, u: Array, line: Array, ends: Array) -> Tipping:
    """Where a line crosses zero, between the points at which it is known; `ends`, the measure at the unknown's own."""
    crossing = np.flatnonzero(np.sign(line[:-1]) * np.sign(line[1:]) < 0)
    part = line[crossing] / (line[crossing] - line[crossing + 1])
    return Tipping(
        values=(level[crossing] + part * (level[crossing + 1] - level[crossing])).tolist(),
        quantiles=(u[crossing] + part * (u[crossing + 1] - u[crossing])).tolist(),
        low=float(ends[0]),
        high=float(ends[1]),
    )


def _of_rows(unknown: Unknown, at: Array, limit: float) -> Iterator[tuple[str, Tipping]]:
    """A fit: the share of its rows within the limit, and each parameter with what moves along with it."""
    assert isinstance(unknown.law, RowOf)
    within = float(np.mean(at <= limit))
    low, high = quantiles(at, (LOW, HIGH))
    tips = (within,) if 0 < within < 1 else ()
    yield unknown.identity, Tipping(values=(), quantiles=tips, low=float(low), high=float(high))
    middles = (np.arange(PARTS) + 0.5) / PARTS
    for name, numbers in unknown.law.members.items():
        order = np.argsort(numbers, kind="stable")[: len(numbers) // PARTS * PARTS]
        level, mean = (each[order].reshape(PARTS, -1).mean(axis=1) for each in (numbers, at))
        ends = np.interp([LOW, HIGH], middles, mean)
        yield f"{unknown.identity}/{name}", _crossed(level, middles, mean - limit, ends)
