"""What the grammar alone cannot see: every fault that needs more than one block, or the evidence, in one pass."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.documents import Fault
from simulator.evidence import Library
from simulator.scenario.blocks import Blocks
from simulator.scenario.checks.born import born
from simulator.scenario.checks.bounds import bounds
from simulator.scenario.checks.cited import cited
from simulator.scenario.checks.claims import held_in_gallery, listed, stop_left, without
from simulator.scenario.checks.durations import durations, limits
from simulator.scenario.checks.evidence import evidence, identities, origins, own_places
from simulator.scenario.checks.exposure import exposure, gallery, unrecorded
from simulator.scenario.checks.groups import axes, names, places, selectors
from simulator.scenario.checks.idle import borrowed, measured_elsewhere, victims, waits
from simulator.scenario.checks.learned import fits_apart, learned, learned_once, one_threshold
from simulator.scenario.checks.level import level
from simulator.scenario.checks.matcher import differential, matrix
from simulator.scenario.checks.pathway import list_without_wanted, priorities, resources, stages
from simulator.scenario.checks.periods import periods, scaled
from simulator.scenario.checks.plausibility import (
    candidates,
    enrolled,
    images,
    met,
    people_enrolled,
    searches,
    unestimated,
)
from simulator.scenario.checks.rollups import rollups
from simulator.scenario.checks.sentences import outlived, subjects
from simulator.scenario.checks.sites import profile, sites
from simulator.scenario.checks.turned import (
    always_right,
    enrolled_share,
    going_on,
    liberty,
    mostly_listed,
    sexes,
)
from simulator.scenario.context import Context, Rule, Steps
from simulator.scenario.overlays import Layers

ALWAYS: tuple[Rule, ...] = (
    origins,
    evidence,
    cited,
    own_places,
    identities,
    learned,
    learned_once,
    fits_apart,
    one_threshold,
    places,
    sites,
    profile,
    resources,
    stages,
    list_without_wanted,
    subjects,
    outlived,
    priorities,
    bounds,
    images,
    candidates,
    searches,
    people_enrolled,
    durations,
    limits,
    held_in_gallery,
    listed,
    without,
    stop_left,
    victims,
    waits,
    borrowed,
    measured_elsewhere,
    periods,
    scaled,
    sexes,
    mostly_listed,
    always_right,
    going_on,
    liberty,
)
WITH_GROUPS: tuple[Rule, ...] = (selectors, exposure, unrecorded, gallery, level, differential, matrix, born)
AMOUNTS: tuple[Rule, ...] = (enrolled, met, unestimated, enrolled_share)
"""Rules that hold amounts against one another: where one of them is wrong by itself they would say so a second time."""
AMOUNTS_OF = {"encounters", "population", "gallery", "mated"}


def check(
    blocks: Blocks, layers: Layers, library: Library, parts: Sequence[tuple[Steps, object]] = ()
) -> list[Fault]:
    """Every fault between the blocks that are right by themselves.

    Args:
        blocks: the scenario's top-level blocks; a wrong one is left out and its checks are skipped.
        parts: what is right inside the wrong ones, with its place.
    """
    context = Context(blocks, layers, library, parts)
    found = list(axes(context))
    usable = context.blocks.groups is not None and not found
    for rule in (*ALWAYS, *((names, rollups, *WITH_GROUPS) if usable else ())):
        found += rule(context)
    wrong = {fault.path.split(".")[0] for fault in found if not fault.warns}
    for rule in AMOUNTS if usable and wrong.isdisjoint(AMOUNTS_OF) else ():
        found += rule(context)
    return found
