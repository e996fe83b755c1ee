"""A table of deployments as arrays, in the order of their dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]

TARGETS = ("true_alerts", "false_alerts", "arrests")
"""Counts that can be learned and predicted."""

OUTCOMES = ("alerts", *TARGETS, "engagements", "no_action")
"""Counts known only after the deployment; nothing that predicts a row may read that row's."""

KNOWN_BEFORE = ("threshold", "watchlist_size", "duration_min", "faces_seen")
"""Numbers of a row that its prediction may use."""

TEXTS = ("force", "place", "area", "algorithm", "counting_rule")
NUMBERS = (*KNOWN_BEFORE, *OUTCOMES)
UNNAMED_FORCE = "the force of this table"


@dataclass(frozen=True, slots=True)
class Deployments:
    """Deployments, sorted by date; a number that was not given is NaN.

    Attributes:
        rows: (n,) names of the rows, unique.
        days: (n,) dates.
        texts: force, place, area, algorithm and counting rule, (n,) each; empty where not given.
        numbers: (n,) arrays by name, see `NUMBERS`; the threshold is a share of 1.
        remarks: what reading found worth saying, one sentence each; nothing was left out because of it.
        evidence: (n,) ids of the rows of evidence behind each row; empty for a user's own table.
        order: (n,) the place of each row in its file, from 0; sorted by date they need not follow one another.
    """

    rows: tuple[str, ...]
    days: Days
    texts: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, Floats]
    remarks: tuple[str, ...] = ()
    evidence: tuple[tuple[str, ...], ...] = ()
    order: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        if not len(self.order):
            object.__setattr__(self, "order", np.arange(len(self.rows)))

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> Floats:
        return self.numbers[name]

    @property
    def forces(self) -> tuple[str, ...]:
        """Each row's force."""
        return self.texts["force"]

    @property
    def months(self) -> NDArray[np.int64]:
        """(n,) months since January 1970."""
        return self.days.astype("datetime64[M]").astype(np.int64)

    def take(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> Deployments:
        """Some of the rows, in their order."""
        index = np.arange(len(self))[which]
        return replace(
            self,
            rows=tuple(self.rows[i] for i in index),
            days=self.days[index],
            texts={name: tuple(column[i] for i in index) for name, column in self.texts.items()},
            numbers={name: column[index] for name, column in self.numbers.items()},
            evidence=tuple(self.evidence[i] for i in index) if self.evidence else (),
            order=self.order[index],
        )

    def without_outcomes(self) -> Deployments:
        """The same rows as they stood before anything was counted but faces."""
        nothing = np.full(len(self), np.nan)
        return replace(self, numbers={**self.numbers, **dict.fromkeys(OUTCOMES, nothing)})

    def of_force(self, name: str) -> Deployments:
        """The same rows under another force's name."""
        return replace(self, texts={**self.texts, "force": (name,) * len(self)})

    def followed_by(self, later: Deployments) -> Deployments:
        """These rows and then those; the order is kept as it is, so that each part can be told from the other."""
        return Deployments(
            rows=self.rows + later.rows,
            days=np.concatenate([self.days, later.days]),
            texts={name: self.texts[name] + later.texts[name] for name in TEXTS},
            numbers={name: np.concatenate([self[name], later[name]]) for name in NUMBERS},
        )


def by_date(table: Deployments) -> Deployments:
    """The rows sorted by date; rows of one day keep their order."""
    return table.take(np.argsort(table.days, kind="stable"))


def empty_texts(n: int, given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Every text column, those not given empty."""
    return {name: tuple(given.get(name, ("",) * n)) for name in TEXTS}


def empty_numbers(n: int, given: Mapping[str, Floats]) -> dict[str, Floats]:
    """Every number column, those not given unknown."""
    return {name: np.asarray(given.get(name, np.full(n, np.nan)), np.float64) for name in NUMBERS}
