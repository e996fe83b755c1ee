"""The words of a board's limits: rules made of their numbers, grades with k of 100, and why a rule is not surely kept."""

from __future__ import annotations

from simulator.grades import CUTS, ERRORS, Grade
from simulator.reports.language import numbers
from simulator.reports.language.comparing import lowered, many, warnings
from simulator.reports.language.comparison import COUNTS, Comparison
from simulator.reports.language.deciding import deciding
from simulator.reports.language.levers import least, moved, rarely
from simulator.reports.language.numbers import of_100
from simulator.reports.language.phrases import given, message, phrase, plural
from simulator.reports.language.words import capital, joined
from simulator.results.verdicts import Judged, Rule, Together, Verdict

EXAMPLE = message("These limits are an example: which rules, and how strict, is the board’s choice.")
VALUES = message(
    "The grades follow from the rules as written and from the inputs listed. They do not say whether a proposal should be "
    "accepted: which harm is worth which benefit is for the board to decide."
)
SURE, MOSTLY, RARELY, HARDLY = (f"{100 * cut:g}" for cut in CUTS)
OF_WHAT = message(
    "Counts are judged on simulated years, luck included; rates and ratios on draws of what is not known, without a single year’s "
    "luck. All rules together are kept where every one of them is kept in the same draw, which is never oftener than any one of them."
)
MATRIX = message("Is each limit kept, and in how many of 100?")
ALL_RULES, ALL_JUDGED = (
    message("All rules together, in the same draw"),
    message("All rules that can be judged, in the same draw"),
)
GRADE_WORDS: dict[Grade, str] = {
    "within": message("within"),
    "mostly-within": message("mostly within"),
    "undecided": message("undecided"),
    "mostly-exceeds": message("mostly exceeds"),
    "exceeds": message("exceeds"),
}
NO_GRADE, NOT_JUDGED = message("no grade"), message("cannot be judged")
COUNTED = {
    "within": message("is within {number}"),
    "mostly-within": message("is mostly within {number}"),
    "undecided": message("is undecided on {number}"),
    "mostly-exceeds": message("mostly exceeds {number}"),
    "exceeds": message("exceeds {number}"),
    "no-grade": message("stands too near a cut for a grade on {number}"),
    "not-judged": message("cannot be judged on {number}"),
}


def line() -> str:
    """What each grade means, with the shares at which one ends and the next begins."""
    return phrase(
        "Within: kept in at least {sure} of 100. Mostly within: at least {mostly}. Undecided: between. Mostly exceeds: at most {rarely}. "
        "Exceeds: at most {hardly}. Within {errors} standard errors of one of these shares other draws could fall on its other side: "
        "then the share stands without a grade.",
        sure=SURE,
        mostly=MOSTLY,
        rarely=RARELY,
        hardly=HARDLY,
        errors=many(int(ERRORS)),
    )


def amount(x: float, unit: str = "") -> str:
    """A bound as written: 12, 0.1, and a small share also as one in so many."""
    text = numbers.written(f"{x:,.10f}".rstrip("0").rstrip("."))
    if unit.startswith(("share", "probability")) and 0 < x < 0.01 and abs(1 / x - round(1 / x)) < 1e-6 / x:
        return phrase("{share} (1 in {number})", share=text, number=numbers.written(f"{1 / x:,.10g}"))
    return text


def rule(each: Rule) -> str:
    """A rule, made of its numbers: “Wrongful detentions, women and people of colour: at most 12 a year”."""
    bound = amount((each.at_most if each.at_most is not None else each.at_least) or 0.0, each.unit)
    if each.years is not None:
        bound = plural(
            each.years,
            "{bound} a year",
            "{bound} in {years} years",
            bound=bound,
            years=numbers.written(f"{each.years:g}"),
        )
    what = f"{given(each.label)}, {lowered(each.group_label)}"
    if each.at_most is not None:
        return phrase("{measure}: at most {bound}", measure=what, bound=bound)
    return phrase("{measure}: at least {bound}", measure=what, bound=bound)


def counted(each: Rule) -> str:
    """What a rule's probability counts: simulated years, or draws of what is not known."""
    if each.judged_on == "expected rates":
        return phrase("draws of what is not known")
    years = each.years or 1.0
    return plural(
        years,
        "simulated years",
        "simulated stretches of {years} years",
        years=numbers.written(f"{years:g}"),
    )


