"""The words of a board's limits: rules made of their numbers, grades with k of 100, and why a rule is not surely kept."""

from __future__ import annotations

from simulator.grades import CUTS, ERRORS, Grade
from simulator.reports.language import numbers
from simulator.reports.language.comparing import lowered, many, warnings
from simulator.reports.language.comparison import COUNTS, Comparison
from simulator.reports.language.levers import least, moved, rarely
from simulator.reports.language.numbers import of_100
from simulator.reports.language.words import joined
from simulator.results.verdicts import Deciding, Judged, Rule, Together, Verdict

LIKELY = 0.2
"""Below this probability no input is called likely to settle a rule."""

EXAMPLE = "These limits are an example: which rules, and how strict, is the board’s choice."
VALUES = (
    "The grades follow from the rules as written and from the inputs listed. They do not say whether a proposal should be "
    "accepted: which harm is worth which benefit is for the board to decide."
)
SURE, MOSTLY, RARELY, HARDLY = (f"{100 * cut:g}" for cut in CUTS)
LINE = (
    f"Within: kept in at least {SURE} of 100. Mostly within: at least {MOSTLY}. Undecided: between. Mostly exceeds: at most {RARELY}. "
    f"Exceeds: at most {HARDLY}. Within {'two' if ERRORS == 2 else ERRORS} standard errors of one of these shares other draws could fall "
    "on its other side: then the share stands without a grade."
)
OF_WHAT = (
    "Counts are judged on simulated years, luck included; rates and ratios on draws of what is not known, without a single year’s "
    "luck. All rules together are kept where every one of them is kept in the same draw, which is never oftener than any one of them."
)
MATRIX = "Is each limit kept, and in how many of 100?"
ALL_RULES, ALL_JUDGED = (
    "All rules together, in the same draw",
    "All rules that can be judged, in the same draw",
)
GRADE_WORDS: dict[Grade, str] = {
    "within": "within",
    "mostly-within": "mostly within",
    "undecided": "undecided",
    "mostly-exceeds": "mostly exceeds",
    "exceeds": "exceeds",
}
NO_GRADE, NOT_JUDGED = "no grade", "cannot be judged"
COUNTED = {
    "within": "is within {}",
    "mostly-within": "is mostly within {}",
    "undecided": "is undecided on {}",
    "mostly-exceeds": "mostly exceeds {}",
    "exceeds": "exceeds {}",
    "no-grade": "stands too near a cut for a grade on {}",
    "not-judged": "cannot be judged on {}",
}


def amount(x: float, unit: str = "") -> str:
    """A bound as written: 12, 0.1, and a small share also as one in so many."""
    text = f"{x:,.10f}".rstrip("0").rstrip(".")
    if unit.startswith(("share", "probability")) and 0 < x < 0.01:
        return f"{text} (1 in {1 / x:,.10g})" if abs(1 / x - round(1 / x)) < 1e-6 / x else text
    return text


def rule(each: Rule) -> str:
    """A rule, made of its numbers: “Wrongful detentions, women and people of colour: at most 12 a year”."""
    bound, word = (each.at_most, "at most") if each.at_most is not None else (each.at_least, "at least")
    when = ""
    if each.years is not None:
        when = " a year" if each.years == 1 else f" in {each.years:g} years"
    return f"{each.label}, {lowered(each.group_label)}: {word} {amount(bound or 0.0, each.unit)}{when}"


def counted(each: Rule) -> str:
    """What a rule's probability counts: simulated years, or draws of what is not known."""
    if each.judged_on == "expected rates":
        return "draws of what is not known"
    return "simulated years" if each.years in (None, 1) else f"simulated stretches of {each.years:g} years"


def grade(judged: Judged) -> str:
    """A grade in words: “mostly within”; “no grade: undecided or mostly within” next to a cut; “cannot be judged”."""
    if judged.neighbours:
        better, worse = (GRADE_WORDS[each] for each in judged.neighbours)
        return f"{NO_GRADE}: {worse} or {better}"
    return GRADE_WORDS[judged.grade] if judged.grade else NOT_JUDGED


def share(judged: Judged) -> str:
    """“84 of 100”, on its own side of every cut between grades; of what could be judged."""
    return of_100(judged.probability or 0.0, judged.n_draws, CUTS)


