"""A set or a word in a place meant for another: groups for sites, rates for shares, codes for words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from tests.slips.bases import Base
from tests.slips.frozen.exposing import overlaid
from tests.slips.frozen.sizes import middle_of
from tests.slips.kinds import PLAN, Slip, kind


def _changed(base: Base, place: str, change: dict[str, Any], *more: str) -> Slip:
    return Slip(f"{place}: {change}", (place, *more), partial(overlaid, base, change))


@kind("groups-for-sites")
def groups_for_sites(base: Base) -> Iterator[Slip]:
    """A table by race or by hour where the encounters of each place are meant."""
    if base.form not in ("file", "overlay"):
        return
    for dataset in ("ripa-2018h2/stops-by-race", "fresno-2022/stops-by-race-and-sex", "ri-stop-hours/hours"):
        yield _changed(
            base, "encounters.sites", {"encounters": {"sites": {"dataset": dataset, "levels": None}}}
        )


@kind("profile-of-something-else")
def profile_of_others(base: Base) -> Iterator[Slip]:
    """A table of places or groups where the hours of the day are meant."""
    if base.form not in ("file", "overlay"):
        return
    for dataset in ("ripa-2018h2/agencies", "ripa-2018h2/stops-by-race", "census-2019/california"):
        yield _changed(
            base, "encounters.profile", {"encounters": {"profile": {"dataset": dataset, "assumed": "ours"}}}
        )


@kind("rates-of-each-sex-for-shares")
def rates_of_each_sex(base: Base) -> Iterator[Slip]:
    """How often women and men are stopped, where their shares of the stops are meant."""
    if base.form not in ("file", "overlay") or base.said("encounters", "shares", "sex") is None:
        return
    for dataset in ("bjs-contact-survey/2011-stopped-by-sex", "bjs-contact-survey/2015-stopped-by-sex"):
        try:
            base.library.set(dataset)
        except LookupError:
            continue
        table = {"dataset": dataset, "levels": None, "left_out": None}
        for place, change in (
            ("encounters.shares.sex", {"encounters": {"shares": {"sex": table}}}),
            ("gallery.composition.sex", {"gallery": {"composition": {"sex": table}}}),
        ):
            yield _changed(base, place, change)


@kind("shifts-of-another-day")
def odd_shifts(base: Base) -> Iterator[Slip]:
    """Shifts for 23 or 25 hours, below nobody, or of nobody at all."""
    if base.form not in ("file", "overlay"):
        return
    for name in base.said("resources") or {}:
        for shifts in ([2] * 23, [2] * 25, [2] * 7, [-1] * 24, [0] * 24, [1.5] * 24):
            yield _changed(
                base, f"resources.{name}", {"resources": {name: {"servers": None, "shifts": shifts}}}
            )


@kind("parts-of-a-server")
def parts_of_a_server(base: Base) -> Iterator[Slip]:
    """No server, half a server, or a word."""
    for steps, value in base.page.scalars():
        if steps and steps[-1] == "servers":
            for new in ("0", "1.5", "two", "-1", "2 officers"):
                place = base.page.path(steps)
                yield Slip(
                    f"{place}: {value} → {new}", (place,), partial(base.page.with_values, {steps: new})
                )


@kind("word-of-the-grammar-misspelled")
def word_misspelled(base: Base) -> Iterator[Slip]:
    """A word that the grammar knows, misspelled, in capitals or in the plural."""
    known = ("kind", "victim", "candidates", "policy", "liberty", "counts_as", "as", "per")
    for steps, value in base.page.scalars():
        if not steps or steps[-1] not in known or not isinstance(value, str) or base.form == "limits":
            continue
        for new in (value[:-1], value.upper(), f"{value}s", value.replace("_", "-")):
            if new not in (value, ""):
                place = base.page.path(steps)
                yield Slip(
                    f"{place}: {value} → {new}", (place,), partial(base.page.with_values, {steps: new})
                )


@kind("audience-misspelled")
def audience_misspelled(base: Base) -> Iterator[Slip]:
    """A group of the people whom an audit tested, by another name than the scenario's."""
    for steps, value in base.page.scalars():
        if "probes" in steps and "over" in steps:
            for new in (str(value).capitalize(), f"{value} people", str(value)[:-1]):
                place = base.page.path(steps)
                yield Slip(
                    f"{place}: {value} → {new}", (place,), partial(base.page.with_values, {steps: new})
                )


@kind("more-left-out-than-met")
def more_left_out(base: Base) -> Iterator[Slip]:
    """More encounters of people not estimated than there are encounters."""
    if base.form not in ("file", "overlay"):
        return
    total = middle_of(base.said("encounters", "total"))
    row = base.row(base.said("encounters", "total", "audit"))
    met = total or (row.value if row is not None else None)
    if met is None:
        return
    for factor in (3, 20):
        block = {
            "label": "Children",
            "encounters": {"value": round(met * factor), "assumed": "ours"},
            "why": "nobody counted them",
        }
        yield _changed(base, "groups.not_estimated", {"groups": {"not_estimated": [block]}})


@kind("list-for-a-word")
def list_for_word(base: Base) -> Iterator[Slip]:
    """A list or a mapping where a word is meant, or a word where a list is meant."""
    for steps, value in base.page.scalars():
        if steps and steps[-1] in (
            "title",
            "source",
            "assumed",
            "label",
            "reference",
            "dataset",
            "stage",
            "measure",
            "group",
        ):
            place = base.page.path(steps)
            for new in (f'["{_quoted(value)}"]', f'{{text: "{_quoted(value)}"}}'):
                numbered = ".".join(map(str, steps))  # an item whose name is what is wrong goes by its number
                places = (place, base.page.path(steps[:-1]), numbered, f"{PLAN}:{base.page.line(steps)}")
                yield Slip(f"{place}: {new[:40]}", places, partial(base.page.with_values, {steps: new}))


def _quoted(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace('"', '\\"')
