"""Who waits for what, and what it costs in officers' time, in sentences."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.clock_read import (
    Hours,
    Resource,
    cell,
    hour_name,
    hours,
    in_runs,
    only,
    or_more,
    sites,
)
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import capital


def hours_told(study: Study) -> str | None:
    """What is said in place of a figure by hour where the scenario gives no hours."""
    found = hours(study)
    if found is None or found.cycle != 1:
        return None
    x, start = (
        found.held.at(0),
        phrase(
            "The scenario says nothing about hours, so the clock treats all hours of day and night alike, and a figure by hour "
            "would show chance only."
        ),
    )
    if not x.median:
        told = phrase(
            "In half of the runs or more hardly anybody is held at any moment; in the worst 1 of 20 runs {hi} or more "
            "people are held at once on average{sites}, innocent and wanted people together.",
            hi=numbers.prose(x.hi),
            sites=sites(study),
        )
        return f"{start} {told}"
    told = plural(
        x.median,
        "At any moment {number} person is held at once on average{sites}, innocent and wanted people together ({range}).",
        "At any moment {number} people are held at once on average{sites}, innocent and wanted people together ({range}).",
        number=numbers.prose(x.median),
        sites=sites(study),
        range=in_runs(numbers.prose(x.lo), numbers.prose(x.hi)),
    )
    return f"{start} {told}"


def queues_told(study: Study) -> tuple[str, ...]:
    """A sentence for every resource: who waits for it, when and how much; one that says so where there is none."""
    found = hours(study)
    if found is None:
        return ()
    if not found.resources:
        return (
            phrase(
                "Nobody waits for anything in this scenario: it names no resource, such as a desk or a team of officers, that people "
                "would queue for. The times above are those of the stages alone."
            ),
        )
    return tuple(_waits(study, found, resource) for resource in found.resources)


def _waits(study: Study, found: Hours, resource: Resource) -> str:
    runs = study.summary.clock.played if study.summary.clock else 0
    name = f"{capital(given(resource.name))}{f' ({given(resource.servers)})' if resource.servers else ''}"
    use = resource.utilisation.at(resource.utilisation.peak)
    share = numbers.percent(use.median) if use.median else phrase("hardly any")
    if found.cycle > 1:
        busy = phrase(
            "In the busiest hour in use {share} of the time{sites}.", share=share, sites=sites(study)
        )
    else:
        busy = phrase("In use {share} of the time{sites}.", share=share, sites=sites(study))
    if not resource.ever:
        never = phrase(
            "{name}: nobody ever waits. In all {runs} runs one was free whenever it was needed.",
            name=name,
            runs=runs,
        )
        return f"{never} {busy}"
    text = f"{name}: {_found_none(resource.waited)} {_longest_queue(study, found, resource)} {busy}"
    if sites(study) and resource.queue.median[resource.queue.peak]:
        text += " " + phrase(
            "People wait all the same: they come in bursts, and one site cannot use what stands idle at another."
        )
    return text


def _found_none(waited: Estimate) -> str:
    lo, hi = numbers.percent(waited.lo), numbers.percent(waited.hi)
    if not waited.hi:
        return phrase("in 19 of 20 runs nobody waits.")
    if not waited.median:
        return phrase(
            "in half of the runs or more nobody waits; in the worst 1 of 20 runs {hi} of the people who come find none free.",
            hi=or_more(waited.hi),
        )
    return phrase(
        "{share} of the people who come find none free and wait ({range}).",
        share=numbers.percent(waited.median),
        range=in_runs(lo, hi),
    )


def _longest_queue(study: Study, found: Hours, resource: Resource) -> str:
    at = resource.queue.peak
    queue = resource.queue.at(at)
    if (queue.median or 0.0) < 0.01:
        hi = (
            phrase("{hi} or more", hi=numbers.prose(queue.hi))
            if (queue.hi or 0.0) >= 0.01
            else phrase("fewer than 0.01")
        )
        if found.cycle > 1:
            return phrase(
                "Even in the busiest hour fewer than 0.01 people wait at once on average{sites}, and in the worst 1 of 20 runs {hi}.",
                sites=sites(study),
                hi=hi,
            )
        return phrase(
            "Fewer than 0.01 people wait at once on average{sites}, and in the worst 1 of 20 runs {hi}.",
            sites=sites(study),
            hi=hi,
        )
    middle, span = numbers.prose(queue.median), in_runs(numbers.prose(queue.lo), numbers.prose(queue.hi))
    if found.cycle > 1:
        return plural(
            queue.median,
            "The queue is longest from {hour}, when {number} person waits at once on average{sites} ({range}).",
            "The queue is longest from {hour}, when {number} people wait at once on average{sites} ({range}).",
            hour=hour_name(found.cycle, at),
            number=middle,
            sites=sites(study),
            range=span,
        )
    return plural(
        queue.median,
        "At any moment {number} person waits at once on average{sites} ({range}).",
        "At any moment {number} people wait at once on average{sites} ({range}).",
        number=middle,
        sites=sites(study),
        range=span,
    )


def officers(study: Study) -> str | None:
    """What it costs in officers' time."""
    hours = cell(study, "officer_hours_per_wanted_found", "all", "all")
    if not hours.known:
        return None
    return plural(
        hours.median,
        "For each wanted person found, officers spend {number} hour on cases that began with an alert, right and wrong ones "
        "together ({range}).{only}",
        "For each wanted person found, officers spend {number} hours on cases that began with an alert, right and wrong ones "
        "together ({range}).{only}",
        number=numbers.prose(hours.median),
        range=in_runs(numbers.prose(hours.lo), numbers.prose(hours.hi)),
        only=only(study, "officer_hours_per_wanted_found", phrase("Anybody wanted was found"), "all"),
    )
