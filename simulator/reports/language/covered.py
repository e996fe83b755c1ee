"""Sentences about who is behind a number and who is not: whom no audit covers, who is not estimated, whom a roll-up holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from simulator.reports.language import numbers
from simulator.reports.language.study import Study
from simulator.reports.language.words import FLAG_UNMEASURED, joined, spread_of, within
from simulator.results.summary import Group, NotEstimated

RATES = {
    "spread": "drawn from {spread}",
    "born": "those of people born elsewhere, a proxy",
    "borrowed": "borrowed from a wider group that they measured",
    "joined": "put together from those of the sex and of the race",
    "undivided": "those of everybody over an axis that they do not report",
    "none": "assumed to be the same for every group",
}
"""Where the rates of a group come from that no audit covers."""


def origins_of_rates(rates: Iterable[str | None], spread: str) -> str:
    """Where rates with these origins come from, each once; empty where audits have them all. `spread`: of which groups."""
    given = set(rates)
    return ", or ".join(told.format(spread=spread) for name, told in RATES.items() if name in given)


def flag_note(rates: Iterable[str | None], spread: str) -> str | None:
    """What † means where groups with these origins of rates are shown; None where audits cover them all."""
    told = origins_of_rates(rates, spread)
    if not told:
        return None
    return f"{FLAG_UNMEASURED} The audits used have no figure for this group; its rates are {told}."


def warnings(study: Study) -> list[str]:
    """What may be a slip, or is doubtful in the draws: it stands before the number it is about."""
    return [f"Warning: {text}" for text in study.summary.warnings]


def not_measured(study: Study) -> str | None:
    """The groups no audit covers, by name, where their rates come from, and their share of what rates are per."""
    groups = study.unmeasured
    if not groups:
        return None
    if all(group.rates == "none" for group in groups):
        return f"No audit covers anybody here: every group is given the same error rate ({groups[0].unmeasured})."
    share = unknown_share(study)
    of = "" if share is None else f"{numbers.percent(share)} of all {study.word('exposure')}."
    told = []
    for rates in RATES:
        those = [group for group in groups if group.rates == rates]
        if those:
            told += _without_figure(study, rates, those, of if len(those) == len(groups) else "")
    if of and len({group.rates for group in groups}) > 1:
        told.append(f"Groups without a figure of their own are {of}")
    return " ".join([*told, *_resting(study)])


DIFFERENT = 0.05
"""Two ways to average a share that lie further apart are both told."""


def _resting(study: Study) -> list[str]:
    """How much of the harm by false matches rests on rates that nobody audited."""
    harm = study.summary.unmeasured_harm
    if harm is None or harm.lo is None or harm.hi is None:
        return []
    text = (
        f"{numbers.percent(harm.mean)} of the wrongful detentions by a false match are expected among people whose rates nobody audited "
        f"({numbers.percent(harm.lo)} to {numbers.percent(harm.hi)})"
    )
    if abs(harm.of_means - harm.mean) > DIFFERENT:
        text += f", {numbers.percent(harm.of_means)} where draws with many of them weigh most"
    return [f"{text}."]


def _without_figure(study: Study, rates: str, groups: list[Group], of: str) -> list[str]:
    if rates == "undivided":
        rest = "every group has" if len(groups) == len(study.cells) else "the other groups have"
        why = str(groups[0].unmeasured)
        return [f"{why[:1].upper()}{why[1:]}: {rest} one rate for all of its levels."]
    they = f"The audits used have no figure for {joined(_by_level(study, groups))}."
    share = [f"They are {of}"] if of else []
    if rates == "spread":
        wide = ", which is why their intervals are wide" if _all_wider(study) else ""
        return [they, *share, f"Their rates are drawn from {spread_of(study)}{wide}."]
    reasons = dict.fromkeys(str(group.unmeasured) for group in groups)
    return [they, *share, f"Their rates are {RATES[rates]} ({'; '.join(reasons)})."]


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
        return f" {group.label} here: {group.holds}."
    if not group.unmeasured:
        return ""
    rates = RATES[group.rates or "spread"].format(spread=spread_of(study))
    return (
        f" The audits used have no figure for this group: its error rates are {rates} ({group.unmeasured})."
    )


def holds(groups: Iterable[Group]) -> tuple[str, ...]:
    """Whom the roll-ups among these hold, where their names do not say it; those of one list together."""
    lists: dict[str, list[str]] = {}
    for group in groups:
        if group.holds:
            lists.setdefault(group.holds, []).append(group.label)
    return tuple(f"{labels[0]}: {listed}." for listed, labels in lists.items())


def not_estimated(items: Iterable[NotEstimated], words: Mapping[str, str], per: str) -> list[str]:
    """People met whom no data let us estimate, each with how many they are. `per`: what a count is of, such as “a year”."""
    told = []
    for item in items:
        named = (
            (item.encounters, f"{words.get('encounters') or 'encounters'} {per}"),
            (item.residents, words.get("residents") or "residents"),
            (item.enrolled, "people enrolled"),
        )
        counts = [f", {numbers.prose_count(many)} {noun}" for many, noun in named if many is not None]
        why = item.why.rstrip(".")
        told.append(f"{item.label}: not estimated{''.join(counts)}. {why[:1].upper()}{why[1:]}.")
    return told


def study_not_estimated(study: Study) -> list[str]:
    """The same of a study."""
    return not_estimated(study.summary.not_estimated, study.summary.words, study.period.in_one)
