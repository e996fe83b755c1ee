"""How much each law is trusted: stacking weights from what each had said of counts before they were known.

Weights maximise Σ log Σ_k w_k p_k(count) over rows predicted one month ahead (Yao, Vehtari, Simpson & Gelman 2018,
Bayesian Analysis 13(3), §2.2), with a prior (equal weights) worth a few deployments. Unlike posterior probabilities of
models they do not run to the one law that is least wrong.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WORTH = 10.0
"""Deployments that the prior of equal weights is worth: a month or so of one force."""

ROUNDS = 500


def stacked(log_scores: Floats, prior: Floats | None = None, worth: float = WORTH) -> Floats:
    """(laws,) weights from log probabilities (rows, laws) of counts predicted before they were known.

    Args:
        prior: (laws,) weights where nothing was predicted yet, adding to 1; equal ones unless given.
    """
    prior = np.full(log_scores.shape[1], 1.0 / log_scores.shape[1]) if prior is None else prior
    weights = updated = prior
    likely = np.exp(log_scores - log_scores.max(axis=1, keepdims=True))
    for _ in range(ROUNDS):
        shares = weights * likely
        shares /= shares.sum(axis=1, keepdims=True)
        updated = (shares.sum(axis=0) + worth * prior) / (len(likely) + worth)
        if np.abs(updated - weights).max() < 1e-8:
            break
        weights = updated
    return np.asarray(updated)
