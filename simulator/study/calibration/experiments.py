"""What was counted once and can be counted again: the experiment behind each counted unknown.

Truths come from numpy's own generators of beta and gamma numbers, not from the quantile functions by which the program draws:
a wrong quantile function is a thing to find (docs/method-calibration.md §9.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlog1py, xlogy

from simulator.model.laws import Beta, GammaRate, Law, NestedShare

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shares:
    """Events among trials. The unknown is their probability to the power `part`, as at a step between two thresholds.

    nested: whether the events are those of one threshold that pass a stricter one.
    """

    events: float
    trials: float
    part: float = 1.0
    nested: bool = False

    def __str__(self) -> str:
        return f"{self.events:,.0f} of {self.trials:,.0f}"

    def truth(self, rng: np.random.Generator) -> float:
        """The unknown in one world: from the posterior of what was published, Beta(x + ½, n − x + ½)."""
        return float(rng.beta(self.events + 0.5, self.trials - self.events + 0.5) ** self.part)

    def count(self, truth: float, rng: np.random.Generator) -> float:
        """Events of as many trials again."""
        return float(rng.binomial(int(self.trials), min(truth ** (1 / self.part), 1.0)))

    def again(self, count: float) -> Law:
        """The program's law of what was published and counted together: x + y of 2n."""
        events, trials = self.events + count, 2 * self.trials
        return NestedShare(events, trials, self.part) if self.nested else Beta(events, trials)

    def log_likelihood(self, values: Array, count: float) -> Array:
        """Of the count at each value of the unknown, up to a constant."""
        share = values ** (1 / self.part)
        return np.asarray(xlogy(count, share) + xlog1py(self.trials - count, -share))


@dataclass(frozen=True, slots=True)
class Events:
    """Events printed as a rate, their trials unprinted: Poisson over an exposure of events/rate."""

    events: float
    rate: float

    def __str__(self) -> str:
        return f"{self.events:,.0f} events, 1 in {1 / self.rate:,.0f}"

    @property
    def exposure(self) -> float:
        """Trials that were not printed."""
        return self.events / self.rate

    def truth(self, rng: np.random.Generator) -> float:
        """The rate in one world, from the posterior of what was published: Gamma(x + ½) over the exposure."""
        return float(rng.gamma(self.events + 0.5) / self.exposure)

    def count(self, truth: float, rng: np.random.Generator) -> float:
        """Events over as much exposure again."""
        return float(rng.poisson(truth * self.exposure))

    def again(self, count: float) -> Law:
        """The program's law of x + y events over twice the exposure."""
        events = self.events + count
        return GammaRate(events / (2 * self.exposure), events)

    def log_likelihood(self, values: Array, count: float) -> Array:
        """Of the count at each value of the rate, up to a constant."""
        return np.asarray(xlogy(count, values) - self.exposure * values)


Experiment = Shares | Events


def experiment_of(law: Law) -> Experiment | None:
    """The experiment behind a law; None where the law is an assumption or a published interval, which nobody can count again."""
    match law:
        case Beta(events, trials):
            return Shares(events, trials)
        case NestedShare(kept, of, part):
            return Shares(kept, of, part, nested=True)
        case GammaRate(rate, events):
            return Events(events, rate)
    return None
