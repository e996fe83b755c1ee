"""The pathway after an alert as numbers: who goes on, how long each stage takes, who counts as held."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, inf, sqrt

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

    def share_lasting(self, least: float | Array, values: Array) -> Array:
        """(draws,) P(duration ≥ least); least: seconds, one for all draws or one each."""
        seconds = np.asarray(least, dtype=np.float64)
        if seconds.ndim == 0 and seconds <= 0:
            return np.ones(values.shape[1])
        with np.errstate(divide="ignore", invalid="ignore"):
            log_least = np.log(np.maximum(seconds, 0.0))
        log_median = self.log_median + np.log(self.factor.of(values))
        if self.sigma == 0:
            return np.asarray(log_median >= log_least, dtype=np.float64)
        standard = (log_median - log_least) / self.sigma
        if not self.factor.rows and seconds.ndim == 0:
            return np.full(values.shape[1], erfc(-standard[0] / sqrt(2)) / 2)
        from scipy.special import ndtr

        return np.asarray(ndtr(standard))

    def quantile(self, share: Array, values: Array) -> Array:
        """(draws,) seconds that a share of cases stays below."""
        from scipy.special import ndtri

        spread = self.sigma * ndtri(share) if self.sigma else 0.0
        return np.asarray(self.factor.of(values) * np.exp(self.log_median + spread))


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
    """(groups, kinds, stages, draws) probability of going on from each stage; 0 where a stage has no next.

    One group, where no stage tells groups apart.
    """
    kinds, draws = len(stages[0].takes), values.shape[1]
    given = [terms for stage in stages if stage.proceeds is not None for terms in stage.proceeds]
    rows = groups if any(len(set(terms.items)) > 1 for terms in given) else 1
    result = np.zeros((rows, kinds, len(stages), draws))
    for t, stage in enumerate(stages[:-1]):
        if stage.proceeds is not None:
            for k, terms in enumerate(stage.proceeds):
                result[:, k, t] = terms.of(values)[:, :rows].T
    return result


def reach(going_on: Array) -> Array:
    """(…, stages, draws) P(a case enters stage t | alert) = Π_{s<t} proceeds[s]."""
    result = np.ones_like(going_on)
    np.cumprod(going_on[..., :-1, :], axis=-2, out=result[..., 1:, :])
    return result


def mean_seconds(stages: tuple[StagePlan, ...], values: Array) -> Array:
    """(kinds, stages, draws) mean seconds at each stage."""
    return np.stack(
        [
            np.stack([law.mean(values) for law in kind])
            for kind in zip(*(s.takes for s in stages), strict=True)
        ]
    )


def minimum_share(stages: tuple[StagePlan, ...], least: float, values: Array) -> Array:
    """(kinds, stages, draws) share of the cases leaving at each stage that were kept for at least `least` seconds.

    Time counts from the first stage that is not `free`; before it, none has passed and what is given is of no use.
    """
    result = np.empty((len(stages[0].takes), len(stages), values.shape[1]))
    for k in range(len(stages[0].takes)):
        kept: list[DurationLaw] = []
        for t, stage in enumerate(stages):
            kept = [*kept, stage.takes[k]] if stage.liberty == "prolonged" else []
            # Fixed times first: what is integrated then has no step.
            laws = sorted(kept, key=lambda law: law.sigma) or [stage.takes[k]]
            result[k, t] = _lasting_together(laws, least, values)
    return result


_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)


def _lasting_together(laws: list[DurationLaw], least: float | Array, values: Array) -> Array:
    """(draws,) P(the sum of independent durations ≥ least): the last one's share given what the others took.

    By Gauss–Legendre quadrature over the first one's quantiles below `least`; there is no closed form for sums of log-normals.
    """
    first, *others = laws
    if not others:
        return first.share_lasting(least, values)
    within = 1.0 - first.share_lasting(least, values)
    total = 1.0 - within
    for node, weight in zip((_NODES + 1) / 2, _WEIGHTS / 2, strict=True):
        spent = first.quantile(node * within, values)
        total += weight * within * _lasting_together(others, least - spent, values)
    return np.asarray(total)
