"""When and how long: what the clock says in sentences, and how long each group is held, queues included."""

from __future__ import annotations

from simulator.reports.figures.clock_held import FEW, held_for, table
from simulator.reports.figures.clock_hours import held, queues, resources
from simulator.reports.figures.clock_read import (
    Hours,
    Resource,
    average_known_to,
    cell,
    duration,
    hour_name,
    hours,
    only,
    sites,
    weeks,
)
from simulator.reports.language import numbers
from simulator.reports.language.study import Estimate, Study, timed
from simulator.reports.language.words import held_point
from simulator.results.clock_summary import Clock
from simulator.results.summary import Stage

__all__ = ["cell", "duration", "held", "held_for", "queues", "resources", "table"]
NINE = "in 9 of 10 runs between"
A_YEAR = 52
"""Weeks."""


def _between(lo: str, hi: str) -> str:
    return f"in 9 of 10 runs {lo}" if lo == hi else f"{NINE} {lo} and {hi}"


def sentence(study: Study) -> str | None:
    """How long innocent people are held: the middle, and 1 in 20 where enough are held to say."""
    half, tail, clock = cell(study, "held_median"), cell(study, "held_p95"), study.summary.clock
    if clock is None or study.held_stage is None:
        return None
    if not half.known:
        return f"In all {clock.replications} runs of {weeks(study)} together hardly any innocent people are held: too few to say for how long."
    longer = (
        f" and 5 of 100 are held longer than {duration(tail.median)} ({_between(duration(tail.lo), duration(tail.hi))})."
        if tail.known
        else ". Too few are held in a run to say for how long 5 of 100 are."
    )
    return (
        f"Of innocent people held, half are released within {duration(half.median)} ({_between(duration(half.lo), duration(half.hi))})"
        f"{longer}{only(study, 'held_median', 'Anybody innocent was held')} Queues are included. {_played(clock, study)}"
        f"{_precision(study)}"
    )


def _played(clock: Clock, study: Study) -> str:
    """How many runs, and what those with queues are worth."""
    return (
        f"The clock simulated {clock.replications} runs of {weeks(study)} each as if nobody queued, with {clock.draws} draws of the "
        f"uncertain inputs. What queues add comes from {clock.played} draws played with and without them, crowded ones more often "
        f"than others: worth {numbers.prose(clock.effective)} taken alike."
    )


def _precision(study: Study) -> str:
    """A sentence where the replications were too few for the precision asked for."""
    reached = average_known_to(study, "held_median")
    if study.summary.clock is None or study.summary.clock.precise_enough or reached is None:
        return ""
    if reached > 0.5:
        return " So few people are held that the average of these middle times is hardly known."
    return f" From so few runs the average of these middle times is known to within about {numbers.percent(reached)} (95 %)."


def both_doubts(study: Study) -> str | None:
    """Chance and what is not known, apart, for the time half are held."""
    half = cell(study, "held_median")
    if not half.known or half.chance is None:
        return None
    chance = (duration(x) for x in half.chance)
    return (
        f"Chance alone would put that middle time between {' and '.join(chance)}; with what is not known as well it lies "
        f"between {duration(half.lo)} and {duration(half.hi)}."
    )


def longest(study: Study) -> str | None:
    """The longest anybody innocent was held, which depends on how long one looks."""
    found = cell(study, "held_longest")
    if not found.known:
        return None
    text = (
        f"The longest anybody innocent was held in {weeks(study)} was {duration(found.median)} "
        f"({_between(duration(found.lo), duration(found.hi))}).{only(study, 'held_longest', 'Anybody was')}"
    )
    if study.summary.clock and study.summary.clock.weeks < A_YEAR:
        text += f" That is the longest of {weeks(study)}: the longest of a whole year would be longer."
    return text


def limit(study: Study) -> str | None:
    """The share held longer than the law allows, of all innocent people held in any run where they are few."""
    clock = study.summary.clock
    beyond = clock.beyond_limit if clock else None
    if clock is None or beyond is None or clock.legal_limit is None:
        return None
    seconds, share = clock.legal_limit, timed(beyond)
    if not share.known:
        return None
    start = _taken_as_limit(study, seconds)
    people, longer = beyond.people, beyond.longer
    if people < FEW:
        were = "was" if longer == 1 else "were"
        return (
            f"{start} Of the {people} innocent people held in all runs together, {longer or 'none'} {were} held longer: "
            "too few people to say how often."
        )
    if not longer:
        return f"{start} Of the {people:,} innocent people held in all runs together, none was held longer."
    return (
        f"{start} Of innocent people held, {numbers.percent(share.mean)} are held longer on average over the runs "
        f"({_between(numbers.percent(share.lo), numbers.percent(share.hi))})."
    )


