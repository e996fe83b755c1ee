"""One cell of a force's table: the number, day or length of time it says, or why it says none. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from simulator.records.deployments.cells import GAPS
from simulator.records.imports.deployments.headings import HOURS, MINUTES

OPEN = GAPS | {"not recorded", "unknown", "not known", "tbc", "redacted", "not available", "no data", "?"}
NOUGHT = {"nil", "zero"}
WHOLE = re.compile(r"\d{1,3}(,\d{3})+", re.ASCII)
"""A whole number with commas between its thousands; in a count the comma cannot be a decimal point."""
PLAIN = re.compile(r"\d+(\.\d+)?", re.ASCII)
ABOUT = re.compile(
    r"(~|approx\.?|approximately|about|circa|c\.?|est\.?)\s*(?=\d)|(?<=\d)\s*(\+|approx\.?|\(est\.?\))$",
    re.IGNORECASE | re.ASCII,
)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)
LENGTH = re.compile(
    r"(?:(\d+(?:\.\d+)?)\s*h(?:ou)?rs?)?\s*(?:(\d+)\s*m(?:in(?:ute)?s?)?)?", re.IGNORECASE | re.ASCII
)
NUMERIC_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:\s.*)?", re.ASCII)
WORDED_DAY = re.compile(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([a-z]{3,9})\.?,?[\s\-]+(\d{4}|\d{2})",
    re.IGNORECASE | re.ASCII,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EXCEL_FIRST, EXCEL_LAST = 36526, 60000  # 2000 to 2064 as Excel numbers days
EXCEL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says. text: as the table of deployments writes it, empty where nothing is known. note: what was done to
    it; told once for all such cells. wrong: why nothing could be read of it."""

    text: str = ""
    note: str = ""
    wrong: str = ""


def count(cell: str) -> Said:
    """A whole number of things counted."""
    text = cell.strip()
    if text.casefold() in OPEN:
        return Said(wrong="none: is that 0, or was it not recorded?" if text.casefold() == "none" else "")
    if text.casefold() in NOUGHT:
        return Said("0", note=f"{text.casefold()} was read as 0")
    note = ""
    if ABOUT.search(text):
        text, note = ABOUT.sub("", text).strip(), "an approximate number was read as the number it gives"
    if WHOLE.fullmatch(text):
        return Said(text.replace(",", ""), note or "commas between thousands were taken away")
    if PLAIN.fullmatch(text) and float(text) == int(float(text)):
        return Said(str(int(float(text))), note)
    return Said(wrong="no whole number of 0 or more")


def threshold(cell: str) -> Said:
    """A threshold, a share or a per cent, as it stands."""
    text = cell.strip()
    if text.casefold() in OPEN:
        return Said()
    if PLAIN.fullmatch(text.removesuffix("%").strip()):
        return Said(text)
    return Said(wrong="not one number with a point for its decimals")


def minutes(cell: str, unit: str) -> Said:
    """A length of time in minutes. unit: what a bare number is in, as the heading says; without it a bare number says nothing."""
    text = cell.strip()
    if text.casefold() in OPEN:
        return Said()
    if PLAIN.fullmatch(text):
        if not unit:
            return Said(wrong="without a unit, as its heading is: minutes or hours?")
        return Said(
            f"{float(text) * (60 if unit == HOURS else 1):g}",
            "hours were written as minutes" if unit == HOURS else "",
        )
    if found := CLOCK.fullmatch(text):
        return Said(str(60 * int(found[1]) + int(found[2])), "hours:minutes were written as minutes")
    found = LENGTH.fullmatch(text)
    if found and (found[1] or found[2]):
        return Said(
            f"{60 * float(found[1] or 0) + int(found[2] or 0):g}", "hours and minutes were written as minutes"
        )
    return Said(wrong="no length of time")


def between(start: str, end: str) -> Said:
    """The minutes from one clock time to another; past midnight where the end is the earlier."""
    ends = [CLOCK.fullmatch(each.strip()[-8:].strip()) for each in (start, end)]
    if not start.strip() or not end.strip():
        return Said()
    if ends[0] is None or ends[1] is None:
        return Said(wrong="no clock time (HH:MM)")
    first, last = (60 * int(found[1]) + int(found[2]) for found in ends if found)
    if last <= first:
        return Said(
            str(last + 24 * 60 - first),
            "a deployment that ended earlier in the day than it began was taken to go past midnight",
        )
    return Said(str(last - first), "durations were worked out from start and end")


def day(cell: str, order: str) -> Said:
    """A day. order: `day` or `month` first in numbers such as 03/04/2024; empty where the table does not tell."""
    text = cell.strip()
    if not text or text.casefold() in OPEN:
        return Said(wrong="without a date")
    try:
        return Said(date.fromisoformat(text[:10]).isoformat())
    except ValueError:
        pass
    if text.isascii() and text.isdigit() and EXCEL_FIRST <= int(text) <= EXCEL_LAST:
        return Said(
            (EXCEL_ZERO + timedelta(days=int(text))).isoformat(),
            "days as Excel numbers them were read as days",
        )
    if found := WORDED_DAY.fullmatch(text):
        month = next((i for i, name in enumerate(MONTHS, 1) if found[2].casefold().startswith(name)), 0)
        return _day(found[3], month, int(found[1]))
    if found := NUMERIC_DAY.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        first_is = _first(first, second) or ("day" if first == second else order)
        if first_is:
            return _day(found[3], *((first, second) if first_is == "month" else (second, first)))
        return Said(wrong="with its day or its month first: --date-order says which")
    return Said(wrong="not one day")


def order_of(cells: list[str]) -> tuple[str, str]:
    """Whether the day or the month stands first, where dates that can only be read one way agree on it, and one of them."""
    found = [(match, cell.strip()) for cell in cells if (match := NUMERIC_DAY.fullmatch(cell.strip()))]
    told = {order: cell for match, cell in found if (order := _first(int(match[1]), int(match[2])))}
    return next(iter(told.items())) if len(told) == 1 else ("", "")


def _first(first: int, second: int) -> str:
    """What stands first in a date of which one number can be no month."""
    return "" if (first > 12) == (second > 12) else "day" if first > 12 else "month"


def _day(year: str, month: int, number: int) -> Said:
    note = "years of two digits were read as 20…" if len(year) == 2 else ""
    try:
        return Said(date(int(year) + (2000 if len(year) == 2 else 0), month, number).isoformat(), note)
    except ValueError:
        return Said(wrong="no day of the calendar")


__all__ = ["MINUTES", "Said", "between", "count", "day", "minutes", "order_of", "threshold"]
