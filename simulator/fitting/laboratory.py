"""A laboratory's count as one more row: searches of people not enrolled, at a gallery size and a threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.fitting.laws import Law
from simulator.records.deployments import Deployments
from simulator.records.deployments.table import empty_numbers, empty_texts


@dataclass(frozen=True, slots=True)
class Laboratory:
    """Events counted against a gallery at a threshold, and the rate per search they were printed as.

    Attributes:
        rate: of the searches at the gallery size at which the events were **counted**, however it was printed.
    """

    id: str
    events: float
    rate: float
    gallery_size: float
    threshold: float

    @property
    def searches(self) -> float:
        """The searches that the count and the rate amount to."""
        return self.events / self.rate


def force_of(laboratory: Laboratory) -> str:
    """What the laboratory is called among the forces."""
    return f"laboratory {laboratory.id}"


def with_laboratory(
    history: Deployments, laboratory: Laboratory | None, law: Law, target: str
) -> Deployments:
    """The history, led by the laboratory as a force of its own, where the law counts false alerts per face."""
    if laboratory is None or target != "false_alerts" or law.between.mean != 1.0:
        return history
    day = history.days.min() if len(history) else np.datetime64("today", "D")
    row = Deployments(
        rows=(laboratory.id,),
        days=np.array([day], "datetime64[D]"),
        texts=empty_texts(1, {"force": (force_of(laboratory),)}),
        numbers=empty_numbers(
            1,
            {
                "faces_seen": np.array([laboratory.searches]),
                "watchlist_size": np.array([laboratory.gallery_size]),
                "threshold": np.array([laboratory.threshold]),
                "false_alerts": np.array([laboratory.events]),
            },
        ),
    )
    return row.followed_by(history)
