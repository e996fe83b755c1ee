"""Sentences about who is behind a number and who is not: whom no audit covers, who is not estimated, whom a roll-up holds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import reduce

from simulator.reports.language import numbers
from simulator.reports.language.phrases import given, message, phrase, plural
from simulator.reports.language.study import Study
from simulator.reports.language.words import FLAG_UNMEASURED, capital, joined, spread_of, within
from simulator.results.summary import Group, NotEstimated

RATES = {
    "spread": message("drawn from {spread}"),
    "born": message("those of people born elsewhere, a proxy"),
    "borrowed": message("borrowed from a wider group that they measured"),
    "joined": message("put together from those of the sex and of the race"),
    "undivided": message("those of everybody over an axis that they do not report"),
    "none": message("assumed to be the same for every group"),
}
"""Where the rates of a group come from that no audit covers."""


def origins_of_rates(rates: Iterable[str | None], spread: str) -> str:
    """Where rates with these origins come from, each once; empty where audits have them all. `spread`: of which groups."""
    found = set(rates)
    told = [phrase(each, spread=spread) for name, each in RATES.items() if name in found]
    return reduce(lambda others, last: phrase("{others}, or {last}", others=others, last=last), told or [""])


def flag_note(rates: Iterable[str | None], spread: str) -> str | None:
    """What † means where groups with these origins of rates are shown; None where audits cover them all."""
    told = origins_of_rates(rates, spread)
    if not told:
        return None
    return phrase(
        "{mark} The audits used have no figure for this group; its rates are {origins}.",
        mark=FLAG_UNMEASURED,
        origins=told,
    )


def warnings(study: Study) -> list[str]:
    """What may be a slip, or is doubtful in the draws: it stands before the number it is about."""
    return [phrase("Warning: {text}", text=given(text)) for text in study.summary.warnings]


def beware(study: Study) -> str | None:
    """The first warning, or what it says first where all are too long for a first screen, and how many more there are."""
    if not study.summary.warnings:
        return None
    first, *more = (given(text) for text in study.summary.warnings)
    if not more and len(first) <= SHORT:
        return phrase("Warning: {text}", text=first)
    found = CLAUSE.match(BRACKETS.sub("", first))
    clause = found.group(1) if found else first.rstrip(".")
    if not more:
        return phrase("Warning: {text} (more)", text=clause)
    count = len(more)
    return plural(
        count, "Warning: {text}; and 1 more", "Warning: {text}; and {count} more", text=clause, count=count
    )


SHORT = 130
"""Letters of a warning that a first screen has room for."""
BRACKETS, CLAUSE = re.compile(r" \([^()]*\)"), re.compile(r"(.{40,}?)[.;:](?: |$)", re.DOTALL)


def not_measured(study: Study) -> str | None:
    """The groups no audit covers, by name, where their rates come from, and their share of what rates are per."""
    groups = study.unmeasured
    if not groups:
        return None
    if all(group.rates == "none" for group in groups):
        return phrase(
            "No audit covers anybody here: every group is given the same error rate ({why}).",
            why=groups[0].unmeasured,
        )
    share = unknown_share(study)
    of = (
        ""
        if share is None
        else phrase(
            "{share} of all {exposure}.", share=numbers.percent(share), exposure=study.word("exposure")
        )
    )
    told = []
    for rates in RATES:
        those = [group for group in groups if group.rates == rates]
        if those:
            told += _without_figure(study, rates, those, of if len(those) == len(groups) else "")
    if of and len({group.rates for group in groups}) > 1:
        told.append(phrase("Groups without a figure of their own are {share}", share=of))
    return " ".join([*told, *_resting(study)])


DIFFERENT = 0.05
"""Two ways to average a share that lie further apart are both told."""


def _resting(study: Study) -> list[str]:
    """How much of the harm by false matches rests on rates that nobody audited."""
    harm = study.summary.unmeasured_harm
    if harm is None or harm.lo is None or harm.hi is None:
        return []
    text = phrase(
        "{share} of the wrongful detentions by a false match are expected among people whose rates nobody audited ({range})",
        share=numbers.percent(harm.mean),
        range=numbers.reach(numbers.percent(harm.lo), numbers.percent(harm.hi)),
    )
    if abs(harm.of_means - harm.mean) > DIFFERENT:
        text += phrase(
            ", {share} where draws with many of them weigh most", share=numbers.percent(harm.of_means)
        )
    return [f"{text}."]


def _without_figure(study: Study, rates: str, groups: list[Group], of: str) -> list[str]:
    if rates == "undivided":
        rest = (
            phrase("every group has") if len(groups) == len(study.cells) else phrase("the other groups have")
        )
        why = str(groups[0].unmeasured)
        return [
            phrase(
                "{why}: {rest} one rate for all of its levels.",
                why=capital(why),
                rest=rest,
            )
        ]
    they = phrase("The audits used have no figure for {groups}.", groups=joined(_by_level(study, groups)))
    share = [phrase("They are {share}", share=of)] if of else []
    if rates == "spread":
        wide = phrase(", which is why their intervals are wide") if _all_wider(study) else ""
        return [
            they,
            *share,
            phrase("Their rates are drawn from {spread}{wide}.", spread=spread_of(study), wide=wide),
        ]
    reasons = dict.fromkeys(str(group.unmeasured) for group in groups)
    return [
        they,
        *share,
        phrase("Their rates are {origin} ({why}).", origin=phrase(RATES[rates]), why="; ".join(reasons)),
    ]


MOST_NAMED = 6
"""Groups that are named one by one; of more, those that are all of a level are named by it."""


def _by_level(study: Study, groups: list[Group]) -> list[str]:
    """Groups in words, in few."""
    ids = {group.id for group in groups}
    if len(ids) <= MOST_NAMED:
        return [within(group) for group in groups]
    whole = {
        level.id: within(level)
        for level in study.groups
        if level.axis
        and (cells := {cell.id for cell in study.cells if level.id in cell.id.split("/")})
        and cells <= ids
    }
    rest = [within(group) for group in groups if whole.keys().isdisjoint(group.id.split("/"))]
    return [*whole.values(), *rest]


def _all_wider(study: Study) -> bool:
    """Whether the rate of every group no audit measured is less certain than that of every measured one."""
    rates = [(bool(group.unmeasured), study.get("per_100k_encounters", group.id)) for group in study.cells]
    if not all(cell.known for _, cell in rates):
        return False
    drawn, measured = (
        [cell.stretch or math.inf for unmeasured, cell in rates if unmeasured is which]
        for which in (True, False)
    )
    return bool(drawn) and bool(measured) and min(drawn) > max(measured)


def unknown_share(study: Study) -> float | None:
    """The unmeasured groups' share of the encounters, or of the people enrolled where those are harmed."""
    return study.summary.unmeasured_share


