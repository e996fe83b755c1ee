"""What would close the gap to a limit: how far each lever must move, the audit that would prove it, what tips the answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.impact.drivers.sobol import sobol
from simulator.impact.drivers.tipping import tipping_points
from simulator.impact.measures import MEASURES
from simulator.impact.safe_point import DRAWS, Limit, SafePoint, audit_size, movable, safe_point
from simulator.impact.summary import Impact
from simulator.impact.threshold_point import at_threshold, found_follows, threshold_point
from simulator.kernel.run import relive, run
from simulator.model.compiled import Compiled
from simulator.reports.language.levers import moved
from simulator.results.remedies import Alone, Audit, Remedies
from simulator.results.verdicts import Lever

UNITS = {
    "false_match_level": "share of searches that return somebody else",
    "gallery_size": "times the scenario's gallery",
    "threshold": "the strictest needed of those the fit's table saw",
    "review": "share of false matches that pass the first stage",
    "stale_share": "share of listed entries that no longer hold",
}
LABELS = {
    "false_match_level": "false matches: share of searches that return somebody else",
    "gallery_size": "gallery: its size, as a multiple of the scenario's",
    "threshold": "threshold: of those the fit's table saw",
    "review": "first check: share of false matches that pass it",
    "stale_share": "stale entries: their share of the list",
}


def remedies(compiled: Compiled, limit: Limit, seed: int, *, indices: bool = False) -> Remedies:
    """Safe point of every lever, audit sizes, tipping points and, if asked for, Sobol indices.

    Args:
        limit: its selection is a group or roll-up of the scenario.
        indices: also compute Sobol indices of the expected measure (some seconds).

    Raises:
        ValueError: the measure has no safe point (ratios).
    """
    draws = run(compiled, seed, DRAWS)
    points = {name: safe_point(compiled, draws, limit, name) for name in movable(compiled)}
    threshold = threshold_point(compiled, draws, limit)
    if threshold is not None:
        points["threshold"] = threshold
    levers = {
        name: _alone(as_stored(name, each, compiled, draws.years.values)) for name, each in points.items()
    }
    level = levers["false_match_level"].value
    asked = (compiled, limit.measure, limit.selection)
    return Remedies(
        measure=limit.measure,
        label=MEASURES[limit.measure].label,
        selection=limit.selection,
        at_most=limit.at_most,
        probability=limit.probability,
        as_is=levers["false_match_level"].as_is,
        levers=levers,
        audit=tuple(Audit(errors=n, trials=audit_size(level, n)) for n in (0, 1, 3)) if level else (),
        tipping=tipping_points(*asked, limit.at_most),
        sobol=tuple(sobol(*asked, seed, 512)) if indices else (),
    )


def _alone(lever: Lever) -> Alone:
    return Alone(
        status=lever.status,
        value=lever.value,
        probability=lever.probability,
        at_least=lever.at_least,
        as_is=lever.as_is,
        least=lever.least,
        unit=lever.unit,
        people=lever.people,
        words=moved(lever, "The limit", "simulated years"),
    )


def as_stored(name: str, point: SafePoint, compiled: Compiled, values: NDArray[np.float64]) -> Lever:
    """A safe point as it is kept and told; a gallery's in people, those of the proposal in the middle of its draws."""
    people = None
    if name == "gallery_size":
        drawn = np.asarray(values[:, :DRAWS], dtype=np.float64)
        proposed = float(np.median(compiled.enrolled.of(drawn)))
        most = None if point.value is None else proposed * point.value
        people = (most, proposed * point.least, proposed)
    found = None
    if name == "threshold" and point.value is not None and found_follows(compiled):
        there = at_threshold(compiled, point.value)
        found = (_found(compiled, values), _found(there, values))
    return Lever(
        lever=name,
        label=LABELS[name],
        unit=UNITS[name],
        status=point.status,
        value=point.value,
        probability=point.probability,
        at_least=point.at_least,
        as_is=point.as_is,
        least=point.least,
        people=people,
        found=found,
    )


def _found(compiled: Compiled, values: NDArray[np.float64]) -> float:
    """Wanted people found, in the middle of the draws."""
    few = np.ascontiguousarray(values[:, :DRAWS], dtype=np.float64)
    return float(np.median(Impact(relive(compiled, few, 0), compiled).expected_values("wanted_found", "all")))
