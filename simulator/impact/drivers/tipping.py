"""Where an unknown tips the answer over a limit, all others at their medians."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.impact.summary import expected_at

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

GRID = 201


def tipping_points(
    compiled: Compiled, measure: str, selection: str, limit: float
) -> dict[str, dict[str, Any]]:
    """For each unknown, the values at which the expected measure crosses the limit, all others at their medians.

    Per identity: `values` where it crosses (none: it does not tip the answer by itself), the `quantiles` of those values
    in the unknown's own law, and the measure at the unknown's 5 % and 95 % quantiles (`low`, `high`).
    """
    u = np.linspace(0.001, 0.999, GRID)
    found: dict[str, dict[str, Any]] = {}
    for row, unknown in enumerate(compiled.unknowns):
        values = np.repeat(compiled.medians(), GRID + 2, axis=1)
        grid = np.concatenate([u, [0.05, 0.95]])
        values[row] = unknown.law.ppf(grid)
        at = expected_at(compiled, values, measure, selection)
        line, level = at[:GRID] - limit, values[row, :GRID]
        crossing = np.flatnonzero(np.sign(line[:-1]) * np.sign(line[1:]) < 0)
        part = line[crossing] / (line[crossing] - line[crossing + 1])
        found[unknown.identity] = {
            "values": [float(x) for x in level[crossing] + part * (level[crossing + 1] - level[crossing])],
            "quantiles": [float(x) for x in u[crossing] + part * (u[crossing + 1] - u[crossing])],
            "low": float(at[GRID]),
            "high": float(at[GRID + 1]),
        }
    return found
