"""Years before chance decides who is alerted: what is expected of them, and where the cases of each group and kind leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from simulator.kernel import funnel
from simulator.kernel.layout import layout_of
from simulator.model.compiled import Expectations, Numbers, PeopleExpectations
from simulator.model.pathway import reach

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]
Exits = tuple[tuple[funnel.Exits, ...], ...]
"""Where cases leave, by group and kind."""

DESCRIBED = 65_536
"""Draws whose unknowns and expectations are kept. Counts are kept of all: a million draws stay below a gigabyte."""


@dataclass(frozen=True, slots=True)
class Years:
    """What is expected of each draw's year, given its unknowns; draws are the last axis, contiguous.

    values: (unknowns, draws) of the unknowns, rows as in `Compiled.unknowns`.
    alerts: (groups, cells, draws) expected alerts.
    reaching: (groups, cells, stages + 1, draws) P(reach a stage | alert), one group where all go on alike; the last stage:
    P(held from the alert on).
    seconds: (kinds, stages, draws) mean time at each stage if nobody queues.
    encounters, searches, population, fpir, match_rate: (groups, draws) expected.
    enrolled: (groups, draws) people enrolled, where harm falls on the gallery.
    year: (draws,) multiplier of encounters in this draw's year, over all sites.
    without: (4, draws) of the world without the system, rows as in `WithoutTerms`; None where nothing is said of it.
    """

    values: Array
    alerts: Numbers
    reaching: Numbers
    seconds: Numbers
    encounters: Numbers
    searches: Numbers
    population: Numbers
    enrolled: Numbers | None
    fpir: Numbers
    match_rate: Numbers
    year: Numbers
    people: PeopleExpectations | None
    without: Numbers | None

    def __len__(self) -> int:
        return len(self.year)

    def share(self, group: int, kind: int, stage: int) -> Numbers:
        """(draws,) P(a case of this group and kind reaches the stage | alert)."""
        share: Numbers = self.reaching[group if len(self.reaching) > 1 else 0, kind, stage]
        return share

    def arrays(self) -> tuple[Numbers, ...]:
        """All of them, in one order."""
        enrolled = () if self.enrolled is None else (self.enrolled,)
        people = () if self.people is None else self.people.arrays()
        without = () if self.without is None else (self.without,)
        return (
            self.values,
            self.alerts,
            self.reaching,
            self.seconds,
            self.encounters,
            self.searches,
            self.population,
            self.fpir,
            self.match_rate,
            self.year,
            *enrolled,
            *people,
            *without,
        )

    def room(self, draws: int) -> Years:
        """Room for so many draws, to be filled by `put`: single precision, and the first `DESCRIBED` draws only.

        Encounters and the year's multiplier are kept of all draws: simulated encounters are their product.
        """
        few, enrolled, people = min(draws, DESCRIBED), self.enrolled, self.people
        return Years(
            values=_room(self.values, few, np.float64),
            alerts=_room(self.alerts, few),
            reaching=_room(self.reaching, few),
            seconds=_room(self.seconds, few),
            encounters=_room(self.encounters, draws),
            searches=_room(self.searches, few),
            population=_room(self.population, few),
            enrolled=None if enrolled is None else _room(enrolled, few),
            fpir=_room(self.fpir, few),
            match_rate=_room(self.match_rate, few),
            year=_room(self.year, draws),
            people=None
            if people is None
            else PeopleExpectations(*(_room(each, few) for each in people.arrays())),
            without=None if self.without is None else _room(self.without, few, np.float64),
        )

    def put(self, start: int, part: Years) -> None:
        """Write a chunk's years into their place, as far as there is room."""
        for room, given in zip(self.arrays(), part.arrays(), strict=True):
            target = room[..., start:]
            target[..., : given.shape[-1]] = given[..., : target.shape[-1]]


def _room(like: Numbers, draws: int, precision: DTypeLike = np.float32) -> NDArray[Any]:
    return np.empty((*like.shape[:-1], draws), precision)


def years_of(
    compiled: Compiled, values: Array, expected: Expectations, year: Array | None = None
) -> tuple[Years, Exits]:
    """Years at given values of the unknowns, and where their cases leave.

    Args:
        values: (unknowns, draws). expected: the model's, at them. year: (draws,) multipliers; None: average years.
    """
    reaching, layout = reach(expected.proceeds), layout_of(compiled)
    leave = funnel.leaving(reaching)
    counted = funnel.counted_share(layout.liberties, expected.minimum_share, layout.judged)
    held = np.sum(leave * counted, axis=2, keepdims=True)
    years = Years(
        values=values,
        alerts=expected.alerts,
        reaching=np.concatenate([reaching, held], axis=2),
        seconds=expected.mean_seconds,
        encounters=expected.encounters,
        searches=expected.searches,
        population=expected.population,
        enrolled=expected.enrolled if compiled.victim == "gallery" else None,
        fpir=expected.fpir,
        match_rate=expected.match_rate,
        year=np.ones(values.shape[1]) if year is None else year,
        people=expected.people,
        without=expected.without,
    )
    doubtful = [layout.doubtful(cell) for cell in range(len(layout.kinds))]
    exits = tuple(
        tuple(funnel.Exits.of(*shares) for shares in zip(of_group, counted, doubtful, strict=True))
        for of_group in leave
    )
    return years, exits if len(exits) > 1 else exits * len(compiled.groups)
