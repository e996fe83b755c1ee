"""Of 100 wrongful detentions: who bears them, what they came of and where they ended (docs/method.md §4.6).

Every share is the mean over draws of the draws' own shares of **expected** counts, so that shares of parts add up to 100, which
medians do not. A share is never multiplied by the headline: draws with few detentions weigh as much in it as draws with many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact.intervals import interval
from simulator.impact.measures import MEASURES
from simulator.impact.sources import Members, ratio
from simulator.results.summary import Burden, Cause, Hundred, Share

if TYPE_CHECKING:
    from simulator.impact.summary import Impact

Array = NDArray[np.float64]

FEW = 0.25
"""Where fewer than one wrongful detention is expected in more than so many of the draws, no shares are told."""
LEAST = 1.0
"""Wrongful detentions expected in the middle from which on a group's rate is set against the others' highest."""


def hundred(impact: Impact) -> Hundred:
    """Who bears wrongful detentions, by group and roll-up, and what they came of, by kind; neither where `few` is above `FEW`.

    A group's rate is set against others' where at least `LEAST` are expected; roll-ups' never is.
    """
    everybody = tuple(range(len(impact.compiled.groups)))
    whole = _held(impact, everybody)
    few = float(np.mean(whole < 1))
    if few > FEW:
        return Hundred(few=few, burdens={}, causes={})
    exposed = impact.expected.amount("exposure", everybody)
    highest = _highest(impact)
    burdens = {
        name: Burden(
            exposure=share(impact.expected.amount("exposure", members), exposed),
            harm=share(_held(impact, members), whole),
            highest=highest.get(name),
        )
        for name, members in impact.selections.items()
    }
    return Hundred(few=few, burdens=burdens, causes=_causes(impact, everybody, whole))


def share(part: Array, whole: Array) -> Share:
    """The mean and the 90 % interval of the draws' own shares; `of_means`, which few draws with much may carry far off."""
    shares = ratio(part, whole)
    shares = np.sort(shares[np.isfinite(shares)])
    of_means = float(np.mean(part) / np.mean(whole))
    return Share(**dict(interval(shares)), mean=float(np.mean(shares)), of_means=of_means)


def _held(impact: Impact, members: Members) -> Array:
    return MEASURES["wrongly_held"].formula(impact.view(impact.expected, members))


def _highest(impact: Impact) -> dict[str, float]:
    """Group → share of draws in which its rate per exposure is the highest; only groups with enough detentions to speak of one."""
    groups = impact.compiled.groups
    held = [_held(impact, (g,)) for g in range(len(groups))]
    enough = [g for g, counts in enumerate(held) if np.median(counts) >= LEAST]
    if len(enough) < 2:
        return {}
    rates = np.nan_to_num([ratio(held[g], impact.expected.amount("exposure", (g,))) for g in enough])
    first = np.argmax(rates, axis=0)
    return {groups[g]: float(np.mean(first == place)) for place, g in enumerate(enough)}


def _causes(impact: Impact, everybody: Members, whole: Array) -> dict[str, Cause]:
    """Wrongful detentions by kind of case, and of each kind those that end at a stage: that reach it and go no further."""
    layout = impact.draws.layout
    causes: dict[str, Cause] = {}
    for kind, cells in layout.tables.items():
        wrongful = [cell for cell in cells if cell in layout.wrongful]
        if not wrongful:
            continue
        reached = [
            np.asarray(sum(impact.expected.cases(everybody, cell, stage) for cell in wrongful))
            for stage in range(layout.first("held"), len(layout.stages))
        ]
        ends = [
            before - after for before, after in zip(reached, [*reached[1:], 0.0 * reached[0]], strict=True)
        ]
        names = layout.stages[layout.first("held") :]
        causes[kind] = Cause(
            whole=share(reached[0], whole),
            ends={name: share(end, whole) for name, end in zip(names, ends, strict=True)},
        )
    return causes
