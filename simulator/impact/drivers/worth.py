"""What knowing an unknown would be worth: how much narrower the answer would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact.summary import Impact, expected_at
from simulator.quantiles import HIGH, LOW, quantiles

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

BINS = 20


def resolving(impact: Impact, measure: str, selection: str) -> dict[str, dict[str, float]]:
    """What knowing one unknown exactly would be worth, from the draws at hand.

    Draws are sorted by the unknown and cut in `BINS` equal parts, within which it is as good as known. Per identity:
    `first`, the share of the variance of the expected measure it explains (log scale where positive), and `narrower`,
    by what share the 90 % interval of simulated years would shrink on average: as a ratio of its ends, one added to each so
    that an end may be zero; as a difference where an end is negative.
    """
    expected = impact.expected_values(measure, selection)
    simulated = impact.values(measure, selection)[: len(expected)]
    usable = np.flatnonzero(np.isfinite(expected) & np.isfinite(simulated))
    usable = usable[: len(usable) // BINS * BINS]
    found: dict[str, dict[str, float]] = {}
    if len(usable) < 10 * BINS:
        return found
    used = np.zeros(len(expected), bool)
    used[usable] = True
    with np.errstate(divide="ignore", invalid="ignore"):  # what is not used may be anything
        scale = np.log(expected) if np.all(expected[usable] > 0) else expected
    whole = quantiles(simulated[usable], (LOW, HIGH))
    variance, size = float(scale[usable].var()), len(usable) // BINS
    for unknown, order in zip(impact.compiled.unknowns, impact.by_unknown, strict=True):
        order = order if len(usable) == len(order) else order[used[order]]
        parts = scale[order].reshape(BINS, size)
        noise = np.mean(parts.var(axis=1)) / size
        ends = quantiles(simulated[order].reshape(BINS, size), (LOW, HIGH)).T
        found[unknown.identity] = {
            "first": max(float(parts.mean(axis=1).var() - noise) / variance, 0.0) if variance > 0 else 0.0,
            "narrower": _narrower(whole, ends),
        }
    return dict(sorted(found.items(), key=lambda item: -item[1]["first"]))


def narrowing(compiled: Compiled, values: Array, measure: str, selection: str, known: Sequence[int]) -> float:
    """By what share the 90 % interval of the expected measure shrinks if some unknowns were known to be their medians.

    Together, so that inputs published together are valued together. Widths as in `resolving`; below zero where the interval
    widens.

    Args:
        values: (unknowns, draws). known: rows of `values`.
    """
    fixed = values.copy()
    fixed[list(known)] = compiled.medians()[list(known)]
    whole, less = (expected_at(compiled, each, measure, selection) for each in (values, fixed))
    before, after = (quantiles(each[np.isfinite(each)], (LOW, HIGH)) for each in (whole, less))
    return _narrower(before, after[None])


def _narrower(whole: Array, ends: Array) -> float:
    """Share by which intervals (parts, 2) are narrower on average than the whole (2,)."""
    if min(float(whole[0]), float(ends[:, 0].min())) >= 0:
        whole, ends = np.log1p(whole), np.log1p(ends)
    width = float(whole[1] - whole[0])
    return 1 - float(np.mean(ends[:, 1] - ends[:, 0])) / width if width > 0 else 0.0
