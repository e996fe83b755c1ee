"""Who bears it: shares of wrongful detentions beside shares of encounters, and whose rate is the highest in how many draws."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.reports.language import numbers
from simulator.reports.language.phrases import phrase
from simulator.reports.language.study import Study
from simulator.reports.language.words import capital, held_point, joined, marked, within
from simulator.results.summary import Burden, Group, Share

FIRST = ("minorities", "women")
ROWS = 5
APART = 0.05
"""A mean of shares and a ratio of means that lie further apart are both told."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """One row: of 100 encounters so many, of 100 wrongful detentions so many, in what interval."""

    group: Group
    label: str
    exposed: str
    harm: str
    span: str
    also: str
    burden: Burden


def bearers(study: Study) -> tuple[Bearer, ...]:
    """The rows of the first screen: people of colour, the groups that bear most, women, and one that bears less than its share."""
    burdens = study.burdens
    cells = [group for group in study.cells if group.id in burdens]
    most = sorted(cells, key=lambda g: -burdens[g.id].harm.mean)
    women = [g for g in most if g.id.startswith("female/") or "/female" in g.id]
    less = sorted(cells, key=lambda g: burdens[g.id].harm.mean - burdens[g.id].exposure.mean)
    over = [g for g in most if burdens[g.id].harm.mean > burdens[g.id].exposure.mean]
    wanted = [study.group("minorities"), *over[:2], study.group("women"), *women[:1], *less[:1], *most]
    chosen: dict[str, Group] = {}
    for group in wanted:
        if group.id in burdens and len(chosen) < ROWS:
            chosen.setdefault(group.id, group)
    return tuple(_bearer(group, burdens[group.id]) for group in chosen.values())


def _bearer(group: Group, burden: Burden) -> Bearer:
    harm = burden.harm
    return Bearer(
        group,
        marked(group),
        numbers.per_hundred(burden.exposure.mean),
        numbers.per_hundred(harm.mean),
        _span(harm),
        phrase(
            "{share} of {group} where draws with many detentions weigh most",
            share=numbers.per_hundred(harm.of_means),
            group=capital(within(group)),
        )
        if abs(harm.of_means - harm.mean) > APART
        else "",
        burden,
    )


def _span(share: Share) -> str:
    return numbers.span(numbers.per_hundred(share.lo), numbers.per_hundred(share.hi))


def marks(study: Study, rows: tuple[Bearer, ...]) -> str:
    """What the marks in the rows mean, in one line."""
    told = [
        phrase("In brackets 9 of 10 draws of what is not known")
        if rows
        else phrase("In brackets 9 of 10 {years}", years=study.period.many)
    ]
    if any(row.group.unmeasured for row in rows):
        told.append(phrase("† no audit measured this group"))
    also = [row.also for row in rows if row.also]
    return "; ".join([*told, *also]) + "."


def no_shares(study: Study) -> str | None:
    """Why there are no shares; None where there are."""
    if study.burdens:
        return None
    few = study.few
    if few is None:
        return phrase("This result was written by a version that kept no shares; run it again to see them.")
    return phrase(
        "Fewer than one wrongful detention is expected in {share} draws of what is not known: shares of so few would say nothing.",
        share=numbers.of_100(few, study.summary.draws),
    )


def in_words(study: Study, bearer: Bearer) -> str:
    """“Hispanic men † are 28 of 100 stops and 41 of 100 wrongful detentions (17–66).”"""
    rest = (
        phrase(
            "; {share} where draws with many weigh most",
            share=numbers.per_hundred(bearer.burden.harm.of_means),
        )
        if bearer.also
        else ""
    )
    text = phrase(
        "{group} are {exposed} of 100 {exposure} and {harm} of 100 wrongful detentions (in 9 of 10 draws of what is not known "
        "{span}{rest}).",
        group=capital(within(bearer.group)),
        exposed=bearer.exposed,
        exposure=study.word("exposure"),
        harm=bearer.harm,
        span=bearer.span,
        rest=rest,
    )
    if not bearer.group.unmeasured:
        return text
    return f"{text} {phrase('The audits used have no figure for them.')}"


def foremost(study: Study) -> Group | None:
    """The group that bears most beyond its share of the encounters; None where none bears more, or no shares are told."""
    burdens = study.burdens
    over = [
        g for g in study.cells if g.id in burdens and burdens[g.id].harm.mean > burdens[g.id].exposure.mean
    ]
    over = [g for g in over if g.id != study.reference.id]
    return max(over, key=lambda g: burdens[g.id].harm.mean - burdens[g.id].exposure.mean, default=None)


def title(study: Study) -> str:
    """The finding of the figure: that group's share of the wrongful detentions beside its share of the encounters."""
    group = foremost(study)
    if group is None:
        return phrase("Who bears it, group by group")
    burden = study.burdens[group.id]
    return phrase(
        "{group} are {exposed} of 100 {exposure} and bear {harm} of 100 wrongful detentions ({span})",
        group=capital(marked(group)),
        exposed=numbers.per_hundred(burden.exposure.mean),
        exposure=study.word("exposure"),
        harm=numbers.per_hundred(burden.harm.mean),
        span=_span(burden.harm),
    )


def highest(study: Study) -> str | None:
    """Whose rate is the highest, in how many draws: the three named most often."""
    draws = study.summary.draws
    found = [(b.highest, study.group(g)) for g, b in study.burdens.items() if b.highest]
    found = sorted(found, key=lambda each: -each[0])[:3]
    if not found:
        return None
    told = [
        phrase("for {group} in {share}", group=within(group), share=numbers.of_100(share, draws))
        for share, group in found
    ]
    return phrase(
        "The rate per {one_exposure} is highest {told} draws of what is not known; groups with less than one expected "
        "detention are left out.",
        one_exposure=study.word("one_exposure"),
        told=joined(told),
    )


def view(study: Study, unit: str) -> str:
    """What a view's table is of."""
    return f"{capital(unit)} ({held_point(study)})"


def columns(unit: str, spread: str) -> tuple[str, str, str, str]:
    """The headings of a view's table: the group, the middle, and both ends of 9 in 10."""
    return (
        phrase("Group"),
        phrase("{unit}: middle", unit=capital(unit)),
        phrase("low end of 9 in 10 {years}", years=spread),
        phrase("high end of 9 in 10 {years}", years=spread),
    )
