"""People, not only events: how many are held at least once or twice, and one person's yearly risk.

A person of frailty Z (gamma, mean 1, variance κ) has Poisson(ZΛ/q) lookalikes in the gallery; each matches again with
probability q at every encounter; encounters are Poisson with a person's own yearly number a; an alert leads to detention
with probability r. With s(a) = (Λ/q)(1 − e^(−aqr)),

    P(never)  = E_a (1 + κ s)^(−1/κ)
    P(once)   = E_a Λ a r e^(−aqr) (1 + κ s)^(−1/κ − 1)

(docs/method.md §6.8: the Laplace transform of the gamma, and its derivative). Two lookalikes of one person are treated as
meeting different encounters and a search as showing both: exact only while one person's risk is small. The tests hold
the formulas to a simulation of persons and show where they stop holding (a year's risk above about one in five).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Numbers = NDArray[np.floating[Any]]

NODES = 8
_TINY = 1e-9


@cache
def _hermite() -> tuple[Array, Array]:
    """Nodes and weights of Gauss–Hermite quadrature for a standard normal."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    return nodes, weights / weights.sum()


def clustering(frailty: Numbers, repeat: Numbers, match_rate: Numbers, exposure_cv: Numbers) -> Array:
    """κ* = (1 + κ + q/Λ)(1 + CV²) − 1: how much more often than by chance the same person is hit again.

    With N events of a person of mean m, E[N(N−1)] = m²(1 + κ*); the count over P people has variance μ + μ²κ*/P.
    Where Λ is 0 nothing is clustered and κ* is returned without the term q/Λ.
    """
    reciprocal = np.divide(
        repeat, match_rate, out=np.zeros(np.broadcast(repeat, match_rate).shape), where=match_rate > 0
    )
    return np.asarray((1 + frailty + reciprocal) * (1 + exposure_cv**2) - 1)


def held(
    match_rate: Array,
    encounters: Array,
    detained: Array,
    frailty: Numbers,
    repeat: Numbers,
    exposure_cv: Numbers,
) -> tuple[Array, Array]:
    """P(held at least once in a year) and P(at least twice) on a false match, for one person exposed.

    Args:
        match_rate: Λ, expected false alerts per encounter.
        encounters: mean encounters a year of an exposed person; over people log-normal with CV `exposure_cv`.
        detained: r, P(held | alert).
        frailty: κ ≥ 0.
        repeat: q ≥ 0, P(the same lookalike matches again); 0 means that no two encounters share a lookalike.
        exposure_cv: coefficient of variation of encounters over people.

    All arguments broadcast. The expectation over a uses Gauss–Hermite quadrature.
    """
    kappa = np.maximum(frailty, _TINY)
    q = np.maximum(repeat, _TINY)
    sigma = np.sqrt(np.log1p(exposure_cv**2))
    shape = np.broadcast_shapes(*(np.shape(x) for x in (match_rate, encounters, detained, kappa, q, sigma)))
    ever, once = np.zeros(shape), np.zeros(shape)
    for node, weight in zip(*_hermite(), strict=True):
        a = encounters * np.exp(sigma * node - sigma**2 / 2)
        fading = -np.expm1(-a * q * detained)
        growth = np.log1p(kappa * match_rate / q * fading)
        never = -growth / kappa
        ever += weight * -np.expm1(never)
        once += weight * match_rate * a * detained * (1 - fading) * np.exp(never - growth)
    return ever, np.maximum(ever - once, 0.0)


def held_on_entry(events: Array, persons: Array, exposure_cv: Numbers) -> tuple[Array, Array]:
    """Distinct people held at least once, and at least twice, on their own stale entries.

    A stale enrollee is met a gamma-distributed number of times (CV `exposure_cv`), so the number held cannot pass the
    number of stale enrollees (docs/method.md §6.4).

    Args:
        events: expected detentions a year on stale entries.
        persons: stale enrollees.
    """
    mean = np.divide(
        events, persons, out=np.zeros(np.broadcast(events, persons).shape), where=persons > _TINY
    )
    spread = np.maximum(exposure_cv**2, _TINY)
    growth = np.log1p(spread * mean)
    ever = -np.expm1(-growth / spread)
    once = mean * np.exp(-growth / spread - growth)
    return persons * ever, persons * np.maximum(ever - once, 0.0)
