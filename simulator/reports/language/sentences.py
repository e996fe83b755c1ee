"""The sentences a reader may quote. Each stands alone: number, stage, interval, and the word proxy where it is one."""

from __future__ import annotations

from simulator.reports.language import covered, numbers
from simulator.reports.language.middles import average, range_first
from simulator.reports.language.study import NOTHING, Estimate, Study, interval
from simulator.reports.language.words import (
    capital,
    expected,
    held_point,
    joined,
    of_100k,
    within,
)
from simulator.results.summary import Group, Place

WIDE = 10.0
DRAWS = "draws of what is not known"
"""What intervals of rates and ratios are of: no single year's luck is in them."""


def nine_of_ten(study: Study, cell: Estimate, what: str = "the number", count: bool = True) -> str:
    """“In 9 of 10 simulated years the number is between A and B.” Where the middle would hide the average, both are told."""
    say = numbers.prose_count if count else numbers.prose
    text = f"In 9 of 10 {study.period.many} {what} is {numbers.between(say(cell.lo), say(cell.hi))}"
    mean = average(cell, say)
    return f"{text}; the average over all of them is {mean}." if mean else f"{text}."


def in_nine(study: Study, cell: Estimate, count: bool = True) -> str:
    """“in 9 of 10 simulated years between A and B”, for brackets; the average where the middle would hide it."""
    say = numbers.prose_count if count else numbers.prose
    of = study.period.many if count else DRAWS
    text = f"in 9 of 10 {of} {numbers.between(say(cell.lo), say(cell.hi))}"
    mean = average(cell, say)
    return f"{text}; on average {mean}" if mean else text


def how_often(study: Study, cell: Estimate, happens: str) -> str:
    """How often something `happens` (“innocent women are wrongly detained”): middle, stage and range, or the range first."""
    if not range_first(cell):
        return (
            f"In a typical {study.period.one} {happens} {numbers.times(cell.median)} ({held_point(study)}). "
            f"{nine_of_ten(study, cell)}"
        )
    lo, middle, hi = (numbers.prose_count(x) for x in (cell.lo, cell.median, cell.hi))
    mean = average(cell)
    also = f" and the average over all of them {mean}" if mean else ""
    return (
        f"In 9 of 10 {study.period.many} {happens} {numbers.between(lo, hi)} times ({held_point(study)}); "
        f"the middle is {middle}{also}."
    )


def headline(study: Study) -> str:
    """The answer: how many innocent people are wrongly detained in a simulated year."""
    cell = study.get("wrongly_held")
    if not cell.known:
        return "The number of people wrongly detained could not be estimated."
    return how_often(study, cell, f"{innocent_people(study)} are wrongly detained")


def innocent_people(study: Study) -> str:
    """“innocent people stopped by these eight agencies”: detentions are events, and this names whose."""
    scope = study.word("scope")
    return f"innocent {scope}" if scope.startswith("people ") else f"innocent people among {scope}"


def width(study: Study, group: str = "all") -> str | None:
    """A frank word where the interval is so wide that its middle misleads."""
    cell = study.get("wrongly_held", group)
    if not cell.known or not cell.mean:
        return None
    if not cell.median:
        return f"Half of the {study.period.many} or more have none and some have many: read the range, not the middle."
    if not cell.lo:
        return (
            f"The low end is 0: the evidence does not rule out a {study.period.one} without a wrongful detention. Read the range, not "
            "the middle."
        )
    stretch = cell.stretch
    if stretch is None or stretch < WIDE:
        return None
    return (
        f"The high end is {numbers.prose(stretch)} times the low end: the evidence at hand does not settle "
        "the number, only its range. Read the range, not the middle."
    )


def of_group(study: Study, group: Group) -> str | None:
    """One group's wrongful detentions, its stage and its interval."""
    cell = study.get("wrongly_held", group.id)
    if not cell.known:
        return None
    told = how_often(study, cell, f"innocent {within(group)} are wrongly detained")
    return f"{told}{covered.of_group(study, group)}"


