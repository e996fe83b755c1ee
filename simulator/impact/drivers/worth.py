"""What knowing an unknown would be worth: how much narrower the answer would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.impact.summary import Impact, expected_at
from simulator.model.fits import RowOf
from simulator.quantiles import HIGH, LOW, quantiles

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

BINS = 20


class Worth(NamedTuple):
    """first: share of the variance of the expected measure that an unknown explains. narrower: share by which the interval would shrink."""

    first: float
    narrower: float


def resolving(impact: Impact, measure: str, selection: str) -> dict[str, Worth]:
    """What knowing one unknown exactly would be worth, from the draws at hand.

    Draws are sorted by the unknown and cut in `BINS` equal parts, within which it is as good as known. Per identity:
    `first`, the share of the variance of the expected measure it explains (log scale where positive; below zero by luck where
    that is nothing, so that sums of shares are not too large), and `narrower`,
    by what share the 90 % interval of simulated years would shrink on average: as a ratio of its ends, one added to each so
    that an end may be zero; as a difference where an end is negative.
    """
    expected = impact.expected_values(measure, selection)
    simulated = impact.values(measure, selection)[: len(expected)]
    usable = np.flatnonzero(np.isfinite(expected) & np.isfinite(simulated))
    usable = usable[: len(usable) // BINS * BINS]
    found: dict[str, Worth] = {}
    if len(usable) < 10 * BINS:
        return found
    used = np.zeros(len(expected), bool)
    used[usable] = True
    with np.errstate(divide="ignore", invalid="ignore"):  # what is not used may be anything
        scale = np.log(expected) if np.all(expected[usable] > 0) else expected
    whole = quantiles(simulated[usable], (LOW, HIGH))
    variance, size = float(scale[usable].var()), len(usable) // BINS
    for row, unknown in enumerate(impact.compiled.unknowns):
        order = draws_in_order(impact, row, measure, selection)
        order = order if len(usable) == len(order) else order[used[order]]
        ends = quantiles(simulated[order].reshape(BINS, size), (LOW, HIGH)).T
        first = _explained(scale[order].reshape(BINS, size), variance)
        found[unknown.identity] = Worth(first, _narrower(whole, ends))
    return dict(sorted(found.items(), key=lambda item: -item[1].first))


def members(impact: Impact, measure: str, selection: str) -> dict[str, dict[str, float]]:
    """Of every fit, by identity, Var E[log Y | parameter] / Var log Y of each parameter that is read, from the draws at hand.

    What a fit learned is learned together, so these shares overlap: they do not add up to the fit's own (docs/method.md §4.5).
    """
    expected = impact.expected_values(measure, selection)
    positive = np.all(expected > 0)
    scale = np.log(expected) if positive else expected
    size = len(scale) // BINS
    if size < 10 or not np.isfinite(scale).all():
        return {}
    variance = float(scale.var())
    found: dict[str, dict[str, float]] = {}
    for row, unknown in enumerate(impact.compiled.unknowns):
        if isinstance(unknown.law, RowOf):
            rows = impact.draws.years.values[row, : len(scale)].astype(np.intp)
            parts = (
                (name, scale[np.argsort(numbers[rows], kind="stable")][: BINS * size].reshape(BINS, size))
                for name, numbers in unknown.law.members.items()
            )
            found[unknown.identity] = {name: max(_explained(part, variance), 0.0) for name, part in parts}
    return found


def draws_in_order(impact: Impact, row: int, measure: str, selection: str) -> NDArray[np.intp]:
    """The draws in the order of an unknown's values; of a fit's, in the order of what each row makes of the measure by itself.

    Neighbouring rows are alike only along the first of their many directions, and what knowing the row is worth lies in all.
    """
    law = impact.compiled.unknowns[row].law
    if not isinstance(law, RowOf):
        return impact.by_unknown[row]
    rows = impact.draws.years.values[row].astype(np.intp)
    return np.argsort(rows_alone(impact.compiled, row, measure, selection)[rows], kind="stable")


def rows_alone(compiled: Compiled, row: int, measure: str, selection: str) -> Array:
    """(rows,) the expected measure in each row of a fit, everything else at its middle."""
    law = compiled.unknowns[row].law
    assert isinstance(law, RowOf)
    values = np.repeat(compiled.medians(), law.rows, axis=1)
    values[row] = np.arange(law.rows)
    return expected_at(compiled, values, measure, selection)


def _explained(parts: Array, variance: float) -> float:
    """Share of the variance that lies between parts (parts, draws), less what would lie there by chance."""
    noise = float(np.mean(parts.var(axis=1))) / parts.shape[1]
    return (float(parts.mean(axis=1).var()) - noise) / variance if variance > 0 else 0.0


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
