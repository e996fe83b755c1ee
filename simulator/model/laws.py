"""Laws of the unknowns: how each published figure or assumption is drawn.

Every law is drawn by its quantile function from one standard normal number a draw (`at`). So an unknown whose range is changed
moves in every draw with what it was: a higher range, a higher value, and the differences are those of the range. The
quantile functions themselves (`ppf`) serve sensitivity analysis; the tests hold the two together. Formulas: docs/method.md
§4.1.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache
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
        """(size,) independent values; laws drawn from equal generators rise and fall together."""

    def at(self, z: Array) -> Array:
        """The value at each standard normal number, elementwise: increasing, and `ppf` of its probability."""

    def ppf(self, u: Array) -> Array:
        """Quantiles at u, elementwise, 0 < u < 1."""


class Drawn(ABC):
    """What all laws have in common: one standard normal number makes one value."""

    __slots__ = ()

    @abstractmethod
    def at(self, z: Array) -> Array:
        """The value at each standard normal number."""

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        return self.at(rng.standard_normal(size))


FARTHEST = 6.5
"""Standard deviations within which the quantiles that have no formula are tabled; 1 draw in ten thousand million lies beyond."""
NODES = np.linspace(-FARTHEST, FARTHEST, 513)


@lru_cache(maxsize=256)
def _tabled(law: Tabled) -> Array:
    """(nodes,) logarithms of a law's quantiles at `NODES`."""
    from scipy.special import ndtr

    return np.asarray(np.log(law.ppf(ndtr(NODES))))


def _looked_up(law: Tabled, z: Array) -> Array:
    """A law at z between its tabled quantiles, to within 2 parts in 10,000: a quantile's series costs a hundred draws."""
    return np.asarray(np.exp(np.interp(z, NODES, _tabled(law))))


@dataclass(frozen=True, slots=True)
class LogNormal(Drawn):
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

    def at(self, z: Array) -> Array:
        return np.asarray(np.exp(self.log_median + self.sigma * z))

    def ppf(self, u: Array) -> Array:
        from scipy.special import ndtri

        return self.at(ndtri(u))


@dataclass(frozen=True, slots=True)
class LogitNormal(Drawn):
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

    def at(self, z: Array) -> Array:
        return np.asarray(1 / (1 + np.exp(-(self.logit_median + self.sigma * z))))

    def ppf(self, u: Array) -> Array:
        from scipy.special import ndtri

        return self.at(ndtri(u))


@dataclass(frozen=True, slots=True)
class Beta(Drawn):
    """Posterior of a probability after x events in n trials under Jeffreys' prior: Beta(x+½, n−x+½).

    Source: Brown, Cai & DasGupta 2001, Statistical Science 16(2), §3.1.3. Zero events never give a zero rate.
    """

    events: float
    trials: float

    @property
    def median(self) -> float:
        return float(self.ppf(np.array([0.5]))[0])

    def at(self, z: Array) -> Array:
        return _looked_up(self, z)

    def ppf(self, u: Array) -> Array:
        from scipy.special import betaincinv

        return np.asarray(betaincinv(self.events + 0.5, self.trials - self.events + 0.5, u))


@dataclass(frozen=True, slots=True)
class NestedShare(Drawn):
    """Share of one threshold's events that also pass a stricter one: Beta(kept+½, of−kept+½) to the power `part`.

    `part` is how far towards the stricter threshold, 1 at it: the logarithm of a rate is linear in between (docs/method.md §1.3).
    """

    kept: float
    of: float
    part: float

    @property
    def median(self) -> float:
        return float(self.ppf(np.array([0.5]))[0])

    def at(self, z: Array) -> Array:
        return _looked_up(self, z)

    def ppf(self, u: Array) -> Array:
        return np.asarray(Beta(self.kept, self.of).ppf(u) ** self.part)


@dataclass(frozen=True, slots=True)
class GammaRate(Drawn):
    """Posterior of a rate printed as `rate` from `events` events and unprinted trials: rate × Gamma(x+½)/x.

    Jeffreys' posterior of a Poisson rate with exposure x/rate (docs/method.md §4.1, §6.6; Gelman et al., BDA3 §2.6–2.8).
    """

    rate: float
    events: float

    @property
    def median(self) -> float:
        return float(self.ppf(np.array([0.5]))[0])

    def at(self, z: Array) -> Array:
        return _looked_up(self, z)

    def ppf(self, u: Array) -> Array:
        from scipy.special import gammaincinv

        return np.asarray(gammaincinv(self.events + 0.5, u) * (self.rate / self.events))


@dataclass(frozen=True, slots=True)
class Uniform(Drawn):
    """Bounded support, nothing else known: `range: [lo, hi]`."""

    lo: float
    hi: float

    @property
    def median(self) -> float:
        return (self.lo + self.hi) / 2

    def at(self, z: Array) -> Array:
        from scipy.special import ndtr

        return self.ppf(ndtr(z))

    def ppf(self, u: Array) -> Array:
        return self.lo + (self.hi - self.lo) * np.asarray(u)


@dataclass(frozen=True, slots=True)
class TruncatedT(Drawn):
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

    def at(self, z: Array) -> Array:
        return _looked_up(self, z)

    def ppf(self, u: Array) -> Array:
        from scipy.special import stdtrit

        low, high = self._window()
        return np.asarray(
            np.exp(self.location + self.scale * stdtrit(self.df, low + (high - low) * np.asarray(u)))
        )


Tabled = Beta | NestedShare | GammaRate | TruncatedT
"""Laws whose quantiles have no formula."""