def kept(each: Rule, verdict: Verdict) -> str:
    """“kept in 84 of 100 simulated years: mostly within”."""
    if verdict.probability is None:
        return f"{NOT_JUDGED}: {verdict.why}"
    text = f"kept in {share(verdict)} {counted(each)}: {grade(verdict)}"
    if verdict.undefined > 0:
        left_out = of_100(verdict.undefined, verdict.n_draws)
        text += f" (in {left_out} there is nothing to divide by; they are left out)"
    return text


def share_in_100(judged: Judged) -> str:
    """The same as digits alone: “84”, “<1”; nothing for what cannot be judged."""
    return "" if judged.probability is None else numbers.in_100(judged.probability, CUTS)


def counted_in_short(each: Rule) -> str:
    """What a share of a rule is of, as short as a cell needs: “stretches of 5 years”."""
    if each.judged_on == "expected rates":
        return "draws"
    return "years" if each.years in (None, 1) else f"stretches of {each.years:g} years"


def kept_in(verdict: Verdict, each: Rule) -> str:
    """“84 of 100 years”: in how many a rule that can be judged is kept."""
    return f"{share(verdict)} {counted_in_short(each)}"


def in_a_cell(verdict: Verdict, each: Rule) -> str:
    """A verdict as short as a cell needs: “mostly within (84 of 100 years)”."""
    if verdict.probability is None:
        return f"{NOT_JUDGED}: {verdict.why}"
    return f"{grade(verdict)} ({kept_in(verdict, each)})"


def together_in_a_cell(found: Together) -> str:
    """“exceeds (none of 10,000 draws)” of all rules that can be judged."""
    if found.probability is None:
        return NOT_JUDGED
    text = f"{grade(found)} ({share(found)} draws)"
    left = len(found.not_judged)
    return f"{text}, {left} not judged" if left else text


def all_rules(c: Comparison) -> str:
    """What the row of all rules says; where some cannot be judged, that these are left out."""
    return ALL_JUDGED if any(c.together(each.name).not_judged for each in c.proposals) else ALL_RULES


def explained(verdict: Verdict) -> bool:
    """Whether the page says more of it: why it is not surely kept, or why it cannot be judged."""
    return verdict.grade != "within"


def beware(c: Comparison) -> str:
    """What stands above everything: that the limits are an example, and how many warnings there are."""
    found = len(warnings(c))
    told = [EXAMPLE] if c.limits and c.limits.example else []
    told += [f"{found} warning{'s' if found > 1 else ''}."] if found else []
    return " ".join(told)


def digits(c: Comparison) -> str:
    """What the digits of a narrow matrix mean at their ends."""
    return f"0: in none of {c.told.draws:,} draws; 100: in all of them."


def finding(c: Comparison) -> str:
    """How many of the proposals are within all rules together: “None of three proposals is within all eight limits together”."""
    within = [each for each in c.proposals if c.together(each.name).grade == "within"]
    count, rules = len(c.proposals), len(c.rules)
    limits = "the one limit" if rules == 1 else f"all {many(rules)} limits together"
    if any(c.together(each.name).not_judged for each in within):
        limits = "all limits that can be judged, together"
    if count == 1:
        return f"{c.proposals[0].short} is {'' if within else 'not surely '}within {limits}"
    if len(within) == count:
        return f"{'Both' if count == 2 else f'All {many(count)}'} proposals are surely within {limits}"
    number = many(len(within)) if within else "none"
    return f"{number[:1].upper()}{number[1:]} of {many(count)} proposals {'are' if len(within) > 1 else 'is'} surely within {limits}"


def all_together(c: Comparison) -> str:
    """In how many draws each proposal keeps all rules together, proposals with one share named together."""
    found: dict[str, list[str]] = {}
    for each in c.proposals:
        judged = c.together(each.name)
        told = NOT_JUDGED if judged.probability is None else f"in {share(judged)} draws"
        found.setdefault(told, []).append(each.short)
    parts = [
        f"{told} {'for' if told == NOT_JUDGED else 'by'} {joined(names)}" for told, names in found.items()
    ]
    return f"All rules that can be judged are kept together {'; '.join(parts)}."


