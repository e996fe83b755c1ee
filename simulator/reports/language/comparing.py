"""The sentences of a comparison: each stands alone and says of how many simulated years it speaks."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.comparison import Comparison, Proposal
from simulator.reports.language.middles import average
from simulator.reports.language.numbers import of_100
from simulator.reports.language.periods import Period
from simulator.reports.language.sentences import nobody_to_find
from simulator.reports.language.study import Estimate
from simulator.reports.language.words import joined
from simulator.results.comparison import Pair

PAIRED = (
    "All proposals are simulated with one seed: an uncertain input they share has one value in each simulated year, or, where its "
    "range is another, the same place in both ranges. Their differences are taken year by year."
)
ALIKE = "Nothing differs between them but words: they are one proposal under two names."
HOURS = "Hours and arrests are counted as if nobody queued; each proposal’s own dashboard plays the queues."
LABELS = "Groups are compared by the name their sources use. The same name may cover other people in another country’s records."


def lowered(label: str) -> str:
    """A label inside a sentence: common words lose their capital, names keep it."""
    first = label.split(" ", 1)[0]
    return (
        label[:1].lower() + label[1:]
        if first in ("Women", "Men", "Everyone", "People", "Female", "Male")
        else label
    )


def of_what(period: Period) -> str:
    """What all the numbers are of, and what their intervals hold."""
    return (
        f"All numbers are of {period.in_one.removeprefix('in ').replace('a year', 'one year')}, with the interval that 9 of 10 "
        f"{period.many} lie in. Rates, ratios and shares are of expected counts: a single {period.of_one} luck is in the counts alone."
    )


def people(period: Period) -> str:
    """That measures of people have no luck in them."""
    return (
        f"Different people and one person’s risk are expected numbers: no luck of a single {period.one.removeprefix('simulated ')} "
        "is in their intervals."
    )


def exposure(c: Comparison) -> str:
    """What an encounter is in each proposal; where people enrolled are harmed, that rates are of those and of a year."""
    titles: dict[str, list[str]] = {}
    for each in c.proposals:
        if not each.harms_enrolled:
            titles.setdefault(each.exposure, []).append(each.title)
    enrolled = joined([each.title for each in c.proposals if each.harms_enrolled])
    told = []
    if len(titles) == 1 and not enrolled:
        told.append(f"Encounters are {next(iter(titles))}.")
    elif titles:
        named = [f"{what} ({'; '.join(whose)})" for what, whose in titles.items()]
        told.append(f"Encounters are {joined(named)}.")
    if enrolled:
        told.append(
            f"Where a table says per encounter, the rates of {enrolled} are per person enrolled and year."
        )
    return " ".join(told)


def population(c: Comparison) -> str:
    """Who the population is in each proposal: not the same people."""
    words = {each.residents for each in c.proposals}
    if len(words) == 1:
        return f"The population is each proposal’s own {words.pop()}."
    told = joined([f"{each.residents} ({each.title})" for each in c.proposals])
    return f"The population is {told}."


def headline(c: Comparison, name: str) -> str:
    """A proposal's wrongful detentions of the group spoken of first, and how often people of the same group are found."""
    proposal, group = c.proposal(name), c.first
    held, found = (c.value(name, measure, group.id) for measure in ("wrongly_held", "wanted_found"))
    if not held.known:
        return f"{proposal.title}: wrongful detentions could not be estimated."
    mark = " (proxy)" if proposal.proxy else ""
    people = "people" if group.id == "all" else lowered(group.label)
    text = (
        f"{proposal.title}{mark}: in a typical {c.period.one} innocent {people} are wrongly detained "
        f"{numbers.times(held.median)} ({held_from(proposal)}); {_range(c, held)}."
    )
    if proposal.nobody_wanted:
        text += f" {nobody_to_find(proposal.nobody_wanted)}"
    elif found.known:
        text += f" Wanted {people} are found {numbers.times(found.median)}; {_range(c, found)}."
    return text


def _range(c: Comparison, cell: Estimate) -> str:
    """“in 9 of 10 simulated years between A and B”, with the average where the middle would hide it."""
    say = numbers.prose_count
    text = f"in 9 of 10 {c.period.many} {numbers.between(say(cell.lo), say(cell.hi))}"
    mean = average(cell)
    return f"{text}, on average {mean}" if mean else text


def held_from(proposal: Proposal) -> str:
    """Where its detentions begin."""
    return f"held from the stage “{proposal.held}”" if proposal.held else "nobody is held"


def better(c: Comparison, pair: Pair, measure: str = "wrongly_held", group: str | None = None) -> str:
    """“A below B in k of 100 simulated years”, with the difference and its interval."""
    name = group or c.first.id
    cell = pair.differences[measure][name]
    a, b = c.proposal(pair.a), c.proposal(pair.b)
    what = f"{c.measure(measure).label} of {lowered(c.group(name).label)}"
    if cell.below is None or cell.above is None:
        return f"{what}: “{a.title}” and “{b.title}” cannot be compared, for one of them is never defined."
    draws = c.told.draws
    text = (
        f"{what}: “{a.title}” lies below “{b.title}” in {of_100(cell.below, draws)} simulated years and above it in "
        f"{of_100(cell.above, draws)}. The difference is {signed(cell.median)}, and in 9 of 10 simulated years between "
        f"{signed(cell.lo)} and {signed(cell.hi)}."
    )
    if cell.defined < 1:
        text += f" (Of the {of_100(cell.defined, draws)} simulated years in which both are defined.)"
    return text


def signed(x: float | None) -> str:
    """A difference with its sign, two significant figures."""
    if x is None:
        return numbers.UNDEFINED
    text = numbers.prose(abs(x))
    return text if x == 0 else f"{'−' if x < 0 else '+'}{text}"
