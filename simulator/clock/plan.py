"""What the clock plays: a pathway with its resources, as plain values. Times are seconds from Monday 00:00."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from simulator.units import HOURS_A_WEEK, YEAR

KINDS = ("false_match", "stale_entry", "wanted", "not_wanted", "false_match")
"""The kind of each cell; the last two cells are there only where some entries are of people never wanted."""
WANTED = KINDS.index("wanted")
WRONGFUL = (0, 1)
"""Cells whose detentions are wrongful, where every entry is listed."""
ALL_LISTED = 3
"""How many cells there are where every entry is listed."""

Liberty = Literal["free", "prolonged", "held"]


class PlanFault(ValueError):
    """A pathway that cannot be played. The message names the stage or resource, the rule and the value."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Something people wait for: `servers` alike, at each site unless `shared` by all sites.

    `shifts`: 168 counts, one per hour of the week from Monday 00:00, in place of `servers`. Somebody being served
    when the shift ends is served to the end.
    """

    id: str
    servers: int = 1
    shifts: tuple[int, ...] | None = None
    shared: bool = False

    def __post_init__(self) -> None:
        if self.servers < 1:
            raise PlanFault(f"resource {self.id}: servers must be at least 1, not {self.servers}")
        if self.shifts is None:
            return
        if len(self.shifts) != HOURS_A_WEEK:
            raise PlanFault(
                f"resource {self.id}: shifts needs one count for each of 168 hours, not {len(self.shifts)}"
            )
        if min(self.shifts) < 0 or max(self.shifts) < 1:
            raise PlanFault(f"resource {self.id}: shifts must be 0 or more and at least 1 in some hour")

    def by_hour(self) -> tuple[int, ...]:
        """Servers on duty in each of the 168 hours of the week."""
        return self.shifts if self.shifts is not None else (self.servers,) * HOURS_A_WEEK


@dataclass(frozen=True, slots=True)
class ClockStage:
    """One step of the pathway.

    resource: index of the resource a person waits for here; None: nobody waits.
    holds: resources acquired at an earlier stage and kept through this one, the wait included.
    priority: one number per kind, lower served first; empty: first come, first served.
    gives_up: whether patience ends the wait here (the case table has how long).
    waits: whether a person stopped anyway has to stay for it when that stop is over.
    officers: officers busy while the stage lasts; counted in officer-hours, never waited for.
    """

    id: str
    resource: int | None = None
    holds: tuple[int, ...] = ()
    priority: tuple[int, ...] = ()
    liberty: Liberty = "free"
    gives_up: bool = False
    waits: bool = False
    officers: int = 1

    def __post_init__(self) -> None:
        if self.priority and len(self.priority) not in (ALL_LISTED, len(KINDS)):
            raise PlanFault(
                f"stage {self.id}: priority needs a number for each of {', '.join(KINDS[:ALL_LISTED])}, not {self.priority}"
            )
        if self.officers < 0:
            raise PlanFault(f"stage {self.id}: officers must be 0 or more, not {self.officers}")

    def rank(self, kind: int) -> int:
        """Priority of a person of this kind; lower is served first."""
        return self.priority[kind] if self.priority else 0


@dataclass(frozen=True, slots=True)
class ClockPlan:
    """A pathway over one horizon.

    horizon: cases arrive in [0, horizon) seconds and are all played to their end.
    warm_up: cases that arrive before it are played and not counted.
    legal_limit: seconds after which a person held must be released, counted from entering the first `held` stage.
    minimum: seconds a `prolonged` stage must last before it counts as being held, where the case ends there.
    wrongful: the cells whose detentions are wrongful.
    stopped_anyway: whether the case table says how much longer each stop would have lasted; only the time beyond it counts.
    """

    stages: tuple[ClockStage, ...]
    resources: tuple[Resource, ...] = ()
    horizon: float = YEAR
    warm_up: float = 0.0
    legal_limit: float | None = None
    minimum: float = 0.0
    wrongful: tuple[int, ...] = WRONGFUL
    stopped_anyway: bool = False

    def __post_init__(self) -> None:
        if not self.stages:
            raise PlanFault("pathway: at least one stage is needed, not 0")
        if not 0.0 <= self.warm_up < self.horizon < math.inf:
            raise PlanFault(f"warm_up {self.warm_up} s must lie in [0, horizon), horizon {self.horizon} s")
        if self.legal_limit is not None and not self.legal_limit > 0.0:
            raise PlanFault(f"legal_limit must be more than 0 s, not {self.legal_limit}")
        self._check_resources()
        self._check_holds()

    def without_queues(self) -> ClockPlan:
        """The same pathway where nobody ever waits: as if every resource had a server for everybody."""
        stages = tuple(
            replace(stage, resource=None, holds=(), priority=(), gives_up=False) for stage in self.stages
        )
        return replace(self, stages=stages, resources=())

    def _check_resources(self) -> None:
        known = range(len(self.resources))
        for stage in self.stages:
            for index in (stage.resource, *stage.holds):
                if index is not None and index not in known:
                    raise PlanFault(
                        f"stage {stage.id}: resource {index} is not among the {len(known)} declared"
                    )

    def _check_holds(self) -> None:
        """A kept resource must be in hand already, and keeping must not let two people wait for each other."""
        held: frozenset[int] = frozenset()
        waits: dict[int, set[int]] = {index: set() for index in range(len(self.resources))}
        for stage in self.stages:
            for index in stage.holds:
                if index not in held:
                    name = self.resources[index].id
                    raise PlanFault(
                        f"stage {stage.id}: holds {name}, which no stage just before acquired or held"
                    )
            if stage.resource is not None and stage.resource not in stage.holds:
                for index in stage.holds:
                    waits[index].add(stage.resource)
            held = frozenset(stage.holds) | ({stage.resource} if stage.resource is not None else frozenset())
        for index in waits:
            if _reaches(waits, index):
                name = self.resources[index].id
                raise PlanFault(f"resource {name}: people who hold it could wait for each other without end")

    @property
    def first_held(self) -> int | None:
        """Index of the first stage a person is held at."""
        return next((i for i, stage in enumerate(self.stages) if stage.liberty == "held"), None)

    @property
    def first_prolonged(self) -> int | None:
        """Index of the first stage a person is not free to leave, prolonged or held."""
        return next((i for i, stage in enumerate(self.stages) if stage.liberty != "free"), None)


def _reaches(graph: dict[int, set[int]], start: int) -> bool:
    """Whether `start` can be reached again along the graph's arrows."""
    seen: set[int] = set()
    ahead = list(graph[start])
    while ahead:
        node = ahead.pop()
        if node == start:
            return True
        if node not in seen:
            seen.add(node)
            ahead.extend(graph[node])
    return False
