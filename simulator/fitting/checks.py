"""Posterior predictive checks: would this fit have made tables like the one it learned from?

Each count of the table is drawn anew, with its own place, month and setting as learned; a statistic of the table that lies in
the far tail of the same statistic of its copies is something the laws do not know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.counts import draw
from simulator.fitting.features import features
from simulator.fitting.fit import Fit
from simulator.fitting.laboratory import with_laboratory
from simulator.fitting.laws import LAWS, TARGETS
from simulator.fitting.learning import effects_drawn, problem_of, recent, relearn, shared_out
from simulator.fitting.scales import scatter_of
from simulator.kernel.streams import stream
from simulator.quantiles import HIGH, LOW, quantiles

Floats = NDArray[np.float64]

COPIES = 1_000
FAR = 0.05
"""A tail beyond which a statistic is said to be off: one in ten of them would be by chance."""

STATISTICS: dict[str, Callable[[Floats], Floats]] = {
    "total": lambda counts: counts.sum(axis=0),
    "largest": lambda counts: counts.max(axis=0),
    "share of none": lambda counts: (counts == 0).mean(axis=0),
    "variance ÷ mean": lambda counts: counts.var(axis=0) / np.maximum(counts.mean(axis=0), 1e-9),
    "last ÷ first half": lambda counts: (
        (counts[len(counts) // 2 :].sum(axis=0) + 0.5) / (counts[: len(counts) // 2].sum(axis=0) + 0.5)
    ),
}


@dataclass(frozen=True, slots=True)
class Check:
    """A statistic of the table, the middle 90 % of its copies, and the share of copies no higher (ties count half)."""

    statistic: str
    recorded: float
    low: float
    high: float
    rank: float

    @property
    def off(self) -> bool:
        """Whether the table lies in the far tail of its copies."""
        return not FAR <= self.rank <= 1.0 - FAR


def predictive_checks(fit: Fit, target: str, seed: int) -> list[Check]:
    """Every statistic of one kind of count; none where fewer than two rows are counted."""
    history = recent(fit.record)
    known = np.flatnonzero(np.isfinite(history[target]) & np.isfinite(history["faces_seen"]))
    if len(known) < 2:
        return []
    counts = history[target][known][:, None]
    copies = _copies(fit, target, seed)[-len(history) :][known]
    found = []
    for name, statistic in STATISTICS.items():
        recorded, made = float(statistic(counts)[0]), statistic(copies)
        low, high = quantiles(made, (LOW, HIGH)).tolist()
        rank = float((made < recorded).mean() + 0.5 * (made == recorded).mean())
        found.append(Check(name, recorded, low, high, rank))
    return found


def _copies(fit: Fit, target: str, seed: int) -> Floats:
    """(rows, copies) of the rows learned from; the laws learned from this count, in proportion to their weights."""
    which = shared_out(fit.taught[target].trust.known[: len(LAWS)], COPIES)
    parts = []
    for number, (law, scales) in enumerate(zip(LAWS, fit.taught[target].scales, strict=True)):
        rows = with_laboratory(recent(fit.record), fit.laboratory, law, target)
        columns, draws = features(rows), int((which == number).sum())
        if not draws:
            continue
        made = relearn(columns, rows[target], law, TARGETS[target], scales)
        random = stream(seed, f"checks/{target}/{law.name}", 0)
        effects, logs = effects_drawn(made, draws, random)
        _, _, offset = problem_of(columns, rows[target], law, TARGETS[target])
        means = np.exp(np.clip(offset[:, None] + columns.matrix @ effects, -30.0, 30.0))
        parts.append(draw(means, scatter_of(logs), random)[-len(recent(fit.record)) :])
    return np.concatenate(parts, axis=1)
