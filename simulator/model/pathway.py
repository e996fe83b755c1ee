"""The pathway after an alert as numbers: who goes on, how long each stage takes, who counts as held."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.model.unknowns import ONE, Term, Terms

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DurationLaw:
    """Time at a stage over cases, in seconds: log-normal, or fixed where sigma is 0; `factor` scales its median."""

    log_median: float
    sigma: float
    factor: Term = ONE

    def mean(self, values: Array) -> Array:
        """(draws,) mean seconds: median · exp(σ²/2)."""
        return self.factor.of(values) * exp(self.log_median + self.sigma**2 / 2)

    def share_lasting(self, least: float, values: Array) -> Array:
        """(draws,) P(duration ≥ least)."""
        if least <= 0:
            return np.ones(values.shape[1])
        log_median = self.log_median + np.log(self.factor.of(values))
        if self.sigma == 0:
            return np.asarray(log_median >= log(least), dtype=np.float64)
        standard = (log_median - log(least)) / self.sigma
        if not self.factor.rows:
            return np.full(values.shape[1], erfc(-standard[0] / sqrt(2)) / 2)
        from scipy.special import ndtr

        return np.asarray(ndtr(standard))


INSTANT = DurationLaw(-inf, 0.0)


@dataclass(frozen=True, slots=True)
class StagePlan:
    """One stage. `takes` has one law per kind; `proceeds` one `Terms` over groups per kind, None at the last stage."""

    id: str
    label: str
    liberty: str
    resource: str | None
    keeps: tuple[str, ...]
    counts_as_arrest: bool
    takes: tuple[DurationLaw, ...]
    gives_up: DurationLaw | None
    proceeds: tuple[Terms, ...] | None
    priority: tuple[int, ...]


def proceeds(stages: tuple[StagePlan, ...], values: Array, groups: int) -> Array:
    """(draws, groups, kinds, stages) probability of going on from each stage; 0 where a stage has no next."""
    draws, kinds = values.shape[1], len(stages[0].takes)
    given = [terms for stage in stages if stage.proceeds is not None for terms in stage.proceeds]
    columns = groups if any(len(set(terms.items)) > 1 for terms in given) else 1
    result = np.zeros((draws, columns, kinds, len(stages)))
    for t, stage in enumerate(stages[:-1]):
        if stage.proceeds is not None:
            for k, terms in enumerate(stage.proceeds):
                result[:, :, k, t] = terms.of(values)[:, :columns]
    return np.broadcast_to(result, (draws, groups, kinds, len(stages)))


def mean_seconds(stages: tuple[StagePlan, ...], values: Array) -> Array:
    """(draws, kinds, stages) mean seconds at each stage."""
    per_stage = [np.stack([law.mean(values) for law in stage.takes], axis=1) for stage in stages]
    return np.stack(per_stage, axis=2)


def minimum_share(stages: tuple[StagePlan, ...], least: float, values: Array) -> Array:
    """(draws, kinds, stages) share of cases whose time at the stage is at least `least` seconds."""
    per_stage = [
        np.stack([law.share_lasting(least, values) for law in stage.takes], axis=1) for stage in stages
    ]
    return np.stack(per_stage, axis=2)
