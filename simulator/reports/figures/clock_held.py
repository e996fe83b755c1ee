"""How long innocent people are held, queues included: on one axis of time, and by group in a table."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.reports.figures.clock_hours import clock_note
from simulator.reports.figures.figure import Figure, of_rows
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import Named, stretched
from simulator.reports.language import numbers
from simulator.reports.language.clock import FEW
from simulator.reports.language.clock_read import DAY, cell, duration, weeks
from simulator.reports.language.phrases import message, phrase
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import capital, joined, marked
from simulator.reports.tables import Table, notes, ordered, proxied, rollups

TOO_FEW = message("too few")
OUT = (
    ("held_median", message("half are out within")),
    ("held_p95", message("95 of 100 are out within")),
    ("held_longest", message("the longest anybody is held")),
)
UNITS = (1, 10, 60, 600, 3600, 36_000, 86_400 * 2, 864_000, 8_640_000)


def held_for(study: Study, told: str | None) -> Figure | None:
    """How long innocent people are held, on one axis of time, quoted as `told`; None where too few are held to say."""
    known = [(what, found) for measure, what in OUT if (found := cell(study, measure)).known and found.median]
    durations = table(study)
    if not known or durations is None or told is None:
        return None
    rows = tuple(
        Row(
            capital(phrase(what)),
            f"{duration(x.median)} ({numbers.span(duration(x.lo), duration(x.hi))})",
            x.median,
            x.lo,
            x.hi,
        )
        for what, x in known
    )
    scale = Named(
        stretched([x for _, c in known for x in (c.lo, c.median, c.hi)]),
        tuple((float(seconds), _tick(seconds)) for seconds in UNITS),
    )
    title = phrase(
        "Of innocent people held, {times}",
        times=joined([f"{phrase(what)} {duration(x.median)}" for what, x in known[:2]]),
    )
    return of_rows(
        study,
        Rows("held-for", rows, scale, phrase("time held, runs of {weeks}", weeks=weeks(study))),
        title,
        f"{clock_note(study)} {phrase('Equal distances are equal multiples.')}",
        phrase("Dot-and-interval chart of how long innocent people are held. {title}.", title=title),
        durations,
        told,
    )


def _tick(seconds: float) -> str:
    """A duration at the foot of the figure, where there is little room."""
    if seconds >= 2 * DAY:
        return phrase("{number} d", number=numbers.prose(seconds / DAY))
    return duration(seconds)


def table(study: Study) -> Table | None:
    """How long innocent people are held, by group: half, 95 of 100, the longest, and shares beyond an hour and a day."""
    if study.summary.clock is None:
        return None
    groups = (*rollups(study), *ordered(study))
    rows: list[tuple[str, ...]] = []
    for group in groups:
        times = [cell(study, m, group.id) for m in ("held_median", "held_p95", "held_longest")]
        shares = [cell(study, f"held_beyond_{m}", group.id) for m in ("1h", "24h")]
        rows.append((marked(group), *(_times(c) for c in times), *(_shares(c) for c in shares)))
    return Table(
        id="durations",
        caption=proxied(study, phrase("How long innocent people are held, queues included (9 in 10 runs)")),
        columns=(
            (phrase("Group"), False),
            (phrase("Half are out within"), True),
            (phrase("95 of 100 are out within"), True),
            (phrase("Longest in {weeks}", weeks=weeks(study)), True),
            (phrase("Held over 1 h, on average"), True),
            (phrase("Held over 24 h, on average"), True),
        ),
        rows=tuple(rows),
        notes=(clock_note(study), *_too_few(rows), *notes(study, groups)),
        emphasised=frozenset(i for i, g in enumerate(groups) if g.rollup),
    )


def _too_few(rows: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    if not any(phrase(TOO_FEW) in row for row in rows):
        return ()
    return (
        phrase(
            "“{too_few}”: all runs together hold fewer than 20 of them, or fewer than {few} for a share; the middle run holds "
            "fewer than 20, of whom 95 in 100 cannot be told.",
            too_few=phrase(TOO_FEW),
            few=FEW,
        ),
    )


def _times(c: Estimate) -> str:
    return (
        f"{duration(c.median)} ({numbers.span(duration(c.lo), duration(c.hi))})"
        if c.known
        else phrase(TOO_FEW)
    )


def _shares(c: Estimate) -> str:
    """Averages: where a run holds few people, the middle run's share is mostly none."""
    if not c.known:
        return phrase(TOO_FEW)
    return f"{numbers.percent(c.mean)} ({numbers.span(numbers.percent(c.lo), numbers.percent(c.hi))})"
