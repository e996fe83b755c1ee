"""Numbers written as people write them elsewhere: what is meant, and how it is written here.

Nothing here turns such a text into a number. A comma may be a decimal point, a thousands mark or the end of a value, and
whoever wrote it knows which; the message offers what was probably meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

LONGEST = 60
_MARKS = ",.'’_ "
_PLAIN = re.compile(r"-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?\Z", re.ASCII)
_GROUPED = re.compile(rf"(-?\d{{1,3}})([{_MARKS}])(\d{{3}}(?:\2\d{{3}})*)(?:([.,])(\d+))?\Z", re.ASCII)
_DECIMAL_COMMA = re.compile(r"-?\d*,\d+([eE][-+]?\d+)?\Z", re.ASCII)
_PER_CENT = re.compile(r"(.+?)\s*(?:%|per ?cent|percent)\Z", re.IGNORECASE)
_OUT_OF = re.compile(r"(\d+)\s*(?:/|of|out of|in)\s*(\d+)\Z", re.ASCII)
_ROUGH = re.compile(
    r"(?:about|around|approx\.?|circa|ca\.?|up to|over|under|[~≈<>≤≥±])\s*(.+)\Z", re.IGNORECASE
)
_FROM_TO = re.compile(r"(\S+?)\s*(?:[-\N{EN DASH}]|to)\s*(\S+)\Z")
_MANY = re.compile(r"(.+?)\s*(k|thousand|million)\Z", re.IGNORECASE)
_WITH_UNIT = re.compile(r"(.*\d)(\s*[A-Za-z]+)\Z")
_BRACKETS = re.compile(r"\[([^\[\]]*,[^\[\]]*)\]")
_TIMES = {"k": 1000, "thousand": 1000, "million": 1_000_000}


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a text means as a number. number: as it is written here; empty where it means no single one. way: what to do."""

    number: str
    way: str


def numeral(text: str) -> Numeral | None:
    """What a text that is no number was meant as; None where it looks like none.

    `0,5`, `100,000`, `1_000`, `50 000`, `0.1 %`, `26 of 42`, `about 5`, `0.1 to 0.2`, `5k`, and a plain number in quotes.
    """
    if len(text) > LONGEST or not any(c.isdigit() for c in text):
        return None
    text = " ".join(text.split()).removeprefix("+")
    if not text.isprintable():
        return None
    if _PLAIN.match(text):
        return Numeral(text, f"write {text} without quotes")
    if (number := text.replace("\N{MINUS SIGN}", "-")) != text and _PLAIN.match(number):
        return Numeral(number, f"write {number} with a plain hyphen")
    return _with_mark(text) or _share(text) or _multiple(text) or _with_unit(text) or _inexact(text)


def pair(written: str) -> str:
    """How two numbers in brackets are written, of which commas made more: `[0.02, 0,1]`.

    Args:
        written: the text from the brackets on.
    """
    found = _BRACKETS.search(written)
    groups = re.split(r",\s+", found[1].strip()) if found else []
    numbers = [meant.number for meant in map(numeral, groups) if meant]
    meant = ", ".join(numbers) if len(groups) == len(numbers) == 2 and all(numbers) else "low, high"
    return f"write [{meant}]: a comma only stands between the two"


def _plain(text: str) -> str:
    """How a number without words around it is written here; empty where the text is none."""
    if _PLAIN.match(text):
        return text
    found = _with_mark(text)
    return found.number if found else ""


def _with_mark(text: str) -> Numeral | None:
    """A decimal comma, or thousands set apart."""
    if match := _GROUPED.match(text):
        head, mark, groups, point, rest = match.groups()
        zero = head.lstrip("-") == "0"
        if point != mark and not (zero and (mark in ",." or point)):
            number = head + re.sub(r"\D", "", groups) + (f".{rest}" if rest else "")
            if mark == "," and len(groups) == 3 and groups != "000" and not point:
                decimal = f"{head}.{groups}"
                return Numeral(number, f"write {number}, or {decimal} if the comma is a decimal point")
            return Numeral(number, f"write {number}: digits are not set apart")
    if _DECIMAL_COMMA.match(text):
        number = re.sub(r"^(-?),", r"\g<1>0,", text).replace(",", ".")
        return Numeral(number, f"write {number}: a comma is never a decimal point")
    if "_" in text and _PLAIN.match(text.replace("_", "")):
        number = text.replace("_", "")
        return Numeral(number, f"write {number}: digits are not set apart")
    return None


def _share(text: str) -> Numeral | None:
    """A per cent, or so many out of so many."""
    if (match := _PER_CENT.match(text)) and (number := _plain(match[1])):
        share = _decimal(number, Decimal("0.01"))
        return Numeral(share, f"write {share}: shares are fractions of 1, not per cents") if share else None
    if match := _OUT_OF.match(text):
        x, n = int(match[1]), int(match[2])
        if 0 <= x <= n > 0:
            return Numeral(f"{x / n:.6g}", f"write count: [{x}, {n}], or the number {x / n:.6g}")
    return None


def _multiple(text: str) -> Numeral | None:
    match = _MANY.match(text)
    number = _decimal(_plain(match[1]), Decimal(_TIMES[match[2].lower()])) if match else ""
    return Numeral(number, f"write {number} in digits") if number else None


def _with_unit(text: str) -> Numeral | None:
    """A time such as `1,5 h`."""
    match = _WITH_UNIT.match(text)
    if match is None or (found := _with_mark(match[1])) is None:
        return None
    return Numeral("", found.way.replace(found.number, f"{found.number}{match[2]}", 1))


def _inexact(text: str) -> Numeral | None:
    """A rough number, or two ends of a range."""
    if (match := _ROUGH.match(text)) and (number := _plain(match[1])):
        return Numeral(number, f"write {number}; what is not exact has two ends: between: [low, high]")
    if (match := _FROM_TO.match(text)) and (low := _plain(match[1])) and (high := _plain(match[2])):
        return Numeral("", f"write the two ends in brackets: between: [{low}, {high}]")
    return None


def _decimal(number: str, times: Decimal) -> str:
    """A product without binary rounding, in plain digits; empty where it would be too long to print."""
    try:
        product = (Decimal(number) * times).normalize()
    except InvalidOperation:
        return ""
    return f"{product:f}" if abs(product.adjusted()) < LONGEST // 4 else ""
