"""Small worlds with known closed forms, with the attributes of a compiled scenario that the kernel and impact read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from simulator.model.cells import LISTED, UNLISTED, false_cells
from simulator.model.compiled import Compiled, PeopleExpectations
from simulator.model.laws import LogNormal

Array = NDArray[np.float64]
CELLS = (*LISTED, *UNLISTED)


@dataclass(frozen=True)
class Unknown:
    """An unknown with its law."""

    identity: str
    law: Any
    label: str = ""
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """Equal items: the same for every group."""

    items: tuple[object, ...] = (0, 0)


@dataclass(frozen=True)
class Stage:
    """A stage of the pathway."""

    id: str
    liberty: str = "free"
    counts_as_arrest: bool = False
    proceeds: tuple[Terms, ...] | None = None
    label: str = ""


@dataclass(frozen=True)
class Expectations:
    """As in the model."""

    encounters: Array
    searches: Array
    population: Array
    enrolled: Array
    match_rate: Array
    fpir: Array
    alerts: Array
    proceeds: Array
    mean_seconds: Array
    minimum_share: Array
    people: PeopleExpectations | None
    without: Array | None


STAGES = (
    Stage("review"),
    Stage("stopped", "prolonged"),
    Stage("questioned", "held"),
    Stage("arrested", "held", counts_as_arrest=True),
)


@dataclass(frozen=True)
class World:
    """Rates are constants times one log-normal unknown, the level; everything else is fixed.

    alerts: (groups, kinds) a year at level 1. proceeds: (kinds, stages).
    """

    groups: tuple[str, ...] = ("female/black", "female/white", "male/black", "male/white")
    alerts: tuple[tuple[float, ...], ...] = ((40, 5, 2), (10, 4, 3), (60, 9, 4), (20, 8, 5))
    proceeds: tuple[tuple[float, ...], ...] = ((0.4, 0.6, 0.3, 0), (0.8, 0.9, 0.5, 0), (0.9, 1.0, 0.9, 0))
    encounters: tuple[float, ...] = (1e4, 2e4, 1.5e4, 4e4)
    population: tuple[float, ...] = (5e4, 1e5, 5e4, 1e5)
    short: float = 0.25
    sigma: float = 0.0
    sites: tuple[str, ...] = ("all",)
    year_cv: float = 0.0
    site_cv: float = 0.0
    people: tuple[float, float, float, float] | None = None  # share exposed, exposure CV, repeat, frailty
    stages: tuple[Stage, ...] = STAGES
    extra: tuple[Unknown, ...] = ()
    profile: Array = field(default_factory=lambda: np.full(168, 1 / 168))
    axes: tuple[str, ...] = ("sex", "race")
    name: str = "world"
    title: str = "A world"
    kind: str = "traffic_stops"
    kinds: tuple[str, ...] = LISTED
    reference: int = 3
    victim: str = "probe"
    horizon_years: float = 1.0
    stop_left: Any = None
    without: tuple[float, float, float, float] | None = None

    @property
    def unknowns(self) -> tuple[Unknown, ...]:
        """The level, if it varies, and any others."""
        return (
            (Unknown("level", LogNormal(0.0, self.sigma), paths=("matcher.level",)),) if self.sigma else ()
        ) + self.extra

    @property
    def site_share(self) -> Array:
        """Equal shares."""
        return np.full(len(self.sites), 1 / len(self.sites))

    @property
    def unmeasured(self) -> NDArray[np.bool_]:
        """Every group is measured."""
        return np.zeros(len(self.groups), bool)

    @property
    def rollups(self) -> dict[str, NDArray[np.bool_]]:
        """Everybody, women, minorities."""
        women = np.array([g.startswith("female") for g in self.groups])
        white = np.array([g.endswith("white") for g in self.groups])
        return {"all": np.ones(len(self.groups), bool), "women": women, "minorities": ~white}

    def medians(self) -> Array:
        """(unknowns, 1)"""
        return np.array([[u.law.median] for u in self.unknowns]).reshape(-1, 1)

    def enrolment(self, values: Array) -> tuple[Array, Array]:
        """Equal parts of a gallery of 1,000, each met as often as anybody."""
        shape = (len(self.groups), values.shape[1])
        return np.full(shape, 1000 / len(self.groups)), np.ones(shape)

    def expect(self, values: Array) -> Any:
        """Rates proportional to the level."""
        n = values.shape[1]
        level = values[0] if self.sigma else np.ones(n)
        stages = len(self.stages)

        def drawn(numbers: Any) -> Array:
            return np.repeat(np.array(numbers, float)[..., None], n, axis=-1)

        alerts, encounters, population = drawn(self.alerts), drawn(self.encounters), drawn(self.population)
        alerts[:, list(false_cells(len(self.kinds)))] *= level
        enrolled = np.full_like(population, 1000 / len(self.groups))
        people = None
        if self.people is not None:
            share, cv, repeat, frailty = (drawn(number) for number in self.people)
            unlisted = 0.5 * enrolled
            people = PeopleExpectations(population * share, 0.1 * enrolled, cv, repeat, frailty, unlisted)
        per_search = alerts[:, 0] / encounters
        return Expectations(
            encounters,
            encounters,
            population,
            enrolled,
            per_search,
            per_search,
            alerts,
            drawn(self.proceeds)[None, :, :stages],
            drawn([[30.0, 120.0, 1800.0, 7200.0][:stages]] * len(self.kinds)),
            np.full((len(self.kinds), stages, n), 1 - self.short),
            people,
            None if self.without is None else drawn(self.without),
        )

    def but(self, **changes: Any) -> World:
        """The same world with something changed."""
        return replace(self, **changes)

    @property
    def compiled(self) -> Compiled:
        """This world in place of a compiled scenario."""
        return cast(Compiled, self)


MUGSHOTS = World(
    kinds=CELLS,
    alerts=((40, 5, 2, 20, 80), (10, 4, 3, 15, 30), (60, 9, 4, 40, 90), (20, 8, 5, 25, 50)),
    proceeds=(
        (0.4, 0.6, 0.3, 0),
        (0.8, 0.9, 0.5, 0),
        (0.9, 1, 0.9, 0),
        (0.7, 0.2, 0.1, 0),
        (0.4, 0.2, 0.1, 0),
    ),
)
"""A world most of whose entries are of people never wanted."""
