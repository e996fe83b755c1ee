"""What a summary says of the clock: times held and waited, the week by the hour, and how it was played. In seconds."""

from __future__ import annotations

from simulator.results.values import Ends, Maybe, Value


class Times(Value):
    """A figure of the clock over its replications without queues, moved by what queues add; `half_width` is half the 95 % interval
    of the mean, by the number of draws."""

    median: Maybe = None
    mean: Maybe = None
    lo: Maybe = None
    hi: Maybe = None
    chance: Ends | None = None
    audit: Ends | None = None
    half_width: Maybe = None
    replications: int | None = None


class Beyond(Times):
    """The share of innocent people held longer than the legal limit, and how many that is in all replications without queues."""

    people: int
    longer: int


class Timed(Value):
    """A measure of the clock: figures by group or roll-up, then by whom they are of."""

    unit: str
    values: dict[str, dict[str, Times]]


class Band(Value):
    """By hour: the median and the 90 % interval over replications."""

    median: tuple[Maybe, ...]
    lo: tuple[Maybe, ...]
    hi: tuple[Maybe, ...]


class Desk(Value):
    """A resource by hour: how many wait for it, and how much of it is in use."""

    queue: Band
    utilisation: Band


class Cycle(Value):
    """The shortest cycle in which the hours repeat."""

    hours: int
    resources: dict[str, Desk]
    held: Band


class Waited(Value):
    """The share of people who waited at all, over replications; `most` is that of the worst of them."""

    median: Maybe
    lo: Maybe
    hi: Maybe
    most: Maybe


class Week(Value):
    """Queues, use and people held by hour of the week, Monday 00:00 first."""

    resources: dict[str, Desk]
    held: Band
    cycle: Cycle
    waited: dict[str, Waited]


class Clock(Value):
    """What the clock played, and its figures. Times are in seconds.

    replications, draws: without queues. played: draws played through the queues, and `effective`, how many equal ones they are worth.
    """

    engine: str
    fallback: str | None
    replications: int
    draws: int
    played: int
    effective: float
    weeks: int
    precision: Maybe
    precise_enough: bool
    cases: int
    sites: int
    beyond_limit: Beyond | None
    legal_limit: Maybe
    measures: dict[str, Timed]
    week: Week
