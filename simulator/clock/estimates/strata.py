"""Which draws are played through the queues: more of the crowded ones, weighted back (docs/clock.md, "Experimentation").

Draws are put in order of a load known without playing, cut into strata, and drawn from each. A stratum of share W of all
draws from which n are played gives each the weight W/n (Cochran 1977, *Sampling Techniques*, ch. 5).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.clock.cases import Floats

Index = NDArray[np.int64]

SHARES = (0.5, 0.3, 0.15, 0.05)
"""Of the draws, from the quietest: the last hold most of the queueing."""
LEAST = 4
"""Draws played of a stratum, at least."""
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Sample:
    """Draws that were played, one replication each: their strata, and each stratum's share of all draws.

    stratum: (replications,). share: (strata,), sums to 1.
    """

    stratum: Index
    share: Floats

    @classmethod
    def equal(cls, replications: int) -> Sample:
        """All alike."""
        return cls(np.zeros(replications, np.int64), np.ones(1))

    @property
    def weight(self) -> Floats:
        """(replications,) W/n, sums to 1."""
        return np.asarray((self.share / np.maximum(np.bincount(self.stratum), 1))[self.stratum])

    @property
    def effective(self) -> float:
        """How many draws of equal weight these are worth, (Σw)²/Σw²."""
        return float(self.weight.sum() ** 2 / np.sum(self.weight**2)) if len(self.stratum) else 0.0

    def error(self, values: Floats) -> Floats:
        """(quantities,) standard error of the weighted means of (quantities, replications); nan values are left out.

        √Σ W² s²/n over the strata; nan where a stratum has one value only.
        """
        total = np.zeros(len(values))
        for h, share in enumerate(self.share):
            mine = values[:, self.stratum == h]
            known = ~np.isnan(mine)
            n = known.sum(axis=1)
            mean = np.where(known, mine, 0.0).sum(axis=1) / np.maximum(n, 1)
            squares = np.where(known, (mine - mean[:, None]) ** 2, 0.0).sum(axis=1)
            some = np.divide(squares, (n - 1) * n, out=np.full(len(values), np.nan), where=n > 1)
            total += share**2 * np.where(n == 0, 0.0, some)
        return np.sqrt(total)

    def resampled(self, rng: np.random.Generator) -> Floats:
        """(RESAMPLES, replications) weights when the draws of each stratum are drawn anew from those played."""
        weight = np.zeros((RESAMPLES, len(self.stratum)))
        for h, share in enumerate(self.share):
            mine = np.flatnonzero(self.stratum == h)
            if len(mine):
                times = rng.multinomial(len(mine), np.full(len(mine), 1 / len(mine)), RESAMPLES)
                weight[:, mine] = share * times / len(mine)
        return weight


def by_load(load: Floats) -> list[Index]:
    """The draws of each stratum, in their own order; one stratum where all loads are alike.

    load: (draws,).
    """
    if not len(load) or load.min() == load.max():
        return [np.arange(len(load))]
    order = np.argsort(load, kind="stable")
    ends = np.round(np.cumsum(SHARES)[:-1] * len(load)).astype(np.int64)
    return [np.sort(part) for part in np.split(order, ends)]


def allocation(spread: Floats, share: Floats, total: int, room: Index) -> Index:
    """(strata,) how many draws to play of each: at least `LEAST`, the rest in proportion to share × spread (Neyman 1934).

    spread: (strata,) standard deviation within a stratum of what is estimated; all 0: the rest by share. room: how many draws
    each has; what one has no room for goes where most is left.
    """
    wanted = share * spread if np.any(share * spread > 0) else share
    rest = max(total - LEAST * len(share), 0)
    exact = rest * wanted / wanted.sum()
    more = np.floor(exact).astype(np.int64)
    last = np.argsort(more - exact, kind="stable")[: rest - int(more.sum())]
    more[last] += 1
    found = np.minimum(more + LEAST, room)
    for _ in range(min(total, int(room.sum())) - int(found.sum())):
        found[np.argmax(room - found)] += 1
    return np.asarray(found)