def pair(study: Study) -> str | None:
    """Held from the alert beside held from questioning; nothing where no stage lies between the two."""
    alert, held = study.get("held_from_alert"), study.get("wrongly_held")
    if not (alert.known and held.known) or all(stage.liberty != "prolonged" for stage in study.stages):
        return None
    return (
        f"In a typical {study.period.one} innocent people are held from the alert {numbers.times(alert.median)} "
        f"({in_nine(study, alert)}) and {held_point(study)} {numbers.times(held.median)} ({in_nine(study, held)})."
    )


def ratio(study: Study, group: Group) -> str | None:
    """A group's rate beside the reference's: both absolute numbers, then how many times."""
    cell = study.get("ratio_to_reference", group.id)
    own, base = (
        study.get("per_100k_encounters", group.id),
        study.get("per_100k_encounters", study.reference.id),
    )
    if group.id == study.reference.id or not (own.known and base.known):
        return None
    other = "for every 100,000 who are" if study.harms_enrolled else "of every 100,000 of"
    text = (
        f"{capital(of_100k(study, group))}, {numbers.prose(own.median)} {expected(study)} "
        f"({held_point(study)}; in 9 of 10 {DRAWS} between {numbers.prose(own.lo)} and "
        f"{numbers.prose(own.hi)}{_on_average(own)}); {other} {within(study.reference)}, {numbers.prose(base.median)} "
        f"(between {numbers.prose(base.lo)} and {numbers.prose(base.hi)}{_on_average(base)}). "
    )
    if not cell.known or cell.defined <= 0:
        return text + f"The ratio is undefined: there are {DRAWS} without a rate to divide by."
    text += (
        f"The ratio is {numbers.prose(cell.median)}; in 9 of 10 of those draws it is between "
        f"{numbers.prose(cell.lo)} and {numbers.prose(cell.hi)}{_on_average(cell)}."
    )
    return text + surely(study, cell, within(group))


def _on_average(cell: Estimate) -> str:
    """“, on average A” after a range whose middle would hide it."""
    mean = average(cell, numbers.prose)
    return f", on average {mean}" if mean else ""


def higher(study: Study, cell: Estimate) -> str:
    """“higher in 94 of 100 draws”: how surely a group fares worse than the one it is set against; empty where not known.

    A result of an earlier version has no such share: its range tells whether it is clear of 1.
    """
    if cell.higher is not None:
        return f"higher in {numbers.of_100(cell.higher, study.summary.draws)} draws of what is not known"
    if cell.lo is None or cell.hi is None:
        return ""
    if cell.lo - (cell.mc_lo or 0.0) > 1 or cell.hi + (cell.mc_hi or 0.0) < 1:
        return ""
    return "higher in some draws and lower in others, for the range " + (
        "includes 1" if cell.lo <= 1 <= cell.hi else "ends at 1, as nearly as so many draws can tell"
    )


def surely(study: Study, cell: Estimate, who: str) -> str:
    """The same as a sentence after a ratio."""
    told = higher(study, cell)
    return f" The rate of {who} is {told}." if told else ""


def benefit(study: Study) -> str | None:
    """Wanted people found, and what each costs in wrongful detentions."""
    if study.nobody_wanted:
        return nobody_to_find(study.nobody_wanted)
    found, price = study.get("wanted_found"), study.get("wrongly_held_per_wanted_found")
    if not found.known:
        return None
    text = how_often(study, found, "wanted people reach the same stage")
    if price.known and price.defined > 0:
        text += (
            f" For each time a wanted person is found, {numbers.prose(price.median)} wrongful detentions of innocent people are expected "
            f"({in_nine(study, price, count=False)})."
        )
    else:
        text += " Wrongful detentions for each are undefined: nobody wanted is found to divide by."
    return text


def nobody_to_find(who: str) -> str:
    """Where nobody enrolled is wanted there is no benefit to put beside the harm. `who`: the scenario's words for the list."""
    return (
        f"Nobody enrolled is wanted ({who.rstrip('.')}): there is no wanted person to find, and every detention after an alert is "
        "wrongful."
    )


def hours(study: Study) -> str | None:
    """Hours innocent people are held, labelled for what it leaves out."""
    cell = study.get("hours_held")
    if not cell.known:
        return None
    return (
        f"Innocent people are held for {numbers.prose_count(cell.median)} hours in all in a typical {study.period.one}, "
        f"counted as if nobody queued. {nine_of_ten(study, cell)}"
    )


