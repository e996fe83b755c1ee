"""What a summary says of the gallery's claims and of the world without the system."""

from __future__ import annotations

from simulator.impact.doubt import ordered
from simulator.impact.intervals import interval
from simulator.impact.summary import Impact
from simulator.results.summary import Gallery, Middle, Without
from simulator.scenario.grammar import Scenario, some_unlisted


def gallery_claims(scenario: Scenario, impact: Impact) -> Gallery:
    """What the gallery holds, what raises an alert, and whether the people met are stopped anyway."""
    gallery = scenario.gallery
    return Gallery(
        holds=gallery.holds,
        alerts_on=gallery.alerts_on or "any",
        unlisted=some_unlisted(gallery, scenario.mated),
        stopped_anyway=impact.draws.layout.stopped_anyway,
    )


def world_without(scenario: Scenario, impact: Impact) -> Without | None:
    """What happens without the system, as far as known: middle and interval of each number; None where nothing is said."""
    block, drawn = scenario.without, impact.draws.years.without
    if block is None or drawn is None:
        return None
    names = ("name_check.wanted", "name_check.stale", "mistaken", "averted")
    known: dict[str, Middle | None] = {}
    for name, values in zip(names, drawn, strict=True):
        in_order = ordered(values)
        known[name] = Middle(**dict(interval(in_order))) if len(in_order) else None
    return Without(known=known, missing=tuple(block.missing), not_known=block.not_known)
