"""Ages as an axis: bands as a file writes them; single years in bands that the analyst names, and in no others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from simulator.documents import Fault, Faults, did_you_mean
from simulator.evidence import age_band
from simulator.records.imports.layout import NOT_RECORDED, UNREAD, Meaning, Read

AGE = "age"
BANDS: Mapping[str, tuple[int, ...]] = {
    "decades": (10, 20, 30, 40, 50, 60, 70, 80),
    "uk-police": (10, 18, 25, 35),
}
"""First years of the bands after the youngest, by name; uk-police has those that data.police.uk writes."""
OLDEST = 110
"""No record of a stop is believed to be of an older person; 0 is how files write that nobody asked. A choice, not a law."""
SINGLE_YEAR = "a single year of age, and no bands were named: --bands"
_UNIT = re.compile(r"\s*(?:years?|yrs?)(?: old)?$", re.IGNORECASE)
_YEARS = re.compile(r"(\d{1,3})(?:\.0+)?")
_BAND = re.compile(r"\d{1,3} to \d{1,3}|(?:under|below|over) \d{1,3}|\d{1,3} (?:and|or) (?:over|older|above)")
_SIGNS = (
    (re.compile(r"(\d{1,3})\s*(?:-|–|—|to)\s*(\d{1,3})"), r"\1 to \2"),
    (re.compile(r"(\d{1,3})\s*\+"), r"\1 and over"),
    (re.compile(r"<\s*(\d{1,3})"), r"under \1"),
    (re.compile(r">\s*(\d{1,3})"), r"over \1"),
    (re.compile(r"(?:≥|>=)\s*(\d{1,3})"), r"\1 and over"),
)


def bands_of(text: str) -> tuple[int, ...]:
    """The first years of bands after the youngest, out of a name or `18,30,60`; empty where nothing is written.

    Raises:
        Faults: neither, or years that do not rise.
    """
    if not text or text in BANDS:
        return BANDS.get(text, ())
    years = [int(part) if part.strip().isdecimal() else -1 for part in text.split(",")]
    if min(years) < 1 or max(years) > OLDEST or any(a >= b for a, b in pairwise(years)):
        hint = (
            did_you_mean(text, BANDS)
            or f"write {', '.join(BANDS)} or the years at which a band begins: 18,30,60"
        )
        rule = f"names no bands: neither a name nor years from 1 to {OLDEST} that rise"
        raise Faults([Fault("--bands", 0, 0, "", text, rule, hint)])
    return tuple(years)


def reader(first_years: Sequence[int], word: Read, youngest: int = 1) -> Read:
    """Reads a column of ages.

    Args:
        first_years: of the bands after the youngest; empty where single years are not to be put together.
        word: reads what is neither a band nor a year.
        youngest: the first age that is believed; 0 for residents, who are counted from birth.
    """

    def read(values: tuple[str, ...]) -> Meaning:
        text = _UNIT.sub("", values[0])
        if years := _YEARS.fullmatch(text):
            return _in_band(int(years[1]), first_years, youngest)
        band = next(
            (found for sign, to in _SIGNS if sign.fullmatch(text) for found in [sign.sub(to, text)]), ""
        )
        band = band or text.casefold()
        return Meaning(band.replace(" ", "-")) if _BAND.fullmatch(band) else word(values)

    return read


def _in_band(age: int, first_years: Sequence[int], youngest: int) -> Meaning:
    if not youngest <= age <= OLDEST:
        return Meaning(NOT_RECORDED, f"{age} is no age that is believed")
    if not first_years:
        return Meaning(UNREAD, SINGLE_YEAR)
    if age < first_years[0]:
        return Meaning(f"under-{first_years[0]}")
    if age >= first_years[-1]:
        return Meaning(f"{first_years[-1]}-and-over")
    first, following = next((a, b) for a, b in pairwise(first_years) if a <= age < b)
    return Meaning(f"{first}-to-{following - 1}" if following - first > 1 else f"{first}")


def in_words(band: str) -> str:
    """A band's id in words: `18-to-24` is “18 to 24”."""
    return band.replace("-", " ")


def by_age(label: str) -> tuple[float, float, str]:
    """Sorts bands by age; whatever is none stands behind them, by name."""
    band = age_band(in_words(label))
    return (*band, label) if band else (float("inf"), 0.0, label)


def overlapping(labels: Sequence[str]) -> tuple[str, str] | None:
    """Two bands that somebody could be in at once; None where there are none."""
    bands = {label: band for label in labels if (band := age_band(in_words(label)))}
    pairs = combinations(bands.items(), 2)
    return next(((a, b) for (a, x), (b, y) in pairs if x[0] <= y[1] and y[0] <= x[1]), None)
