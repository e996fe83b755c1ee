"""Simple rivals: what anybody could say of the rows to come with a pencil. A model that does not beat them adds nothing.

Each is a constant rate per face or per deployment, taken from some of the rows before, with a dispersion of maximum
likelihood over the same rows. Half an event is added to every sum, so that none is never a rate of none. Rows of the same
force are used where there are any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.counts import Scatter, negative_binomial, table
from simulator.fitting.laboratory import Laboratory
from simulator.fitting.laws import TARGETS
from simulator.records.deployments import Deployments

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

DISPERSIONS = np.exp(np.linspace(np.log(1e-3), np.log(30.0), 60))
TINY = 1e-4
"""A dispersion that is Poisson's to the fourth figure."""

INFLATIONS = np.linspace(0.0, 0.98, 50)
LATEST = 20


Rows = Literal["all", "same threshold", "latest twenty", "calendar year before", "this calendar year"]


@dataclass(frozen=True, slots=True)
class Rival:
    """A rule: per face or per deployment, from which rows before, under which law of counts."""

    name: str
    per_face: bool
    rows: Rows
    law: str = "negative binomial"

    def uses(self, history: Deployments, threshold: float, day: np.datetime64) -> Mask:
        """(history,) the rows that the rule reads for a row of this threshold and day."""
        years = history.days.astype("datetime64[Y]")
        if self.rows == "same threshold":
            levels = history["threshold"]
            return np.isnan(levels) if np.isnan(threshold) else np.isclose(levels, threshold)
        if self.rows == "latest twenty":
            return np.arange(len(history)) >= len(history) - LATEST
        if self.rows == "calendar year before" and (years == day.astype("datetime64[Y]") - 1).any():
            return np.asarray(years == day.astype("datetime64[Y]") - 1)
        if self.rows == "this calendar year":
            return np.asarray(years == years.max())
        return np.ones(len(history), bool)


RIVALS: tuple[Rival, ...] = (
    Rival("constant per face (Poisson)", True, "all", "Poisson"),
    Rival("constant per face", True, "all"),
    Rival("constant per deployment", False, "all"),
    Rival("same threshold, per face", True, "same threshold"),
    Rival("same threshold, per deployment", False, "same threshold"),
    Rival("last twenty, per face", True, "latest twenty"),
    Rival("last twenty, per deployment", False, "latest twenty"),
    Rival("last calendar year, per face", True, "calendar year before"),
    Rival("last calendar year, per deployment", False, "calendar year before"),
    Rival("this calendar year, per face", True, "this calendar year"),
    Rival("this calendar year, per deployment", False, "this calendar year"),
    Rival("zero-inflated, per face", True, "all", "zero-inflated"),
    Rival("zero-inflated, per deployment", False, "all", "zero-inflated"),
)


def rival_tables(
    history: Deployments, new: Deployments, target: str, laboratory: Laboratory | None = None
) -> Mapping[str, Floats]:
    """(rows, 81) probabilities of counts by rival. `history` comes before all of `new`."""
    known = history.take(np.isfinite(history[target]) & np.isfinite(history["faces_seen"]))
    found = {rival.name: _rival(rival, known, new, target) for rival in RIVALS}
    if laboratory is not None and target == "false_alerts":
        found |= _laboratory(laboratory, known, new)
    return found


def _rival(rival: Rival, known: Deployments, new: Deployments, target: str) -> Floats:
    cells = np.empty((len(new), 81))
    made: dict[bytes, Callable[[Floats], Floats]] = {}
    faces = np.maximum(np.nan_to_num(new["faces_seen"], nan=_typical(known)), 1.0)
    for row in range(len(new)):
        mine = np.array([force == new.forces[row] for force in known.forces], bool)
        if not mine.any():
            mine = np.ones(len(known), bool)
        own = known.take(mine)
        used = rival.uses(own, new["threshold"][row], new.days[row]) if len(own) else np.zeros(0, bool)
        used = used if used.any() else np.ones(len(own), bool)
        key = mine.tobytes() + used.tobytes()
        if key not in made:
            made[key] = _fitted(rival, own.take(used), target)
        cells[row] = made[key](faces[row : row + 1] if rival.per_face else np.ones(1))[0]
    return cells


def _typical(known: Deployments) -> float:
    return float(np.median(known["faces_seen"])) if len(known) else 1.0


def _fitted(rival: Rival, used: Deployments, target: str) -> Callable[[Floats], Floats]:
    """What the rule says of exposures, from these rows."""
    counts = used[target]
    exposure = np.maximum(used["faces_seen"], 1.0) if rival.per_face else np.ones(len(used))
    rate = (counts.sum() + 0.5) / (exposure.sum() if len(used) else 1.0)
    if rival.law == "Poisson":
        return lambda given: _alone(rate * given, TINY)
    if rival.law == "zero-inflated":
        return _zero_inflated(counts, exposure, rate)
    dispersion = _dispersion(counts, rate * exposure)
    return lambda given: _alone(rate * given, dispersion)


def _alone(means: Floats, dispersion: float) -> Floats:
    """(rows, 81) of one negative binomial law."""
    return table(means[:, None], Scatter(np.array([dispersion]), np.zeros(1)))


def _dispersion(counts: Floats, means: Floats) -> float:
    if not len(counts):
        return 1.0
    heights = [negative_binomial(counts, means, each).sum() for each in DISPERSIONS]
    return float(DISPERSIONS[int(np.argmax(heights))])


def _zero_inflated(counts: Floats, exposure: Floats, rate: float) -> Callable[[Floats], Floats]:
    """Poisson with a share of rows in which nothing can happen, by maximum likelihood at the same overall rate."""

    def height(share: float) -> float:
        chance = np.exp(negative_binomial(counts, rate / (1 - share) * exposure, TINY)) * (1 - share)
        return float(np.log(np.maximum(chance + share * (counts == 0), 1e-300)).sum())

    share = float(max(INFLATIONS, key=height)) if len(counts) else 0.0

    def said(given: Floats) -> Floats:
        cells = (1 - share) * _alone(rate / (1 - share) * given, TINY)
        cells[:, 0] += share
        return cells

    return said


def _laboratory(laboratory: Laboratory, known: Deployments, new: Deployments) -> dict[str, Floats]:
    """The laboratory's rate per comparison over these faces and lists, with and without a step for the threshold."""
    per_comparison = laboratory.rate / laboratory.gallery_size

    def means(rows: Deployments, step: float) -> Floats:
        above = np.nan_to_num((rows["threshold"] - laboratory.threshold) / 0.01)
        size = np.nan_to_num(rows["watchlist_size"], nan=laboratory.gallery_size)
        return np.asarray(np.maximum(rows["faces_seen"] * size * per_comparison * np.exp(step * above), 1e-9))

    found = {}
    for name, step in (
        ("laboratory", 0.0),
        ("laboratory, threshold step", TARGETS["false_alerts"].threshold.mean),
    ):
        dispersion = _dispersion(known["false_alerts"], means(known, step))
        found[name] = _alone(means(new, step), dispersion)
    return found
