"""What if: a grid of real runs about a scenario, one lever at a time and in two named pairs, on the same draws."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from simulator.results import StudyKey
from simulator.results.what_if import Point, Setting, WhatIf
from simulator.scenario import Loaded, load
from simulator.study.design.lever_files import find_levers, read_levers
from simulator.study.design.levers import Lever, levers_of
from simulator.study.executors import Local

LEVERS = "board-levers"
"""The shipped file of levers: each end with its source or its reason."""
PAIRS = (("list", "review"), ("alerts", "review"))
"""Levers that are also moved together, by their ids in that file, where a scenario has both."""
MOST = 60
GROUPS = ("all", "women", "minorities")

Place = dict[str, int]


@dataclass(frozen=True, slots=True)
class Task:
    """One point to be computed: a scenario with everything that is changed."""

    at: Place
    reference: str
    settings: dict[str, str]
    draws: int
    seed: int


def asked_of() -> str:
    """A fingerprint of the levers, so that a study with others is another study."""
    return hashlib.sha256(find_levers(LEVERS).read_bytes()).hexdigest()[:16]


def what_if(
    loaded: Loaded, key: StudyKey, workers: int, progress: Callable[[float], None] = lambda _: None
) -> WhatIf:
    """Every point computed, the scenario as it stands among them. Points are the same whoever computes them.

    Raises:
        Faults: a lever's range is no number of this scenario, or a file has changed.
    """
    listed = read_levers(find_levers(LEVERS), loaded.library).entries
    levers, _ = levers_of(loaded, loaded.reference, listed, ())
    pairs = tuple(pair for pair in PAIRS if {*pair} <= {lever.id for lever in levers})
    places, pairs = _grid(levers, pairs)
    by_id = {lever.id: lever for lever in levers}
    tasks = [
        Task(at, loaded.reference, loaded.overrides | _settings(at, by_id), key.draws, key.seed)
        for at in places
    ]
    points = []
    for found in Local(workers).map(point, tasks):
        points.append(found)
        progress(len(points) / len(tasks))
    told = tuple(_told(lever) for lever in levers)
    return WhatIf(draws=key.draws, levers=told, pairs=pairs, points=tuple(points))


def _grid(
    levers: Sequence[Lever], pairs: Sequence[tuple[str, str]]
) -> tuple[list[Place], tuple[tuple[str, str], ...]]:
    """As it stands, each lever by itself, and those pairs that `MOST` leaves room for."""
    places: list[Place] = [{}]
    places += [{lever.id: at} for lever in levers for at in range(1, len(lever.places))]
    by_id = {lever.id: lever for lever in levers}
    kept = []
    for one, other in pairs:
        both = product(range(1, len(by_id[one].places)), range(1, len(by_id[other].places)))
        more = [{one: a, other: b} for a, b in both]
        if len(places) + len(more) <= MOST:
            places += more
            kept.append((one, other))
    return places[:MOST], tuple(kept)


def _settings(at: Place, levers: dict[str, Lever]) -> dict[str, str]:
    settings: dict[str, str] = {}
    for lever, place in at.items():
        settings |= levers[lever].places[place].settings
    return settings


def _told(lever: Lever) -> Setting:
    return Setting(
        id=lever.id,
        label=lever.label,
        places=tuple(place.words for place in lever.places),
        origins=tuple(
            f"{place.origin.kind}: {place.origin.text}".removesuffix(": ") for place in lever.places
        ),
    )


def point(task: Task) -> Point:
    """What a run finds at one point."""
    from simulator.impact.intervals import interval
    from simulator.impact.people import people_held
    from simulator.impact.summary import Impact
    from simulator.kernel.run import run
    from simulator.model.compile import compile_scenario

    there = load(task.reference, task.settings)
    compiled = compile_scenario(there.scenario, there.library)
    impact = Impact(run(compiled, task.seed, task.draws), compiled)
    people = people_held(impact)
    found = impact.simulated_values("wanted_found", "all")
    return Point(
        at=task.at,
        held={
            group: interval(np.sort(impact.simulated_values("wrongly_held", group)))
            for group in GROUPS
            if group in impact.selections
        },
        people=None if people is None else interval(np.sort(people)),
        found=None if impact.draws.layout.nobody_wanted else interval(np.sort(found)),
    )
