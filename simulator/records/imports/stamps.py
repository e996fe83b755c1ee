"""When a record was made: days and minutes out of text, read once for each spelling that occurs.

A reading never guesses: what it cannot tell is a `Trouble`, which is counted and shown with an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from simulator.documents import Fault, Faults
from simulator.records.imports.layout import BLANKS

FIRST = date(1970, 1, 1).toordinal()
"""The first day taken for real; earlier ones (1900-01-01, 1899-12-30) are what programs write for nothing."""
EXCEL_ZERO = date(1899, 12, 30).toordinal()
SERIALS = range(25569, 73051)
"""Excel's numbers of the days from 1970 to 2099."""
MISSING, UNREADABLE, UNBELIEVABLE = "no date", "unreadable", "not believed"
ENDS_DAY = "24:00"

_SLASHES = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{2,4})")
_DIGITS = re.compile(r"\d{7,8}")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_CLOCK = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp])?\.?[Mm]?\.?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_BARE = re.compile(r"\d{1,4}(\.0)?")
_FRACTION = re.compile(r"0?\.\d+|0")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as an ordinal; `trouble` where there is none. `form` says how it was written."""

    ordinal: int
    trouble: str
    form: str


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight, -1 where there are none. `form` says how they were written; offset in minutes, if any."""

    minute: int
    form: str
    offset: int | None = None


def read_day(text: str, order: str, today: int) -> Day:
    """The day of a date. `order` says which part of one with slashes comes first: `month`, `day` or `year`."""
    text = text.strip().strip("'")
    if text.casefold() in BLANKS:
        return Day(0, MISSING, "empty")
    found, form = _parts(text, order)
    if found is None:
        return Day(0, UNREADABLE, f"no day with its {form}" if form.endswith(" first") else form)
    if not FIRST <= found <= today:
        return Day(0, UNBELIEVABLE, "before 1970" if found < FIRST else "in the future")
    return Day(found, "", form)


def _parts(text: str, order: str) -> tuple[int | None, str]:
    match = _SLASHES.fullmatch(text)
    if match is not None:
        first, second, third = match.groups()
        if len(first) == 4:
            return _ordinal(first, second, third), "year first"
        if len(third) == 4 or order in ("month", "day"):
            year = third if len(third) == 4 else _century(third)
            if order == "day":
                return _ordinal(year, second, first), "day first"
            if order == "month":
                return _ordinal(year, first, second), "month first"
            return None, "day or month first, it does not say which"
        return None, "not a date"
    if _DIGITS.fullmatch(text):
        if len(text) == 8 and text[:2] in ("19", "20") and order != "month":
            return _ordinal(text[:4], text[4:6], text[6:]), "eight digits"
        padded = text.zfill(8)
        form = "eight digits, month first" if len(text) == 8 else "seven digits: a leading zero was lost"
        return _ordinal(padded[4:], padded[:2], padded[2:4]), form
    match = _SERIAL.fullmatch(text)
    if match is not None and int(match.group(1)) in SERIALS:
        return EXCEL_ZERO + int(match.group(1)), "an Excel serial number (days since 1899-12-30)"
    if text.startswith("###"):
        return None, "Excel's signs for a column too narrow"
    return None, "not a date"


def _century(text: str) -> str:
    """A year of two digits is of this century up to 68, as in POSIX."""
    return f"20{text}" if int(text) <= 68 else f"19{text}"


def _ordinal(year: str, month: str, day: str) -> int | None:
    try:
        return date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        return None


def read_clock(text: str, bare: str) -> Clock:
    """The time of day. 24:00 ends its day; `bare` says what one or two digits are: an `hour`, or minutes (`hhmm`)."""
    text = text.strip()
    if text.casefold() in BLANKS:
        return Clock(-1, "empty")
    match = _CLOCK.fullmatch(text)
    if match is not None:
        hour, minute = int(match.group(1)), int(match.group(2))
        half = (match.group(4) or "").lower()
        if half:
            if not 1 <= hour <= 12:
                return Clock(-1, "not a time")
            hour = hour % 12 + (12 if half == "p" else 0)
        return _clock(hour, minute, "HH:MM", _offset(match.group(5)))
    if _BARE.fullmatch(text):
        digits = text.removesuffix(".0")
        if len(digits) > 2 or bare == "hhmm":
            padded = digits.zfill(4)
            return _clock(int(padded[:2]), int(padded[2:]), "digits without a colon")
        if bare == "hour":
            return _clock(int(digits), 0, "the hour alone")
        if digits != "0":
            return Clock(-1, "one or two digits: an hour or minutes, it does not say which")
    if _FRACTION.fullmatch(text):
        minutes = round(float(text) * 1440)
        return _clock(minutes // 60, minutes % 60, "an Excel fraction of a day")
    return Clock(-1, "not a time")


def _clock(hour: int, minute: int, form: str, offset: int | None = None) -> Clock:
    if (hour, minute) == (24, 0):
        return Clock(24 * 60, ENDS_DAY, offset)
    if hour > 23 or minute > 59:
        return Clock(-1, "not a time")
    return Clock(hour * 60 + minute, form, offset)


def _offset(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "Z":
        return 0
    digits = text[1:].replace(":", "")
    return (-1 if text[0] == "-" else 1) * (int(digits[:2]) * 60 + int(digits[2:]))


@cache
def zone_of(name: str) -> ZoneInfo:
    """A time zone by its name.

    Raises:
        Faults: this machine knows none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        hint = (
            "write it as Europe/London; where a machine has no time zones, `pip install tzdata` brings them"
        )
        raise Faults([Fault("--zone", 0, 0, "", name, "is no time zone known here", hint)]) from None


def in_zone(ordinal: int, minute: int, offset: int, zone: tzinfo | None) -> tuple[int, int]:
    """The same moment by the clocks of a zone: its day and minute."""
    stamp = datetime.fromordinal(ordinal).replace(tzinfo=timezone(timedelta(minutes=offset)))
    there = (stamp + timedelta(minutes=minute)).astimezone(zone)
    return there.toordinal(), there.hour * 60 + there.minute
