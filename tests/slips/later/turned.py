"""Slips that keep every number possible by itself: two of them turned round, a rest for its share, half a year for a year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from tests.slips.bases import Base
from tests.slips.frozen.exposing import overlaid
from tests.slips.kinds import Slip, kind

RESTS = {
    ("mated", "fnir"): (0.8, 0.89, 0.95),
    ("capture", "failure"): (0.8, 0.95, 0.99),
    ("mated", "stale"): (0.7, 0.85, 0.95),
}
AROUND_ONE = (("matcher", "differential", "band"), ("gallery", "spread"))


def _overlay(base: Base, at: tuple[str, ...], value: Any, *places: str) -> Slip:
    change: Any = value
    for key in reversed(at):
        change = {key: change}
    return Slip(f"{'.'.join(at)}: {value}", places or (".".join(at),), partial(overlaid, base, change))


def _assumed(value: Any, form: str = "value") -> dict[str, Any]:
    return {form: value, "assumed": "our own estimate"}


@kind("turned-round")
def turned_round(base: Base) -> Iterator[Slip]:
    """A share's rest for it (found for missed, captured for lost, valid for stale), or wanted people and false matches under each other's names."""
    if base.form not in ("overlay", "file"):
        return
    volunteers = base.said("gallery", "nobody_wanted") is not None
    for at, values in RESTS.items():
        if at[1] != "stale" or not volunteers:
            for value in values:
                yield _overlay(base, at, _assumed(value))
    if not volunteers:
        yield from _kinds(base)


def _kinds(base: Base) -> Iterator[Slip]:
    for stage in base.loaded.scenario.pathway[:-1]:
        shares = stage.proceeds or {}
        middles = [shares[kind].between for kind in ("false_match", "wanted") if kind in shares]
        if (
            len(middles) == 2
            and middles[0] is not None
            and middles[1] is not None
            and middles[0] < middles[1]
        ):
            swapped = {
                "false_match": _assumed(list(middles[1]), "between"),
                "wanted": _assumed(list(middles[0]), "between"),
            }
            yield _overlay(base, ("pathway", stage.stage, "proceeds"), swapped)


@kind("factor-around-something-else")
def around(base: Base) -> Iterator[Slip]:
    """A factor that should lie around 1 and lies all above it or below."""
    if base.form in ("overlay", "file") and base.said("matcher", "differential", "audit") is not None:
        for at in AROUND_ONE:
            for pair in ([1.5, 3], [0.3, 0.8]):
                yield _overlay(base, at, _assumed(pair, "between"))


@kind("scale-left-behind")
def scale_left(base: Base) -> Iterator[Slip]:
    """A year's count in an overlay, which the scale of the half-year before multiplies still; or no scale for half a year."""
    if base.form in ("overlay", "file") and base.said("encounters", "scale") is not None:
        for total in (500_000, 2_000_000, 3_600_000):
            yield _overlay(base, ("encounters", "total"), _assumed(total), "encounters.scale")
        if base.said("encounters", "total") == {"audit": "ripa-2018h2/total"}:
            yield _overlay(base, ("encounters", "scale"), None, "encounters.total")
            for scale in (1, 6, 12):
                yield _overlay(base, ("encounters", "scale"), _assumed(scale), "encounters.total")


@kind("nothing-at-all")
def nothing(base: Base) -> Iterator[Slip]:
    """A number of 0 that leaves nothing to happen: nobody scanned, nobody enrolled, every face lost."""
    if base.form in ("overlay", "file"):
        yield _overlay(base, ("scan",), _assumed(0))
        yield _overlay(base, ("gallery",), {"persons": 0, "images": 0}, "gallery.persons")
        yield _overlay(base, ("capture", "failure"), _assumed(1))
        yield _overlay(base, ("matcher", "transfer"), _assumed(0))


@kind("comparison-for-a-search")
def comparison(base: Base) -> Iterator[Slip]:
    """The rate of a whole search given as the rate of one comparison, which thousands of faces multiply."""
    scenario = base.loaded.scenario if base.form in ("overlay", "file") else None
    if scenario is None or scenario.kind == "mugshot_search":
        return
    faces = (scenario.gallery.images or scenario.gallery.persons).value or 0
    for rate in (0.0002, 0.001, 0.01):
        if rate * faces > 1.5:
            yield _overlay(base, ("matcher", "policy"), {"fixed_fmr": rate}, "matcher.policy.fixed_fmr")
