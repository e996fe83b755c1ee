"""Statistical assertions at a stated false-alarm rate, so that a whole suite of them rarely cries wolf (≤ 1e-6)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

ALPHA = 1e-9


def assert_mean(sample: NDArray[Any], mean: float, variance: float) -> None:
    """The sample's mean is the law's, by a normal test: |z| < 6.2 has false-alarm rate 6e-10."""
    error = (variance / len(sample)) ** 0.5
    assert abs(float(np.mean(sample)) - mean) < 6.2 * error + 1e-12, (np.mean(sample), mean, error)


def assert_variance(sample: NDArray[Any], variance: float) -> None:
    """The sample's variance is the law's, with the sample's own fourth moment for its error; |z| < 7 allows for skew."""
    centred = np.asarray(sample, dtype=float) - np.mean(sample)
    error = float(np.sqrt((np.mean(centred**4) - variance**2) / len(sample)))
    assert abs(float(np.mean(centred**2)) - variance) < 7 * error, (np.mean(centred**2), variance, error)


def assert_share(hits: int, trials: int, probability: float) -> None:
    """Hits are Binomial(trials, probability), by the exact test."""
    from scipy.stats import binomtest

    assert binomtest(hits, trials, probability).pvalue > ALPHA, (hits / trials, probability)


def assert_same_rate(a: int, years_a: int, b: int, years_b: int) -> None:
    """Two Poisson counts have one yearly rate: given their sum, the first is binomial (exact conditional test)."""
    if a + b:
        assert_share(a, a + b, years_a / (years_a + years_b))


def assert_same_law(a: NDArray[Any], b: NDArray[Any]) -> None:
    """Two samples come from one law (two-sample Kolmogorov–Smirnov; conservative for counts)."""
    from scipy.stats import ks_2samp

    assert ks_2samp(a, b).pvalue > ALPHA
