"""How large a number may be: beyond the plausible it warns, beyond the possible it is refused. One table, every factor in it.

The bounds are judgements, wide on purpose: they are there to find a per cent written for a share, thousands written for
units and a slipped decimal, and not to argue with an analyst. The middle of a number is held against what is plausible,
its ends against what is possible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.quantities import LARGEST, Quantity
from simulator.scenario.spans import span_of
from simulator.scenario.walk import path_of_data

Ends = tuple[float, float]
FACTOR = 1e4
"""Larger numbers are counts, and nobody writes a count in per cent."""
PEOPLE = 8.3e9
"""More people than lived in 2025 (United Nations, World Population Prospects 2024: 8.2 billion)."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a number is, and the least and most of it that is plausible and that is possible; `because`: what lies beyond."""

    what: str
    plausible: Ends
    possible: Ends
    because: str = ""


AROUND_ONE = "a factor around 1"
BOUNDS: dict[str, Bound] = {
    "encounters.total": Bound("a number of encounters a year", (1, 1e10), (0, LARGEST)),
    "encounters.by_group": Bound("a number of encounters a year", (0, 1e10), (0, LARGEST)),
    "encounters.unrecorded.by_group": Bound("a number of encounters a year", (0, 1e10), (0, LARGEST)),
    "encounters.scale": Bound("a factor from what was counted to a year", (1e-3, 1e3), (0, 1e6)),
    "encounters.association": Bound("an odds ratio", (0.05, 20), (1e-4, 1e4)),
    "encounters.year_to_year": Bound("a coefficient of variation between years", (0, 0.7), (0, 3)),
    "encounters.site_cv": Bound("a coefficient of variation between places", (0, 2), (0, 10)),
    "encounters.persons_per_encounter": Bound("a number of faces in an encounter", (0.5, 10), (0, 1000)),
    "encounters.searches_per_encounter": Bound("a number of searches in an encounter", (0.5, 1e4), (0, 1e6)),
    "population.total": Bound("a number of people", (0, 2e9), (0, PEOPLE)),
    "population.by_group": Bound("a number of people", (0, 2e9), (0, PEOPLE)),
    "population.scale": Bound("a factor on the people counted", (1e-2, 1e2), (0, 1e6)),
    "population.association": Bound("an odds ratio", (0.05, 20), (1e-4, 1e4)),
    "people.exposed": Bound("a share of people who can be met", (0.02, 1), (0, 1)),
    "scan": Bound("a share of encounters searched", (1e-4, 1), (0, 1)),
    "capture.failure": Bound(
        "a share of faces not captured", (0, 0.5), (0, 1), "is it the share that is captured?"
    ),
    "mated.fnir": Bound(
        "a share of enrolled people whom a search misses",
        (0, 0.7),
        (0, 1),
        "is it the share found (TPIR)?",
    ),
    "mated.stale": Bound(
        "a share of entries that no longer hold",
        (0, 0.6),
        (0, 1),
        "is it the share that still holds?",
    ),
    "people.uneven": Bound("a coefficient of variation of encounters between people", (0, 3), (0, 20)),
    "mated.enrolled_encountered": Bound(
        "how many times as often an enrolled person is met", (1e-5, 20), (0, 1000)
    ),
    "gallery.persons": Bound("a number of people enrolled", (1, 2e9), (0, PEOPLE)),
    "gallery.images": Bound("a number of images", (0, 2e10), (0, LARGEST)),
    "gallery.spread": Bound(AROUND_ONE, (0.2, 5), (1e-3, 1e3)),
    "matcher.transfer": Bound("a factor from laboratory to street", (0.01, 20), (0, 1e4)),
    "matcher.transfer_by_group": Bound(AROUND_ONE, (0.05, 20), (0, 1e4)),
    "matcher.entry_frailty": Bound("a variance between entries", (0, 20), (0, 1000)),
    "matcher.frailty": Bound(
        "a variance between people",
        (0, 5),
        (0, 20),
        "a variance above 20 would leave all false matches to a few people in a thousand",
    ),
    "matcher.differential.born.places": Bound(AROUND_ONE, (0.2, 5), (1e-3, 1e3)),
    "matcher.differential.band": Bound(AROUND_ONE, (0.2, 5), (1e-3, 1e3)),
    "matcher.differential.cross_group": Bound(
        "the rate between groups over their own",
        (1e-5, 1),
        (0, 100),
        "above 1 people of different groups would match more often than of one",
    ),
    "matcher.policy.fixed_fpir": Bound("a false positive rate of a whole search", (1e-9, 1), (0, 1)),
    "matcher.policy.fixed_fmr": Bound("a false match rate of one comparison", (0, 0.01), (0, 1)),
    "without.mistaken": Bound("a number of people a year", (0, 1e6), (0, PEOPLE)),
    "groups.not_estimated.encounters": Bound("a number of encounters a year", (1, 1e10), (0, LARGEST)),
    "spread": Bound(AROUND_ONE, (0.2, 5), (1e-3, 1e3)),
    "uncertain": Bound(AROUND_ONE, (0.2, 5), (1e-3, 1e3)),
    "tilt": Bound(AROUND_ONE, (0.2, 5), (1e-3, 1e3)),
    "levels": Bound("a count or a share", (0, 1e10), (0, LARGEST)),
}
"""By dotted path without groups, levels and stages; a key of one word holds wherever a path ends with it."""

