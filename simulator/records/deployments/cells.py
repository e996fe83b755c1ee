"""One cell of a deployment table: the number or the date it says, or the rule it breaks."""

from __future__ import annotations

import re
from datetime import date, datetime
from math import isfinite, nan

from simulator.scenario.checks.bounds import PEOPLE

GAPS = {"", "na", "n/a", "nan", "null", "none", "-", "–"}
PICTURES = 100 * PEOPLE
MORE_THAN_LIVE = "is more than there are people on Earth"
MORE_THAN_PICTURED = "is more than a hundred pictures of everybody on Earth"
YEAR_MINUTES = 366 * 24 * 60
CORRECT = "correct it, or leave the cell empty if it is not known"
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


class BrokenCell(ValueError):
    """A cell that says nothing usable; carries the `rule` it breaks and a way out (`hint`)."""

    def __init__(self, rule: str, hint: str) -> None:
        super().__init__(f"{rule}; {hint}")
        self.rule, self.hint = rule, hint


def is_gap(cell: object) -> bool:
    """Whether the cell was left open."""
    return cell is None or (isinstance(cell, float) and not isfinite(cell)) or text(cell).casefold() in GAPS


def text(cell: object) -> str:
    """The cell as text on one line."""
    return "" if cell is None else " ".join(str(cell).split())


def day(cell: object) -> date:
    """A date written YYYY-MM-DD, or a date of Parquet."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if is_gap(cell):
        hint = "give every deployment its date; sums over many deployments cannot be learned from"
        raise BrokenCell("has no date", hint)
    try:
        return date.fromisoformat(text(cell)[:10])
    except ValueError:
        raise BrokenCell("is not a date", "write YYYY-MM-DD, as in 2024-07-25") from None


def number(cell: object) -> float:
    """A number of 0 or more; NaN for a gap."""
    if is_gap(cell):
        return nan
    written = text(cell)
    if "," in written:
        raise BrokenCell("holds a comma", "write 12120 for thousands and 0.64 for decimals")
    if not NUMBER.fullmatch(written):
        raise BrokenCell("is not a number", "write digits, or leave the cell empty if it is not known")
    value = float(written)
    if value < 0:
        raise BrokenCell("is below 0", "correct it, or leave the cell empty if it is not known")
    if not isfinite(value):
        raise BrokenCell("is too large to be read", "correct it")
    return value


def count(cell: object) -> float:
    """A whole number of 0 or more; NaN for a gap."""
    value = number(cell)
    if value == value and value != int(value):
        raise BrokenCell("is not a whole number", "write how many were counted")
    return value


def events(cell: object) -> float:
    """How many were seen or counted on one deployment; NaN for a gap."""
    return _at_most(PEOPLE, count(cell), MORE_THAN_LIVE)


def enrolled(cell: object) -> float:
    """How many faces were on a list; NaN for a gap."""
    return _at_most(PICTURES, count(cell), MORE_THAN_PICTURED)


def minutes(cell: object) -> float:
    """How long one deployment lasted; NaN for a gap."""
    return _at_most(YEAR_MINUTES, number(cell), "is longer than a year, and a row is one deployment")


def _at_most(most: float, value: float, rule: str) -> float:
    if value > most:
        raise BrokenCell(rule, CORRECT)
    return value


def threshold(cell: object) -> float:
    """A threshold as it is written, but `64 %` as 0.64; NaN for a gap."""
    written = text(cell)
    if written.endswith("%"):
        return number(written[:-1].strip()) / 100
    value = number(cell)
    if value > 100:
        raise BrokenCell("is no threshold", "write a share of 1, as in 0.64")
    return value
