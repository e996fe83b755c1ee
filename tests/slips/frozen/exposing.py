"""Slips of exposure and of groups: galleries, sites, levels and roll-ups that cannot be what they say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from simulator.scenario.grammar import AxisTable, Differential
from tests.slips.bases import Base
from tests.slips.frozen.sizes import PLAUSIBLE, middle_of, total_of
from tests.slips.kinds import Slip, kind
from tests.slips.pages import Steps, in_blocks, in_flow


def overlaid(base: Base, change: dict[str, Any]) -> str:
    """A short file that extends a shipped scenario."""
    return in_blocks({"extends": base.of, "title": "As we would change it", **change})


@kind("gallery-above-population")
def gallery_above_population(base: Base) -> Iterator[Slip]:
    """More people enrolled than live there."""
    people = total_of(base, "population")
    if people is None or base.form == "copy" or base.form == "limits":
        return
    met = middle_of(base.said("mated", "enrolled_encountered"), high=True) or 1.0
    for factor in (1.2, 3, 10):
        persons = round(people * factor)
        why = "" if met * persons > people else "those enrolled are hardly ever met, so no share is above 1"
        images = {"images": 2 * persons} if base.said("gallery", "images") is not None else {}
        number = {"value": persons, "assumed": "everybody in the register"}
        yield Slip(
            f"gallery.persons: {persons} where {people:g} live",
            ("gallery.persons", "population"),
            partial(overlaid, base, {"gallery": {"persons": number, **images}}),
            secret=why,
        )


@kind("persons-changed-images-kept")
def persons_without_images(base: Base) -> Iterator[Slip]:
    """A gallery of another size whose number of images is still the old one's."""
    persons, images = middle_of(base.said("gallery", "persons")), middle_of(base.said("gallery", "images"))
    if persons is None or images is None or base.form == "copy" or persons == images:
        return
    for factor in (0.1, 0.25, 0.5, 2, 3):
        new = round(persons * factor)
        number = {"value": new, "assumed": "the size of ours"}
        yield Slip(
            f"gallery.persons: {persons:g} → {new}, {images:g} images inherited",
            ("gallery.persons", "gallery.images"),
            partial(overlaid, base, {"gallery": {"persons": number}}),
        )
        yield Slip(
            f"--set gallery.persons={new}, {images:g} images inherited",
            ("gallery.persons", "gallery.images"),
            partial(overlaid, base, {}),
            settings={"gallery.persons": str(new)},
        )


@kind("images-and-persons-swapped")
def images_and_persons(base: Base) -> Iterator[Slip]:
    """The number of images where the number of persons is meant, and the other way round."""
    persons, images = ("gallery", "persons"), ("gallery", "images")
    if not {persons, images} <= set(base.page.values):
        return
    first, second = base.page.at(persons), base.page.at(images)
    if middle_of(first) != middle_of(second):
        gallery = {**base.page.at(("gallery",)), "persons": second, "images": first}
        yield Slip(
            "gallery.persons and gallery.images swapped",
            ("gallery.persons", "gallery.images"),
            partial(base.page.with_block, ("gallery",), gallery),
        )


@kind("sites-not-adding-up")
def sites_off(base: Base) -> Iterator[Slip]:
    """Counts of sites that do not add up to the total they are counts of."""
    dataset = base.said("encounters", "sites", "dataset")
    total = base.row(base.said("encounters", "total", "audit"))
    if not base.whole or dataset is None or total is None or total.value is None:
        return
    rows = [row for row in base.library.set(dataset) if row.value]
    if abs(sum(row.value or 0.0 for row in rows) / total.value - 1) > 0.01:
        return
    for i, row in enumerate(rows):
        for words, factor in (("left out", 0.0), ("ten times too large", 10.0), ("doubled", 2.0)):
            counts = {
                each.place: {
                    "value": (each.value or 0.0) * (factor if i == j else 1),
                    "assumed": "copied from the report",
                }
                for j, each in enumerate(rows)
                if factor or i != j
            }
            share = (row.value or 0.0) / total.value
            yield Slip(
                f"encounters.sites: {row.place} {words}",
                ("encounters.sites", "encounters.total"),
                partial(base.page.with_block, ("encounters", "sites"), {"levels": counts}),
                secret="" if share * abs(factor - 1) > 0.02 else PLAUSIBLE,
            )


@kind("rollup-redefined")
def rollup_redefined(base: Base) -> Iterator[Slip]:
    """A sum over groups with a fixed meaning, or a level's name, given another meaning."""
    axes = base.said("groups", "axes") or {}
    if base.form == "limits" or "male" not in axes.get("sex", []):
        return
    races = axes.get("race", [])
    for name in ("all", "women", "women_or_minorities", *races[:2]):
        chosen = {"sex": ["male"]}
        yield Slip(
            f"groups.rollups.{name}: {in_flow(chosen)}",
            (f"groups.rollups.{name}",),
            partial(_with_rollup, base, name, chosen),
        )