_OF_AXIS = re.compile(r"^encounters\.unrecorded\.[^.]+")
_SELECTOR = re.compile(r"\.(by_group|levels)\.[^.]+")


def bound_of(path: str) -> Bound | None:
    """The bound that holds at a dotted path; None for numbers that have bounds of their own (shares)."""
    plain = re.sub(r"\.\d+\.", ".", _SELECTOR.sub(r".\1", path))
    plain = _OF_AXIS.sub("encounters.unrecorded", plain)
    if plain in BOUNDS:
        return BOUNDS[plain]
    whole = plain.removesuffix(".by_group")
    return BOUNDS.get(whole) or BOUNDS.get(plain.rsplit(".", 1)[-1])


def bounds(context: Context) -> Found:
    """No number is beyond what is possible; one beyond what is plausible is said."""
    for steps, block in context.numbers():
        if isinstance(block, Quantity) and block.by_group is None:
            yield from _held_against(context, steps, block)
    yield from _level_size(context)


def _held_against(context: Context, steps: Steps, block: Quantity) -> Found:
    bound = bound_of(path_of_data(steps, context.layers.data))
    span = span_of(block, context.row) if bound is not None else None
    if bound is None or span is None:
        return
    low, high = bound.possible
    whole = context.written(steps)
    at = (*steps, block.form) if isinstance(whole, dict) else steps
    shown = context.written(at)
    if span.lo < low or span.hi > high:
        end = span.hi if span.hi > high else span.lo
        rule = (
            bound.because or f"{_told(end)} cannot be: {bound.what} is between {_told(low)} and {_told(high)}"
        )
        yield context.fault(at, shown, rule, way_out(end, bound.plausible))
        return
    low, high = bound.plausible
    if not low <= span.middle <= high:
        rule = f"{_told(span.middle)} is not plausible as {bound.what}: between {_told(low)} and {_told(high)} is"
        more = f"; {bound.because}" if bound.because and span.middle > high else ""
        yield context.warning(at, shown, rule + more, way_out(span.middle, bound.plausible))
    elif bound.what == AROUND_ONE and block.form in ("between", "range") and not span.lo < 1 < span.hi:
        rule = (
            f"is {bound.what}, and 1 is not in it: it moves every number {'up' if span.lo >= 1 else 'down'}"
        )
        yield context.warning(at, shown, rule, "give an interval that holds 1, or change the number itself")


def way_out(value: float, plausible: Ends) -> str:
    """What to write instead: a hundredth, where a factor is too large and may have been written in per cent."""
    if FACTOR >= plausible[1] < value and plausible[0] <= value / 100 <= plausible[1]:
        return f"if per cent are meant, write {value / 100:.4g}"
    return "look for a slipped decimal or another unit"


def _told(x: float) -> str:
    return f"{x:,.0f}" if abs(x) >= 1e4 else f"{x:,.4g}"


def _level_size(context: Context) -> Found:
    """The gallery a published level belongs to holds at least one face, and no more than there are."""
    matcher: grammar.Matcher | None = context.blocks.matcher
    size = matcher.level.gallery_size if matcher is not None else None
    if size is not None and not 10 <= size <= 1e10:
        at: Steps = ("matcher", "level", "gallery_size")
        rule = "is not plausible as the size of a gallery that was tested: between 10 and 10,000,000,000 is"
        yield context.warning(at, size, rule, "give the number of templates the rate was measured on")
