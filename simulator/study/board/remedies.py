"""What would close the gap to a limit: how far each lever must move, the audit that would prove it, what tips the answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from simulator.impact.drivers.sobol import sobol
from simulator.impact.drivers.tipping import tipping_points
from simulator.impact.measures import MEASURES
from simulator.impact.safe_point import DRAWS, LEVERS, Limit, audit_size, safe_point
from simulator.impact.threshold_point import threshold_point
from simulator.kernel.run import run
from simulator.model.compiled import Compiled

UNITS = {
    "false_match_level": "share of searches that return somebody else",
    "gallery_size": "times the scenario's gallery",
    "threshold": "the strictest needed of those the fit's table saw",
    "review": "share of false matches that pass the first stage",
}


def remedies(compiled: Compiled, limit: Limit, seed: int, *, indices: bool = False) -> dict[str, Any]:
    """Safe point of every lever, audit sizes, tipping points and, if asked for, Sobol indices, as plain data.

    Args:
        limit: its selection is a group or roll-up of the scenario.
        indices: also compute Sobol indices of the expected measure (some seconds).

    Raises:
        ValueError: the measure has no safe point (ratios), or a lever changes nothing in this pathway.
    """
    draws = run(compiled, seed, DRAWS)
    levers = {
        name: safe_point(compiled, draws, limit, name).plain() | {"unit": UNITS[name]} for name in LEVERS
    }
    threshold = threshold_point(compiled, draws, limit)
    if threshold is not None:
        levers["threshold"] = threshold.plain() | {"unit": UNITS["threshold"]}
    level = levers["false_match_level"]["value"]
    found: dict[str, Any] = {
        "measure": limit.measure,
        "label": MEASURES[limit.measure].label,
        "selection": limit.selection,
        "at_most": limit.at_most,
        "probability": limit.probability,
        "as_is": levers["false_match_level"]["as_is"],
        "levers": levers,
        "audit": [] if not level else [{"errors": n, "trials": audit_size(level, n)} for n in (0, 1, 3)],
        "tipping": tipping_points(compiled, limit.measure, limit.selection, limit.at_most),
        "sobol": [],
    }
    if indices:
        found["sobol"] = [
            asdict(index) for index in sobol(compiled, limit.measure, limit.selection, seed, 512)
        ]
    return found
