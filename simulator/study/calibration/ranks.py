"""Ranks of truths among draws, and the two statistics held against them: chi² on twenty bins, and coverage of 90 % intervals.

If truth and draws are of one law, the rank is uniform on 0 … `DRAWS` (Talts, Betancourt, Simpson, Vehtari & Gelman 2018,
arXiv:1804.06788). Formulas: docs/method-calibration.md §9.2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ranks = NDArray[np.int64]

DRAWS = 399
"""Draws a world: ranks 0 … 399 fall into twenty bins of twenty."""
BINS = 20
LEVEL = 0.9
ALPHA = 1e-6
"""False-alarm rate over all statistics of one calibration."""


def rank(truth: float, draws: Array, rng: np.random.Generator) -> int:
    """How many draws lie below the truth; of those equal to it, as counts may be, a random number."""
    below, equal = int(np.sum(draws < truth)), int(np.sum(draws == truth))
    return below + int(rng.integers(0, equal + 1))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The ranks of one quantity over all worlds, judged.

    chi2: on `BINS` − 1 degrees of freedom. coverage: share of worlds whose 90 % interval holds the truth. p: the smaller probability
    that a right program is so far off, by chi² or by coverage.
    """

    name: str
    worlds: int
    chi2: float
    coverage: float
    p: float

    def misfit(self, quantities: int) -> bool:
        """Whether a right program would be so far off less than once in a million calibrations of so many quantities."""
        return self.p < ALPHA / (2 * quantities)


def judged(name: str, ranks: Ranks) -> Verdict:
    """The statistics of one quantity's ranks (worlds,)."""
    from scipy.special import bdtr, bdtrc, chdtrc

    worlds = len(ranks)
    found = np.bincount(ranks * BINS // (DRAWS + 1), minlength=BINS)
    chi2 = float(np.sum((found - worlds / BINS) ** 2) * BINS / worlds)
    tail = round((1 - LEVEL) / 2 * (DRAWS + 1))
    inside = int(np.sum((ranks >= tail) & (ranks < DRAWS + 1 - tail)))
    beyond = min(float(bdtr(inside, worlds, LEVEL)), float(bdtrc(inside - 1, worlds, LEVEL)))
    return Verdict(name, worlds, chi2, inside / worlds, min(float(chdtrc(BINS - 1, chi2)), 2 * beyond, 1.0))


def covers(worlds: int, quantities: int) -> tuple[float, float]:
    """Between which shares of worlds the coverage of a right program lies, but for less than once in a million calibrations."""
    from scipy.special import bdtr

    alpha = ALPHA / (4 * quantities)
    reached = bdtr(np.arange(worlds + 1), worlds, LEVEL)
    low, high = np.searchsorted(reached, [alpha, 1 - alpha])
    return float(low / worlds), float(high / worlds)
