"""How far each law is trusted: apart for settings in which something was counted before, and for new ones.

What predicts well from one month to the next says little of how counts move when faces seen jump threefold overnight. For
a setting that is new the weights are those of the known ones times what is believed beforehand (`laws.Law.leap`), and then
learned from the table's own earlier settings: each is predicted from the rows before it, and counts as one case.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.features import labels_of
from simulator.fitting.laws import LAWS
from simulator.fitting.settings import IN_A_ROW
from simulator.fitting.stacking import stacked
from simulator.records.deployments import Deployments

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

FEWEST = 8
"""Rows a law has seen before its first forecast is scored."""

LEAPS = 1.0
"""Earlier settings that the belief about a new one is worth: one of them weighs as much."""


@dataclass(frozen=True, slots=True)
class Trust:
    """(laws,) weights in settings that were counted in before, and in new ones."""

    known: Floats
    fresh: Floats

    def of(self, fresh: NDArray[np.bool_]) -> Floats:
        """(rows, laws) weights of rows, by whether their setting is new."""
        return np.where(fresh[:, None], self.fresh, self.known)


def trust_of(months: Floats, leaps: Floats) -> Trust:
    """Weights from log probabilities of counts (rows, laws) a month ahead, and of earlier settings (settings, laws)."""
    known = stacked(months)
    shares = np.resize([law.leap for law in LAWS], len(known)) * known
    return Trust(known, stacked(leaps, shares / shares.sum(), LEAPS))


def first_rows(record: Deployments, counts: Floats) -> list[Rows]:
    """The first rows of every setting but those that have too few, or too few counts before them."""
    if not len(record):
        return []
    labels = labels_of(record)
    known = np.isfinite(counts) & np.isfinite(record["faces_seen"])
    found = [np.flatnonzero((labels == label) & known)[:IN_A_ROW] for label in dict.fromkeys(labels.tolist())]
    return [rows for rows in found if len(rows) == IN_A_ROW and known[: rows[0]].sum() >= FEWEST]
