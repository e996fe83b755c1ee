"""Different people behind a simulated year's detentions, with the same luck as the detentions (docs/method.md §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from simulator.impact.summary import Impact

Array = NDArray[np.float64]

_HALVINGS = 60
_ALL_APART = 1e-9


def people_held(impact: Impact) -> Array | None:
    """(draws,) different people wrongly detained in each simulated year; None where the scenario does not let it be said."""
    expected, people = (impact.expected_values(name, "all") for name in ("wrongly_held", "people_held_once"))
    if np.isnan(people).any():
        return None
    events = impact.simulated_values("wrongly_held", "all")[: len(expected)]
    return fallen_on(events, expected, people)


def fallen_on(events: Array, expected: Array, people: Array) -> Array:
    """(draws,) people on whom so many `events` fall, where `expected` events are expected to fall on so many different `people`.

    In each draw those two fix a number N of people equally at risk, N (1 − exp(−expected / N)) = people; n events that fall on N people
    at random find N (1 − (1 − 1/N)^n) of them (the birthday problem): one for one event, and never more people than events.
    """
    apart = np.divide(people, expected, out=np.ones_like(expected), where=expected > 0)
    a_head = _events_a_head(np.minimum(apart, 1.0))
    at_risk = np.maximum(
        np.divide(expected, a_head, out=np.full_like(expected, np.inf), where=a_head > 0), 1.0
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        found = -at_risk * np.expm1(events * np.log1p(-1.0 / at_risk))
    found = np.where(events > 0, np.where(at_risk > 1.0, found, 1.0), 0.0)
    return np.where(np.isfinite(at_risk), np.minimum(found, events), events)


def _events_a_head(apart: Array) -> Array:
    """x with (1 − exp(−x)) / x = `apart`, by bisection; 0 where everybody is met once."""
    low, high = np.zeros_like(apart), 1.0 / np.maximum(apart, 1e-300)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            above = -np.expm1(-middle) / middle > apart
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where(apart >= 1.0 - _ALL_APART, 0.0, (low + high) / 2)
