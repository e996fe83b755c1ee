"""Laws of the unknowns: how each published figure or assumption is drawn.

Every law samples directly (`sample`) and by its quantile function (`ppf`), which sensitivity analysis needs; the tests
hold the two together. Formulas: docs/method.md §4.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Z95 = 1.6448536269514722  # standard normal quantile at 0.95: a 90 % interval is median ± Z95 σ


class Law(Protocol):
    """A distribution of one unknown."""

    @property
    def median(self) -> float: ...

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """(size,) independent values."""

    def ppf(self, u: Array) -> Array:
        """Quantiles at u, elementwise, 0 < u < 1."""


@dataclass(frozen=True, slots=True)
class LogNormal:
    """exp(N(log_median, sigma²)). From a 90 % interval: `LogNormal.between`."""

    log_median: float
    sigma: float

    @classmethod
    def between(cls, lo: float, hi: float) -> LogNormal:
        """The log-normal whose 5 % and 95 % quantiles are lo and hi."""
        return cls((log(lo) + log(hi)) / 2, (log(hi) - log(lo)) / (2 * Z95))

    @property
    def median(self) -> float:
        return exp(self.log_median)

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        return rng.lognormal(self.log_median, self.sigma, size)

    def ppf(self, u: Array) -> Array:
        from scipy.special import ndtri

        return np.asarray(np.exp(self.log_median + self.sigma * ndtri(u)))


@dataclass(frozen=True, slots=True)
class LogitNormal:
    """A probability whose logit is normal. From a 90 % interval: `LogitNormal.between`."""

    logit_median: float
    sigma: float

    @classmethod
    def between(cls, lo: float, hi: float) -> LogitNormal:
        """The logit-normal whose 5 % and 95 % quantiles are lo and hi."""
        low, high = (log(p) - log(1 - p) for p in (lo, hi))
        return cls((low + high) / 2, (high - low) / (2 * Z95))

    @property
    def median(self) -> float:
        return 1 / (1 + exp(-self.logit_median))

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        return np.asarray(1 / (1 + np.exp(-rng.normal(self.logit_median, self.sigma, size))))

    def ppf(self, u: Array) -> Array:
        from scipy.special import ndtri

        return np.asarray(1 / (1 + np.exp(-(self.logit_median + self.sigma * ndtri(u)))))


@dataclass(frozen=True, slots=True)
class Beta:
    """Posterior of a probability after x events in n trials under Jeffreys' prior: Beta(x+½, n−x+½).

    Source: Brown, Cai & DasGupta 2001, Statistical Science 16(2), §3.1.3. Zero events never give a zero rate.
    """

    events: float
    trials: float

    @property
    def median(self) -> float:
        return float(self.ppf(np.array([0.5]))[0])

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        return rng.beta(self.events + 0.5, self.trials - self.events + 0.5, size)

    def ppf(self, u: Array) -> Array:
        from scipy.special import betaincinv

        return np.asarray(betaincinv(self.events + 0.5, self.trials - self.events + 0.5, u))


@dataclass(frozen=True, slots=True)
class GammaRate:
    """Posterior of a rate printed as `rate` from `events` events and unprinted trials: rate × Gamma(x+½)/x.

    Jeffreys' posterior of a Poisson rate with exposure x/rate (docs/method.md §4.1, §6.6; Gelman et al., BDA3 §2.6–2.8).
    """

    rate: float
    events: float

    @property
    def median(self) -> float:
        return float(self.ppf(np.array([0.5]))[0])

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        return np.asarray(rng.standard_gamma(self.events + 0.5, size) * (self.rate / self.events))

    def ppf(self, u: Array) -> Array:
        from scipy.special import gammaincinv

        return np.asarray(gammaincinv(self.events + 0.5, u) * (self.rate / self.events))


@dataclass(frozen=True, slots=True)
class Uniform:
    """Bounded support, nothing else known: `range: [lo, hi]`."""

    lo: float
    hi: float

    @property
    def median(self) -> float:
        return (self.lo + self.hi) / 2

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        return rng.uniform(self.lo, self.hi, size)

    def ppf(self, u: Array) -> Array:
        return self.lo + (self.hi - self.lo) * np.asarray(u)


@dataclass(frozen=True, slots=True)
class TruncatedT:
    """exp of a Student t, truncated to [lo, hi] on the log scale.

    The predictive law of a new group's log rate ratio after `df + 1` measured ones; untruncated it has no mean
    (docs/method.md §6.9; Gelman et al., BDA3 §3.2, eq. 3.4).
    """

    location: float
    scale: float
    df: float
    lo: float
    hi: float

    def _window(self) -> tuple[float, float]:
        from scipy.special import stdtr

        return tuple(
            float(stdtr(self.df, (edge - self.location) / self.scale)) for edge in (self.lo, self.hi)
        )  # type: ignore[return-value]

    @property
    def median(self) -> float:
        return float(self.ppf(np.array([0.5]))[0])

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """By rejection: at least the probability between the measured effects is kept, so few rounds are needed."""
        logs = self.location + self.scale * rng.standard_t(self.df, size)
        while (outside := (logs < self.lo) | (logs > self.hi)).any():
            logs[outside] = self.location + self.scale * rng.standard_t(self.df, int(outside.sum()))
        return np.exp(logs)

    def ppf(self, u: Array) -> Array:
        from scipy.special import stdtrit

        low, high = self._window()
        return np.asarray(
            np.exp(self.location + self.scale * stdtrit(self.df, low + (high - low) * np.asarray(u)))
        )