@kind("minorities-with-the-reference")
def minorities_with_reference(base: Base) -> Iterator[Slip]:
    """People of colour counted with the reference's own group among them."""
    axes = base.said("groups", "axes") or {}
    races = axes.get("race", [])
    reference = str(base.said("groups", "reference")).split("/")
    white = [race for race in races if race in reference]
    if base.form == "limits" or not white:
        return
    for chosen in (races, [*races[:2], *white], white):
        yield Slip(
            f"groups.rollups.minorities: {in_flow(chosen)}",
            ("groups.rollups.minorities",),
            partial(_with_rollup, base, "minorities", {"race": list(dict.fromkeys(chosen))}),
        )


def _with_rollup(base: Base, name: str, chosen: dict[str, list[str]]) -> str:
    if base.form == "overlay":
        return base.page.text + in_blocks({"groups": {"rollups": {name: chosen}}})
    groups = base.page.at(("groups",))
    return base.page.with_block(
        ("groups",), {**groups, "rollups": {**groups.get("rollups", {}), name: chosen}}
    )


@kind("group-named-the-other-way-round")
def group_order(base: Base) -> Iterator[Slip]:
    """`black/female` where groups are written `female/black`."""
    if base.form == "limits":
        for steps, value in base.page.scalars():
            if steps[-1] == "group":
                for group in ("black/female", "white/male", "asian/female"):
                    yield Slip(
                        f"{base.page.path(steps)}: {value} → {group}",
                        (base.page.path(steps),),
                        partial(base.page.with_values, {steps: group}),
                    )
        return
    axes = base.said("groups", "axes") or {}
    if len(axes) < 2:
        return
    if ("groups", "reference") in base.page.values:
        turned = "/".join(reversed(str(base.said("groups", "reference")).split("/")))
        yield Slip(
            f"groups.reference: {turned}",
            ("groups.reference",),
            partial(base.page.with_values, {("groups", "reference"): turned}),
        )
    if base.form == "overlay":
        return
    for race in axes.get("race", []):
        group = f"{race}/female"
        table = {
            "by_group": {
                "default": {"value": 1, "assumed": "all"},
                group: {"value": 0.5, "assumed": "half of them"},
            }
        }
        yield Slip(
            f"scan.by_group: {group}",
            (f"scan.by_group.{group}",),
            partial(base.page.with_block, ("scan",), table),
        )


@kind("level-misspelled")
def level_misspelled(base: Base) -> Iterator[Slip]:
    """A level called something else in one table than in `groups`: a letter lost, a capital, an underscore."""
    for steps, block in base.blocks:
        if not isinstance(block, AxisTable) or not block.levels or steps[-1] == "sites":
            continue
        for level in block.levels:
            at = (*steps, "levels", level)
            if at not in base.page.keys:
                continue
            for new in (level[:-2] + level[-1], level.capitalize(), level.replace("-", "_")):
                if new != level:
                    yield Slip(
                        f"{base.page.path(at)}: {level} → {new}",
                        (base.page.path((*steps, "levels")),),
                        partial(base.page.with_key, at, new),
                    )


@kind("level-left-out")
def level_left_out(base: Base) -> Iterator[Slip]:
    """A level that has no line in one table."""
    for steps, block in base.blocks:
        if isinstance(block, AxisTable) and block.levels and steps[-1] != "sites":
            yield from (
                _without(base, (*steps, "levels", level), (*steps, "levels")) for level in block.levels
            )


@kind("unmeasured-left-out")
def unmeasured_left_out(base: Base) -> Iterator[Slip]:
    """A group nobody measured, and no word that it is so."""
    for steps, block in base.blocks:
        if (
            isinstance(block, Differential)
            and base.form != "overlay"
            and (*steps, "unmeasured") in base.page.values
        ):
            levels = base.page.at((*steps, "unmeasured"))
            for level in levels if len(levels) > 1 else ():
                yield _without(base, (*steps, "unmeasured", level), steps)


def _without(base: Base, at: Steps, told: Steps) -> Slip:
    return Slip(f"{base.page.path(at)} left out", (base.page.path(told),), partial(base.page.without, at))


@kind("searches-without-correlation")
def searches_alone(base: Base) -> Iterator[Slip]:
    """Several searches an encounter, and no word on how alike they are."""
    if base.said("encounters", "search_correlation") is not None or base.form in ("copy", "limits"):
        return
    for number in (2, 5, 10, 30):
        block = {"value": number, "assumed": f"{number} frames of each pass"}
        yield Slip(
            f"encounters.searches_per_encounter: {number}",
            ("encounters.searches_per_encounter", "encounters.search_correlation"),
            partial(overlaid, base, {"encounters": {"searches_per_encounter": block}}),
        )
