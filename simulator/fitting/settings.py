"""Settings: stretches of a force's record in which "faces seen" means one thing.

A counter is exchanged, cameras are added, a rule of counting changes: faces an hour jump and nothing else does. A setting
is found from faces alone, never from an outcome: it ends where the median of eight deployments in a row lies threefold
above or below the median of the stretch before them. A stretch whose faces are those of an earlier setting is that
setting again.
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
    labels = np.zeros(len(log_faces), np.int64)
    known = np.flatnonzero(np.isfinite(log_faces))
    faces, found = log_faces[known], np.zeros(len(known), np.int64)
    start, typical = 0, {}
    for i in range(len(faces)):
        found[i] = found[i - 1] if i else 0
        before = faces[start : i - IN_A_ROW + 1]
        if len(before) < IN_A_ROW // 2:
            continue
        old, new = np.median(before), np.median(faces[i - IN_A_ROW + 1 : i + 1])
        if abs(new - old) >= SHIFT:
            typical[int(found[i])] = float(old)
            nearer = np.abs(faces[i - IN_A_ROW + 1 : i + 1] - new) < np.abs(faces[i - IN_A_ROW + 1 : i + 1] - old)
            start = i - IN_A_ROW + 1 + int(np.argmax(nearer))
            found[start : i + 1] = _named(float(new), typical)
    for i in range(len(labels)):
        earlier = np.searchsorted(known, i, side="right") - 1
        labels[i] = found[max(earlier, 0)] if len(found) else 0
    return labels


def _named(new: float, typical: dict[int, float]) -> int:
    """The earlier setting with such faces, else a new one."""
    near = [label for label, level in typical.items() if abs(level - new) < SHIFT / 2]
    return min(near, key=lambda label: abs(typical[label] - new)) if near else max(typical) + 1


def typical_faces(log_faces: Floats, labels: NDArray[np.int64]) -> Floats:
    """(n,) the median log faces of each row's setting; the median of all rows where a setting has none."""
    overall = float(np.nanmedian(log_faces)) if np.isfinite(log_faces).any() else 0.0
    typical = np.full(len(log_faces), overall)
    for label in np.unique(labels):
        inside = log_faces[labels == label]
        if np.isfinite(inside).any():
            typical[labels == label] = np.nanmedian(inside)
    return typical