def _taken_as_limit(study: Study, seconds: float) -> str:
    """The limit and where it comes from, with what its source does not say."""
    hours = f"{numbers.prose(seconds / 3600)} hours"
    row = next((each for each in study.summary.inputs if each.path == "legal_limit"), None)
    if row is None or not row.source:
        why = f": {row.why}" if row and row.why else ""
        return f"Taken as the legal limit, {hours} (an assumption{why})."
    source = row.source.split("/")[0]
    about = next((each for each in study.summary.evidence if each.id == source), None)
    title = (about.title if about else source).split(",")[0]
    return " ".join([f"Taken as the legal limit, {hours} ({title}).", *(about.limits if about else ())])


def _or_more(share: float) -> str:
    return "all" if share >= 1 else f"{numbers.percent(share)} or more"


def walked(study: Study) -> str | None:
    """How many innocent people waited so long that they were let go or walked on."""
    found, every = cell(study, "walked_on"), hours(study)
    if not found.known or every is None or not every.resources:
        return None
    lo, hi = numbers.prose_count(found.lo), numbers.prose_count(found.hi)
    if not found.hi and not found.mean:
        return f"Nobody innocent waited so long, in any run of {weeks(study)}, that they were let go or walked on."
    if not found.median:
        return (
            f"In at least half of the runs, each of {weeks(study)}, nobody innocent waits so long that they are let go or walk on; in the worst "
            f"1 of 20 runs {hi} or more do."
        )
    text = (
        f"In {weeks(study)} innocent people wait so long that they are let go or walk on {numbers.times(found.median)} "
        f"({_between(lo, hi)})."
    )
    if found.chance is not None:
        span = numbers.span(*(numbers.prose_count(max(0.0, x)) for x in found.chance))
        text += f" Chance alone gives {span}; with what is not known as well it is {numbers.span(lo, hi)}."
    return text


def correction(study: Study) -> str | None:
    """What queues do to the counts of the other pages: said if it is more than 1 %, and said if not."""
    ids = [stage for stage in study.stages if cell(study, f"correction_{stage.id}").known]
    if not ids:
        return None
    moved = [stage for stage in ids if _moves(cell(study, f"correction_{stage.id}"))]
    if not moved:
        every = hours(study)
        return (
            None
            if every is not None and not every.resources
            else "Queues change the number of innocent people who reach a held stage by less than 1 %: the counts stand."
        )
    first = study.held_stage
    kept = first is not None and first.id not in {stage.id for stage in moved}
    start = (
        f"Counts are as if nobody queued. Whoever walks on was wrongly detained all the same: a detention is counted where it begins "
        f"({held_point(study)}), before the wait. What walking on lowers is how many go further."
        if kept
        else "Counts are as if nobody queued; walking on lowers them."
    )
    how = "People of all runs with queues together; in brackets how well so few draws tell it (90 %): the crowded ones decide it."
    return " ".join([start, *(_lowered(study, stage) for stage in moved), how])


def _lowered(study: Study, stage: Stage) -> str:
    innocent = cell(study, f"correction_{stage.id}")
    wanted = cell(study, f"correction_{stage.id}", kind="wanted")
    text = f"Of every 100 innocent people counted as reaching “{stage.label}”, {_of_hundred(innocent)} do"
    text += f"; of every 100 wanted people, {_of_hundred(wanted)}." if wanted.known else "."
    return text


def _moves(c: Estimate) -> bool:
    return abs((c.mean or 1.0) - 1) > 0.01 or (c.lo or 0.0) < 0.99


def _of_hundred(c: Estimate) -> str:
    if c.mean is None:
        return numbers.undefined()
    if c.lo is None or c.hi is None or c.hi > 1:
        return f"{numbers.prose(100 * c.mean)} (too few runs to say how surely)"
    return f"{numbers.prose(100 * c.mean)} ({numbers.span(numbers.prose(100 * c.lo), numbers.prose(100 * c.hi))})"


