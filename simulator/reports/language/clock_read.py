"""What the clock left in a summary, opened: its figures, its hours and the resources people wait for."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.reports.language import numbers
from simulator.reports.language.phrases import message, phrase, plural
from simulator.reports.language.study import NOTHING, Estimate, Study, timed
from simulator.results.clock_summary import Band as Told
from simulator.results.clock_summary import Desk, Times, Waited

DAYS = (
    message("Mon"),
    message("Tue"),
    message("Wed"),
    message("Thu"),
    message("Fri"),
    message("Sat"),
    message("Sun"),
)
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
        return Estimate(self.median[i], self.lo[i], self.hi[i])


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
    clock = study.summary.clock
    if clock is None:
        return None
    held = _band(clock.week.cycle.held)
    if not held.median:
        return None
    resources = tuple(
        _resource(study, name, desk, clock.week.waited.get(name))
        for name, desk in clock.week.cycle.resources.items()
    )
    return Hours(len(held.median), held, resources)


def _resource(study: Study, name: str, desk: Desk, waited: Waited | None) -> Resource:
    queue = _band(desk.queue)
    path = f"resources.{name}.servers"
    servers = next((row.text for row in study.summary.inputs if row.path == path), "")
    most = waited.most if waited else None
    ever = most > 0 if most is not None else any((x or 0.0) > 0 for x in queue.hi)
    share = Estimate(waited.median, waited.lo, waited.hi) if waited else NOTHING
    return Resource(name, name.replace("_", " "), servers, queue, _band(desk.utilisation), share, ever)


def _band(told: Told) -> Band:
    return Band(told.median, told.lo, told.hi)


def cell(study: Study, measure: str, group: str = "all", kind: str = "innocent") -> Estimate:
    """One figure of the clock."""
    figure = _figure(study, measure, group, kind)
    return timed(figure) if figure else NOTHING


def only(study: Study, measure: str, what: str, kind: str = "innocent") -> str:
    """“ Anybody innocent was held in 12 of the 40 runs only; …”; nothing where all runs have the figure."""
    figure, clock = _figure(study, measure, "all", kind), study.summary.clock
    had, of = (figure.replications if figure else None), (clock.replications if clock else None)
    if had is None or had == of:
        return ""
    return " " + phrase(
        "{what} in {had} of the {of} runs only; the figures are of those.", what=what, had=had, of=of
    )


def average_known_to(study: Study, measure: str) -> float | None:
    """Half-width of the 95 % interval of a figure's average over runs, as a share of it; by the number of runs alone."""
    figure = _figure(study, measure, "all", "innocent")
    if figure is None or figure.half_width is None or not figure.mean:
        return None
    return figure.half_width / figure.mean


def _figure(study: Study, measure: str, group: str, kind: str) -> Times | None:
    clock = study.summary.clock
    about = clock.measures.get(measure) if clock else None
    return about.values.get(group, {}).get(kind) if about else None


def weeks(study: Study) -> str:
    """“2 weeks”."""
    many = study.summary.clock.weeks if study.summary.clock else 0
    return plural(many, "{number} week", "{number} weeks", number=many)


def sites(study: Study) -> str:
    """“, all 8 sites together”; nothing where there is one."""
    many = study.summary.clock.sites if study.summary.clock else 0
    return phrase(", all {number} sites together", number=many) if many > 1 else ""


DAY = 86_400


def duration(seconds: float | None) -> str:
    """A time in the unit that suits it, two significant figures: 42 s, 8.2 min, 3.1 h, 2.4 days."""
    if seconds is None:
        return numbers.undefined()
    if seconds >= 2 * DAY:
        return phrase("{number} days", number=numbers.prose(seconds / DAY))
    for size, unit in ((3_600, message("{number} h")), (60, message("{number} min"))):
        if seconds >= size:
            return phrase(unit, number=numbers.prose(seconds / size))
    return phrase("{number} s", number=numbers.prose(seconds))


def hour_name(cycle: int, i: int) -> str:
    """“Fri 23:00 to 24:00”, or the hours alone where all days are alike."""
    day = f"{phrase(DAYS[i // 24])} " if cycle == WEEK else ""
    return phrase("{day}{start}:00 to {end}:00", day=day, start=i % 24, end=i % 24 + 1)


def in_runs(lo: str, hi: str) -> str:
    """“in 9 of 10 runs between 2 and 7”, or the one figure both ends print as."""
    return phrase("in 9 of 10 runs {range}", range=numbers.between(lo, hi))


def or_more(share: float) -> str:
    """“12 % or more”, or all."""
    return phrase("all") if share >= 1 else phrase("{share} or more", share=numbers.percent(share))
