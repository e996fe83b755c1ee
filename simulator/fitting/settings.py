"""Settings: stretches of a force's record in which "faces seen" means one thing.

A counter is exchanged, cameras are added, a rule of counting changes: faces an hour jump and nothing else does. A setting
is found from faces alone, never from an outcome: it ends where the median of eight deployments in a row lies threefold
above or below the median of the stretch before them. A later stretch with the faces of an earlier one is a setting of its
own: in London faces an hour came back to where they had been and nothing else did.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

IN_A_ROW = 8
"""Deployments whose median is compared: half as many are moved by single busy days."""

SHIFT = np.log(3.0)
"""A change that single places and days do not make: their spread is about a factor of two."""


def settings(log_faces: Floats, groups: Sequence[str]) -> NDArray[np.int64]:
    """(n,) the number of each row's setting, from 0; rows of different groups never share one.

    Args:
        log_faces: (n,) in the order of the dates; NaN where faces are not known (the row stays in its stretch).
        groups: (n,) the force, and whatever else is known to change what a face is (algorithm, rule of counting).
    """
    labels = np.zeros(len(log_faces), np.int64)
    following = 0
    for group in dict.fromkeys(groups):
        index = np.array([i for i, each in enumerate(groups) if each == group])
        found = _stretches(log_faces[index])
        labels[index] = following + found
        following += int(found.max()) + 1
    return labels


def _stretches(log_faces: Floats) -> NDArray[np.int64]:
    known = np.flatnonzero(np.isfinite(log_faces))
    if not len(known):
        return np.zeros(len(log_faces), np.int64)
    faces = log_faces[known]
    starts = [0]
    for i in range(len(faces)):
        first = i - IN_A_ROW + 1
        before = faces[starts[-1] : max(first, 0)]
        if len(before) < IN_A_ROW // 2:
            continue
        latest = faces[first : i + 1]
        old, new = np.median(before), np.median(latest)
        if abs(new - old) >= SHIFT:
            nearer = np.abs(latest - new) < np.abs(latest - old)
            starts.append(first + int(np.argmax(nearer)))
    found = np.repeat(np.arange(len(starts)), np.diff([*starts, len(faces)]))
    at = np.maximum(np.searchsorted(known, np.arange(len(log_faces)), side="right") - 1, 0)
    return found[at]


def typical_faces(log_faces: Floats, labels: NDArray[np.int64]) -> Floats:
    """(n,) the median log faces of each row's setting; the median of all rows where a setting has none."""
    overall = float(np.nanmedian(log_faces)) if np.isfinite(log_faces).any() else 0.0
    typical = np.full(len(log_faces), overall)
    for label in np.unique(labels):
        inside = log_faces[labels == label]
        if np.isfinite(inside).any():
            typical[labels == label] = np.nanmedian(inside)
    return typical
