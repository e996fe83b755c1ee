"""What a summary says of the gallery's claims and of the world without the system."""

from __future__ import annotations

from typing import Any

from simulator.impact.doubt import HIGH, LOW, ordered, quantile
from simulator.impact.summary import Impact
from simulator.scenario.grammar import Scenario, some_unlisted

Plain = dict[str, Any]


def gallery_claims(scenario: Scenario, impact: Impact) -> Plain:
    """What the gallery holds, what raises an alert, and whether the people met are stopped anyway."""
    gallery = scenario.gallery
    return {
        "holds": gallery.holds,
        "alerts_on": gallery.alerts_on or "any",
        "unlisted": some_unlisted(gallery, scenario.mated),
        "stopped_anyway": impact.draws.layout.stopped_anyway,
    }


def world_without(scenario: Scenario, impact: Impact) -> Plain | None:
    """What happens without the system, as far as known: middle and interval of each number; None where nothing is said."""
    block, drawn = scenario.without, impact.draws.years.without
    if block is None or drawn is None:
        return None
    names = ("name_check.wanted", "name_check.stale", "mistaken", "averted")
    known: Plain = {}
    for name, values in zip(names, drawn, strict=True):
        in_order = ordered(values)
        points = {"median": 0.5, "lo": LOW, "hi": HIGH}
        known[name] = {key: quantile(in_order, p) for key, p in points.items()} if len(in_order) else None
    return {"known": known, "missing": list(block.missing), "not_known": block.not_known}
