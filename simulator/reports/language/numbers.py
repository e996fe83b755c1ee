"""How numbers are printed: two significant figures in prose, three in tables, every digit only in the CSV files.

A digit stands only where the number of draws settles it (`settled`); a rate is never printed as zero per cent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from simulator.grades import CUTS
from simulator.reports.language.phrases import message, phrase, plural

EN_DASH = "–"
MARKS = message("1,234.5")
"""How a number is written: a language shows its own marks for thousands and for decimals in the translation of this one."""
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


def undefined() -> str:
    """What is printed where there is nothing to divide by."""
    return phrase("undefined")


def unbounded() -> str:
    """What is printed for an end at infinity."""
    return phrase("no upper limit")


def written(digits: str) -> str:
    """A number with the marks of the language that is spoken."""
    shown = phrase(MARKS)
    if shown == MARKS:
        return digits
    thousands, decimals = shown[1 : shown.index("234")], shown[shown.index("234") + 3 : -1]
    return digits.translate({ord(","): thousands, ord("."): decimals})


def exact(count: int) -> str:
    """A count with every digit: of draws, of rows."""
    return written(f"{count:,}")


def prose(x: float | None) -> str:
    """Two significant figures for a sentence: 23, 1,400, 3.6 million, 0.042; 3 if it is exactly 3, else 3.0."""
    if x is None:
        return undefined()
    if math.isinf(x):
        return unbounded()
    if abs(x) >= 999_500:
        millions = _plain(x / 1e6, 2)
        return phrase("{millions} million", millions=written(millions.removesuffix(".0")))
    text = _plain(x, 2)
    return written(text.removesuffix(".0") if float(x).is_integer() else text)


def prose_count(x: float | None) -> str:
    """A number of people or cases for a sentence: whole, two significant figures from 100 on."""
    if x is None or math.isinf(x) or abs(x) >= 100:
        return prose(x)
    return prose(_rounded(x, 0))


def whole_of(x: float | None) -> float | None:
    """The count that a number is printed as, by which words follow it: one person, two people; None where it is no number."""
    return None if x is None or not math.isfinite(x) else _rounded(x, 0)


def times(x: float | None) -> str:
    """How often, for a sentence: “once”, “0 times”, “1,400 times”."""
    return plural(whole_of(x), "once", "{number} times", number=prose_count(x))


def capital_times(x: float | None) -> str:
    """The same at the beginning of a sentence: “Once”, “11 times”."""
    told = times(x)
    return told[:1].upper() + told[1:]


def per_hundred(share: float | None) -> str:
    """A share as so many of 100: whole from 1 on, one figure below, and never 0 or 100 where it is neither."""
    if share is None:
        return undefined()
    of = 100 * share
    if of <= 0 or of >= 100:
        return "0" if of <= 0 else "100"
    if of < 0.95:
        return written(_plain(of, 1))
    return f"{_rounded(of, 0):.0f}" if of < 99.5 else written(f"{min(99.9, math.floor(of * 10) / 10):g}")


def between(lo: str, hi: str) -> str:
    """An interval in a sentence: “between 2 and 7”, or the one figure both ends print as."""
    return lo if lo == hi else phrase("between {lo} and {hi}", lo=lo, hi=hi)


def reach(lo: str, hi: str) -> str:
    """An interval without a preposition: “2 to 7”, or the one figure both ends print as."""
    return lo if lo == hi else phrase("{low} to {high}", low=lo, high=hi)


def times_between(lo: float | None, hi: float | None) -> str:
    """How often, at least and at most: “between 2 and 7 times”, “at most once”, or the one count both ends print as."""
    least, most = prose_count(lo), prose_count(hi)
    if least == most:
        return times(hi)
    if least == "0" and whole_of(hi) == 1:
        return phrase("at most once")
    return phrase("between {low} and {high} times", low=least, high=most)


def whole(x: float | None) -> str:
    """A count in a table: whole, three significant figures from 1,000 on."""
    if x is None:
        return undefined()
    if math.isinf(x):
        return unbounded()
    return written(f"{significant(x, 3) if abs(x) >= 100 else _rounded(x, 0):,.0f}")


def rate(x: float | None) -> str:
    """A rate or ratio in a table: three significant figures, no zeros at the end that nothing settles."""
    if x is None:
        return undefined()
    if math.isinf(x):
        return unbounded()
    text = _plain(x, 3)
    return written(text.rstrip("0").removesuffix(".") if "." in text else text)


def percent(share: float | None) -> str:
    """A share as a percentage of two significant figures; tiny and nearly whole shares keep their distance from 0 and 100."""
    if share is None:
        return undefined()
    if share <= 0:
        return phrase("none")
    if share >= 1:
        return "100 %"
    if share < 1e-6:
        return phrase("under 0.0001 %")
    if share > 0.99:
        return f"{written(f'{min(99.9, math.floor(share * 1000) / 10):g}')} %"
    return f"{prose(share * 100)} %"


def in_100(p: float, cuts: Sequence[float] = (CUTS[0], CUTS[-1])) -> str:
    """“84”, “<1”, “>99”; 0 and 100 only of what never or always happened; near a cut between grades a digit is added."""
    if p <= 0 or p >= 1:
        return "0" if p <= 0 else "100"
    share = 100 * p
    if any(abs(p - cut) < NEAR for cut in cuts):
        on_one = f"{share:.1f}" in {f"{100 * cut:.1f}" for cut in cuts}
        return written(f"{share:.2f}" if on_one else f"{share:.1f}")
    if share < 1:
        return "<1"
    return ">99" if share > 99 else f"{share:.0f}"


def of_100(p: float, draws: int, cuts: Sequence[float] = (CUTS[0], CUTS[-1])) -> str:
    """The same in words: “84 of 100”; what never or always happened is said of all draws."""
    if p <= 0:
        return phrase("none of {draws}", draws=exact(draws))
    if p >= 1:
        return phrase("all of {draws}", draws=exact(draws))
    told = in_100(p, cuts)
    if told[0] == "<":
        return phrase("fewer than {share} of 100", share=told[1:])
    if told[0] == ">":
        return phrase("more than {share} of 100", share=told[1:])
    return phrase("{share} of 100", share=told)


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
    for size, unit in (
        (1e9, message("{number}bn")),
        (1e6, message("{number}m")),
        (1e3, message("{number}k")),
    ):
        if abs(x) >= size:
            return phrase(unit, number=written(f"{x / size:g}"))
    return written(f"{x:g}")