def grade(judged: Judged) -> str:
    """A grade in words: “mostly within”; “no grade: undecided or mostly within” next to a cut; “cannot be judged”."""
    if judged.neighbours:
        better, worse = (phrase(GRADE_WORDS[each]) for each in judged.neighbours)
        return phrase("no grade: {worse} or {better}", worse=worse, better=better)
    return phrase(GRADE_WORDS[judged.grade] if judged.grade else NOT_JUDGED)


def share(judged: Judged) -> str:
    """“84 of 100”, on its own side of every cut between grades; of what could be judged."""
    return of_100(judged.probability or 0.0, judged.n_draws, CUTS)


def kept(each: Rule, verdict: Verdict) -> str:
    """“kept in 84 of 100 simulated years: mostly within”."""
    if verdict.probability is None:
        return f"{phrase(NOT_JUDGED)}: {given(verdict.why or '')}"
    text = phrase(
        "kept in {share} {counted}: {grade}",
        share=share(verdict),
        counted=counted(each),
        grade=grade(verdict),
    )
    if verdict.undefined > 0:
        left_out = of_100(verdict.undefined, verdict.n_draws)
        text += " " + phrase("(in {share} there is nothing to divide by; they are left out)", share=left_out)
    return text


def share_in_100(judged: Judged) -> str:
    """The same as digits alone: “84”, “<1”; nothing for what cannot be judged."""
    return "" if judged.probability is None else numbers.in_100(judged.probability, CUTS)


def counted_in_short(each: Rule) -> str:
    """What a share of a rule is of, as short as a cell needs: “stretches of 5 years”."""
    if each.judged_on == "expected rates":
        return phrase("draws")
    years = each.years or 1.0
    return plural(years, "years", "stretches of {years} years", years=numbers.written(f"{years:g}"))


def kept_in(verdict: Verdict, each: Rule) -> str:
    """“84 of 100 years”: in how many a rule that can be judged is kept."""
    return f"{share(verdict)} {counted_in_short(each)}"


def in_a_cell(verdict: Verdict, each: Rule) -> str:
    """A verdict as short as a cell needs: “mostly within (84 of 100 years)”."""
    if verdict.probability is None:
        return f"{phrase(NOT_JUDGED)}: {given(verdict.why or '')}"
    return f"{grade(verdict)} ({kept_in(verdict, each)})"


def together_in_a_cell(found: Together) -> str:
    """“exceeds (none of 10,000 draws)” of all rules that can be judged."""
    if found.probability is None:
        return phrase(NOT_JUDGED)
    text = phrase("{grade} ({share} draws)", grade=grade(found), share=share(found))
    left = len(found.not_judged)
    return phrase("{verdict}, {number} not judged", verdict=text, number=left) if left else text


def all_rules(c: Comparison) -> str:
    """What the row of all rules says; where some cannot be judged, that these are left out."""
    some = any(c.together(each.name).not_judged for each in c.proposals)
    return phrase(ALL_JUDGED if some else ALL_RULES)


def explained(verdict: Verdict) -> bool:
    """Whether the page says more of it: why it is not surely kept, or why it cannot be judged."""
    return verdict.grade != "within"


def beware(c: Comparison) -> str:
    """What stands above everything: that the limits are an example, and how many warnings there are."""
    found = len(warnings(c))
    told = [phrase(EXAMPLE)] if c.limits and c.limits.example else []
    told += [plural(found, "{number} warning.", "{number} warnings.", number=found)] if found else []
    return " ".join(told)


def digits(c: Comparison) -> str:
    """What the digits of a narrow matrix mean at their ends."""
    return phrase("0: in none of {draws} draws; 100: in all of them.", draws=numbers.exact(c.told.draws))


def finding(c: Comparison) -> str:
    """How many of the proposals are within all rules together: “None of three proposals is within all eight limits together”."""
    within = [each for each in c.proposals if c.together(each.name).grade == "within"]
    count, rules = len(c.proposals), len(c.rules)
    limits = plural(rules, "the one limit", "all {many} limits together", many=many(rules))
    if any(c.together(each.name).not_judged for each in within):
        limits = phrase("all limits that can be judged, together")
    if count == 1:
        if within:
            return phrase("{proposal} is within {limits}", proposal=c.proposals[0].short, limits=limits)
        return phrase(
            "{proposal} is not surely within {limits}", proposal=c.proposals[0].short, limits=limits
        )
    if len(within) == count:
        if count == 2:
            return phrase("Both proposals are surely within {limits}", limits=limits)
        return phrase("All {many} proposals are surely within {limits}", many=many(count), limits=limits)
    if not within:
        return phrase("None of {many} proposals is surely within {limits}", many=many(count), limits=limits)
    return plural(
        len(within),
        "{some} of {many} proposals is surely within {limits}",
        "{some} of {many} proposals are surely within {limits}",
        some=capital(many(len(within))),
        many=many(count),
        limits=limits,
    )


