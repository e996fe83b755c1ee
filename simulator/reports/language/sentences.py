"""The sentences a reader may quote. Each stands alone: number, stage, interval, and the word proxy where it is one."""

from __future__ import annotations

from simulator.reports.language import covered, numbers
from simulator.reports.language.middles import average, range_first
from simulator.reports.language.phrases import given, message, phrase, plural
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import (
    capital,
    expected,
    held_point,
    joined,
    of_100k,
    within,
)
from simulator.results.summary import Group

WIDE = 10.0
DRAWS = message("draws of what is not known")
"""What intervals of rates and ratios are of: no single year's luck is in them."""


def nine_of_ten(study: Study, cell: Estimate, count: bool = True) -> str:
    """“In 9 of 10 simulated years the number is between A and B.” Where the middle would hide the average, both are told."""
    say = numbers.prose_count if count else numbers.prose
    between = numbers.between(say(cell.lo), say(cell.hi))
    mean = average(cell, say)
    if not mean:
        return phrase("In 9 of 10 {years} the number is {between}.", years=study.period.many, between=between)
    return phrase(
        "In 9 of 10 {years} the number is {between}; the average over all of them is {mean}.",
        years=study.period.many,
        between=between,
        mean=mean,
    )


def in_nine(study: Study, cell: Estimate, count: bool = True) -> str:
    """“in 9 of 10 simulated years between A and B”, for brackets; the average where the middle would hide it."""
    say = numbers.prose_count if count else numbers.prose
    of = study.period.many if count else phrase(DRAWS)
    text = phrase(
        "in 9 of 10 {years} {between}", years=of, between=numbers.between(say(cell.lo), say(cell.hi))
    )
    mean = average(cell, say)
    return phrase("{range}; on average {mean}", range=text, mean=mean) if mean else text


def how_often(study: Study, cell: Estimate, happens: str) -> str:
    """How often something `happens` (“innocent women are wrongly detained”): middle, stage and range, or the range first."""
    if not range_first(cell):
        return phrase(
            "In a typical {year} {happens} {times} ({held}). {range}",
            year=study.period.one,
            happens=happens,
            times=numbers.times(cell.median),
            held=held_point(study),
            range=nine_of_ten(study, cell),
        )
    mean = average(cell)
    also = f" {phrase('and the average over all of them {mean}', mean=mean)}" if mean else ""
    return phrase(
        "In 9 of 10 {years} {happens} {times} ({held}); the middle is {middle}{also}.",
        years=study.period.many,
        happens=happens,
        times=numbers.times_between(cell.lo, cell.hi),
        held=held_point(study),
        middle=numbers.prose_count(cell.median),
        also=also,
    )


def headline(study: Study) -> str:
    """The answer: how many innocent people are wrongly detained in a simulated year."""
    cell = study.get("wrongly_held")
    if not cell.known:
        return phrase("The number of people wrongly detained could not be estimated.")
    return how_often(study, cell, phrase("{people} are wrongly detained", people=innocent_people(study)))


def innocent_people(study: Study) -> str:
    """“innocent people stopped by these eight agencies”: detentions are events, and this names whose."""
    scope = study.word("scope")
    return (
        phrase("innocent {scope}", scope=scope)
        if scope.startswith("people ")
        else phrase("innocent people among {scope}", scope=scope)
    )


def width(study: Study, group: str = "all") -> str | None:
    """A frank word where the interval is so wide that its middle misleads."""
    cell = study.get("wrongly_held", group)
    if not cell.known or not cell.mean:
        return None
    if not cell.median:
        return phrase(
            "Half of the {years} or more have none and some have many: read the range, not the middle.",
            years=study.period.many,
        )
    if not cell.lo:
        return phrase(
            "The low end is 0: the evidence does not rule out a {year} without a wrongful detention. Read the range, not the "
            "middle.",
            year=study.period.one,
        )
    stretch = cell.stretch
    if stretch is None or stretch < WIDE:
        return None
    return phrase(
        "The high end is {stretch} times the low end: the evidence at hand does not settle the number, only its range. Read "
        "the range, not the middle.",
        stretch=numbers.prose(stretch),
    )


