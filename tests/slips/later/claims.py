"""Slips about what a gallery's entries claim, and about regions of birth that stand for people nobody measured."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.slips.bases import Base
from tests.slips.frozen.exposing import overlaid
from tests.slips.kinds import Slip, kind

CLAIMS = ("gallery.holds", "gallery.alerts_on", "mated.listed", "mated", "gallery")
BORN = ("matcher", "differential", "born")


@kind("gallery-that-holds-something-else")
def holds_else(base: Base) -> Iterator[Slip]:
    """A gallery of booking photos left to be a wanted list, or a wanted list called one of booking photos and nothing more."""
    at = ("gallery", "holds")
    if base.form == "limits":
        return
    if at in base.page.values and base.said(*at) != "wanted_list":
        if base.whole:
            yield Slip("gallery.holds left out", CLAIMS, partial(base.page.without, at))
        yield Slip("gallery.holds: wanted_list", CLAIMS, partial(base.page.with_values, {at: "wanted_list"}))
    if base.said(*at) in (None, "wanted_list") and base.form in ("file", "overlay"):
        for held in ("mugshots", "licences", "volunteers", "other"):
            yield Slip(
                f"gallery.holds: {held}", CLAIMS, partial(overlaid, base, {"gallery": {"holds": held}})
            )


@kind("alerts-on-nobody-said-whom")
def alerts_on(base: Base) -> Iterator[Slip]:
    """Which entries raise an alert, or the share of them that is listed, left out where not everybody is listed."""
    for at in (("gallery", "alerts_on"), ("mated", "listed")):
        if at in base.page.keys and base.whole and base.said("gallery", "holds") not in (None, "wanted_list"):
            yield Slip(f"{'.'.join(at)} left out", (at[0], ".".join(at)), partial(base.page.without, at))


@kind("region-of-somebody-else")
def other_region(base: Base) -> Iterator[Slip]:
    """The row of another region of birth, a row of no region, or an id misspelled, where a region stands for a group."""
    at = (*BORN, "regions")
    regions = base.page.at(at)
    for level, key in regions.items() if isinstance(regions, dict) else ():
        others = [row for other, row in regions.items() if other != level][:2]
        for new in (*others, "nist-ir-8280/fig12-yitu-003-white-male-white-male", f"{key[:-1]}"):
            yield Slip(
                f"{base.page.path((*at, level))}: {key} → {new}",
                (base.page.path((*at, level)),),
                partial(base.page.with_values, {(*at, level): new}),
            )


@kind("bridge-nobody-measured")
def bridge_unmeasured(base: Base) -> Iterator[Slip]:
    """Two figures joined by a group that only one of them has, or the largest ratio there can be in per cent or as a share."""
    bridges, highest = (*BORN, "bridges"), (*BORN, "highest")
    if bridges in base.page.values:
        for new in (["hispanic"], ["asian", "blak"], ["american-indian"], []):
            change = partial(base.page.with_block, bridges, new)
            yield Slip(f"born.bridges: {new}", (base.page.path(bridges),), change)
    if highest in base.page.values:
        for ratio in ("0.25", "2500", "25000", "1"):
            change = partial(base.page.with_values, {highest: ratio})
            yield Slip(f"born.highest: {ratio}", (base.page.path(highest),), change)
