"""Slips of size: per cent for a share, thousands for units, another unit of time, bounds and counts the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from math import sqrt
from typing import Any

from simulator.scenario.grammar import AxisTable
from simulator.scenario.quantities import Count, Duration, Positive, Probability, Quantity, seconds
from tests.slips.bases import Base
from tests.slips.evidence import says_its_row
from tests.slips.kinds import Slip, kind
from tests.slips.pages import Steps, in_flow

PLAUSIBLE = "a value as plausible as the original, and nothing in the file or the library speaks against it"
FORMS = ("value", "between", "range")
DEVIATIONS = ("year_to_year", "site_cv", "uneven")
RATE_PLACES = (("matcher", "level"), ("matcher", "policy", "fixed_fpir"), ("matcher", "policy", "fixed_fmr"))


def ends(block: Quantity) -> tuple[float, float] | None:
    """The lower and upper end of what a number may be; None for counts, rows and numbers per group."""
    if block.value is not None:
        return block.value, block.value
    return block.between or block.range


def scaled(base: Base, steps: Steps, block: Quantity, factor: float) -> dict[Steps, str]:
    """The words that stand for the block's numbers once each is multiplied."""
    bare = not isinstance(base.page.at(steps), dict)  # a design number may stand without its block
    places = [steps] if bare else [(*steps, name) for name in FORMS if (*steps, name) in base.page.values]
    leaves = [
        inner
        for place in places
        for inner in ([(*place, 0), (*place, 1)] if (*place, 0) in base.page.values else [place])
    ]
    return {leaf: f"{base.page.at(leaf) * factor:.10g}" for leaf in leaves}


def _times(base: Base, steps: Steps, block: Quantity, factor: float, why: str, *more: str) -> Slip:
    new = scaled(base, steps, block, factor)
    words = ", ".join(new.values())
    return Slip(
        f"{base.page.path(steps)}: times {factor:g}, {words}",
        (base.page.path(steps), *more),
        partial(base.page.with_values, new),
        secret=why,
    )


@kind("per-cent-for-share")
def per_cent_for_share(base: Base) -> Iterator[Slip]:
    """A share written in per cent: 0.3 as 30, or 0.001 as 0.1."""
    for steps, block in base.blocks:
        if not isinstance(block, Probability) or (pair := ends(block)) is None or pair[1] == 0:
            continue
        low, high = pair[0] * 100, pair[1] * 100
        impossible = high > 1 or (high == 1 and block.between is not None)
        told = impossible or says_its_row(base, block) or (steps in RATE_PLACES and sqrt(low * high) > 0.5)
        yield _times(base, steps, block, 100, "" if told else PLAUSIBLE)


@kind("per-cent-for-factor")
def per_cent_for_factor(base: Base) -> Iterator[Slip]:
    """A factor or a coefficient of variation written in per cent: 0.1 as 10, [0.5, 2] as [50, 200]."""
    for steps, block in base.blocks:
        if (
            not isinstance(block, Positive)
            or isinstance(block, Count)
            or (pair := ends(block)) is None
            or not pair[1]
        ):
            continue
        low, high = pair[0] * 100, pair[1] * 100
        told = says_its_row(base, block) or _implausible(str(steps[-1]), low, high, base)
        yield _times(base, steps, block, 100, "" if told else PLAUSIBLE)


def _implausible(name: str, low: float, high: float, base: Base) -> bool:
    """Whether a factor lies beyond what anybody has measured of anything: its middle, or its lower end for a deviation."""
    middle = sqrt(low * high) if low > 0 else high / 2
    if name in DEVIATIONS:
        return low > 3
    if name == "frailty":
        return high > 20
    if name == "cross_group":
        return middle > 1
    if name == "searches_per_encounter":
        return base.said("encounters", "search_correlation") is None
    return middle > 30


def one_in_per_cent(base: Base) -> Iterator[tuple[Steps, AxisTable, str]]:
    """Every level of every table of shares."""
    for steps, block in base.blocks:
        if isinstance(block, AxisTable) and block.levels and (*steps, "levels") in base.page.values:
            values = [quantity.value for quantity in block.levels.values()]
            if (
                all(value is not None and value <= 1 for value in values)
                and abs(sum(filter(None, values)) - 1) < 0.01
            ):
                yield from ((steps, block, level) for level in block.levels)


@kind("one-share-in-per-cent")
def one_share_in_per_cent(base: Base) -> Iterator[Slip]:
    """One share of a table in per cent while the others are shares."""
    for steps, block, level in one_in_per_cent(base):
        place = (*steps, "levels", level)
        quantity = (block.levels or {})[level]
        if quantity.value:
            yield _times(base, place, quantity, 100, "", base.page.path((*steps, "levels")))


@kind("shares-not-adding-up")
def shares_off(base: Base) -> Iterator[Slip]:
    """One share of a table mistyped, so that they no longer add up to 1: a digit lost, or two digits changed places."""
    for steps, block, level in one_in_per_cent(base):
        place = (*steps, "levels", level)
        value = (block.levels or {})[level].value or 0.0
        for factor in (10.0, 0.1, 2.0):
            new = value * factor
            if new > 1 or abs(new - value) < 0.02:  # below that the difference may be published rounding
                continue
            yield _times(
                base, place, (block.levels or {})[level], factor, "", base.page.path((*steps, "levels"))
            )


