"""The finding: the sentence a page is headed by, the line under it, how sure it is, and each with what it must be quoted with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.reports.language import covered, numbers
from simulator.reports.language.middles import average, range_first
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.study import NOTHING, Estimate, Study, interval
from simulator.reports.language.words import PROXY_ESTIMATE, capital, held_point, joined, named, readable

TOLD_FROM = 0.01
"""Share of the spread below which what is borrowed is told further down only."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`headline`: people, or detentions where people cannot be told. `below`: middle and events. `counted`: what `cell` counts."""

    headline: str
    below: str
    counted: str
    cell: Estimate


def finding(study: Study) -> Finding:
    """The answer, made from the numbers: people before events, and the range first where the middle would mislead."""
    events, people = study.get("wrongly_held"), people_held(study)
    cell, counted = (people, "people") if people.known else (events, "times")
    if not cell.known:
        said = phrase("How many innocent people would be wrongly detained could not be estimated")
        return Finding(said, "", counted, cell)
    return Finding(_headline(study, cell, people.known), _below(study, events, people), counted, cell)


def people_held(study: Study) -> Estimate:
    """Different people behind a simulated year's detentions, to the digits that the draws settle of these.

    Unknown where the scenario does not let it be said.
    """
    found = study.summary.people
    if found is None:
        return NOTHING
    events, cell = study.summary.measures["wrongly_held"].values["all"], interval(found)
    return replace(
        cell,
        median=_settled_alike(cell.median, events.median, events.mc_error),
        lo=_settled_alike(cell.lo, events.lo, events.mc_lo),
        hi=_settled_alike(cell.hi, events.hi, events.mc_hi),
    )


def _settled_alike(people: float | None, events: float | None, error: float | None) -> float | None:
    """People are drawn with the events' luck: the share of the number that other draws would change is the same."""
    return numbers.settled(people, error * (people / events) if people and events and error else None)


def _headline(study: Study, cell: Estimate, people: bool) -> str:
    lo, middle, hi = (numbers.prose_count(x) for x in (cell.lo, cell.median, cell.hi))
    if not cell.mean:
        return phrase("Nobody innocent would be wrongly detained in any of the draws")
    if hi == "0":
        return phrase("Nobody innocent would be wrongly detained in 9 of 10 {years}", years=study.period.many)
    if people:
        whom = phrase("innocent person") if lo == hi == "1" else phrase("innocent people")
        if range_first(cell) and lo == "0" and hi == "1":
            return phrase(
                "At most one innocent person {a_year} would be wrongly detained", a_year=study.period.in_one
            )
        if range_first(cell):
            return phrase(
                "Between {lo} and {hi} {whom} {a_year} would be wrongly detained",
                lo=lo,
                hi=hi,
                whom=whom,
                a_year=study.period.in_one,
            )
        return phrase(
            "{middle} {whom} {a_year} would be wrongly detained, {between} in 9 of 10 {years}",
            middle=middle,
            whom=whom,
            a_year=study.period.in_one,
            between=numbers.between(lo, hi),
            years=study.period.many,
        )
    if range_first(cell):
        return phrase(
            "{times} {a_year} an innocent person would be wrongly detained",
            times=capital(numbers.times_between(cell.lo, cell.hi)),
            a_year=study.period.in_one,
        )
    return phrase(
        "{times} {a_year} an innocent person would be wrongly detained, {range} in 9 of 10 {years}",
        times=numbers.capital_times(cell.median),
        a_year=study.period.in_one,
        range=numbers.times_between(cell.lo, cell.hi),
        years=study.period.many,
    )


def _below(study: Study, events: Estimate, people: Estimate) -> str:
    """The middle, in people and in detentions, and the average where it lies elsewhere."""
    cell = people if people.known else events
    if not cell.mean or numbers.prose_count(cell.hi) == "0":
        return (
            phrase(
                "{mean} {a_year} on average over all of them.",
                mean=numbers.prose(cell.mean),
                a_year=study.period.in_one,
            )
            if cell.mean
            else ""
        )
    mean = average(cell)
    also = ""
    if mean:
        also = (
            phrase("; {mean} people on average", mean=mean)
            if people.known
            else phrase("; {mean} on average", mean=mean)
        )
    held = plural(
        numbers.whole_of(events.median),
        "{number} detention",
        "{number} detentions",
        number=numbers.prose_count(events.median),
    )
    if not people.known:
        return phrase(
            "Middle {detentions} {a_year}{also}. How many different people they fall on is not known.",
            detentions=held,
            a_year=study.period.in_one,
            also=also,
        )
    told, middle = numbers.prose_count(people.median), numbers.whole_of(people.median)
    fewer = 0.0 < (people.median or 0.0) < (events.median or 0.0) and not held.startswith(f"{told} ")
    more = phrase("; some more than once") if fewer else ""
    if not range_first(people):
        return phrase(
            "They are {detentions} in the middle{more}{also}.", detentions=held, more=more, also=also
        )
    return phrase(
        "Middle {people} in {detentions}{more}{also}. The range holds 9 of 10 {years}.",
        people=plural(middle, "{number} person", "{number} people", number=told),
        detentions=held,
        more=more,
        also=also,
        years=study.period.many,
    )


