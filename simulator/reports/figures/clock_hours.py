"""When: people held, people waiting and servers in use, hour by hour."""

from __future__ import annotations

from simulator.reports.figures.clock_bands import Panel, body, drawing
from simulator.reports.figures.figure import Figure
from simulator.reports.figures.svg import picture
from simulator.reports.language import numbers
from simulator.reports.language.clock_read import (
    DAYS,
    WEEK,
    Band,
    Hours,
    Resource,
    hour_name,
    hours,
    sites,
    weeks,
)
from simulator.reports.language.finding import citation, quoted
from simulator.reports.language.phrases import given, message, phrase
from simulator.reports.language.study import Study
from simulator.reports.tables import Table, notes, proxied

ALIKE = message("The hours this scenario gives have no weekdays, so the seven days are averaged into one.")


def clock_note(study: Study) -> str:
    """What an interval of the clock holds."""
    return phrase(
        "Middle of the simulated runs of {weeks}, then what 9 of 10 of them lie between; queues included.",
        weeks=weeks(study),
    )


def around(text: str, lo: str, hi: str) -> str:
    """“3.4 (0.5–21)”."""
    return f"{text} ({numbers.span(lo, hi)})"


def people(band: Band, i: int) -> str:
    """A mean number of people, for a table."""
    x = band.at(i)
    return (
        around(numbers.rate(x.median), numbers.rate(x.lo), numbers.rate(x.hi))
        if x.known
        else numbers.undefined()
    )


def share(band: Band, i: int) -> str:
    """A share of servers' time, for a table; none on duty is said."""
    x = band.at(i)
    if not x.known:
        return phrase("none on duty")
    return around(*(numbers.percent(y) for y in (x.median, x.lo, x.hi)))


def held(study: Study) -> Figure | None:
    """People held at once: over the week, or over the day where all days are alike; None where all hours are."""
    found = hours(study)
    if found is None or found.cycle == 1:
        return None
    band, by = found.held, _period(found.cycle)
    told = _told(study, band, phrase("People held at once on average"))
    table = _week_table(study, band) if found.cycle == WEEK else _day_table(study, band)
    note = "" if found.cycle == WEEK else f" {phrase(ALIKE)}"
    return _figure(
        study,
        "week",
        phrase(
            "Most are held at once {hour}: {number}",
            hour=hour_name(found.cycle, band.peak),
            number=numbers.prose(band.median[band.peak]),
        ),
        [Panel(phrase("People held at once"), band, "open")],
        phrase(
            "{caption}{sites}. The line is the middle of the simulated runs, the band holds 9 of 10 of them: chance and what "
            "is not known.{note}",
            caption=phrase(HELD_CAPTION),
            sites=sites(study),
            note=note,
        ),
        phrase("Line with a band, by hour of the {by}. {told}", by=by, told=told),
        table,
        told,
    )


def _figure(
    study: Study, name: str, title: str, panels: list[Panel], caption: str, alt: str, table: Table, told: str
) -> Figure:
    title = proxied(study, title)
    drawn, height = drawing(panels)
    return Figure(
        id=name,
        title=title,
        body=body(panels),
        caption=caption,
        alt=alt,
        sentence=quoted(study, told),
        picture=picture(title, drawn, height, caption, citation(study), alt),
        table=table,
    )


def _period(cycle: int) -> str:
    """After what the hours repeat themselves."""
    return phrase("week") if cycle == WEEK else phrase("day")


def _told(study: Study, band: Band, what: str) -> str:
    top, low, cycle = band.peak, band.low, len(band.median)
    x = band.at(top)
    return phrase(
        "{what}{sites}. Most: {hour}, {number} (9 in 10 runs {range}). Fewest: {low_hour}, {low_number}.",
        what=what,
        sites=sites(study),
        hour=hour_name(cycle, top),
        number=numbers.prose(x.median),
        range=numbers.reach(numbers.prose(x.lo), numbers.prose(x.hi)),
        low_hour=hour_name(cycle, low),
        low_number=numbers.prose(band.median[low]),
    )


HELD_CAPTION = message("People held at once on average during each hour, innocent and wanted people together")