def overall(c: Comparison, name: str) -> str:
    """How many rules a proposal keeps, breaks and leaves open, and how surely it keeps all of them in the same draw."""
    found = c.together(name)
    parts = [COUNTED[key].format(count) for key, count in found.counts.items() if count]
    text = f"{c.proposal(name).title}: of {len(c.rules)} rules it {joined(parts)}."
    if found.probability is None:
        return text
    judged = len(c.rules) - len(found.not_judged)
    which = "All" if not found.not_judged else f"The {judged} that can be judged"
    if judged == 1:
        return text
    return f"{text} {which} are kept in the same draw in {share(found)}: {grade(found)}."


def why(each: Rule, verdict: Verdict) -> list[str]:
    """Why a rule is not surely kept, what would decide it, and where it would be kept; nothing for one within or not judged."""
    if verdict.grade == "within" or verdict.probability is None:
        return []
    lines = []
    found, say = verdict.found, numbers.whole if each.measure in COUNTS else numbers.rate
    if found is not None and found.median is not None:
        hi = numbers.UNBOUNDED if found.hi is None else say(found.hi)
        lines.append(
            f"{_whose(each)} is {say(found.median)} in the middle, and in 9 of 10 {counted(each)} "
            f"{numbers.between(say(found.lo), hi)}."
        )
    if verdict.broken_by:
        told = "; ".join(
            f"{group.label} (kept in {of_100(group.probability, verdict.n_draws)})"
            for group in verdict.broken_by
        )
        lines.append(f"Least surely kept for: {told}.")
    return [*lines, *_deciding(verdict), *safe(each, verdict)]


def _whose(each: Rule) -> str:
    """What the figure of a rule is; of a rule for every group, the worst group's, and that is another one from draw to draw."""
    if each.group != "each":
        return "The figure"
    most = "highest" if each.at_most is not None else "lowest"
    return f"The {most} figure of any group, whichever group that is each time,"


def _deciding(verdict: Verdict) -> list[str]:
    """The input that would most likely settle an open rule, how surely, and those the draws cannot tell from it."""
    if verdict.grade == "exceeds":
        return []
    if not verdict.deciding:
        return [
            f"With {verdict.n_draws:,} draws it cannot be told which input would settle it: the rule stands too near a cut, or the "
            "draws are too few."
        ]
    first, *others = verdict.deciding
    named = f"“{first.label}” ({first.grade})"
    if first.decides < LIKELY:
        settles = f", with a probability of {_chance(first)}" if first.decides else ""
        return [
            f"No single input is likely to settle it. The likeliest is {named}{settles}. It could be published by {first.publish}."
        ]
    lines = [
        f"Most likely to settle it: {named}. Were it known exactly, the rule would be settled with a probability of {_chance(first)}. "
        f"It could be published by {first.publish}."
    ]
    alike = [each for each in others if each.decides >= first.interval[0]]
    less = [each for each in others if each not in alike]
    for start, listed in (("Alike, as far as these draws tell", alike), ("Next", less)):
        if listed:
            told = "; ".join(f"“{each.label}” (about {_percent(each.decides)})" for each in listed)
            lines.append(f"{start}: {told}.")
    return lines


def _chance(each: Deciding) -> str:
    """“about 50 % (with other draws it could be 39 % to 61 %)”."""
    lo, hi = each.interval
    return f"about {_percent(each.decides)} (with other draws it could be {_percent(lo)} to {_percent(hi)})"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def safe(each: Rule, verdict: Verdict) -> list[str]:
    """The safe operating points, one sentence a lever; one for all where none is enough."""
    if verdict.safe_why:
        return [verdict.safe_why]
    points = verdict.safe or ()
    if len(points) > 1 and all(point.status == "never" for point in points):
        first, *others = [(rarely(point.at_least), least(point)) for point in points]
        told = [
            f"in {first[0]} {counted(each)} with {first[1]}",
            *(f"in {p} with {least}" for p, least in others),
        ]
        return [f"No lever is enough by itself. The rule would be kept {joined(told)}."]
    return [moved(point, "The rule", counted(each)) for point in points]
