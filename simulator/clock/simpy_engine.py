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
from simulator.clock.environment import Clock, Desk
from simulator.clock.journeys import Journeys
from simulator.clock.plan import HOUR, HOURS_A_WEEK, ClockPlan

ENDS, GIVES_UP, ARRIVES = range(3)

Process = Generator[Event, bool, None]


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
        clock, deadline = self.clock, inf
        in_hand: dict[int, Desk] = {}
        acquired: dict[int, int] = {}  # resource → the stage it was acquired at
        for depth, stage in enumerate(self.plan.stages):
            entered = self.entered[depth][case] = clock.now
            if depth == self.first_held:
                deadline = entered + self.limit

            if stage.resource is not None and stage.resource not in in_hand:
                if depth > 0:
                    yield clock.at(entered, self.order(depth, ARRIVES, case))
                gives_up = entered + self.patience[case][depth] if stage.gives_up else inf
                desk = self.desk(stage.resource, case)
                if not desk.take():
                    rank = (stage.rank(self.kind[case]), entered, depth, case)
                    until = min(gives_up, deadline)
                    if not (yield desk.turn(rank, until, self.order(depth, GIVES_UP, case))):
                        self.walked[case], self.forced[case] = gives_up <= deadline, gives_up > deadline
                        break
                in_hand[stage.resource], acquired[stage.resource] = desk, depth

            start = self.began[depth][case] = clock.now
            finished = start + self.duration[case][depth]
            self.ended[depth][case] = min(finished, deadline)
            frees = min((acquired[index] for index in in_hand), default=depth)
            yield clock.at(min(finished, deadline), self.order(frees, ENDS, case))

            if finished > deadline:
                self.forced[case] = True
                break
            if not self.proceeds[case][depth]:
                break
            kept = self.plan.stages[depth + 1].holds
            for index in [index for index in in_hand if index not in kept]:
                in_hand.pop(index).give_back()

        for desk in in_hand.values():
            desk.give_back()
        self.last[case] = depth
        self.left[case] = clock.now
        self.present -= 1

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