def doubts(study: Study, group: str = "all", fixed: bool = True) -> str | None:
    """Chance, what is unknown, and what is not varied at all."""
    cell = study.get("wrongly_held", group)
    if not cell.known or cell.chance is None:
        return None
    say = numbers.prose_count
    lo, hi = cell.chance
    text = f"Chance alone gives {numbers.span(say(max(0.0, lo)), say(hi))} wrongful detentions {study.period.in_one}."
    text += (
        " Not knowing the true error rates and the other uncertain inputs widens that to "
        f"{numbers.span(say(cell.lo), say(cell.hi))}."
    )
    labels = held_fixed(study)
    if fixed and labels:
        text += f" Held fixed: {fixed_in_brief(study)}."
    return text


def fixed_in_brief(study: Study) -> str:
    """The inputs without a spread by name, or, where they are many, by the part of the scenario they belong to."""
    labels = held_fixed(study)
    if len(labels) <= 6:
        return joined(labels)
    parts: dict[str, int] = {}
    for path in _fixed_paths(study):
        part = path.split(".", 1)[0].replace("_", " ")
        parts[part] = parts.get(part, 0) + 1
    return f"{len(labels)} inputs without a spread ({', '.join(f'{part} {count}' for part, count in parts.items())})"


def held_fixed(study: Study) -> list[str]:
    """The labels of the inputs without a spread, in the order of the summary."""
    labels = {row.path: row.label or row.path for row in study.summary.inputs}
    return [labels.get(path, path) for path in _fixed_paths(study)]


def _fixed_paths(study: Study) -> list[str]:
    """The listed paths, but for those that no estimate depends on."""
    idle = ("groups.not_estimated", "legal_limit")
    return [path for path in study.summary.held_fixed if not path.startswith(idle)]


def distinct(study: Study, group: str = "all") -> str | None:
    """How many different people the detentions fall on, where the scenario lets it be said."""
    once, twice = study.get("people_held_once", group), study.get("people_held_twice", group)
    if not once.known:
        return None
    text = (
        f"Detentions are events, not people: those of a typical {study.period.one} are expected to fall on {numbers.prose(once.median)} different people. In 9 of 10 "
        f"{study.period.many} the expected number is between {numbers.prose(once.lo)} and {numbers.prose(once.hi)}{_on_average(once)}; a single "
        f"{study.period.of_one} luck comes on top."
    )
    if twice.known:
        text += (
            f" {numbers.prose(twice.median)} people are expected to be wrongly detained twice or more (between "
            f"{numbers.prose(twice.lo)} and {numbers.prose(twice.hi)})."
        )
    return text


def most_affected(study: Study) -> Group | None:
    """The measured group with the highest rate expected per encounter, at the median."""
    measured = [g for g in study.cells if not g.unmeasured and study.get("per_100k_encounters", g.id).known]
    return max(measured, key=lambda g: study.get("per_100k_encounters", g.id).median or 0.0, default=None)


def typical_agency(study: Study) -> str | None:
    """The same answer for one typical site, where the summary has one."""
    agency = study.summary.typical_agency
    return agency_sentence(study, agency) if agency else None


def agency_sentence(study: Study, agency: Place) -> str | None:
    """A sentence from `label` and the estimates `encounters` and `wrongly_held` of one site, which is the whole in its own size."""
    held, met = (
        interval(agency.values[key]) if key in agency.values else NOTHING
        for key in ("wrongly_held", "encounters")
    )
    if not held.known:
        return None
    meets = (
        f" ({numbers.prose_count(met.median)} {study.word('encounters')} {study.period.in_one})"
        if met.known
        else ""
    )
    told = how_often(study, held, "innocent people are wrongly detained")
    label = agency.label or "the middle one by size"
    what = "agency" if any(map(str.isalpha, label)) else "site"  # districts and beats go by numbers
    return f"One {what} alone, {label}{meets}; only its size is its own, all else is shared with the others: {told[:1].lower()}{told[1:]}"