def _day_table(study: Study, band: Band) -> Table:
    return Table(
        id="week-table",
        caption=proxied(study, phrase("People held at once, by hour of the day")),
        columns=((phrase("Hour"), False), (phrase("Held at once (9 in 10 runs)"), True)),
        rows=tuple((hour_name(24, h), people(band, h)) for h in range(24)),
        notes=(clock_note(study), *notes(study)),
    )


def _week_table(study: Study, band: Band) -> Table:
    return Table(
        id="week-table",
        caption=proxied(study, phrase("People held at once, by hour of the week")),
        columns=((phrase("Hour"), False), *((phrase(day), True) for day in DAYS)),
        rows=tuple((hour_name(24, h), *(people(band, d * 24 + h) for d in range(7))) for h in range(24)),
        notes=(clock_note(study), *notes(study)),
    )


def queues(study: Study) -> tuple[Figure, ...]:
    """For each resource at which anybody waits: people waiting and servers in use, by hour; none where all hours are alike."""
    found = hours(study)
    if found is None or found.cycle == 1:
        return ()
    return tuple(_queue(study, found, resource) for resource in found.resources if resource.ever)


def _queue(study: Study, found: Hours, resource: Resource) -> Figure:
    queue, use, cycle = resource.queue, resource.utilisation, found.cycle
    period = _period(cycle)
    busiest = use.at(use.peak)
    told = phrase(
        "For the {resource}: {told} In use at most {share} of the time, {hour} (9 in 10 runs {range}).",
        resource=given(resource.name),
        told=_told(study, queue, phrase("people waiting on average")),
        share=numbers.percent(busiest.median),
        hour=hour_name(cycle, use.peak),
        range=numbers.reach(numbers.percent(busiest.lo), numbers.percent(busiest.hi)),
    )
    name = f"queue-{resource.id.replace('_', '-')}"
    return _figure(
        study,
        name,
        phrase("The queue for the {resource}, hour by hour", resource=given(resource.name)),
        [
            Panel(phrase("People waiting at once"), queue, "harm"),
            Panel(phrase("In use, share of their time"), use, "good", " %"),
        ],
        phrase(
            "Above: people waiting on average during each hour{sites}, innocent and wanted people together. Below: the share of "
            "its time in which it is in use. The lines are the middle of the simulated runs, the bands hold 9 of 10 of them: "
            "chance and what is not known.{note}",
            sites=sites(study),
            note="" if cycle == WEEK else f" {phrase(ALIKE)}",
        ),
        phrase("Two lines with bands, by hour of the {period}. {told}", period=period, told=told),
        Table(
            id=f"{name}-table",
            caption=proxied(
                study,
                phrase(
                    "The queue for the {resource}, by hour of the {period}",
                    resource=given(resource.name),
                    period=period,
                ),
            ),
            columns=(
                (phrase("Hour"), False),
                (phrase("People waiting (9 in 10 runs)"), True),
                (phrase("In use (9 in 10 runs)"), True),
            ),
            rows=tuple((hour_name(cycle, h), people(queue, h), share(use, h)) for h in range(cycle)),
            notes=(clock_note(study), *notes(study)),
        ),
        told,
    )


def resources(study: Study) -> Table | None:
    """Every resource in one table: who found none free, the longest hour's queue, how busy it is; None without resources."""
    found = hours(study)
    if found is None or not found.resources:
        return None
    rows = []
    for resource in found.resources:
        queue, use, waited = resource.queue, resource.utilisation, resource.waited
        when = (
            f", {hour_name(found.cycle, queue.peak)}" if found.cycle > 1 and queue.median[queue.peak] else ""
        )
        spread = [numbers.percent(x) for x in (waited.median, waited.lo, waited.hi)]
        rows.append(
            (
                given(resource.name),
                given(resource.servers) or phrase("not stated"),
                around(*spread) if waited.known else phrase("nobody came"),
                people(queue, queue.peak) + when,
                share(use, use.peak),
            )
        )
    busiest = phrase(", busiest hour") if found.cycle > 1 else ""
    return Table(
        id="resources",
        caption=proxied(study, phrase("What people wait for")),
        columns=(
            (phrase("Resource"), False),
            (phrase("How many"), False),
            (phrase("Found none free"), True),
            (phrase("People waiting at once{busiest}", busiest=busiest), True),
            (phrase("In use{busiest}", busiest=busiest), True),
        ),
        rows=tuple(rows),
        notes=(clock_note(study), *notes(study)),
    )
