"""What playing a case table gives back: when each case reached, began and ended every stage, and how it left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.clock.cases import Bools, CaseTable, Floats, Ints


@dataclass(frozen=True, slots=True)
class Journeys:
    """One row a case, in the case table's order. Seconds; nan where a stage was not reached or not begun.

    queue_entry, start, end: (cases, stages).
    last_stage: (cases,) int32, the stage a case left from.
    walked: (cases,) gave up waiting and left.
    released_at: (cases,) when the case left, by the end of a stage, giving up, or the legal limit.
    forced_release: (cases,) released because the legal limit was reached.
    """

    queue_entry: Floats
    start: Floats
    end: Floats
    last_stage: Ints
    walked: Bools
    released_at: Floats
    forced_release: Bools

    @classmethod
    def blank(cls, table: CaseTable) -> Journeys:
        """Room for an engine to fill in: nobody has reached any stage but the first, which everybody reaches."""
        queue_entry, start, end = (np.empty((len(table), table.stages), order="F") for _ in range(3))
        for times in (queue_entry, start, end):
            times[:, 1:] = np.nan
        return cls(
            queue_entry,
            start,
            end,
            last_stage=np.zeros(len(table), dtype=np.int32),
            walked=np.zeros(len(table), dtype=np.bool_),
            released_at=np.empty(len(table)),
            forced_release=np.zeros(len(table), dtype=np.bool_),
        )

    @classmethod
    def join(cls, parts: Sequence[Journeys]) -> Journeys:
        """The journeys of several tables, joined as `CaseTable.join` joins the tables."""
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__slots__))

    def differences(self, other: Journeys) -> int:
        """How many entries of all seven arrays differ from another engine's, by `==` on float64 (nan equals nan)."""
        count = 0
        for name in ("queue_entry", "start", "end", "released_at"):
            mine, theirs = getattr(self, name), getattr(other, name)
            count += int(np.sum((mine != theirs) & ~(np.isnan(mine) & np.isnan(theirs))))
        for name in ("last_stage", "walked", "forced_release"):
            count += int(np.sum(getattr(self, name) != getattr(other, name)))
        return count
