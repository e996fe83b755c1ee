"""How long people are held, queues included, in sentences."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.clock_read import (
    average_known_to,
    cell,
    duration,
    hours,
    in_runs,
    only,
    weeks,
)
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.study import Estimate, Study, timed
from simulator.reports.language.words import held_point
from simulator.results.clock_summary import Clock
from simulator.results.summary import Stage

FEW = 100
"""People, of whom no share is told."""
A_YEAR = 52
"""Weeks."""


def sentence(study: Study) -> str | None:
    """How long innocent people are held: the middle, and 1 in 20 where enough are held to say."""
    half, tail, clock = cell(study, "held_median"), cell(study, "held_p95"), study.summary.clock
    if clock is None or study.held_stage is None:
        return None
    if not half.known:
        return phrase(
            "In all {replications} runs of {weeks} together hardly any innocent people are held: too few to say for how long.",
            replications=clock.replications,
            weeks=weeks(study),
        )
    longer = (
        (
            " "
            + phrase(
                "and 5 of 100 are held longer than {duration} ({range}).",
                duration=duration(tail.median),
                range=in_runs(duration(tail.lo), duration(tail.hi)),
            )
        )
        if tail.known
        else phrase(". Too few are held in a run to say for how long 5 of 100 are.")
    )
    return phrase(
        "Of innocent people held, half are released within {median} ({range}){longer}{only} Queues are included. "
        "{played}{precision}",
        median=duration(half.median),
        range=in_runs(duration(half.lo), duration(half.hi)),
        longer=longer,
        only=only(study, "held_median", phrase("Anybody innocent was held")),
        played=_played(clock, study),
        precision=_precision(study),
    )


def _played(clock: Clock, study: Study) -> str:
    """How many runs, and what those with queues are worth."""
    return phrase(
        "The clock simulated {replications} runs of {weeks} each as if nobody queued, with {draws} draws of the uncertain "
        "inputs. What queues add comes from {played} draws played with and without them, crowded ones more often than others: "
        "worth {effective} taken alike.",
        replications=clock.replications,
        weeks=weeks(study),
        draws=clock.draws,
        played=clock.played,
        effective=numbers.prose(clock.effective),
    )


def _precision(study: Study) -> str:
    """A sentence where the replications were too few for the precision asked for."""
    reached = average_known_to(study, "held_median")
    if study.summary.clock is None or study.summary.clock.precise_enough or reached is None:
        return ""
    if reached > 0.5:
        return " " + phrase("So few people are held that the average of these middle times is hardly known.")
    return " " + phrase(
        "From so few runs the average of these middle times is known to within about {reached} (95 %).",
        reached=numbers.percent(reached),
    )


def both_doubts(study: Study) -> str | None:
    """Chance and what is not known, apart, for the time half are held."""
    half = cell(study, "held_median")
    if not half.known or half.chance is None:
        return None
    least, most = (duration(x) for x in half.chance)
    return phrase(
        "Chance alone would put that middle time between {least} and {most}; with what is not known as well it lies between {lo} and {hi}.",
        least=least,
        most=most,
        lo=duration(half.lo),
        hi=duration(half.hi),
    )


def longest(study: Study) -> str | None:
    """The longest anybody innocent was held, which depends on how long one looks."""
    found = cell(study, "held_longest")
    if not found.known:
        return None
    text = phrase(
        "The longest anybody innocent was held in {weeks} was {median} ({range}).{only}",
        weeks=weeks(study),
        median=duration(found.median),
        range=in_runs(duration(found.lo), duration(found.hi)),
        only=only(study, "held_longest", phrase("Anybody was")),
    )
    if study.summary.clock and study.summary.clock.weeks < A_YEAR:
        text += " " + phrase(
            "That is the longest of {weeks}: the longest of a whole year would be longer.", weeks=weeks(study)
        )
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
        told = plural(
            longer,
            "Of the {people} innocent people held in all runs together, {longer} was held longer: too few people to say how often.",
            "Of the {people} innocent people held in all runs together, {longer} were held longer: too few people to say how often.",
            people=people,
            longer=longer or phrase("none"),
        )
        return f"{start} {told}"
    if not longer:
        told = phrase(
            "Of the {people} innocent people held in all runs together, none was held longer.",
            people=numbers.exact(people),
        )
        return f"{start} {told}"
    told = phrase(
        "Of innocent people held, {share} are held longer on average over the runs ({range}).",
        share=numbers.percent(share.mean),
        range=in_runs(numbers.percent(share.lo), numbers.percent(share.hi)),
    )
    return f"{start} {told}"


def _taken_as_limit(study: Study, seconds: float) -> str:
    """The limit and where it comes from, with what its source does not say."""
    hours = plural(seconds / 3600, "{number} hour", "{number} hours", number=numbers.prose(seconds / 3600))
    row = next((each for each in study.summary.inputs if each.path == "legal_limit"), None)
    if row is None or not row.source:
        why = f": {row.why}" if row and row.why else ""
        return phrase("Taken as the legal limit, {hours} (an assumption{why}).", hours=hours, why=why)
    source = row.source.split("/")[0]
    about = next((each for each in study.summary.evidence if each.id == source), None)
    title = (about.title if about else source).split(",")[0]
    return " ".join(
        [
            phrase("Taken as the legal limit, {hours} ({title}).", hours=hours, title=title),
            *(about.limits if about else ()),
        ]
    )


def walked(study: Study) -> str | None:
    """How many innocent people waited so long that they were let go or walked on."""
    found, every = cell(study, "walked_on"), hours(study)
    if not found.known or every is None or not every.resources:
        return None
    lo, hi = numbers.prose_count(found.lo), numbers.prose_count(found.hi)
    if not found.hi and not found.mean:
        return phrase(
            "Nobody innocent waited so long, in any run of {weeks}, that they were let go or walked on.",
            weeks=weeks(study),
        )
    if not found.median:
        return phrase(
            "In at least half of the runs, each of {weeks}, nobody innocent waits so long that they are let go or walk on; in the "
            "worst 1 of 20 runs {hi} or more do.",
            weeks=weeks(study),
            hi=hi,
        )
    text = phrase(
        "In {weeks} innocent people wait so long that they are let go or walk on {times} ({range}).",
        weeks=weeks(study),
        times=numbers.times(found.median),
        range=in_runs(lo, hi),
    )
    if found.chance is not None:
        span = numbers.span(*(numbers.prose_count(max(0.0, x)) for x in found.chance))
        text += " " + phrase(
            "Chance alone gives {by_chance}; with what is not known as well it is {range}.",
            by_chance=span,
            range=numbers.span(lo, hi),
        )
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
            else phrase(
                "Queues change the number of innocent people who reach a held stage by less than 1 %: the counts stand."
            )
        )
    first = study.held_stage
    kept = first is not None and first.id not in {stage.id for stage in moved}
    start = (
        phrase(
            "Counts are as if nobody queued. Whoever walks on was wrongly detained all the same: a detention is counted where it "
            "begins ({held}), before the wait. What walking on lowers is how many go further.",
            held=held_point(study),
        )
        if kept
        else phrase("Counts are as if nobody queued; walking on lowers them.")
    )
    how = phrase(
        "People of all runs with queues together; in brackets how well so few draws tell it (90 %): the crowded ones decide it."
    )
    return " ".join([start, *(_lowered(study, stage) for stage in moved), how])


def _lowered(study: Study, stage: Stage) -> str:
    innocent = cell(study, f"correction_{stage.id}")
    wanted = cell(study, f"correction_{stage.id}", kind="wanted")
    text = phrase(
        "Of every 100 innocent people counted as reaching “{stage}”, {number} do",
        stage=given(stage.label),
        number=_of_hundred(innocent),
    )
    text += (
        phrase("; of every 100 wanted people, {number}.", number=_of_hundred(wanted)) if wanted.known else "."
    )
    return text


def _moves(c: Estimate) -> bool:
    return abs((c.mean or 1.0) - 1) > 0.01 or (c.lo or 0.0) < 0.99


def _of_hundred(c: Estimate) -> str:
    if c.mean is None:
        return numbers.undefined()
    if c.lo is None or c.hi is None or c.hi > 1:
        return phrase("{number} (too few runs to say how surely)", number=numbers.prose(100 * c.mean))
    return f"{numbers.prose(100 * c.mean)} ({numbers.span(numbers.prose(100 * c.lo), numbers.prose(100 * c.hi))})"
