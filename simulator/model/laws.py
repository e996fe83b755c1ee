"""Laws of the unknowns: how each published figure or assumption is drawn.

Every law is drawn by its quantile function from one standard normal number a draw (`at`). So an unknown whose range is changed
moves in every draw with what it was: a higher range, a higher value, and the differences are those of the range. The
quantile functions themselves (`ppf`) serve sensitivity analysis; the tests hold the two together. Formulas: docs/method.md §4.1
§4.1.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
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
class MeanOfGammas(Drawn):
    """The mean of `entries` gamma numbers of mean 1 and variance `variance`: Gamma with shape entries/variance and mean 1."""

    entries: float
    variance: float

    @property
    def median(self) -> float:
        return float(self.ppf(np.array([0.5]))[0])

    def at(self, z: Array) -> Array:
        return _looked_up(self, z)

    def ppf(self, u: Array) -> Array:
        from scipy.special import gammaincinv

        shape = self.entries / self.variance
        return np.asarray(gammaincinv(shape, u) / shape)


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


WIDENING = log(3.0)  # assumption: one more group lies within 3 × of the range of those measured


@dataclass(frozen=True, slots=True)
class OneMore(Drawn):
    """exp of one more log effect among k measured ones: it falls into each of their k + 1 gaps with probability 1/(k + 1).

    That much holds of any k + 1 exchangeable numbers (Hill 1968, J. Am. Stat. Assoc. 63, 677). Inside a gap the law is uniform; the two
    outer ones reach a factor of three beyond the extremes, an assumption. `effects` are sorted.
    """

    effects: tuple[float, ...]

    @property
    def median(self) -> float:
        return float(self.ppf(np.array([0.5]))[0])

    def at(self, z: Array) -> Array:
        from scipy.special import ndtr

        return self.ppf(ndtr(z))

    def ppf(self, u: Array) -> Array:
        edges = (self.effects[0] - WIDENING, *self.effects, self.effects[-1] + WIDENING)
        return np.asarray(np.exp(np.interp(u, np.linspace(0, 1, len(edges)), edges)))

    def upside_down(self) -> OneMore:
        """The law of one over it."""
        return OneMore(tuple(-effect for effect in reversed(self.effects)))


@dataclass(frozen=True, slots=True)
class Bridged(Drawn):
    """exp of a log effect carried from one figure to another by `bridges` groups k that both have (docs/method.md §1.8).

    N(center, σ²(1 + 1/k) + beside²), σ not known: p(σ | D) ∝ HalfNormal(σ; 0.5) σ^−(k−1) exp(−scatter/2σ²), scatter the sum of squared
    deviations of the bridges' gaps. Truncated above at `highest`, or below at −`highest` where it is turned upside down.
    """

    center: float
    beside: float
    bridges: int
    scatter: float
    highest: float
    turned: bool = False

    @property
    def median(self) -> float:
        return float(self.ppf(np.array([0.5]))[0])

    def at(self, z: Array) -> Array:
        return _looked_up(self, z)

    def ppf(self, u: Array) -> Array:
        places, below = _mixture(self.center, self.beside, self.bridges, self.scatter)
        top = np.interp(self.highest, places, below)
        p = np.asarray(u, dtype=float)
        logs = np.interp((1 - p if self.turned else p) * top, below, places)
        return np.asarray(np.exp(-logs if self.turned else logs))

    def upside_down(self) -> Bridged:
        """The law of one over it."""
        return replace(self, turned=not self.turned)


@lru_cache(maxsize=256)
def _mixture(center: float, beside: float, bridges: int, scatter: float) -> tuple[Array, Array]:
    """Logs and the probability below each, σ integrated over its posterior on a grid."""
    from scipy.special import ndtr

    sigma = np.exp(np.linspace(log(1e-3), log(3.0), 200))
    weights = sigma * np.exp(-2 * sigma**2 - scatter / (2 * sigma**2)) / sigma ** (bridges - 1)
    spread = np.sqrt(sigma**2 * (1 + 1 / bridges) + beside**2)
    reach = 7 * float(spread[weights > 1e-9 * weights.max()].max())
    places = center + np.linspace(-reach, reach, 6001)
    below = ndtr((places[:, None] - center) / spread) @ (weights / weights.sum())
    return places, np.asarray(below)


Tabled = Beta | NestedShare | GammaRate | MeanOfGammas | Bridged
"""Laws whose quantiles have no formula."""
