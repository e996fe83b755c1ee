"""Arrests as a share of the true alerts to come: what a law expects of true alerts, thinned.

True alerts are twice as many as arrests and know the places better; how many of them end in an arrest is a matter of its
own. A share per force, of which old months say less, and over-dispersed: shares of single deployments differ by more than
chance. Given a mean μ and a dispersion φ of true alerts, arrests have the mean qμ and, q varying by the square of v,
the dispersion φ + v + φv.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.counts import Scatter
from simulator.fitting.learning import Expected
from simulator.records.deployments import Deployments

Floats = NDArray[np.float64]

HALF_LIFE = 12.0
"""Months after which a deployment says half as much of the share: it wanders as a rate does, by a third in a year."""

WORTH = 4.0
"""True alerts that the share of all forces together is worth for one of them."""

LEAST_SHARE, LEAST_SPREAD = 0.01, 1e-3


@dataclass(frozen=True, slots=True)
class Share:
    """Arrests per true alert: beta laws by force, one for a force without rows, and how much single deployments differ.

    spread: the correlation of two alerts of one deployment (ρ of a beta-binomial law).
    """

    forces: dict[str, tuple[float, float]]
    other: tuple[float, float]
    spread: float


def can_thin(record: Deployments, target: str) -> bool:
    """Whether a table says what share of true alerts ends in what is asked for."""
    return target == "arrests" and bool(_known(record).any())


def share_of(history: Deployments, month: int) -> Share:
    """The shares as they stand in a month (since January 1970)."""
    known = _known(history)
    arrests, alerts = history["arrests"][known], history["true_alerts"][known]
    forces = np.array(history.forces, object)[known]
    says = 0.5 ** ((month - history.months[known]) / HALF_LIFE)
    together = (arrests.sum() + 0.5) / (alerts.sum() + 1.0)
    begin = np.array([WORTH * together, WORTH * (1.0 - together)])
    found: dict[str, tuple[float, float]] = {}
    for force in dict.fromkeys(forces.tolist()):
        mine = (forces == force) * says
        found[force] = (float(begin[0] + mine @ arrests), float(begin[1] + mine @ (alerts - arrests)))
    return Share(found, (float(begin[0]), float(begin[1])), _spread(arrests, alerts, together))


def thinned(
    expected: Expected, share: Share, forces: tuple[str, ...], random: np.random.Generator
) -> Expected:
    """Expected arrests from expected true alerts (rows, draws); a draw has one share a force."""
    draws = expected.means.shape[1]
    drawn = {
        force: random.beta(*share.forces.get(force, share.other), draws) for force in dict.fromkeys(forces)
    }
    shares = np.maximum(np.array([drawn[force] for force in forces]), 1e-6)
    usual = np.maximum(shares.mean(axis=0), LEAST_SHARE)
    varies = share.spread * (1.0 - usual) / usual
    dispersion = expected.scatter.dispersion
    return Expected(
        expected.means * shares,
        Scatter(dispersion + varies + dispersion * varies, expected.scatter.odd),
    )


def _known(record: Deployments) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        sound = (record["true_alerts"] > 0) & (record["arrests"] <= record["true_alerts"])
    return np.asarray(sound & np.isfinite(record["faces_seen"]))


def _spread(arrests: Floats, alerts: Floats, share: float) -> float:
    """ρ by moments: Pearson's X² of the shares is n + ρ Σ(alerts − 1) in expectation (Williams 1982, Applied Statistics 31)."""
    pairs = float((alerts - 1.0).sum())
    if pairs <= 0.0:
        return LEAST_SPREAD
    chi = float(((arrests - alerts * share) ** 2 / (alerts * share * (1.0 - share))).sum())
    return float(np.clip((chi - len(alerts)) / pairs, LEAST_SPREAD, 0.5))