@kind("thousands-for-units")
def thousands(base: Base) -> Iterator[Slip]:
    """A number of people or events in thousands, or a thousand times too large: 348,000 as 348."""
    for steps, block in base.blocks:
        if not isinstance(block, Count) or (pair := ends(block)) is None or pair[1] < 100:
            continue
        for factor in (0.001, 1000.0):
            if pair[1] * factor > 1e12:
                continue
            told = says_its_row(base, block) or _crowded(base, steps, sqrt(pair[0] * pair[1]) * factor)
            yield _times(base, steps, block, factor, "" if told else PLAUSIBLE, *_ELSEWHERE.get(steps, ()))


MOST_A_YEAR = {"traffic_stops": 12.0, "live_cameras": 3650.0, "facility_gate": 1000.0, "mugshot_search": 1.0}
"""Encounters of one resident a year beyond which a number is no longer plausible: a stop a month, ten faces a day, three entries a day."""
_ELSEWHERE: dict[Steps, tuple[str, ...]] = {
    ("gallery", "persons"): ("population", "gallery.images"),
    ("gallery", "images"): ("gallery.persons",),
    ("population", "total"): ("gallery.persons", "encounters.total"),
    ("encounters", "total"): ("population", "population.total"),
}


def _crowded(base: Base, steps: Steps, new: float) -> bool:
    """Whether so many people or events cannot be in this scenario: more are enrolled than live there, or more met than could be."""
    people, events = total_of(base, "population"), total_of(base, "encounters")
    persons = middle_of(base.said("gallery", "persons"))
    images = middle_of(base.said("gallery", "images"))
    met = middle_of(base.said("mated", "enrolled_encountered"), high=True) or 1.0
    if steps == ("gallery", "persons"):
        return bool(images and new > images) or bool(people and new > people and met * new > people)
    if steps == ("gallery", "images"):
        return bool(persons and new < persons)
    if steps == ("population", "total"):
        return bool(persons and persons > new and met * persons > new) or bool(
            events and events > new * _most(base)
        )
    if steps == ("encounters", "total"):
        return bool(people and new > people * _most(base))
    return False


def _most(base: Base) -> float:
    return MOST_A_YEAR[str(base.said("kind"))]


def middle_of(block: Any, high: bool = False) -> float | None:
    """The middle (or the upper end) of a number as plain data; None where it is a row, a count or absent."""
    if isinstance(block, int | float):
        return float(block)
    if not isinstance(block, dict):
        return None
    if "value" in block:
        return float(block["value"])
    pair = block.get("between") or block.get("range")
    return None if pair is None else float(pair[1]) if high else sqrt(pair[0] * pair[1])


def total_of(base: Base, name: str) -> float | None:
    """People or events of a whole table, where it says them as one number or per group for both sexes."""
    if (total := middle_of(base.said(name, "total"))) is not None:
        return total
    tables = base.said(name, "by_group")
    if not isinstance(tables, dict) or base.said(name, "dataset"):
        return None
    parts = [middle_of(part) for part in tables.values()]
    return None if None in parts else 2 * sum(part for part in parts if part is not None)


SHORTER = {"s": "min", "min": "h", "h": "days", "days": "weeks", "hours": "days"}
LONGER = {"min": "s", "h": "min", "days": "h", "hours": "min"}
WIDEST = 100.0
"""How often the longest of twenty cases may be longer than the middle one before that is no longer plausible."""


@kind("unit-of-time")
def unit_of_time(base: Base) -> Iterator[Slip]:
    """A time in another unit than it was meant: minutes for seconds, hours for minutes."""
    for steps, value in base.page.scalars():
        match = re.fullmatch(r"([\d.]+) (\w+)", value) if isinstance(value, str) else None
        if match is None or steps[-1] not in ("value", "median", "p5", "p95", "minimum"):
            continue
        block = base.page.at(steps[:-1])
        for units in (SHORTER, LONGER):
            if (unit := units.get(match[2])) is None:
                continue
            new = f"{match[1]} {unit}"
            changed = {**block, steps[-1]: new}
            yield Slip(
                f"{base.page.path(steps)}: {value} → {new}",
                (base.page.path(steps), base.page.path(steps[:-1])),
                partial(base.page.with_values, {steps: new}),
                secret="" if _told(base, changed) else PLAUSIBLE,
            )


def _told(base: Base, changed: dict[str, Any]) -> bool:
    low = changed.get("median", changed.get("p5"))
    if low is not None and "p95" in changed:
        first, last = seconds(low), seconds(changed["p95"])
        return first >= last or last > first * WIDEST
    row = base.row(changed.get("source"))
    return (
        row is not None
        and row.seconds is not None
        and "value" in changed
        and row.seconds != seconds(changed["value"])
    )


@kind("bounds-swapped")
def bounds_swapped(base: Base) -> Iterator[Slip]:
    """The upper bound before the lower one."""
    for steps, block in base.blocks:
        pairs = [name for name in ("between", "range", "count") if getattr(block, name, None) is not None]
        for name in pairs if isinstance(block, Quantity) else ():
            at = (*steps, name)
            low, high = base.page.at(at)
            if low == high:
                continue
            yield Slip(
                f"{base.page.path(at)}: [{low}, {high}] → [{high}, {low}]",
                (base.page.path(at), base.page.path(steps)),
                partial(base.page.with_values, {(*at, 0): in_flow(high), (*at, 1): in_flow(low)}),
            )
        if (
            isinstance(block, Duration)
            and block.median is not None
            and {(*steps, n) for n in ("median", "p95")} <= set(base.page.values)
        ):
            low, high = base.page.at((*steps, "median")), base.page.at((*steps, "p95"))
            yield Slip(
                f"{base.page.path(steps)}: median {low} and p95 {high} swapped",
                (base.page.path(steps),),
                partial(base.page.with_values, {(*steps, "median"): high, (*steps, "p95"): low}),
            )