def of_group(study: Study, group: Group) -> str:
    """What must be said with one group's number: that no audit covers it, or whom a roll-up holds; empty where neither."""
    if group.holds:
        return " " + phrase("{group} here: {holds}.", group=given(group.label), holds=given(group.holds))
    if not group.unmeasured:
        return ""
    rates = phrase(RATES[group.rates or "spread"], spread=spread_of(study))
    return " " + phrase(
        "The audits used have no figure for this group: its error rates are {rates} ({why}).",
        rates=rates,
        why=group.unmeasured,
    )


def holds(groups: Iterable[Group]) -> tuple[str, ...]:
    """Whom the roll-ups among these hold, where their names do not say it; those of one list together."""
    lists: dict[str, list[str]] = {}
    for group in groups:
        if group.holds:
            lists.setdefault(group.holds, []).append(group.label)
    return tuple(f"{given(labels[0])}: {given(listed)}." for listed, labels in lists.items())


def not_estimated(items: Iterable[NotEstimated], words: Mapping[str, str], per: str) -> list[str]:
    """People met whom no data let us estimate, each with how many they are. `per`: what a count is of, such as “a year”."""
    told = []
    for item in items:
        named = (
            (item.encounters, f"{given(words.get('encounters') or '') or phrase('encounters')} {per}"),
            (item.residents, given(words.get("residents") or "") or phrase("residents")),
            (item.enrolled, phrase("people enrolled")),
        )
        counts = [f", {numbers.prose_count(many)} {noun}" for many, noun in named if many is not None]
        why = item.why.rstrip(".")
        told.append(
            phrase(
                "{group}: not estimated{counts}. {why}.",
                group=given(item.label),
                counts="".join(counts),
                why=capital(why),
            )
        )
    return told


def study_not_estimated(study: Study) -> list[str]:
    """The same of a study."""
    return not_estimated(study.summary.not_estimated, study.summary.words, study.period.in_one)
