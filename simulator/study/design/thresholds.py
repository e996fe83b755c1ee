"""A threshold as a lever on what a fit learned: false and true alerts move together, no farther than the fit's table saw.

The fit's rows say what a threshold does to both, so no share of people missed has to be published for it (docs/method-fits.md).
"""

from __future__ import annotations

from simulator.scenario import Loaded
from simulator.scenario.taken import thresholds
from simulator.scenario.walk import path_of, walk

TRUE_ALERTS = "mated.enrolled_encountered.at.threshold"
NO_FIT = "no fit says here what a threshold does to false alerts"


def is_learned(path: str) -> bool:
    """Whether a path is the threshold at which a fit's rate is wanted."""
    return path.endswith(".at.threshold")


def together(loaded: Loaded) -> tuple[str, ...]:
    """The paths of all such thresholds of a scenario: one system has one, so a lever moves them all."""
    return tuple(path_of(steps, loaded.scenario) for steps in thresholds(walk(loaded.scenario)))


def unfit(loaded: Loaded, path: str, lo: float, hi: float, *, missed: bool) -> str:
    """Why a fit's threshold cannot be moved so far here; empty where it can.

    Args:
        missed: whether the share of wanted people missed is set beside.
    """
    moved = together(loaded)
    if path not in moved:
        return NO_FIT
    if TRUE_ALERTS not in moved and not missed:
        return "moves false alerts alone: no fit says here what a threshold does to true alerts, and no sourced fnir is set beside it"
    seen = [fit.seen["threshold"] for fit in loaded.library.fits.values() if "threshold" in fit.seen]
    low, high = max(least for least, _ in seen), min(most for _, most in seen)
    if lo < low or hi > high:
        return f"leads beyond the thresholds that the fit's table saw, {low:g} to {high:g}"
    return ""
