"""The reference engine, in SimPy: a person's way through the pathway, readable as a method section.

What happens at the same instant happens in one order, whatever was scheduled first: a shift change, then by stage
depth, then end, gives-up, arrival, then case number (docs/clock.md, "Ties"). An end counts at the stage whose line it
frees a server for.
"""

from __future__ import annotations

import itertools
from collections.abc import Generator
from math import inf, nan

import numpy as np
from simpy import Event

from simulator.clock.cases import CaseTable
from simulator.clock.desk import Desk
from simulator.clock.journeys import Journeys
from simulator.clock.plan import ClockPlan
from simulator.clock.timing import Clock
from simulator.units import HOUR, HOURS_A_WEEK

ENDS, GIVES_UP, ARRIVES = range(3)

Process = Generator[Event, bool, None]
Part = Generator[Event, bool, bool]
"""A part of a person's way, and what came of it."""


def play(plan: ClockPlan, table: CaseTable) -> Journeys:
    """Play every replication through the pathway, one after another.

    Raises ValueError when the table carries marks for another number of stages than the plan has.
    """
    table.check_fits(plan)
    journeys = Journeys.blank(table)
    bounds = np.searchsorted(table.replication, np.arange(table.replications + 1)).tolist()
    for low, high in itertools.pairwise(bounds):
        if low < high:
            world = World(plan, table, slice(low, high))
            world.play()
            world.write(journeys)
    return journeys


class World:
    """One replication: its clock, its desks, and everybody's journey through the pathway."""

    def __init__(self, plan: ClockPlan, table: CaseTable, rows: slice) -> None:
        self.plan, self.rows, self.clock = plan, rows, Clock()
        self.first_held, self.limit = plan.first_held, plan.legal_limit or inf
        self.arrival: list[float] = table.arrival[rows].tolist()
        self.site: list[int] = table.site[rows].tolist()
        self.kind: list[int] = table.kind[rows].tolist()
        self.duration: list[list[float]] = table.duration[rows].tolist()
        self.patience: list[list[float]] = table.patience[rows].tolist()
        self.proceeds: list[list[bool]] = table.proceeds[rows].tolist()
        self.cases = self.present = len(self.arrival)
        self.desks = [
            [Desk(self.clock, r.by_hour()[0]) for _ in range(1 if r.shared else table.sites)]
            for r in plan.resources
        ]
        self.entered, self.began, self.ended = ([[nan] * self.cases for _ in plan.stages] for _ in range(3))
        self.last, self.walked, self.forced = ([0] * self.cases for _ in range(3))
        self.left = [nan] * self.cases

    def play(self) -> None:
        """Run until the last person has left."""
        for index, resource in enumerate(self.plan.resources):
            if resource.shifts is not None and len(set(resource.shifts)) > 1:
                self.clock.process(self.shifts(resource.shifts, self.desks[index]))
        self.clock.process(self.arrivals())
        self.clock.run()

    def arrivals(self) -> Process:
        """People arrive at the case table's times."""
        for case, time in enumerate(self.arrival):
            yield self.clock.at(time, self.order(0, ARRIVES, case))
            self.clock.process(self.person(case))

    def person(self, case: int) -> Process:
        """A person goes from stage to stage, waits where a resource is needed, and leaves."""
        deadline = inf
        in_hand: dict[int, tuple[int, Desk]] = {}  # resource → the stage it was acquired at, and the desk
        for depth, stage in enumerate(self.plan.stages):
            entered = self.entered[depth][case] = self.clock.now
            if depth == self.first_held:
                deadline = entered + self.limit
            if stage.resource is not None and stage.resource not in in_hand:
                desk = self.desk(stage.resource, case)
                if not (yield from self.wait(case, depth, desk, deadline)):
                    break
                in_hand[stage.resource] = depth, desk
            frees = min((acquired for acquired, _ in in_hand.values()), default=depth)
            if not (yield from self.stay(case, depth, frees, deadline)):
                break
            kept = self.plan.stages[depth + 1].holds
            for resource in [resource for resource in in_hand if resource not in kept]:
                in_hand.pop(resource)[1].give_back()
        for _, desk in in_hand.values():
            desk.give_back()
        self.last[case], self.left[case] = depth, self.clock.now
        self.present -= 1

    def wait(self, case: int, depth: int, desk: Desk, deadline: float) -> Part:
        """Wait in line for a server; whether one was given before patience or the deadline ran out."""
        stage, entered = self.plan.stages[depth], self.clock.now
        if depth > 0:
            yield self.clock.at(entered, self.order(depth, ARRIVES, case))
        if desk.take():
            return True
        gives_up = entered + self.patience[case][depth] if stage.gives_up else inf
        rank = (stage.rank(self.kind[case]), entered, depth, case)
        until = min(gives_up, deadline)
        given = yield desk.turn(rank, until, self.order(depth, GIVES_UP, case))
        if not given:
            self.walked[case], self.forced[case] = gives_up <= deadline, gives_up > deadline
        return given

    def stay(self, case: int, depth: int, frees: int, deadline: float) -> Part:
        """Stay until the stage is over or the deadline comes; whether the person goes on to the next one.

        frees: the stage whose line the end frees a server for.
        """
        start = self.began[depth][case] = self.clock.now
        finished = start + self.duration[case][depth]
        end = self.ended[depth][case] = min(finished, deadline)
        yield self.clock.at(end, self.order(frees, ENDS, case))
        self.forced[case] = finished > deadline
        return self.proceeds[case][depth] and finished <= deadline

    def shifts(self, counts: tuple[int, ...], desks: list[Desk]) -> Process:
        """Servers come and go by hour of the week for as long as anybody is there."""
        hour = 0
        while self.present:
            hour += 1
            if counts[hour % HOURS_A_WEEK] != counts[(hour - 1) % HOURS_A_WEEK]:
                yield self.clock.at(hour * HOUR, 0)
                for desk in desks:
                    desk.change_shift(counts[hour % HOURS_A_WEEK])

    def desk(self, resource: int, case: int) -> Desk:
        """The desk of this person's site, or the one all sites share."""
        desks = self.desks[resource]
        return desks[self.site[case]] if len(desks) > 1 else desks[0]

    def order(self, depth: int, what: int, case: int) -> int:
        """The place of an event among those of its instant; 0 is a shift change."""
        return 1 + (depth * 3 + what) * self.cases + case

    def write(self, journeys: Journeys) -> None:
        """Copy this replication's journeys into the table's rows."""
        for depth in range(len(self.plan.stages)):
            journeys.queue_entry[self.rows, depth] = self.entered[depth]
            journeys.start[self.rows, depth] = self.began[depth]
            journeys.end[self.rows, depth] = self.ended[depth]
        journeys.last_stage[self.rows] = self.last
        journeys.walked[self.rows] = self.walked
        journeys.forced_release[self.rows] = self.forced
        journeys.released_at[self.rows] = self.left
