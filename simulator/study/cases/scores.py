"""How probable a recorded number was, by the simulated years: a score, where being inside an interval says only yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from simulator.results import cases as stored


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of the simulated years.

    exactly: with just the recorded number; None where it is not counted (a rate never comes out twice alike). so_few, so_many: with
    at most, and at least, as much. years: how many there were.
    """

    exactly: float | None
    so_few: float
    so_many: float
    years: int

    @property
    def log(self) -> float | None:
        """The log score, ln of the probability; None where it is not counted, or no year had the number."""
        return log(self.exactly) if self.exactly else None

    def told(self) -> stored.Score:
        """As it is printed for programs."""
        return stored.Score(
            exactly=self.exactly, so_few=self.so_few, so_many=self.so_many, log=self.log, years=self.years
        )

    def __str__(self) -> str:
        few = self.so_few <= self.so_many
        tail = f"{'so few' if few else 'so many'} {self._share(min(self.so_few, self.so_many))}"
        if self.exactly is None:
            return f"probability of {tail}"
        return f"probability of just so many {self._share(self.exactly)}, of {tail}"

    def _share(self, share: float) -> str:
        return f"{share:.2g}" if share else f"below 1 in {self.years:,}"


def score(years: NDArray[np.float64], recorded: float, *, counted: bool) -> Score:
    """Of one number, by (years,) simulated ones."""
    exactly = float(np.mean(years == recorded)) if counted else None
    return Score(exactly, float(np.mean(years <= recorded)), float(np.mean(years >= recorded)), len(years))
