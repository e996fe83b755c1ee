"""The hour that a row's `when` names: profiles are read by these labels, never by a row's place in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.evidence.records import Row

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY, WEEK = 24, 168
_DAY = re.compile(r"^([a-z]{2,9})\.?[\s,-]+(?=\d)")
_HOUR = re.compile(
    r"^(\d{1,2})(?::(00)(?::00)?)?\s*(?:h|hrs?|o'clock)?\s*([ap]\.?m\.?)?"
    r"(?:\s*(?:-|–|to|until)\s*(\d{1,2})(?::(00|59)(?::\d\d)?)?\s*(?:h|hrs?)?\s*([ap]\.?m\.?)?)?$"
)
HINT = "write the hour's beginning, 00:00 to 23:00, with its day before it where the profile is a week's: Monday 08:00"


def hour_of(label: str) -> tuple[int | None, int] | None:
    """(day or None, hour) of a label such as `08:00`, `8`, `8 am`, `08:00-09:00` or `Monday 08:00`; None where it names no hour."""
    text = " ".join(label.lower().split())
    day: int | None = None
    named = _DAY.match(text)
    if named is not None:
        day = next((i for i, name in enumerate(DAYS) if name.startswith(named[1])), None)
        if day is None:
            return None
        text = text[named.end() :]
    found = _HOUR.match(text)
    if found is None:
        return None
    start = _on_the_clock(found[1], found[3] or (found[6] if found[4] else None))
    if start is None or not _is_one_hour(start, found):
        return None
    return day, start


def _on_the_clock(digits: str, half: str | None) -> int | None:
    hour = int(digits)
    if half is None:
        return hour if hour < DAY else None
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half.startswith("p") else 0)


def _is_one_hour(start: int, found: re.Match[str]) -> bool:
    """Whether a label that names an end too ends with its hour: `08:00-09:00` or `08:00-08:59`."""
    if found[4] is None:
        return True
    half, end = found[6], int(found[4])
    if half is not None:
        end = end % 12 + (12 if half.startswith("p") else 0)
    return end == start if found[5] == "59" else end % DAY == (start + 1) % DAY


def hourly(rows: Sequence[Row]) -> tuple[list[float], list[tuple[str, str]]]:
    """Weights of the 24 hours of a day, or of the 168 of a week from Monday 00:00, in their order.

    Returns:
        The weights, and what is wrong as (rule, way out); with faults the weights are not complete.
    """
    faults: list[tuple[str, str]] = []
    found: dict[int, Row] = {}
    by_day = any((hour_of(row.when) or (None, 0))[0] is not None for row in rows)
    for row in rows:
        named = hour_of(row.when)
        if named is None or (named[0] is None) == by_day:
            faults.append((f"row {row.id} has the label {row.when!r} under when, which names no hour", HINT))
            continue
        if row.rate is None:
            faults.append((f"row {row.id} has no number", "give each hour its number, 0 where nobody is met"))
            continue
        at = (named[0] or 0) * DAY + named[1]
        if at in found:
            rule = f"rows {found[at].id} and {row.id} are both of the hour {row.when}"
            faults.append((rule, "keep one row for each hour"))
        found.setdefault(at, row)
    hours = WEEK if by_day else DAY
    missing = [at for at in range(hours) if at not in found]
    if missing and not faults:
        rule = f"has no row for {', '.join(_name(at, by_day) for at in missing[:3])}{' …' if len(missing) > 3 else ''}"
        faults.append((rule, f"a profile has {hours} rows here, 0 where nobody is met"))
    return [(found[at].rate or 0.0) if at in found else 0.0 for at in range(hours)], faults


def _name(at: int, by_day: bool) -> str:
    return f"{DAYS[at // DAY].capitalize()} {at % DAY:02d}:00" if by_day else f"{at:02d}:00"