def of_group(study: Study, group: Group) -> str | None:
    """One group's wrongful detentions, its stage and its interval."""
    cell = study.get("wrongly_held", group.id)
    if not cell.known:
        return None
    told = how_often(study, cell, phrase("innocent {group} are wrongly detained", group=within(group)))
    return f"{told}{covered.of_group(study, group)}"


def pair(study: Study) -> str | None:
    """Held from the alert beside held from questioning; nothing where no stage lies between the two."""
    alert, held = study.get("held_from_alert"), study.get("wrongly_held")
    if not (alert.known and held.known) or all(stage.liberty != "prolonged" for stage in study.stages):
        return None
    return phrase(
        "In a typical {year} innocent people are held from the alert {times_from_alert} ({range_from_alert}) and {held} {times} "
        "({range}).",
        year=study.period.one,
        times_from_alert=numbers.times(alert.median),
        range_from_alert=in_nine(study, alert),
        held=held_point(study),
        times=numbers.times(held.median),
        range=in_nine(study, held),
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
    if study.harms_enrolled:
        of_reference = phrase("for every 100,000 who are {group}", group=within(study.reference))
    else:
        of_reference = phrase("of every 100,000 of {group}", group=within(study.reference))
    text = phrase(
        "{of_100k}, {rate} {expected} ({held}; in 9 of 10 {draws} {range}); {of_reference}, {rate_of_reference} "
        "({range_of_reference}).",
        of_100k=capital(of_100k(study, group)),
        rate=numbers.prose(own.median),
        expected=expected(study),
        held=held_point(study),
        draws=phrase(DRAWS),
        range=_ends(own),
        of_reference=of_reference,
        rate_of_reference=numbers.prose(base.median),
        range_of_reference=_ends(base),
    )
    text += " "
    if not cell.known or cell.defined <= 0:
        return text + phrase(
            "The ratio is undefined: there are {draws} without a rate to divide by.", draws=phrase(DRAWS)
        )
    text += phrase(
        "The ratio is {ratio}; in 9 of 10 of those draws it is {range}.",
        ratio=numbers.prose(cell.median),
        range=_ends(cell),
    )
    return text + surely(study, cell, within(group))


def _ends(cell: Estimate) -> str:
    """“between A and B”, with the average where the middle would hide it."""
    return f"{numbers.between(numbers.prose(cell.lo), numbers.prose(cell.hi))}{_on_average(cell)}"


def _on_average(cell: Estimate) -> str:
    """“, on average A” after a range whose middle would hide it."""
    mean = average(cell, numbers.prose)
    return phrase(", on average {mean}", mean=mean) if mean else ""


def higher(study: Study, cell: Estimate) -> str:
    """“higher in 94 of 100 draws”: how surely a group fares worse than the one it is set against; empty where not known.

    A result of an earlier version has no such share: its range tells whether it is clear of 1.
    """
    if cell.higher is not None:
        return phrase(
            "higher in {share} draws of what is not known",
            share=numbers.of_100(cell.higher, study.summary.draws),
        )
    if cell.lo is None or cell.hi is None:
        return ""
    if cell.lo - (cell.mc_lo or 0.0) > 1 or cell.hi + (cell.mc_hi or 0.0) < 1:
        return ""
    if cell.lo <= 1 <= cell.hi:
        return phrase("higher in some draws and lower in others, for the range includes 1")
    return phrase(
        "higher in some draws and lower in others, for the range ends at 1, as nearly as so many draws can tell"
    )


def surely(study: Study, cell: Estimate, who: str) -> str:
    """The same as a sentence after a ratio."""
    told = higher(study, cell)
    return f" {phrase('The rate of {who} is {higher}.', who=who, higher=told)}" if told else ""


def benefit(study: Study) -> str | None:
    """Wanted people found, and what each costs in wrongful detentions."""
    if study.nobody_wanted:
        return nobody_to_find(study.nobody_wanted)
    found = study.get("wanted_found")
    if not found.known:
        return None
    return f"{how_often(study, found, phrase('wanted people reach the same stage'))} {price(study)}"


def price(study: Study) -> str | None:
    """How many wrongful detentions each wanted person found costs; None where nobody is known to be found."""
    cell = study.get("wrongly_held_per_wanted_found")
    if not study.get("wanted_found").known:
        return None
    if not cell.known or cell.defined <= 0:
        return phrase("Wrongful detentions for each are undefined: nobody wanted is found to divide by.")
    return plural(
        cell.median,
        "For each time a wanted person is found, {number} wrongful detention of an innocent person is expected ({range}).",
        "For each time a wanted person is found, {number} wrongful detentions of innocent people are expected ({range}).",
        number=numbers.prose(cell.median),
        range=in_nine(study, cell, count=False),
    )


def nobody_to_find(who: str) -> str:
    """Where nobody enrolled is wanted there is no benefit to put beside the harm. `who`: the scenario's words for the list."""
    return phrase(
        "Nobody enrolled is wanted ({who}): there is no wanted person to find, and every detention after an alert is wrongful.",
        who=given(who.rstrip(".")),
    )


def hours(study: Study) -> str | None:
    """Hours innocent people are held, labelled for what it leaves out."""
    cell = study.get("hours_held")
    if not cell.known:
        return None
    return plural(
        numbers.whole_of(cell.median),
        "Innocent people are held for {number} hour in all in a typical {year}, counted as if nobody queued. {range}",
        "Innocent people are held for {number} hours in all in a typical {year}, counted as if nobody queued. {range}",
        number=numbers.prose_count(cell.median),
        year=study.period.one,
        range=nine_of_ten(study, cell),
    )


def doubts(study: Study, group: str = "all", fixed: bool = True) -> str | None:
    """Chance, what is unknown, and what is not varied at all."""
    cell = study.get("wrongly_held", group)
    if not cell.known or cell.chance is None:
        return None
    say = numbers.prose_count
    lo, hi = cell.chance
    text = phrase(
        "Chance alone gives {range} wrongful detentions {a_year}.",
        range=numbers.span(say(max(0.0, lo)), say(hi)),
        a_year=study.period.in_one,
    )
    text += " " + phrase(
        "Not knowing the true error rates and the other uncertain inputs widens that to {range}.",
        range=numbers.span(say(cell.lo), say(cell.hi)),
    )
    labels = held_fixed(study)
    if fixed and labels:
        text += " " + phrase("Held fixed: {inputs}.", inputs=fixed_in_brief(study))
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
    return phrase(
        "{number} inputs without a spread ({parts})",
        number=len(labels),
        parts=", ".join(f"{given(part)} {count}" for part, count in parts.items()),
    )


def held_fixed(study: Study) -> list[str]:
    """The labels of the inputs without a spread, in the order of the summary."""
    labels = {row.path: row.label or row.path for row in study.summary.inputs}
    return [given(labels.get(path, path)) for path in _fixed_paths(study)]


def _fixed_paths(study: Study) -> list[str]:
    """The listed paths, but for those that no estimate depends on."""
    idle = ("groups.not_estimated", "legal_limit")
    return [path for path in study.summary.held_fixed if not path.startswith(idle)]


def distinct(study: Study, group: str = "all") -> str | None:
    """How many different people the detentions fall on, where the scenario lets it be said."""
    once, twice = study.get("people_held_once", group), study.get("people_held_twice", group)
    if not once.known:
        return None
    text = phrase(
        "Detentions are events, not people: those of a typical {year} are expected to fall on {people}. In 9 of 10 {years} the "
        "expected number is {range}; a single {of_a_year} luck comes on top.",
        year=study.period.one,
        people=plural(
            once.median, "{number} person", "{number} different people", number=numbers.prose(once.median)
        ),
        years=study.period.many,
        range=_ends(once),
        of_a_year=study.period.of_one,
    )
    if twice.known:
        text += " " + plural(
            twice.median,
            "{number} person is expected to be wrongly detained twice or more ({range}).",
            "{number} people are expected to be wrongly detained twice or more ({range}).",
            number=numbers.prose(twice.median),
            range=numbers.between(numbers.prose(twice.lo), numbers.prose(twice.hi)),
        )
    return text


def most_affected(study: Study) -> Group | None:
    """The measured group with the highest rate expected per encounter, at the median."""
    measured = [g for g in study.cells if not g.unmeasured and study.get("per_100k_encounters", g.id).known]
    return max(measured, key=lambda g: study.get("per_100k_encounters", g.id).median or 0.0, default=None)
