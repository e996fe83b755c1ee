"""Scores of forecasts: proper ones first, then how honest their width is.

A forecast is a table of probabilities of 0 to 79 counts and of 80 or more; a count of 80 or more is scored by that cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.quantiles import HIGH, LOW, quantile
from simulator.results.validation import Total

Floats = NDArray[np.float64]

LEVELS = (0.5, 0.8, 0.9)
FEWEST_BLOCKS = 6
BINS = 10


def _cells(tables: Floats, counts: Floats) -> NDArray[np.int64]:
    return np.asarray(np.minimum(counts, tables.shape[1] - 1), np.int64)


def log_scores(tables: Floats, counts: Floats) -> Floats:
    """(rows,) log probability of each count; higher is better."""
    return np.log(np.maximum(tables[np.arange(len(counts)), _cells(tables, counts)], 1e-300))


def crps(tables: Floats, counts: Floats) -> Floats:
    """(rows,) continuous ranked probability scores, counts above 80 taken as 80; lower is better."""
    reached = np.cumsum(tables, axis=1)[:, :-1]
    above = np.arange(tables.shape[1] - 1) >= _cells(tables, counts)[:, None]
    return np.asarray(((reached - above) ** 2).sum(axis=1))


def pit_ends(tables: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """(rows,) the probabilities of fewer, and of no more, than was counted: a randomised PIT is uniform between them."""
    reached = np.cumsum(tables, axis=1)
    cells = _cells(tables, counts)
    upper = reached[np.arange(len(counts)), cells]
    return upper - tables[np.arange(len(counts)), cells], upper


def pit_share(tables: Floats, counts: Floats, low: float, high: float) -> float:
    """Share of randomised PIT values between two levels, in expectation over the randomisation (Czado et al. 2009)."""
    below, upto = pit_ends(tables, counts)
    inside = np.clip(np.minimum(upto, high) - np.maximum(below, low), 0.0, None)
    return float((inside / np.maximum(upto - below, 1e-12)).mean())


def coverage(tables: Floats, counts: Floats) -> dict[float, float]:
    """Share of randomised PIT values inside the central 50, 80 and 90 %."""
    return {level: pit_share(tables, counts, 0.5 - level / 2, 0.5 + level / 2) for level in LEVELS}


def histogram(tables: Floats, counts: Floats) -> list[float]:
    """Shares of ten equal bins of the PIT; 0.1 each where the forecast is honest."""
    edges = np.linspace(0.0, 1.0, BINS + 1)
    return [pit_share(tables, counts, low, high) for low, high in pairwise(edges)]


def widths(tables: Floats, level: float = 0.9) -> Floats:
    """(rows,) widths of the central intervals, in counts."""
    reached = np.cumsum(tables, axis=1)
    low = (reached < 0.5 - level / 2).sum(axis=1)
    return np.asarray((reached < 0.5 + level / 2 - 1e-12).sum(axis=1) - low, np.float64)


@dataclass(frozen=True, slots=True)
class Gain:
    """Mean difference of two scores a row, its standard error, and over what that error was taken."""

    mean: float
    error: float
    over: str

    @property
    def errors(self) -> float:
        """The gain in standard errors; 0 where there is neither."""
        return (
            self.mean / self.error
            if self.error > 0
            else (0.0 if self.mean == 0 else np.sign(self.mean) * np.inf)
        )


def gain(ours: Floats, theirs: Floats, blocks: NDArray[np.int64]) -> Gain:
    """By how much we are better; the error over months where there are at least six, else over rows."""
    difference = ours - theirs
    n, mean = len(difference), float(difference.mean())
    groups = np.unique(blocks)
    if len(groups) >= FEWEST_BLOCKS:
        sums = np.array([(difference[blocks == each] - mean).sum() for each in groups])
        k = len(groups)
        return Gain(mean, float(np.sqrt((sums**2).sum() * k / (k - 1)) / n), f"{k} months")
    error = float(difference.std(ddof=1) / np.sqrt(n)) if n > 1 else float("nan")
    return Gain(mean, error, f"{n} rows")


def total_of(draws: Floats, recorded: float) -> Total:
    """The 90 % interval of a total, its score, and the log probability of what was recorded (density of the draws)."""
    ordered = np.sort(draws)
    low, high = quantile(ordered, LOW), quantile(ordered, HIGH)
    n = len(ordered)
    spread = float((ordered * (2 * np.arange(1, n + 1) - n - 1)).sum()) / n**2
    score = float(np.abs(draws - recorded).mean()) - spread
    iqr = quantile(ordered, 0.75) - quantile(ordered, 0.25)
    width = max(0.9 * min(draws.std(), iqr / 1.34 or draws.std()) * n**-0.2, 0.5)
    near = np.exp(-0.5 * ((draws - recorded) / width) ** 2) / (width * np.sqrt(2 * np.pi))
    return Total(
        recorded=recorded,
        mean=float(draws.mean()),
        low=low,
        high=high,
        inside=bool(low <= recorded <= high),
        crps=score,
        log_probability=float(np.log(max(near.mean(), 1e-300))),
    )
