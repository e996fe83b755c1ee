"""The case table: who raises an alert when, with every mark drawn before anything is played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.clock.plan import KINDS, ClockPlan

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


class CaseFault(ValueError):
    """A case table that breaks its contract. The message names the column, the rule and the first bad case."""


@dataclass(frozen=True, slots=True)
class CaseTable:
    """Cases of many replications, sorted by replication, then arrival; a case's number is its row.

    replication, site, group, kind: (cases,) int32; kind indexes `KINDS`.
    arrival: (cases,) seconds from Monday 00:00.
    duration, patience: (cases, stages) seconds; patience is inf where nobody gives up.
    proceeds: (cases, stages) whether the case goes on after the stage; never after the last one.
    replications, sites: how many there are, empty ones included.
    draw: (replications,) the parameter draw each replication was sampled from.
    stop_left: (cases,) seconds that a stop would have lasted on without the alert; 0 where nobody is stopped anyway.
    """

    replication: Ints
    site: Ints
    arrival: Floats
    group: Ints
    kind: Ints
    duration: Floats
    patience: Floats
    proceeds: Bools
    replications: int
    sites: int
    draw: Ints
    stop_left: Floats

    def __post_init__(self) -> None:
        _check(self)

    def __len__(self) -> int:
        return len(self.arrival)

    @property
    def stages(self) -> int:
        """Number of stages the cases carry marks for."""
        return int(self.duration.shape[1])

    @classmethod
    def of(
        cls,
        arrival: npt.ArrayLike,
        duration: npt.ArrayLike,
        *,
        patience: npt.ArrayLike = np.inf,
        proceeds: npt.ArrayLike = True,
        replication: npt.ArrayLike = 0,
        site: npt.ArrayLike = 0,
        group: npt.ArrayLike = 0,
        kind: npt.ArrayLike = 0,
        replications: int | None = None,
        sites: int | None = None,
        draw: npt.ArrayLike | None = None,
        stop_left: npt.ArrayLike = 0.0,
    ) -> CaseTable:
        """A table from columns that broadcast over cases (and stages); everybody goes on unless told otherwise."""
        times = np.atleast_1d(np.asarray(arrival, dtype=np.float64))
        n = len(times)
        held = np.asarray(duration, dtype=np.float64)
        marks = held if held.ndim == 2 else np.broadcast_to(held.reshape(-1, 1), (n, 1))
        goes_on = np.array(np.broadcast_to(np.asarray(proceeds, dtype=np.bool_), marks.shape), order="F")
        goes_on[:, -1] = False
        runs, places = _column(replication, n), _column(site, n)
        many = replications if replications is not None else int(runs.max(initial=0)) + 1
        return cls(
            replication=runs,
            site=places,
            arrival=times,
            group=_column(group, n),
            kind=_column(kind, n),
            duration=np.asfortranarray(marks),
            patience=np.array(np.broadcast_to(patience, marks.shape), dtype=np.float64, order="F"),
            proceeds=goes_on,
            replications=many,
            sites=sites if sites is not None else int(places.max(initial=0)) + 1,
            draw=np.arange(many, dtype=np.int32) if draw is None else np.asarray(draw, dtype=np.int32),
            stop_left=np.array(np.broadcast_to(np.asarray(stop_left, dtype=np.float64), (n,))),
        )

    @classmethod
    def join(cls, tables: Sequence[CaseTable]) -> CaseTable:
        """The replications of several tables after one another, numbered anew; sites must be the same."""
        shift = np.cumsum([0] + [table.replications for table in tables])
        runs = [table.replication + np.int32(first) for table, first in zip(tables, shift, strict=False)]
        columns = {
            name: np.concatenate([getattr(table, name) for table in tables])
            for name in ("site", "arrival", "group", "kind", "draw", "stop_left")
        }
        marks = {
            name: np.asfortranarray(np.concatenate([getattr(table, name) for table in tables]))
            for name in ("duration", "patience", "proceeds")
        }
        return cls(
            **columns,
            **marks,
            replication=np.concatenate(runs),
            replications=int(shift[-1]),
            sites=tables[0].sites,
        )

    def check_fits(self, plan: ClockPlan) -> None:
        """Raise CaseFault unless the table has marks for exactly the plan's stages."""
        if self.stages != len(plan.stages):
            raise CaseFault(f"the table has marks for {self.stages} stages, the plan has {len(plan.stages)}")

    def rows(self, replication: int) -> slice:
        """The rows of one replication."""
        low, high = np.searchsorted(self.replication, [replication, replication + 1])
        return slice(int(low), int(high))


def _column(values: npt.ArrayLike, n: int) -> Ints:
    return np.array(np.broadcast_to(np.asarray(values, dtype=np.int32), (n,)))


def _check(table: CaseTable) -> None:
    n, shape = len(table.arrival), table.duration.shape
    for name in ("replication", "site", "group", "kind"):
        if getattr(table, name).shape != (n,):
            raise CaseFault(f"{name}: one value a case is needed, {n}, not {getattr(table, name).shape}")
    for name in ("duration", "patience", "proceeds"):
        if getattr(table, name).shape != shape or shape[0] != n:
            raise CaseFault(
                f"{name}: must be (cases, stages) = ({n}, stages), not {getattr(table, name).shape}"
            )
    if table.draw.shape != (table.replications,):
        raise CaseFault(
            f"draw: one value a replication is needed, {table.replications}, not {table.draw.shape}"
        )
    _first_bad(
        "arrival: must be finite and 0 or more", ~(np.isfinite(table.arrival) & (table.arrival >= 0.0))
    )
    _first_bad(
        "duration: must be finite and 0 or more", ~(np.isfinite(table.duration) & (table.duration >= 0.0))
    )
    _first_bad("patience: must be 0 or more", ~(table.patience >= 0.0))
    if table.stop_left.shape != (n,):
        raise CaseFault(f"stop_left: one value a case is needed, {n}, not {table.stop_left.shape}")
    _first_bad("stop_left: must be 0 or more", ~(table.stop_left >= 0.0))
    _first_bad("proceeds: nobody goes on after the last stage", table.proceeds[:, -1:])
    _first_bad(f"kind: must index {KINDS}", (table.kind < 0) | (table.kind >= len(KINDS)))
    _first_bad("group: must be 0 or more", table.group < 0)
    _first_bad(f"site: must be below {table.sites}", (table.site < 0) | (table.site >= table.sites))
    outside = (table.replication < 0) | (table.replication >= table.replications)
    _first_bad(f"replication: must be below {table.replications}", outside)
    same = table.replication[1:] == table.replication[:-1]
    back = (table.replication[1:] < table.replication[:-1]) | (
        same & (table.arrival[1:] < table.arrival[:-1])
    )
    _first_bad("cases: must be sorted by replication, then arrival", back)


def _first_bad(rule: str, bad: npt.NDArray[Any]) -> None:
    if bad.any():
        raise CaseFault(f"{rule}; case {int(np.argwhere(bad)[0][0])} is not")
