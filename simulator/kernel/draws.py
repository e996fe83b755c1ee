"""What the kernel leaves behind: one simulated year per draw, and what was expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel.columns import Columns

Array = NDArray[np.float64]
Narrow = NDArray[np.float32]


DESCRIBED = 65_536
"""Draws whose unknowns and expectations are kept. Counts are kept of all: a million draws stay below a gigabyte."""

WHOLE = frozenset({"encounters", "population", "enrolled", "year"})
"""Arrays kept of all draws, because rates of simulated years need them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of the axes. The stage axis of counts ends with `HELD_FROM_ALERT`, which is not a stage."""

    groups: tuple[str, ...]
    kinds: tuple[str, ...]
    stages: tuple[str, ...]
    sites: tuple[str, ...]
    liberties: tuple[str, ...]
    arrests: tuple[bool, ...]
    victim: str

    @property
    def held_from_alert(self) -> int:
        """Index, on the stage axis of counts, of people held from the alert on."""
        return len(self.stages)

    @property
    def nobody_wanted(self) -> bool:
        """Whether nobody enrolled is wanted: the last kind of case is then of other people on the list."""
        return "wanted" not in self.kinds

    def first(self, *liberties: str) -> int:
        """Index of the first stage with one of these liberties; the number of stages if there is none."""
        return next((t for t, liberty in enumerate(self.liberties) if liberty in liberties), len(self.stages))


@dataclass(frozen=True, slots=True)
class PeopleDraws:
    """Per draw, what turns events into people.

    exposed: (groups, draws) people exposed; stale: (groups, draws) stale enrollees.
    frailty, repeat, exposure_cv: (draws,) κ, q and the CV of a person's encounters.
    """

    exposed: Narrow
    stale: Narrow
    frailty: Narrow
    repeat: Narrow
    exposure_cv: Narrow


@dataclass(frozen=True, slots=True)
class Draws:
    """All draws of one scenario. In memory draws are the last, contiguous axis; `events` has the paper's order.

    Counts and the arrays named in `WHOLE` have `draws` draws; all others the first `described` of them.

    values: (unknowns, draws) of the unknowns, rows as in `Compiled.unknowns`.
    counts: columns (groups, kinds, stages + 1): cases that reach each stage; the last: held from the alert on.
    alerts: (groups, kinds, draws) expected alerts given the unknowns.
    reaching: (groups or 1, kinds, stages + 1, draws) P(reach a stage | alert); the last: P(held from the alert on).
    encounters, searches, population, fpir, match_rate: (groups, draws) expected, given the unknowns.
    year: (draws,) multiplier of encounters in this draw's year, over all sites.
    seconds: (kinds, stages, draws) mean time at each stage if nobody queues.
    site_counts: columns (sites, groups, kinds, stages + 1), if asked for.
    enrolled: (groups, draws) people enrolled, where harm falls on the gallery.
    """

    layout: Layout
    seed: int
    draws: int
    values: Array
    counts: Columns
    alerts: Narrow
    reaching: Narrow
    encounters: Narrow
    searches: Narrow
    population: Narrow
    fpir: Narrow
    match_rate: Narrow
    year: Narrow
    seconds: Narrow
    people: PeopleDraws | None
    site_counts: Columns | None
    enrolled: Narrow | None = None

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
        product = self.alerts[:, :, None, :].astype(np.float64) * self.reaching[:, :, :-1, :]
        return np.moveaxis(product, -1, 0)
