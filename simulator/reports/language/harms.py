"""Harm beside people found, proposal by proposal: the words of that chart."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.comparing import held_from, range_of
from simulator.reports.language.comparison import Comparison, Proposal
from simulator.reports.language.phrases import phrase, plural
from simulator.reports.language.words import joined


def title(c: Comparison) -> str:
    """The chart's finding: where more innocent people are detained than wanted people found."""
    known = [
        each
        for each in c.proposals
        if c.value(each.name, "wrongly_held", "all").known and c.value(each.name, "wanted_found", "all").known
    ]
    more = [each for each in known if _middle(c, each, "wrongly_held") > _middle(c, each, "wanted_found")]
    if not known:
        return phrase("What each proposal costs")
    if not more:
        return phrase("In the middle, no proposal wrongly detains more often than it finds wanted people")
    if len(more) == len(known) == len(c.proposals):
        return phrase("Every proposal wrongly detains more often than it finds wanted people, in the middle")
    return plural(
        len(more),
        "{proposals} wrongly detains more often than it finds wanted people, in the middle",
        "{proposals} wrongly detain more often than they find wanted people, in the middle",
        proposals=joined([each.short for each in more]),
    )


def _middle(c: Comparison, each: Proposal, measure: str) -> float:
    return c.value(each.name, measure, "all").median or 0.0


def told(c: Comparison) -> str:
    """Both numbers of every proposal, with their intervals and the stage that is counted."""
    parts = []
    for each in c.proposals:
        held, found = (c.value(each.name, measure, "all") for measure in ("wrongly_held", "wanted_found"))
        if not held.known:
            continue
        text = phrase(
            "{short}: innocent people wrongly detained {times} {a_year} ({held}; {range})",
            short=each.short,
            times=numbers.times(held.median),
            a_year=c.period.in_one,
            held=held_from(each),
            range=range_of(c, held),
        )
        if found.known:
            text += phrase(
                ", wanted people found {times} ({range})",
                times=numbers.times(found.median),
                range=range_of(c, found),
            )
        parts.append(text)
    return f"{'. '.join(parts)}."


def marks(c: Comparison) -> str:
    """How to read the chart."""
    return phrase(
        "Dot: the middle of the simulated {years}; thick line: 2 of 3 of them; thin line: 9 of 10. Wanted people are "
        "counted where wrongful detentions are.",
        years=c.period.column,
    )


def counted(c: Comparison) -> str:
    """What the grid of harms counts."""
    return phrase(
        "Wrongful detentions {a_year}: the middle, and between which numbers 9 of 10 {years} lie",
        a_year=c.period.in_one,
        years=c.period.many,
    )
