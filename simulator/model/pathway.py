"""The pathway after an alert as numbers: who goes on, how long each stage takes, who counts as held."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, inf, sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.model.cells import NOT_WANTED
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
    """One stage. `takes` has one law per cell; `proceeds` one `Terms` over groups per cell, None at the last stage.

    waits: whether a person stopped anyway has to stay for it when that stop is over.
    """

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
    waits: bool = False


@dataclass(frozen=True, slots=True)
class FromArrests(Terms):
    """The share of wanted people who are arrested where they stand before it, where what is known is arrests per true alert.

    Arrests identify only the whole way: with a arrests per true alert, s the share of stale entries, W the share of wanted
    people who come as far and S the share of those on stale entries who are arrested, p = (a − s S)/((1 − s) W), of the same
    draw and kept within 0 and 1 (docs/method.md §8.6).
    """

    share: Term
    stale: Terms
    wanted: tuple[Terms, ...]
    stale_arrested: tuple[Terms, ...]

    @classmethod
    def of_way(
        cls, share: Term, stale: Terms, wanted: tuple[Terms, ...], stale_arrested: tuple[Terms, ...]
    ) -> FromArrests:
        """With the groups told apart where any part of the way tells them apart."""
        parts = (stale, *wanted, *stale_arrested)
        apart = next((each for each in parts if len(set(each.items)) > 1), stale)
        return cls(apart.items, share, stale, wanted, stale_arrested)

    def of(self, values: Array) -> Array:
        """(draws, groups) p."""
        return np.clip(self.unbounded(values), 0.0, 1.0)

    def unbounded(self, values: Array) -> Array:
        """(draws, groups) p as the arithmetic has it: above 1 where the way before it lets too few through."""
        stale = self.stale.of(values)
        come = np.prod([each.of(values) for each in self.wanted], axis=0) * (1 - stale)
        left = self.share.of(values)[:, None] - stale * np.prod(
            [each.of(values) for each in self.stale_arrested], axis=0
        )
        return np.asarray(np.divide(left, come, out=np.zeros_like(left), where=come > 0))


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


def minimum_share(
    stages: tuple[StagePlan, ...], least: float, values: Array, stop_left: DurationLaw | None = None
) -> Array:
    """(cells, stages, draws) share of the cases leaving at each stage that were kept for at least `least` seconds.

    Time counts from the first stage that is not `free`; before it, none has passed and what is given is of no use. Where
    people are stopped anyway only the time beyond that stop counts, and only if a stage was among those gone through that
    people have to wait for.

    Args:
        stop_left: how much longer the stop would have lasted without the alert; None: nobody would have been stopped.
    """
    cells = len(stages[0].takes)
    result = np.empty((cells, len(stages), values.shape[1]))
    for k in range(cells):
        kept: list[DurationLaw] = []
        waits = False
        for t, stage in enumerate(stages):
            going_on = stage.liberty == "prolonged" or (
                judged_when_held(k, stop_left) and stage.liberty == "held"
            )
            kept, waits = ([*kept, stage.takes[k]], waits or stage.waits) if going_on else ([], False)
            # Fixed times first: what is integrated then has no step.
            laws = sorted(kept, key=lambda law: law.sigma) or [stage.takes[k]]
            if stop_left is None:
                result[k, t] = _lasting_together(laws, least, values)
            else:
                result[k, t] = _lasting_beyond(laws, stop_left, least, values) if waits else 0.0
    return result


def judged_when_held(cell: int, stop_left: DurationLaw | None) -> bool:
    """Whether cases of this cell are counted at `held` stages too only if kept beyond the stop: nothing was ever said against
    people who are recognised correctly and not wanted, so being questioned while a ticket is written keeps them no longer.
    """
    return cell == NOT_WANTED and stop_left is not None


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


_POINTS = 251


def _lasting_beyond(laws: list[DurationLaw], stop_left: DurationLaw, least: float, values: Array) -> Array:
    """(draws,) P(the sum of independent durations − the time the stop still had to run ≥ least).

    The widest duration in closed form, the others and the stop by their quantiles at the points of an additive recurrence
    (Roberts 2018, the generalised golden ratio), whose error for so smooth a function is below a part in a hundred.
    """
    *others, widest = laws
    drawn = any(law.factor.rows for law in (*laws, stop_left))
    given = values if drawn else values[:, :1]
    steps = _additive_steps(len(others) + 1)
    points = (0.5 + np.outer(np.arange(_POINTS), steps)) % 1.0
    until = least + stop_left.quantile(points[:, -1:], given)
    for law, at in zip(others, points.T, strict=False):
        until = until - law.quantile(at[:, None], given)
    share = np.mean(widest.share_lasting(until, given), axis=0)
    return np.asarray(np.broadcast_to(share, values.shape[1:]))


def _additive_steps(dimensions: int) -> Array:
    """Steps of the additive recurrence: powers of 1/φ, where φ^(d + 1) = φ + 1."""
    ratio = 2.0
    for _ in range(60):
        ratio = (1 + ratio) ** (1 / (dimensions + 1))
    return np.asarray(ratio ** -np.arange(1.0, dimensions + 1))