def all_together(c: Comparison) -> str:
    """In how many draws each proposal keeps all rules together, proposals with one share named together."""
    found: dict[str | None, list[str]] = {}
    for each in c.proposals:
        judged = c.together(each.name)
        found.setdefault(None if judged.probability is None else share(judged), []).append(each.short)
    parts = [
        phrase("cannot be judged for {proposals}", proposals=joined(names))
        if told is None
        else phrase("in {share} draws by {proposals}", share=told, proposals=joined(names))
        for told, names in found.items()
    ]
    return phrase("All rules that can be judged are kept together {shares}.", shares="; ".join(parts))


def overall(c: Comparison, name: str) -> str:
    """How many rules a proposal keeps, breaks and leaves open, and how surely it keeps all of them in the same draw."""
    found = c.together(name)
    parts = [phrase(COUNTED[key], number=count) for key, count in found.counts.items() if count]
    text = plural(
        len(c.rules),
        "{title}: of the one rule it {parts}.",
        "{title}: of {rules} rules it {parts}.",
        title=c.proposal(name).title,
        rules=len(c.rules),
        parts=joined(parts),
    )
    if found.probability is None:
        return text
    judged = len(c.rules) - len(found.not_judged)
    if judged == 1:
        return text
    if not found.not_judged:
        together = phrase(
            "All are kept in the same draw in {share}: {grade}.", share=share(found), grade=grade(found)
        )
    else:
        together = phrase(
            "The {number} that can be judged are kept in the same draw in {share}: {grade}.",
            number=judged,
            share=share(found),
            grade=grade(found),
        )
    return f"{text} {together}"


def why(each: Rule, verdict: Verdict) -> list[str]:
    """Why a rule is not surely kept, what would decide it, and where it would be kept; nothing for one within or not judged."""
    if verdict.grade == "within" or verdict.probability is None:
        return []
    lines = []
    found, say = verdict.found, numbers.whole if each.measure in COUNTS else numbers.rate
    if found is not None and found.median is not None:
        hi = numbers.unbounded() if found.hi is None else say(found.hi)
        lines.append(
            phrase(
                "{figure} is {middle} in the middle, and in 9 of 10 {counted} {between}.",
                figure=_whose(each),
                middle=say(found.median),
                counted=counted(each),
                between=numbers.between(say(found.lo), hi),
            )
        )
    return [*lines, *unsettled(each, verdict)]


def unsettled(each: Rule, verdict: Verdict) -> list[str]:
    """The same without the figure, for where it stands already: the groups it is kept for least surely, what would decide it, what was tried."""
    if verdict.grade == "within" or verdict.probability is None:
        return []
    lines = []
    if verdict.broken_by:
        told = "; ".join(
            phrase(
                "{group} (kept in {share})",
                group=given(group.label),
                share=of_100(group.probability, verdict.n_draws),
            )
            for group in verdict.broken_by
        )
        lines.append(phrase("Least surely kept for: {groups}.", groups=told))
    return [*lines, *deciding(verdict), *safe(each, verdict)]


def _whose(each: Rule) -> str:
    """What the figure of a rule is; of a rule for every group, the worst group's, and that is another one from draw to draw."""
    if each.group != "each":
        return phrase("The figure")
    if each.at_most is not None:
        return phrase("The highest figure of any group, whichever group that is each time,")
    return phrase("The lowest figure of any group, whichever group that is each time,")


def safe(each: Rule, verdict: Verdict) -> list[str]:
    """The safe operating points, one sentence a lever; one for all where none is enough."""
    if verdict.safe_why:
        return [given(verdict.safe_why)]
    points = verdict.safe or ()
    if len(points) > 1 and all(point.status == "never" for point in points):
        first, *others = [(rarely(point.at_least), least(point)) for point in points]
        told = [
            phrase(
                "in {share} {counted} with {lever}",
                share=first[0],
                counted=counted(each),
                lever=first[1],
            ),
            *(phrase("in {share} with {lever}", share=p, lever=least) for p, least in others),
        ]
        return [phrase("No lever is enough by itself. The rule would be kept {shares}.", shares=joined(told))]
    return [moved(point, phrase("The rule"), counted(each)) for point in points]
