"""Hours of the week out of days and times: what cannot be a real time is kept out first, and counted.

Dates and times are filled in by programs: the first day of a period where only the period is known, midnight where there is no
time, one day for a whole year. Such records keep their place in the counts of a year; they say nothing of hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.records.imports.coding import Counts
from simulator.records.imports.dating import DAYS_END, NO_TIME
from simulator.records.imports.stamps import FIRST

FILLED_IN = "filled in for no time"
FIRST_OF_PERIOD, ONE_DAY = "first day of a period", "one-day spike"
TIMES_A_USUAL_DAY = {FIRST_OF_PERIOD: 5, ONE_DAY: 8}
"""A day with more than so many times its year's usual (median) day is no ordinary day. A choice, not a law."""
LEAST_ON_A_DAY = {FIRST_OF_PERIOD: 10, ONE_DAY: 50}
SHARE_ON_FIRSTS = 0.8
TIMES_A_USUAL_HOUR, LEAST_ON_THE_HOUR = 4, 20
"""A full hour told to the minute (00:00) more often than so many times the others' median is a filled-in time."""
HOURS_A_WEEK = 168
DAYS_NAMED = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Records kept out of the hours: why, how many, and where for instance."""

    why: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Records by hour of the week, Monday 00:00 first, and by hour of the day; empty where they cannot be told.

    filled: hours of the day whose number is the mean of the hours beside them. why_not: what stands in the way, if something.
    """

    week: tuple[int, ...]
    day: tuple[int, ...]
    kept_out: tuple[KeptOut, ...]
    filled: tuple[int, ...]
    why_not: str = ""

    @property
    def used(self) -> int:
        """Records that the hours rest on."""
        return sum(self.day)


def hours_of(days: Counts, midnights: Counts) -> Hours:
    """The hours of the week.

    Args:
        days, midnights: as `dating.Calendar` has them.
    """
    total = days.sum(axis=1)
    strange = strange_days(total)
    kept_out = [_of_days(why, strange, total) for why in (FIRST_OF_PERIOD, ONE_DAY)]
    usual, printed = days.copy(), midnights.copy()
    usual[sorted(strange)] = 0
    printed[sorted(strange)] = 0
    spikes = _without_filled_in(usual, printed, kept_out)
    ends = int(usual[:, DAYS_END].sum())
    counted = (usual[:, :24] + usual[:, 24:48]).astype(np.float64)
    if ends > _believed(usual[:, 24:48].sum(axis=0)):
        kept_out.append(KeptOut(f"24:00, {FILLED_IN}", ends, ""))
    else:
        counted[:, 23] += usual[:, DAYS_END]
    kept_out.append(KeptOut("no time", int(usual[:, NO_TIME].sum()), ""))
    week = _by_weekday(counted)
    filled = _fill(week, usual[:, :24].sum(axis=0), spikes)
    return _hours(week, counted, kept_out, filled)


def _without_filled_in(usual: Counts, midnights: Counts, kept_out: list[KeptOut]) -> list[int]:
    """Take full hours that stand for no time out of `usual`, note them, and return which hours those are."""
    full = usual[:, 24:48]
    first = int(midnights.sum())
    rest = full.sum(axis=0) - midnights.sum(axis=0)
    spikes = []
    if first > _believed(rest[1:]):
        full -= midnights
        kept_out.append(KeptOut(f"00:00 to the minute, {FILLED_IN}", first, ""))
        spikes.append(0)
    for hour in range(1, 24):
        count = int(full[:, hour].sum())
        if count > _believed(np.delete(full.sum(axis=0), [0, hour])):
            full[:, hour] = 0
            kept_out.append(KeptOut(f"{hour:02}:00 to the minute, {FILLED_IN}", count, ""))
            spikes.append(hour)
    return spikes


def _believed(others: Counts) -> float:
    """How many records of one full hour are believed, given the others' numbers."""
    return max(LEAST_ON_THE_HOUR, TIMES_A_USUAL_HOUR * float(np.median(others)))


def _hours(
    week: NDArray[np.float64], counted: NDArray[np.float64], kept_out: list[KeptOut], filled: list[int]
) -> Hours:
    kept = tuple(each for each in kept_out if each.count)
    whole = tuple(round(float(x)) for x in week.reshape(-1))
    of_day = tuple(round(float(x)) for x in week.sum(axis=0))
    weekdays = {(d + FIRST - 1) % 7 for d in np.flatnonzero(counted.sum(axis=1))}
    if not sum(of_day):
        return Hours((), (), kept, (), "no record has a date and a time that can be believed")
    if len(weekdays) < 7:
        return Hours(
            (), of_day, kept, tuple(filled), f"only {len(weekdays)} of 7 days of the week have records"
        )
    return Hours(whole, of_day, kept, tuple(filled))


def strange_days(total: Counts) -> dict[int, str]:
    """Days that no ordinary day explains, by their place, and why: held against the median day of their own year."""
    found: dict[int, str] = {}
    places = np.flatnonzero(total)
    dates = {int(p): date.fromordinal(int(p) + FIRST) for p in places}
    for year in sorted({each.year for each in dates.values()}):
        mine = [p for p, each in dates.items() if each.year == year]
        firsts = [p for p in mine if dates[p].day == 1]
        rest = [p for p in mine if dates[p].day != 1]
        records = int(total[mine].sum())
        all_firsts = total[firsts].sum() > SHARE_ON_FIRSTS * records and records >= LEAST_ON_THE_HOUR
        usual = float(np.median(total[rest])) if rest else 0.0
        for p in mine:
            why = FIRST_OF_PERIOD if p in firsts else ONE_DAY
            if (p in firsts and all_firsts) or _is_strange(int(total[p]), usual, why, len(mine)):
                found[p] = why
    return found


def _is_strange(count: int, usual: float, why: str, days: int) -> bool:
    return days > 1 and count > max(LEAST_ON_A_DAY[why], TIMES_A_USUAL_DAY[why] * usual)


def _of_days(why: str, strange: dict[int, str], total: Counts) -> KeptOut:
    places = [p for p, reason in strange.items() if reason == why]
    largest = max(places, key=lambda p: total[p], default=None)
    example = "" if largest is None else f"{date.fromordinal(largest + FIRST)} has {total[largest]:,}"
    return KeptOut(f"{why} ({len(places)} days)", int(total[places].sum()), example)


def _by_weekday(counted: NDArray[np.float64]) -> NDArray[np.float64]:
    """(7, 24) sums by day of the week, Monday first."""
    weekday = (np.arange(len(counted)) + FIRST - 1) % 7
    return np.stack([counted[weekday == d].sum(axis=0) for d in range(7)])


def _fill(week: NDArray[np.float64], minutes: Counts, spikes: list[int]) -> list[int]:
    """Hours whose first minute was kept out: the other 59 stand for 60, and where there are none the hours beside do."""
    filled = []
    for hour in spikes:
        if minutes[hour]:
            week[:, hour] *= 60 / 59
        else:
            week[:, hour] = (week[:, (hour - 1) % 24] + week[:, (hour + 1) % 24]) / 2
            filled.append(hour)
    return filled