def how_sure(study: Study) -> str | None:
    """How wide the range is, what the width rests on, and how many are of groups nobody audited: in digits."""
    cell = finding(study).cell
    if not cell.known or not cell.hi:
        return None
    alike = numbers.prose_count(cell.lo) == numbers.prose_count(cell.hi)
    wide = (
        phrase("Both ends of the range are the same.")
        if alike
        else phrase("The high end is {times} times the low end.", times=numbers.prose(cell.stretch))
        if cell.lo and numbers.prose_count(cell.lo) != "0"
        else phrase("The low end is 0: the evidence does not rule out that it happens to nobody.")
    )
    parts = [wide]
    told = resting(study)
    if share := covered.unknown_share(study):
        told.append(
            phrase(
                "{share} of {exposure} are of groups no audit measured",
                share=numbers.percent(share),
                exposure=study.word("exposure"),
            )
        )
    if told:
        parts.append(f"{'; '.join(told)}.")
    return " ".join(parts)


def resting(study: Study) -> list[str]:
    """How much of the spread rests on assumptions and on what is borrowed; empty where no driver is known."""
    grades = study.by_grade
    found = {phrase("assumptions"): grades.get("assumed", 0.0)}
    if (borrowed := grades.get("borrowed", 0.0)) >= TOLD_FROM:
        found[phrase("what is borrowed from another deployment or a wider group")] = borrowed
    return [
        phrase("{share} of the spread rests on {what}", share=numbers.percent(part), what=what)
        for what, part in found.items()
        if part
    ]


def by_grade(study: Study) -> str | None:
    """How much of the spread rests on assumptions, on unmeasured groups, and so on."""
    told = [
        phrase("{share} comes from inputs {grade}", share=numbers.percent(v), grade=readable(k))
        for k, v in study.by_grade.items()
        if v >= 0.001
    ]
    if not told:
        return None
    return phrase(
        "Of the spread of the expected number of wrongful detentions, {shares}; the rest comes from inputs acting together. "
        "Spread is counted as the variance of the logarithm.",
        shares=joined(told),
    )


def denominator(study: Study) -> str:
    """“of 3.6 million stops a year”: what the number is of."""
    met = study.get("encounters")
    if not met.known:
        return ""
    return phrase(
        "of {number} {encounters} {a_year}",
        number=numbers.prose_count(met.median),
        encounters=study.word("encounters"),
        a_year=study.period.in_one,
    )


def citation(study: Study) -> str:
    """Whose number it is: the study, and how to find it again."""
    proxy = f" {phrase(PROXY_ESTIMATE)}" if study.proxy else ""
    about = study.summary
    status = f" {given(about.status)}" if about.status else ""
    return phrase(
        "Simulation “{title}”.{status}{proxy} detention-impact {version}, study {id}, {draws} draws, seed {seed}.",
        title=given(about.title),
        status=status,
        proxy=proxy,
        version=about.version,
        id=about.id,
        draws=numbers.exact(about.draws),
        seed=about.seed,
    )


def quoted(study: Study, sentence: str) -> str:
    """A sentence with what it must be quoted with."""
    return f"{sentence} ({citation(study)})"


def in_a_sentence(study: Study) -> str:
    """The headline with its interval, its stage and its denominator."""
    found = finding(study)
    stage = f"{held_point(study)}; {denominator(study)}".removesuffix("; ")
    return f"{found.headline} ({stage}). {found.below}".strip()


def what_would_settle(study: Study) -> str | None:
    """How much narrower the interval were if the unknowns that matter most were known, one at a time."""
    found = [each for each in study.drivers[:3] if each.narrower >= 0.005]
    if not found:
        return None
    told = [
        phrase("“{input}”, by {share}", input=named(each), share=numbers.percent(each.narrower))
        for each in found
    ]
    return phrase(
        "What would settle it: knowing exactly, one at a time, would narrow the interval of expected numbers: {inputs}.",
        inputs="; ".join(told),
    )
