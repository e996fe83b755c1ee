"""What is known of deployments before their outcomes, as the columns of a log-linear law.

The first columns have effects of their own (level, exponents, slopes); the rest are families of effects that share a
scale: one for each force, setting and month, and the directions in which places differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.laws import LONGEST_GAP
from simulator.fitting.places import normalised, place_effects
from simulator.fitting.settings import IN_A_ROW, settings, typical_faces
from simulator.records.deployments import Deployments

Floats = NDArray[np.float64]

SINGLE = ("level", "within", "between", "minutes", "watchlist", "threshold")
"""Columns with an effect of their own, in their order."""

SHORTEST = 5.0
"""Minutes below which a duration is a slip of the pen."""

HUNDREDTH = 0.01
"""The unit of thresholds: slopes are per hundredth."""

MEMORY = 12.0
"""Months of drift by which the first month may differ from the table's average."""


@dataclass(frozen=True, slots=True)
class Family:
    """Effects that share a scale σ: normal, with precision `precision`/σ²."""

    name: str
    columns: slice
    precision: Floats


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the single effects are counted from: what is usual in the rows learned from."""

    log_faces: float
    log_minutes: float
    log_watchlist: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Features:
    """Columns of the rows learned from (the first `learned`) and of the rows to predict.

    Attributes:
        matrix: (rows, columns).
        usable: (rows,) whether a row can teach: its faces are known.
        labels: (rows,) the number of each row's setting.
        typical: (rows,) the median log faces of its setting.
    """

    matrix: Floats
    families: tuple[Family, ...]
    reference: Reference
    learned: int
    usable: NDArray[np.bool_]
    labels: NDArray[np.int64]
    typical: Floats

    @property
    def fresh(self) -> NDArray[np.bool_]:
        """(rows to predict,) whether hardly a row learned from is of their setting."""
        seen = np.bincount(self.labels[: self.learned], minlength=int(self.labels.max(initial=0)) + 1)
        return np.asarray(seen[self.labels[self.learned :]] < IN_A_ROW // 2)


def features(history: Deployments, new: Deployments | None = None) -> Features:
    """The columns of a history, and of rows to predict from it; both sorted by date."""
    table = history if new is None or not len(new) else history.followed_by(new)
    learned = len(history)
    log_faces = _log(table["faces_seen"], 1.0)
    labels = labels_of(table)
    typical = typical_faces(log_faces, labels)
    reference = _reference(history, log_faces[:learned])
    single = np.column_stack(
        [
            np.ones(len(table)),
            np.nan_to_num(log_faces - typical),
            typical - reference.log_faces,
            np.nan_to_num(_log(table["duration_min"], SHORTEST) - reference.log_minutes),
            np.nan_to_num(_log(table["watchlist_size"], 1.0) - reference.log_watchlist),
            np.nan_to_num((table["threshold"] - reference.threshold) / HUNDREDTH),
        ]
    )
    places = tuple(
        (force, normalised(f"{place} {area}"))
        for force, place, area in zip(table.forces, table.texts["place"], table.texts["area"], strict=True)
    )
    months, chain = _drift(table.forces, table.months)
    parts = (
        ("force", _membership(table.forces), None),
        ("setting", _membership(labels.tolist()), None),
        ("place", place_effects(places), None),
        ("drift", months, chain),
    )
    families, start = [], single.shape[1]
    for name, columns, precision in parts:
        width = columns.shape[1]
        if width:
            inside = np.eye(width) if precision is None else precision
            families.append(Family(name, slice(start, start + width), inside))
        start += width
    return Features(
        matrix=np.concatenate([single, *(columns for _, columns, _ in parts)], axis=1),
        families=tuple(families),
        reference=reference,
        learned=learned,
        usable=np.isfinite(log_faces),
        labels=labels,
        typical=typical,
    )


def labels_of(table: Deployments) -> NDArray[np.int64]:
    """(rows,) the number of each row's setting: of one force, one algorithm and one rule of counting."""
    meaning = zip(table.forces, table.texts["algorithm"], table.texts["counting_rule"], strict=True)
    return settings(_log(table["faces_seen"], 1.0), ["/".join(each) for each in meaning])


def _log(values: Floats, smallest: float) -> Floats:
    """Logs; NaN for what is not known or too small to be meant, but for no faces at all, which is one."""
    known = np.where(values >= smallest, values, np.where((smallest == 1.0) & (values == 0.0), 1.0, np.nan))
    return np.asarray(np.log(known))


def _reference(history: Deployments, log_faces: Floats) -> Reference:
    return Reference(
        _median(log_faces),
        _median(_log(history["duration_min"], SHORTEST)),
        _median(_log(history["watchlist_size"], 1.0)),
        _median(history["threshold"]),
    )


def _median(values: Floats) -> float:
    return float(np.nanmedian(values)) if np.isfinite(values).any() else 0.0


def _membership(names: Sequence[object]) -> Floats:
    """(rows, names) one where a row has the name."""
    columns = {name: number for number, name in enumerate(dict.fromkeys(names))}
    matrix = np.zeros((len(names), len(columns)))
    matrix[np.arange(len(names)), [columns[name] for name in names]] = 1.0
    return matrix


def _drift(forces: Sequence[str], months: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Months as steps of a random walk, one walk a force: (rows, steps) and their joint precision for σ = 1."""
    names = list(zip(forces, months.tolist(), strict=True))
    steps = sorted(set(names))
    columns = {name: number for number, name in enumerate(steps)}
    matrix = np.zeros((len(names), len(steps)))
    matrix[np.arange(len(names)), [columns[name] for name in names]] = 1.0
    precision = np.zeros((len(steps), len(steps)))
    for number, (force, month) in enumerate(steps):
        if not number or steps[number - 1][0] != force:
            precision[number, number] += 1.0 / MEMORY
            continue
        link = 1.0 / min(month - steps[number - 1][1], LONGEST_GAP)
        precision[number - 1 : number + 1, number - 1 : number + 1] += link * np.array(
            [[1.0, -1.0], [-1.0, 1.0]]
        )
    return matrix, precision
