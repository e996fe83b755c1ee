"""From per-comparison rates to per-search rates, and back.

A person's rates carry a gamma frailty of mean 1 and variance κ: a few people resemble many others (Doddington's
menagerie). With Λ expected false matches a search, FPIR = 1 − E[exp(−ΛZ)] = 1 − (1 + κΛ)^(−1/κ); κ → 0 gives
1 − exp(−Λ). This is the Laplace transform of the gamma (docs/method.md §1.2). `N × FMR` is Λ, not a probability.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_TINY = 1e-9  # below this frailty the exponential limit is exact to double precision


def fpir(match_rate: Array, frailty: Array) -> Array:
    """False positive identification rate of a search with `match_rate` = Λ expected false matches.

    Args:
        match_rate: Λ ≥ 0, any shape.
        frailty: κ ≥ 0, broadcast against `match_rate`.
    """
    kappa = np.maximum(frailty, _TINY)
    return np.asarray(-np.expm1(-np.log1p(kappa * match_rate) / kappa))


def match_rate(fpir: Array, frailty: Array) -> Array:
    """Λ of a search with an FPIR below 1: the inverse of the function `fpir`."""
    kappa = np.maximum(frailty, _TINY)
    return np.asarray(np.expm1(-kappa * np.log1p(-fpir)) / kappa)


def solve_level(target: Array, weights: Array, relative: Array, frailty: Array) -> Array:
    """The level ℓ at which the weighted mean FPIR is `target`: Σ_g w_g FPIR(ℓ R_g) = target (docs/method.md §6.3).

    Newton's method on log ℓ from the small-rate solution; the mean FPIR rises with ℓ and is concave in it, so the
    start lies below the root and the steps approach it from one side.

    Args:
        target: (draws,) FPIR between 0 and 1; 0 gives level 0.
        weights: (draws or 1, groups) probe shares, rows sum to 1.
        relative: (draws, groups) R_g, expected false matches a search at ℓ = 1.
        frailty: (draws,) κ.

    Raises:
        ArithmeticError: no convergence, which a monotone function of one variable does not allow.
    """
    kappa = np.maximum(frailty, _TINY)[:, None]
    probed = np.any(weights > 0, axis=0)  # groups an audit had no probes of have no part in its mean
    weights, relative = weights[:, probed], relative[:, probed]
    mean = np.sum(weights * relative, axis=1)
    active = (target > 0) & (mean > 0)
    if not active.any():
        return np.zeros_like(mean)
    if not active.all():
        weights = np.where(active[:, None], weights, 1.0)
    safe = np.where(active, target, 0.5)
    level = match_rate(safe, frailty) / np.where(active, mean, 1.0)
    scale = np.where(active[:, None], relative, 1.0)
    for _ in range(100):
        load = level[:, None] * scale
        each = fpir(load, kappa)
        slope = np.sum(weights * load * (1 - each) / (1 + kappa * load), axis=1)
        step = (safe - np.sum(weights * each, axis=1)) / slope
        level = level * np.exp(np.clip(step, -2.0, 2.0))
        if np.all(np.abs(step) < 1e-7):  # Newton: what is left is of the order of the square
            return np.where(active, level, 0.0)
    raise ArithmeticError("the error level did not converge")


def repeated_fpir(match_rate: Array, frailty: Array, searches: Array, correlation: Array) -> Array:
    """FPIR of an encounter with k searches: between one search (ρ = 1) and independent ones (ρ = 0), linear in ρ.

    The searches are of one person, who has one frailty: independent ones together are a search with kΛ.
    """
    together = fpir(searches * match_rate, frailty)
    return np.asarray(correlation * fpir(match_rate, frailty) + (1 - correlation) * together)


def expected_candidates(
    match_rate: Array, frailty: Array, candidates: str | int, beside_mate: bool = False
) -> Array:
    """Wrong faces an investigator sees in a search with Λ = `match_rate`: at most one, all, or among the first k.

    K, the number of false candidates above threshold, is negative binomial (Poisson mixed over the gamma frailty), so
    E[min(K, k)] = Σ_{j<k} P(K > j) (docs/method.md §6.7).

    Args:
        beside_mate: the search also returns the right face, which takes one of the places.
    """
    if candidates == "all":
        return match_rate
    places = (1 if candidates == "top1" else int(candidates)) - beside_mate
    if places == 0:
        return np.zeros_like(match_rate)
    if places == 1:
        return fpir(match_rate, frailty)
    kappa = np.maximum(frailty, _TINY)
    odds = kappa * match_rate / (1 + kappa * match_rate)
    term = np.exp(-np.log1p(kappa * match_rate) / kappa)
    at_most, total = term.copy(), 1 - term
    for j in range(1, places):
        term = term * odds * ((j - 1) + 1 / kappa) / j
        at_most = at_most + term
        total = total + np.maximum(1 - at_most, 0.0)
    return np.asarray(total)
