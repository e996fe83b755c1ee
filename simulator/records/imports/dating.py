"""Days and times of records, counted by day and hour; local clocks where stamps carry an offset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.records.imports.coding import Coder, Codes, Counts, is_stamped, split_stamp
from simulator.records.imports.stamps import FIRST, Clock, Day, in_zone, read_clock, read_day, zone_of

if TYPE_CHECKING:
    import pyarrow as pa


NO_TIME, DAYS_END = 48, 49
SLOTS = 50
"""Columns of a day: 24 hours without their first minute, 24 first minutes, no time, and 24:00."""
NO_OFFSET = 1 << 20
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Calendar:
    """How many records each day and slot has.

    days: (days since 1970, SLOTS) by local clocks; printed: the same as printed, which differs where an offset is another than
    the zone's own. midnights: (days since 1970, 24) records printed as 00:00, by their local hour: a time that was filled in was
    filled in before clocks were told. moved: records whose local time is another. day_coder, clock_coder: every spelling.
    """

    def __init__(self, order: str, bare_time: str, zone: str, today: int) -> None:
        self.zone = zone
        self._clocks = zone_of(zone) if zone else None
        self.day_coder: Coder[Day] = Coder(lambda values: read_day(values[0], order, today))
        self.clock_coder: Coder[Clock] = Coder(lambda values: read_clock(values[0], bare_time))
        self.days: Counts = np.zeros((today - FIRST + 1, SLOTS), np.int64)
        self.printed: Counts = np.zeros_like(self.days)
        self.midnights: Counts = np.zeros((len(self.days), 24), np.int64)
        self.moved = 0

    def add(self, dates: pa.Array, times: pa.Array | None, mask: Mask) -> Codes:
        """Count the rows of a block that `mask` marks; a stamp's own time stands where there is no column of times.

        Returns:
            (rows counted,) the month of each row, from 1 for January 1970; 0 where there is no day.
        """
        day, clock = self._coded(dates, times, mask)
        ordinal = np.array([each.ordinal for each in self.day_coder.meanings], np.int64)[day]
        minute = np.array([each.minute for each in self.clock_coder.meanings], np.int64)[clock]
        dated = ordinal > 0
        midnight = dated & (minute == 0)
        if self._clocks is not None:
            _fill(self.printed, ordinal, minute, dated)
            ordinal, minute = self._local(ordinal, minute, clock, dated)
        at = np.minimum(ordinal[midnight] - FIRST, len(self.days) - 1)
        np.add.at(self.midnights, (at, minute[midnight] // 60), 1)
        _fill(self.days, ordinal, minute, dated)
        months = np.zeros(len(ordinal), np.int32)
        since = (ordinal[dated] - FIRST).astype("datetime64[D]").astype("datetime64[M]")
        months[dated] = since.astype(np.int64) + 1
        return months

    def _coded(self, dates: pa.Array, times: pa.Array | None, mask: Mask) -> tuple[Codes, Codes]:
        import pyarrow as pa

        if is_stamped(dates):
            dates, within = split_stamp(dates)
            times = within if times is None else times
        if times is None:
            times = pa.array([b""] * len(dates), pa.binary())
        elif is_stamped(times):
            times = split_stamp(times)[1]
        days, clocks = self.day_coder.code([dates])[mask], self.clock_coder.code([times])[mask]
        self.day_coder.count(days)
        self.clock_coder.count(clocks)
        return days, clocks

    def _local(self, ordinal: Ints, minute: Ints, clock: Codes, dated: Mask) -> tuple[Ints, Ints]:
        """Days and minutes by the zone's own clocks, for stamps that carry an offset; one shift holds for an hour."""
        offsets = [NO_OFFSET if each.offset is None else each.offset for each in self.clock_coder.meanings]
        offset = np.array(offsets, np.int64)[clock]
        which = np.flatnonzero(dated & (minute >= 0) & (minute < 24 * 60) & (offset != NO_OFFSET))
        key = np.stack([ordinal[which], minute[which] // 60, offset[which]], axis=1)
        hours, back = np.unique(key, axis=0, return_inverse=True)
        shifts = np.array([self._shift(*each) for each in hours.tolist()], np.int64)
        shift = shifts[back.reshape(-1)]
        total = ordinal[which] * 24 * 60 + minute[which] + shift
        self.moved += int((shift != 0).sum())
        ordinal, minute = ordinal.copy(), minute.copy()
        ordinal[which], minute[which] = total // (24 * 60), total % (24 * 60)
        return ordinal, minute

    @property
    def offsets_unused(self) -> int:
        """Records whose stamps carry an offset though no zone says whose clocks to tell them by."""
        if self._clocks is not None:
            return 0
        counts = self.clock_coder.counts.tolist()
        return sum(
            n for each, n in zip(self.clock_coder.meanings, counts, strict=False) if each.offset is not None
        )

    def _shift(self, ordinal: int, hour: int, offset: int) -> int:
        day, there = in_zone(ordinal, hour * 60, offset, self._clocks)
        return (day - ordinal) * 24 * 60 + there - hour * 60


def _fill(days: Counts, ordinal: Ints, minute: Ints, dated: Mask) -> None:
    """Count each dated row in its day and slot."""
    at, clock = ordinal[dated] - FIRST, minute[dated]
    hour = np.minimum(clock // 60, 23)
    slot = np.where(clock % 60 == 0, hour + 24, hour)
    slot = np.where(clock == 24 * 60, DAYS_END, np.where(clock < 0, NO_TIME, slot))
    inside = at < len(days)
    np.add.at(days, (at[inside], slot[inside]), 1)
