"""More slips of structure: labels, axes, pathways, resources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from tests.slips.bases import Base
from tests.slips.frozen.exposing import overlaid
from tests.slips.kinds import PLAN, Slip, kind
from tests.slips.pages import in_blocks


@kind("labels-swapped")
def labels_swapped(base: Base) -> Iterator[Slip]:
    """Two groups' labels in each other's place, or one label for two groups."""
    labels = base.page.at(("groups", "labels"))
    if not isinstance(labels, dict):
        return
    pairs = [("female", "male"), ("black", "white"), ("asian", "black")]
    for first, second in pairs:
        if first not in labels or second not in labels:
            continue
        at, other = ("groups", "labels", first), ("groups", "labels", second)
        yield Slip(
            f"groups.labels: {first} and {second} swapped",
            (base.page.path(at), base.page.path(other)),
            partial(base.page.with_values, {at: labels[second], other: labels[first]}),
        )
        yield Slip(
            f"groups.labels.{first}: {labels[second]}, as {second} has it",
            (base.page.path(at), base.page.path(other)),
            partial(base.page.with_values, {at: labels[second]}),
        )


@kind("axes-in-another-order")
def axes_turned(base: Base) -> Iterator[Slip]:
    """The axes in another order, and the groups named in the old one."""
    axes = base.page.at(("groups", "axes"))
    if isinstance(axes, dict) and len(axes) > 1:
        turned = dict(reversed(axes.items()))
        yield Slip(
            "groups.axes turned round",
            ("groups.reference",),
            partial(base.page.with_block, ("groups", "axes"), turned),
        )


@kind("level-added-to-the-axes-alone")
def level_added(base: Base) -> Iterator[Slip]:
    """A new group on an axis that no table knows."""
    axes = base.page.at(("groups", "axes"))
    if not isinstance(axes, dict) or "race" not in axes:
        return
    for new in ("roma", "arab", "not-stated"):
        levels = [*axes["race"], new]
        yield Slip(
            f"groups.axes.race: {new} added",
            (
                "encounters.shares.race",
                "encounters",
                "population",
                "matcher.differential",
                "gallery.composition.race",
            ),
            partial(base.page.with_block, ("groups", "axes", "race"), levels),
        )


def _stages(base: Base) -> list[dict[str, Any]]:
    stages = base.page.at(("pathway",))
    return stages if isinstance(stages, list) else []


@kind("stage-pasted-twice")
def stage_twice(base: Base) -> Iterator[Slip]:
    """A stage of the pathway pasted a second time."""
    stages = _stages(base)
    for i, stage in enumerate(stages[:-1]):
        yield Slip(
            f"pathway: {stage['stage']} twice",
            (f"pathway.{stage['stage']}",),
            partial(base.page.with_block, ("pathway",), [*stages[: i + 1], stage, *stages[i + 1 :]]),
        )


@kind("stage-that-lets-nobody-through")
def stage_closed(base: Base) -> Iterator[Slip]:
    """`proceeds` forgotten at a stage before the last, so that nobody reaches the rest."""
    for i, stage in enumerate(_stages(base)[:-1]):
        at = ("pathway", i)
        new = {key: value for key, value in stage.items() if key != "proceeds"}
        yield Slip(
            f"pathway.{stage['stage']}.proceeds left out",
            (f"pathway.{stage['stage']}",),
            partial(base.page.with_block, at, new),
        )


@kind("kind-of-case-forgotten")
def case_forgotten(base: Base) -> Iterator[Slip]:
    """`proceeds` that says nothing for one kind of case, or calls it something else."""
    for i, stage in enumerate(_stages(base)):
        for name in stage.get("proceeds") or {}:
            at = ("pathway", i, "proceeds")
            rest = {key: value for key, value in stage["proceeds"].items() if key != name}
            place = (f"pathway.{stage['stage']}.proceeds",)
            yield Slip(f"{place[0]}.{name} left out", place, partial(base.page.with_block, at, rest))
            for new in (name.replace("_", "-"), f"{name}s"):
                if new != name:
                    yield Slip(
                        f"{place[0]}.{name} called {new}",
                        place,
                        partial(base.page.with_key, (*at, name), new),
                    )


@kind("resource-misspelled")
def resource_misspelled(base: Base) -> Iterator[Slip]:
    """A stage that waits for a resource nobody has."""
    for steps, value in base.page.scalars():
        if steps and steps[-1] == "by" and isinstance(value, str):
            for new in (value[:-1], value.replace("_", "-")):
                if new != value:
                    yield Slip(
                        f"{base.page.path(steps)}: {value} → {new}",
                        (base.page.path(steps),),
                        partial(base.page.with_values, {steps: new}),
                    )


@kind("servers-beside-shifts")
def servers_beside_shifts(base: Base) -> Iterator[Slip]:
    """A resource with a number of servers for all hours and another for each hour."""
    resources = base.said("resources") or {}
    if base.form in ("copy", "limits"):
        return
    for name, block in resources.items():
        servers = block.get("servers", 1)
        for shifts in ([servers + 1] * 24, [0] * 8 + [servers] * 8 + [servers + 2] * 8):
            yield Slip(
                f"resources.{name}: servers {servers} beside shifts",
                (f"resources.{name}",),
                partial(overlaid, base, {"resources": {name: {"shifts": shifts}}}),
            )


@kind("priority-for-some-kinds")
def partial_priority(base: Base) -> Iterator[Slip]:
    """A priority for one kind of case and none for the others."""
    if base.form in ("copy", "limits"):
        return
    for stage in base.said("pathway") or []:
        for name in ("wanted", "false_match"):
            if "by" in stage:
                yield Slip(
                    f"pathway.{stage['stage']}.priority: only {name}",
                    (f"pathway.{stage['stage']}.priority",),
                    partial(overlaid, base, {"pathway": {stage["stage"]: {"priority": {name: 1}}}}),
                )


@kind("key-at-another-level")
def key_elsewhere(base: Base) -> Iterator[Slip]:
    """A key one level too far out or in: `persons` at the top, `gallery.stale`, `matcher.audit`."""
    if base.form in ("copy", "limits"):
        return
    number = {"value": 0.1, "assumed": "ours"}
    for place, change in (
        ("persons", {"persons": 5000}),
        ("stale", {"stale": number}),
        ("gallery.stale", {"gallery": {"stale": number}}),
        ("gallery.fnir", {"gallery": {"fnir": number}}),
        ("matcher.audit", {"matcher": {"audit": "npl-neoface-2023/t060-n10000"}}),
        ("encounters.scan", {"encounters": {"scan": number}}),
        ("encounters.persons", {"encounters": {"persons": 5000}}),
        ("population.persons", {"population": {"persons": 5000}}),
        ("groups.race", {"groups": {"race": ["black", "white"]}}),
    ):
        yield Slip(f"{place} at the wrong level", (place,), partial(overlaid, base, change))


@kind("block-moved-in")
def block_moved_in(base: Base) -> Iterator[Slip]:
    """A top-level block indented, so that it becomes a part of the block above it."""
    if not base.whole:
        return
    keys = [steps for steps in base.page.keys if len(steps) == 1]
    lines = base.page.text.splitlines(keepends=True)
    for before, here in pairwise(keys):
        if not isinstance(base.page.at(before), dict) or not isinstance(base.page.at(here), dict):
            continue
        first = base.page.text.count("\n", 0, base.page.keys[here][0])
        last = base.page.text.count("\n", 0, base.page.values[here][1])
        text = "".join(
            [*lines[:first], *("  " + line for line in lines[first : last + 1]), *lines[last + 1 :]]
        )
        yield Slip(
            f"{here[0]} inside {before[0]}",
            (f"{before[0]}.{here[0]}", str(here[0]), f"{PLAN}:{first + 1}"),
            partial(str, text),
        )


@kind("overlay-that-changes-nothing")
def nothing_changed(base: Base) -> Iterator[Slip]:
    """An overlay that says again what it extends, or takes away what is not there."""
    if base.form in ("copy", "limits"):
        return
    for name in ("scan", "gallery", "mated", "people", "capture", "detention", "legal_limit", "horizon"):
        said = base.said(name)
        if said is not None:
            whole = {name: said}
            places = (name,)
            yield Slip(f"{name} said again", places, partial(overlaid, base, whole), remarked=True)
    for place, change in (
        ("gallery.gone", {"gallery": {"gone": None}}),
        ("search_rules", {"search_rules": None}),
    ):
        yield Slip(f"{place} taken away", (place,), partial(overlaid, base, change), remarked=True)


@kind("sentence-that-outlives-its-fact")
def outlived(base: Base) -> Iterator[Slip]:
    """An overlay that changes what a caution, the summary or a word of its base speaks of, and leaves the sentence."""
    if base.form in ("copy", "limits"):
        return
    number = {"value": 4321, "assumed": "ours"}
    share = {"between": [0.11, 0.37], "assumed": "ours"}
    factor = {"between": [0.31, 3.3], "assumed": "ours"}
    images = {"images": number} if base.said("gallery", "images") is not None else {}
    for path, change in (
        ("gallery.persons", {"gallery": {"persons": number, **images}}),
        ("encounters.total", {"encounters": {"total": {"value": 54321, "assumed": "ours"}}}),
        ("mated.stale", {"mated": {"stale": share}}),
        ("matcher.transfer", {"matcher": {"transfer": factor}}),
    ):
        spoken = any(path in each for each in _spoken_of(base))
        if spoken and base.said(*path.split(".")) is not None:
            yield Slip(f"{path} changed", (path,), partial(overlaid, base, change), remarked=True)


def _spoken_of(base: Base) -> Iterator[list[str]]:
    """The paths that each sentence of a scenario is about."""
    for key in ("summary", "status", "cautions", "measured_here", "words"):
        said = base.said(key)
        entries = said if isinstance(said, list) else said.values() if key == "words" and said else [said]
        for each in entries:
            about = each.get("about", []) if isinstance(each, dict) else []
            yield [about] if isinstance(about, str) else list(about)


SETTINGS = (
    ("gallery.person", "5000"),
    ("galery.persons", "5000"),
    ("gallery.persons", "8,000"),
    ("gallery.persons", "8k"),
    ("gallery.persons", "'8000'"),
    ("gallery.persons", "-5"),
    ("scan", "0,5"),
    ("scan", "50%"),
    ("scan", "50"),
    ("scan", "no"),
    ("mated.stale", "30"),
    ("encounters.year_to_year", "15"),
    ("matcher.policy.fixed_fpir", "0.1%"),
    ("capture.failure", "1/10"),
    ("horizon", "5"),
    ("pathway.arested.takes.median", "2 h"),
    ("pathway.arrested.takes.median", "2 m"),
    ("groups.reference", "white/male"),
)


@kind("setting-mistyped")
def setting_mistyped(base: Base) -> Iterator[Slip]:
    """`--set` with a path or a number mistyped."""
    if base.form in ("copy", "limits"):
        return
    for path, text in SETTINGS:
        if path.startswith("matcher.policy") and base.said("matcher", "policy") == "no_threshold":
            continue
        places = (path, f"{path}={text}", "galery")
        yield Slip(f"--set {path}={text}", places, partial(overlaid, base, {}), settings={path: text})


@kind("two-documents-in-one-file")
def two_documents(base: Base) -> Iterator[Slip]:
    """Two scenarios pasted into one file."""
    text = f"{base.page.text.rstrip()}\n---\n{in_blocks({'extends': base.of})}"
    line = base.page.text.rstrip().count("\n") + 2
    yield Slip("a second document", (f"{PLAN}:{line}", f"{PLAN}:{line + 1}"), partial(str, text))
