"""Two proposals in the same simulated years: differences draw by draw, never of summaries.

Both are run with one seed, so an unknown they share has one value in each draw, and each stream of chance begins alike.
Counts coincide only where rates do (docs/method.md §6.10).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.impact import doubt
from simulator.impact.intervals import at, ends
from simulator.impact.measures import MEASURES
from simulator.impact.summary import Impact
from simulator.quantiles import HIGH, LOW, MIDDLE
from simulator.results.comparison import Difference
from simulator.results.values import Ends

Array = NDArray[np.float64]


def difference(a: Impact, b: Impact, measure: str, group: str) -> Difference:
    """The measure in `a` less the measure in `b`, over the draws in which both are finite.

    `chance` is that of both years lived again at the draw whose expected difference is the median; None for what is expected and not
    counted. `defined` is the share of draws used.

    Raises:
        ValueError: the two were not drawn with one seed and number of draws.
    """
    if (a.draws.seed, a.draws.draws) != (b.draws.seed, b.draws.draws):
        raise ValueError("only proposals with one seed and one number of draws can be paired")
    simulated = _finite(a.values(measure, group), b.values(measure, group))
    expected, used = _less(a.expected_values(measure, group), b.expected_values(measure, group))
    years = doubt.ordered(simulated)
    return Difference(
        median=at(years, MIDDLE),
        lo=at(years, LOW),
        hi=at(years, HIGH),
        below=_share(simulated < 0),
        equal=_share(simulated == 0),
        above=_share(simulated > 0),
        audit=ends(doubt.ordered(expected)),
        chance=_chance(a, b, measure, group, expected, used),
        defined=len(simulated) / a.draws.draws,
    )


def _share(which: NDArray[np.bool_]) -> float | None:
    return float(np.mean(which)) if len(which) else None


def _chance(
    a: Impact, b: Impact, measure: str, group: str, expected: Array, used: NDArray[np.intp]
) -> Ends | None:
    if not MEASURES[measure].simulated or not len(expected):
        return None
    draw = int(used[doubt.median_draw(expected, doubt.ordered(expected))])
    lived = _finite(a.chance_values(measure, group, draw), b.chance_values(measure, group, draw))
    return ends(doubt.ordered(lived))


def _less(above: Array, below: Array) -> tuple[Array, NDArray[np.intp]]:
    """Differences that are finite, and where."""
    used = np.flatnonzero(np.isfinite(above) & np.isfinite(below))
    return above[used] - below[used], used


def _finite(above: Array, below: Array) -> Array:
    size = min(len(above), len(below))
    return _less(above[:size], below[:size])[0]
