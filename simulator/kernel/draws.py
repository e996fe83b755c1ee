"""What the kernel leaves behind: one simulated year per draw, and what was expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel.columns import Columns
from simulator.kernel.layout import Layout
from simulator.kernel.years import DESCRIBED, Years

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Draws:
    """All draws of one scenario. In memory draws are the last, contiguous axis; `events` has the paper's order.

    years: what was expected of them. Encounters and the year's multiplier are of all draws, everything else of the first
    `described` of them.
    counts: columns (groups, kinds, stages + 1) of all draws: cases that reach each stage; the last: held from the alert on.
    site_counts: columns (sites, groups, kinds, stages + 1), if asked for.
    """

    layout: Layout
    seed: int
    draws: int
    years: Years
    counts: Columns
    site_counts: Columns | None = None

    @property
    def described(self) -> int:
        """Draws whose unknowns and expectations are kept: all of them, up to `DESCRIBED`."""
        return min(self.draws, DESCRIBED)

    @property
    def events(self) -> NDArray[Any]:
        """(draws, groups, kinds, stages) people reaching each stage. Assembled anew: for small runs."""
        return self.counts.array()[..., :-1]

    @property
    def expected(self) -> Array:
        """(draws, groups, kinds, stages) expected people reaching each stage given the unknowns. For small runs."""
        years = self.years
        product = years.alerts[:, :, None, :].astype(np.float64) * years.reaching[:, :, :-1, :]
        return np.moveaxis(product, -1, 0)
