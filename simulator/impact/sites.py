"""Results per site (agency, camera, place), of a run that kept them apart (`run(..., by_site=True)`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.impact.measures import MEASURES
from simulator.impact.sources import Members, Simulated
from simulator.impact.summary import Impact
from simulator.quantiles import HIGH, LOW, MIDDLE, quantile

Array = NDArray[np.float64]

COUNTS = ("alerts", "false_alerts", "held_from_alert", "wrongly_held", "wrongful_arrests", "wanted_found")
"""Measures that are counts of cases: a site's own encounters in a draw are not kept, so it has no rates."""


@dataclass(frozen=True)
class AtSite(Simulated):
    """Simulated years of one site."""

    site: int

    def cases(self, members: Members, kind: int, stage: int) -> Array:
        assert self.draws.site_counts is not None
        columns: list[tuple[int, ...]] = [(self.site, g, kind, stage) for g in members]
        return self.draws.site_counts.total(columns).astype(np.float64)


def by_site(impact: Impact) -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    """{site: {group or roll-up: {measure: {median, mean, lo, hi}}}} of the measures in `COUNTS`.

    Raises:
        ValueError: the run did not keep sites apart.
    """
    if impact.draws.site_counts is None:
        raise ValueError("this run added its sites up; run it with by_site=True to keep them apart")
    result: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    for s, site in enumerate(impact.draws.layout.sites):
        source = AtSite(impact.draws, s, expected=impact.expected)
        result[site] = {
            name: {measure: _interval(_values(impact, source, members, measure)) for measure in COUNTS}
            for name, members in impact.selections.items()
        }
    return result


def _values(impact: Impact, source: AtSite, members: Members, measure: str) -> Array:
    return MEASURES[measure].formula(impact.view(source, members))


def _interval(values: Array) -> dict[str, Any]:
    ordered = np.sort(values)
    points = {"median": MIDDLE, "lo": LOW, "hi": HIGH}
    return {name: quantile(ordered, p) for name, p in points.items()} | {"mean": float(values.mean())}
