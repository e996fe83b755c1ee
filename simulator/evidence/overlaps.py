"""Rows of a set that are added up must be parts of one whole: no total among its parts, no people counted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from simulator.evidence.cells import Clash
from simulator.evidence.records import Row

PARTS = ("sex", "race", "age", "place", "when")
"""What a count may be split by; a set is split by some of these, and by the same ones in every row."""
TOTAL = re.compile(
    r"^(|all|total|totals?|both|any|every(one|body)|(all|any|both|total)[ -].*|.*[ -](total|all))$"
)
_BAND = re.compile(r"^(\d+) ?(?:-|–|to) ?(\d+)")
_FROM = re.compile(
    r"^(?:(\d+) ?\+|(\d+) (?:and|or) (?:over|older|above)|over (\d+)|> ?(\d+)|(?:≥|>=) ?(\d+))"
)
_BELOW = re.compile(r"^(?:under|below|<) ?(\d+)")
_YEAR = re.compile(r"(?:19|20)\d\d")
OLDEST = 200
LARGE = 100  # a number this large is the sum of some others by chance hardly ever


def overlaps(rows: Sequence[Row]) -> Iterator[Clash]:
    """Pairs of rows that cannot be added up: two measures, a total and its part, one label twice, two years, two bands of age."""
    numbers = [row for row in rows if row.rate is not None]
    if not numbers:
        return
    first = numbers[0]
    for name in ("metric", "unit"):
        other = next((row for row in numbers if getattr(row, name) != getattr(first, name)), None)
        if other is not None:
            yield Clash(first, other, f"one is {getattr(first, name)} and the other {getattr(other, name)}")
            return
    found = [clash for name in PARTS for clash in _totals(numbers, name)]
    found += [*_twice(numbers), *_years(numbers), *_ages(numbers)]
    yield from found
    if not found:
        for name in ("age", "place"):
            yield from _sums(numbers, name)


def is_total(label: str) -> bool:
    """Whether a label means everybody along its axis."""
    return TOTAL.match(label.strip().lower()) is not None


def _totals(rows: Sequence[Row], name: str) -> Iterator[Clash]:
    total = next((row for row in rows if is_total(getattr(row, name))), None)
    part = next((row for row in rows if not is_total(getattr(row, name))), None)
    if total is not None and part is not None:
        label = getattr(total, name) or "no label"
        yield Clash(
            total, part, f"the first is a total over {name} ({label}) and the second one of its parts"
        )


def _twice(rows: Sequence[Row]) -> Iterator[Clash]:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        labels = tuple(getattr(row, name) for name in PARTS)
        if labels in seen:
            yield Clash(seen[labels], row, "both have the same labels, so the same people are counted twice")
            return
        seen.setdefault(labels, row)


def _years(rows: Sequence[Row]) -> Iterator[Clash]:
    first = rows[0]
    for row in rows:
        if set(_YEAR.findall(row.when)) != set(_YEAR.findall(first.when)):
            yield Clash(first, row, f"one is of {first.when} and the other of {row.when}")
            return
    periods: dict[str, Row] = {}
    for row in rows:
        periods.setdefault(row.when, row)
    for (short, whole), (long, part) in combinations(
        sorted(periods.items(), key=lambda each: len(each[0])), 2
    ):
        if long.startswith(short):
            yield Clash(whole, part, f"the first is of {short} and the second of {long}, a part of it")
            return


def _ages(rows: Sequence[Row]) -> Iterator[Clash]:
    bands: dict[str, Row] = {}
    for row in rows:
        bands.setdefault(row.age, row)
    for (a, first), (b, second) in combinations(bands.items(), 2):
        one, two = age_band(a), age_band(b)
        if one is not None and two is not None and one[0] <= two[1] and two[0] <= one[1]:
            yield Clash(first, second, f"the ages {a} and {b} overlap")
            return


def age_band(label: str) -> tuple[int, int] | None:
    """The youngest and the oldest age of a band; None where it names none."""
    text = label.strip().lower()
    if found := _BAND.match(text):
        return int(found[1]), int(found[2])
    if found := _FROM.match(text):
        least = next(int(each) for each in found.groups() if each)
        return least + text.startswith(("over", "> ", ">")) * (not text.startswith(">=")), OLDEST
    if found := _BELOW.match(text):
        return 0, int(found[1]) - 1
    return (int(text), int(text)) if text.isdigit() else None


def _sums(rows: Sequence[Row], name: str) -> Iterator[Clash]:
    """A label whose number is the sum of all others', in every group: a total that is not called one."""
    labels = list(dict.fromkeys(getattr(row, name) for row in rows))
    if len(labels) < 3:
        return
    groups: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in rows:
        rest = tuple(getattr(row, part) for part in PARTS if part != name)
        groups.setdefault(rest, {})[getattr(row, name)] = row
    if any(set(each) != set(labels) for each in groups.values()):
        return
    sums = [sum(row.rate or 0.0 for row in each.values()) for each in groups.values()]
    for label in labels:
        values = [each[label].rate or 0.0 for each in groups.values()]
        telling = len(groups) > 1 or values[0] >= LARGE
        if telling and sum(values) > 0 and all(2 * v == s for v, s in zip(values, sums, strict=True)):
            some = next(iter(groups.values()))
            other = next(each for each in labels if each != label)
            yield Clash(some[label], some[other], f"the first ({name} {label}) is the sum of all the others")
            return