def hours_told(study: Study) -> str | None:
    """What is said in place of a figure by hour where the scenario gives no hours."""
    found = hours(study)
    if found is None or found.cycle != 1:
        return None
    x, start = (
        found.held.at(0),
        (
            "The scenario says nothing about hours, so the clock treats all hours of day and night alike, and a figure by hour would show chance "
            "only."
        ),
    )
    if not x.median:
        return (
            f"{start} In half of the runs or more hardly anybody is held at any moment; in the worst 1 of 20 runs {numbers.prose(x.hi)} or more "
            f"people are held at once on average{sites(study)}, innocent and wanted people together."
        )
    return (
        f"{start} At any moment {numbers.prose(x.median)} people are held at once on average{sites(study)}, innocent and wanted people together "
        f"({_between(numbers.prose(x.lo), numbers.prose(x.hi))})."
    )


def queues_told(study: Study) -> tuple[str, ...]:
    """A sentence for every resource: who waits for it, when and how much; one that says so where there is none."""
    found = hours(study)
    if found is None:
        return ()
    if not found.resources:
        return (
            "Nobody waits for anything in this scenario: it names no resource, such as a desk or a team of officers, that people would queue "
            "for. The times above are those of the stages alone.",
        )
    return tuple(_waits(study, found, resource) for resource in found.resources)


def _waits(study: Study, found: Hours, resource: Resource) -> str:
    runs = study.summary.clock.played if study.summary.clock else 0
    name = f"{resource.name[:1].upper()}{resource.name[1:]}{f' ({resource.servers})' if resource.servers else ''}"
    hour = "In the busiest hour in use" if found.cycle > 1 else "In use"
    use = resource.utilisation.at(resource.utilisation.peak)
    busy = f"{hour} {numbers.percent(use.median) if use.median else 'hardly any'} of the time{sites(study)}."
    if not resource.ever:
        return f"{name}: nobody ever waits. In all {runs} runs one was free whenever it was needed. {busy}"
    text = f"{name}: {_found_none(resource.waited)} {_longest_queue(study, found, resource)} {busy}"
    if sites(study) and resource.queue.median[resource.queue.peak]:
        text += " People wait all the same: they come in bursts, and one site cannot use what stands idle at another."
    return text


def _found_none(waited: Estimate) -> str:
    lo, hi = numbers.percent(waited.lo), numbers.percent(waited.hi)
    if not waited.hi:
        return "in 19 of 20 runs nobody waits."
    if not waited.median:
        return f"in half of the runs or more nobody waits; in the worst 1 of 20 runs {_or_more(waited.hi)} of the people who come find none free."
    return f"{numbers.percent(waited.median)} of the people who come find none free and wait ({_between(lo, hi)})."


def _longest_queue(study: Study, found: Hours, resource: Resource) -> str:
    at = resource.queue.peak
    queue = resource.queue.at(at)
    if (queue.median or 0.0) < 0.01:
        hi = f"{numbers.prose(queue.hi)} or more" if (queue.hi or 0.0) >= 0.01 else "fewer than 0.01"
        when = "Even in the busiest hour fewer" if found.cycle > 1 else "Fewer"
        return f"{when} than 0.01 people wait at once on average{sites(study)}, and in the worst 1 of 20 runs {hi}."
    when = (
        f"The queue is longest from {hour_name(found.cycle, at)}, when"
        if found.cycle > 1
        else "At any moment"
    )
    return (
        f"{when} {numbers.prose(queue.median)} people wait at once on average{sites(study)} "
        f"({_between(numbers.prose(queue.lo), numbers.prose(queue.hi))})."
    )


def officers(study: Study) -> str | None:
    """What it costs in officers' time."""
    hours = cell(study, "officer_hours_per_wanted_found", "all", "all")
    if not hours.known:
        return None
    return (
        f"For each wanted person found, officers spend {numbers.prose(hours.median)} hours on cases that began with an alert, right and wrong ones together "
        f"({_between(numbers.prose(hours.lo), numbers.prose(hours.hi))})."
        f"{only(study, 'officer_hours_per_wanted_found', 'Anybody wanted was found', 'all')}"
    )
