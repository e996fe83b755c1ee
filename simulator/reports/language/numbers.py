"""How numbers are printed: two significant figures in prose, three in tables, every digit only in the CSV files.

A digit stands only where the number of draws settles it (`settled`); a rate is never printed as zero per cent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from simulator.grades import CUTS

UNDEFINED = "undefined"
UNBOUNDED = "no upper limit"
EN_DASH = "–"
NEAR = 0.015
"""Closer to a cut between grades than this, a probability is printed with another digit."""


def significant(x: float, figures: int = 2) -> float:
    """`x` rounded to so many significant figures, halves away from zero; 0 stays 0."""
    if x == 0 or not math.isfinite(x):
        return x
    return _rounded(x, figures - 1 - math.floor(math.log10(abs(x))))


def _rounded(x: float, decimals: int) -> float:
    """Halves away from zero, as a reader rounds; `round` would take 245 to 240."""
    return float(Decimal(repr(float(x))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def settled(x: float | None, error: float | None) -> float | None:
    """`x` without the digits that other draws would change.

    error: half the 95 % interval that the number of draws leaves around `x`. A digit stays if that is less than five of its
    units; the first digit always does. From three digits on nothing is cut, for no more are printed.
    """
    if not x or not error or not math.isfinite(x) or not math.isfinite(error):
        return x
    unit = 10.0 ** math.floor(math.log10(abs(x)))
    if error < 5 * unit / 100:
        return x
    return significant(x, 2 if error < 5 * unit / 10 else 1)


def _plain(x: float, figures: int) -> str:
    """Digits without an exponent, with thousands separators and no needless zeros."""
    rounded = significant(x, figures)
    if rounded == 0:
        return "0"
    decimals = max(0, figures - 1 - math.floor(math.log10(abs(rounded))))
    return f"{rounded:,.{decimals}f}"


def prose(x: float | None) -> str:
    """Two significant figures for a sentence: 23, 1,400, 3.6 million, 0.042; 3 if it is exactly 3, else 3.0."""
    if x is None:
        return UNDEFINED
    if math.isinf(x):
        return UNBOUNDED
    if abs(x) >= 999_500:
        millions = _plain(x / 1e6, 2)
        return f"{millions.removesuffix('.0')} million"
    text = _plain(x, 2)
    return text.removesuffix(".0") if float(x).is_integer() else text


def prose_count(x: float | None) -> str:
    """A number of people or cases for a sentence: whole, two significant figures from 100 on."""
    if x is None or math.isinf(x) or abs(x) >= 100:
        return prose(x)
    return prose(_rounded(x, 0))


def times(x: float | None) -> str:
    """How often, for a sentence: “once”, “0 times”, “1,400 times”."""
    told = prose_count(x)
    return "once" if told == "1" else f"{told} times"


def capital_times(x: float | None) -> str:
    """The same at the beginning of a sentence: “Once”, “11 times”."""
    told = times(x)
    return told[:1].upper() + told[1:]


def per_hundred(share: float | None) -> str:
    """A share as so many of 100: whole from 1 on, one figure below, and never 0 or 100 where it is neither."""
    if share is None:
        return UNDEFINED
    of = 100 * share
    if of <= 0 or of >= 100:
        return "0" if of <= 0 else "100"
    if of < 0.95:
        return _plain(of, 1)
    return f"{_rounded(of, 0):.0f}" if of < 99.5 else f"{min(99.9, math.floor(of * 10) / 10):g}"


def between(lo: str, hi: str) -> str:
    """An interval in a sentence: “between 2 and 7”, or the one figure both ends print as."""
    return lo if lo == hi else f"between {lo} and {hi}"


def whole(x: float | None) -> str:
    """A count in a table: whole, three significant figures from 1,000 on."""
    if x is None:
        return UNDEFINED
    if math.isinf(x):
        return UNBOUNDED
    return f"{significant(x, 3) if abs(x) >= 100 else _rounded(x, 0):,.0f}"


def rate(x: float | None) -> str:
    """A rate or ratio in a table: three significant figures, no zeros at the end that nothing settles."""
    if x is None:
        return UNDEFINED
    if math.isinf(x):
        return UNBOUNDED
    text = _plain(x, 3)
    return text.rstrip("0").removesuffix(".") if "." in text else text


def percent(share: float | None) -> str:
    """A share as a percentage of two significant figures; tiny and nearly whole shares keep their distance from 0 and 100."""
    if share is None:
        return UNDEFINED
    if share <= 0:
        return "none"
    if share >= 1:
        return "100 %"
    if share < 1e-6:
        return "under 0.0001 %"
    if share > 0.99:
        return f"{min(99.9, math.floor(share * 1000) / 10):g} %"
    return f"{prose(share * 100)} %"


def in_100(p: float, cuts: Sequence[float] = (CUTS[0], CUTS[-1])) -> str:
    """“84”, “<1”, “>99”; 0 and 100 only of what never or always happened; near a cut between grades a digit is added."""
    if p <= 0 or p >= 1:
        return "0" if p <= 0 else "100"
    share = 100 * p
    if any(abs(p - cut) < NEAR for cut in cuts):
        on_one = f"{share:.1f}" in {f"{100 * cut:.1f}" for cut in cuts}
        return f"{share:.2f}" if on_one else f"{share:.1f}"
    if share < 1:
        return "<1"
    return ">99" if share > 99 else f"{share:.0f}"


def of_100(p: float, draws: int, cuts: Sequence[float] = (CUTS[0], CUTS[-1])) -> str:
    """The same in words: “84 of 100”; what never or always happened is said of all draws."""
    if p <= 0:
        return f"none of {draws:,}"
    if p >= 1:
        return f"all of {draws:,}"
    told = in_100(p, cuts).replace("<", "fewer than ").replace(">", "more than ")
    return f"{told} of 100"


def span(lo: str, hi: str) -> str:
    """An interval for a table cell: 12–41, or one figure if both ends print alike."""
    return lo if lo == hi else f"{lo}{EN_DASH}{hi}"


def denominator(largest: float | None) -> int:
    """One denominator for a panel: the smallest of 100 … 1,000,000 at which the largest share is at least 1."""
    for exponent in range(2, 7):
        if largest is not None and largest * 10**exponent >= 1:
            return int(10**exponent)
    return 1_000_000


def short_tick(x: float) -> str:
    """A tick of an axis: 0.01, 1, 10k, 1m."""
    for size, unit in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(x) >= size:
            return f"{x / size:g}{unit}"
    return f"{x:g}"
