"""What the clock left in a summary, opened: its figures, its hours and the resources people wait for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.reports.language import numbers
from simulator.reports.language.study import Estimate, Study, estimate, number

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEK = 168


@dataclass(frozen=True, slots=True)
class Band:
    """A quantity hour by hour: the middle of the runs and what 9 of 10 of them lie between; None where undefined."""

    median: tuple[float | None, ...]
    lo: tuple[float | None, ...]
    hi: tuple[float | None, ...]

    @property
    def peak(self) -> int:
        """The hour with the highest middle; among equals the one with the highest upper end."""
        return max(range(len(self.median)), key=lambda i: (self.median[i] or 0.0, self.hi[i] or 0.0))

    @property
    def low(self) -> int:
        """The hour with the lowest middle."""
        return min(range(len(self.median)), key=lambda i: self.median[i] or 0.0)

    def at(self, i: int) -> Estimate:
        """One hour as an estimate."""
        return estimate({"median": self.median[i], "lo": self.lo[i], "hi": self.hi[i]})


@dataclass(frozen=True, slots=True)
class Resource:
    """Something people wait for. `servers`: how many there are, in words, or nothing; `waited`: share who found none free."""

    id: str
    name: str
    servers: str
    queue: Band
    utilisation: Band
    waited: Estimate
    ever: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours after which the week repeats itself (168, 24 or 1), with what happens in each of them."""

    cycle: int
    held: Band
    resources: tuple[Resource, ...]


def hours(study: Study) -> Hours | None:
    """The hours of the clock; None without one."""
    week = (_clock(study)).get("week")
    if not isinstance(week, Mapping):
        return None
    cycle = week.get("cycle") or {"hours": WEEK, **week}
    held = _band(cycle.get("held") or {})
    if not held.median:
        return None
    waited = week.get("waited") or {}
    resources = tuple(
        _resource(study, name, raw, waited.get(name) or {})
        for name, raw in (cycle.get("resources") or {}).items()
    )
    return Hours(len(held.median), held, resources)


def _resource(study: Study, name: str, raw: Mapping[str, Any], waited: Mapping[str, Any]) -> Resource:
    queue = _band(raw.get("queue") or {})
    path = f"resources.{name}.servers"
    servers = next((str(row.get("text")) for row in study.listed("inputs") if row.get("path") == path), "")
    most = number(waited.get("most"))
    ever = most > 0 if most is not None else any((x or 0.0) > 0 for x in queue.hi)
    utilisation = _band(raw.get("utilisation") or {})
    return Resource(name, name.replace("_", " "), servers, queue, utilisation, estimate(waited), ever)


def _band(raw: Mapping[str, Any]) -> Band:
    median, lo, hi = (tuple(number(x) for x in raw.get(key) or ()) for key in ("median", "lo", "hi"))
    return Band(median, lo, hi)


def _clock(study: Study) -> Mapping[str, Any]:
    return study.raw.get("clock") or {}


def cell(study: Study, measure: str, group: str = "all", kind: str = "innocent") -> Estimate:
    """One figure of the clock."""
    return estimate(_figure(study, measure, group, kind))


def only(study: Study, measure: str, what: str, kind: str = "innocent") -> str:
    """“ Anybody innocent was held in 12 of the 40 runs only; …”; nothing where all runs have the figure."""
    had, of = (
        _figure(study, measure, "all", kind).get("replications"),
        _clock(study).get("replications"),
    )
    return (
        f" {what} in {had} of the {of} runs only; the figures are of those."
        if had is not None and had != of
        else ""
    )


def average_known_to(study: Study, measure: str) -> float | None:
    """Half-width of the 95 % interval of a figure's average over runs, as a share of it; by the number of runs alone."""
    raw = _figure(study, measure, "all", "innocent")
    width, mean = number(raw.get("half_width")), number(raw.get("mean"))
    return None if width is None or not mean else width / mean


def _figure(study: Study, measure: str, group: str, kind: str) -> Mapping[str, Any]:
    about = (_clock(study).get("measures") or {}).get(measure) or {}
    return ((about.get("values") or {}).get(group) or {}).get(kind) or {}


def weeks(study: Study) -> str:
    """“2 weeks”."""
    many = int(number(_clock(study).get("weeks")) or 0)
    return "1 week" if many == 1 else f"{many} weeks"


def sites(study: Study) -> str:
    """“, all 8 sites together”; nothing where there is one."""
    many = int(number(_clock(study).get("sites")) or 0)
    return f", all {many} sites together" if many > 1 else ""


def duration(seconds: float | None) -> str:
    """A time in the unit that suits it, two significant figures: 42 s, 8.2 min, 3.1 h, 2.4 days."""
    if seconds is None:
        return numbers.UNDEFINED
    for size, unit in ((86_400 * 2, "days"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{numbers.prose(seconds / (86_400 if unit == 'days' else size))} {unit}"
    return f"{numbers.prose(seconds)} s"


def hour_name(cycle: int, i: int) -> str:
    """“Fri 23:00 to 24:00”, or the hours alone where all days are alike."""
    day = f"{DAYS[i // 24]} " if cycle == WEEK else ""
    return f"{day}{i % 24}:00 to {i % 24 + 1}:00"
