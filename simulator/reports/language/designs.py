"""A search for a design in sentences: what holds, how surely, what it costs, and what stands in the way."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.levers import designed
from simulator.reports.language.numbers import of_100, prose_count, span, whole
from simulator.reports.language.phrases import given, message, phrase, plural
from simulator.reports.language.words import capital, joined
from simulator.results.design import (
    Confirmation,
    Confirmed,
    Design,
    DesignFound,
    Place,
    Robustness,
    Rule,
)
from simulator.results.values import Interval

ROBUST_IN = 75
TO_RUN = message("To live it yourself, with that other seed and every page:")


def harm_label() -> str:
    """What the front calls harm."""
    return phrase("innocent people kept a year")


def found_label(found: DesignFound) -> str:
    """What the front calls people found."""
    if found.found_only:
        return phrase("wanted people found a year only because of the scan")
    return phrase("wanted people found a year (how many would be found anyway is not known)")


def amount(interval: Interval) -> str:
    """“3,200 (610–19,000)”; undefined where nobody is to be found."""
    if interval.median is None:
        return numbers.undefined()
    return f"{prose_count(interval.median)} ({span(prose_count(interval.lo), prose_count(interval.hi))})"


def asked(found: DesignFound) -> str:
    """What was searched."""
    searched = plural(
        len(found.levers),
        "{searched} combinations of one lever",
        "{searched} combinations of {levers} levers",
        searched=numbers.exact(found.searched),
        levers=len(found.levers),
    )
    if found.impossible:
        searched = phrase(
            "{searched} ({impossible} more cannot be run)",
            searched=searched,
            impossible=numbers.exact(found.impossible),
        )
    limits = f"“{given(found.limits)}”"
    if found.example_limits:
        limits = phrase("{limits}, which are an example", limits=limits)
    return phrase(
        "{searched}, {draws} draws each, against {limits}.",
        searched=searched,
        draws=numbers.exact(found.draws),
        limits=limits,
    )


def kept(design: Design, found: DesignFound) -> str:
    """How surely a design keeps the rules looked for."""
    if design.together is not None:
        return of_100(design.together, found.draws)
    return phrase("at most {share}", share=of_100(design.at_most, found.draws))


def as_it_stands(found: DesignFound) -> str:
    """The scenario as it is."""
    here = found.designs[0]
    rules = (
        phrase("all rules")
        if not any(rule.out_of_reach for rule in found.rules)
        else phrase("the other rules")
    )
    return phrase(
        "As it stands {rules} are kept together in {share}; {harm} {harm_label}, {found} {found_label}.",
        rules=rules,
        share=kept(here, found),
        harm=amount(here.harm),
        harm_label=harm_label(),
        found=amount(here.found),
        found_label=found_label(found),
    )


def aside(found: DesignFound) -> list[str]:
    """Rules that no lever reaches, and rules that say nothing here."""
    lines = []
    beyond = [
        phrase(
            "“{rule}” (at best in {share})",
            rule=given(rule.words),
            share=of_100(rule.reached or 0.0, found.draws),
        )
        for rule in found.rules
        if rule.out_of_reach
    ]
    if beyond:
        lines.append(
            phrase(
                "Out of reach of these levers, whatever the design, and left aside so that the others can be looked for: {rules}.",
                rules=joined(beyond),
            )
        )
    silent = [f"“{given(rule.words)}”" for rule in found.rules if not rule.judged]
    if silent:
        lines.append(phrase("Not judged here, and so not held: {rules}.", rules=joined(silent)))
    return lines


def answer(found: DesignFound) -> str:
    """The first sentence."""
    if all(rule.out_of_reach or not rule.judged for rule in found.rules):
        return phrase("No rule is within reach of these levers.")
    if found.smallest is None and found.tried:
        return plural(
            found.holding,
            "One design seemed to hold and did not when it was lived again with another seed.",
            "{holding} designs seemed to hold; none of the {tried} smallest did when they were lived again with another seed.",
            holding=numbers.exact(found.holding),
            tried=len(found.tried),
        )
    if found.smallest is None:
        return phrase("No combination of these levers keeps the limits in 95 of 100 draws.")
    smallest = found.designs[found.smallest]
    if not smallest.moved:
        return phrase("The limits are kept as it stands; no lever need be moved.")
    change = designed(smallest.moved)
    if any(rule.out_of_reach for rule in found.rules):
        return phrase("The smallest change that keeps the other limits: {change}.", change=change)
    return phrase("The smallest change that holds: {change}.", change=change)


def confirmed(each: Confirmation) -> str:
    """The confirmation's number."""
    outcome = phrase("It holds") if each.passed else phrase("It does not hold surely enough")
    return phrase(
        "{outcome} when lived again with another seed: all limits looked for, together, in {kept} of {draws} draws ({share}; "
        "with 99 % confidence in at least {lower} of 100).",
        outcome=outcome,
        kept=numbers.exact(each.kept),
        draws=numbers.exact(each.draws),
        share=of_100(each.share, each.draws),
        lower=numbers.written(f"{100 * each.lower:.1f}"),
    )


def robust(each: Confirmed, draws: int) -> list[str]:
    """How it fares where something is otherwise than the scenario says."""
    if not each.robustness:
        return []
    told = joined([case(one, draws) for one in each.robustness])
    if each.robust:
        return [phrase("It is robust (each at least {share} of 100): {cases}.", share=ROBUST_IN, cases=told)]
    return [phrase("It is not robust (each at least {share} of 100): {cases}.", share=ROBUST_IN, cases=told)]


def case(each: Robustness, draws: int) -> str:
    """One thing that may be otherwise."""
    if each.share is None:
        return phrase("not to be asked if {case} ({why})", case=given(each.words), why=each.why)
    return phrase("kept in {share} if {case}", share=of_100(each.share, draws), case=given(each.words))


def others_tried(found: DesignFound) -> list[str]:
    """What became of the other designs that were lived again."""
    lines = []
    failed = sum(not each.confirmation.passed for each in found.tried)
    if failed and found.smallest is not None:
        lines.append(
            plural(
                failed,
                "One design that changes less seemed to hold and did not when lived again.",
                "{number} other designs seemed to hold and did not when lived again.",
                number=failed,
            )
        )
    if found.smallest is not None and found.smallest_robust is None:
        lines.append(
            plural(
                len(found.tried),
                "The smallest design that seems to hold is not robust.",
                "None of the {tried} smallest designs that seem to hold is robust.",
                tried=len(found.tried),
            )
        )
    elif found.smallest_robust is not None and found.smallest_robust != found.smallest:
        design = found.designs[found.smallest_robust]
        again = next(each for each in found.tried if each.design == found.smallest_robust)
        lines += [
            phrase(
                "The smallest that is also robust: {change}. {confirmed}",
                change=designed(design.moved),
                confirmed=confirmed(again.confirmation),
            ),
            *robust(again, found.draws),
        ]
    return lines


def costs(design: Design, found: DesignFound) -> str:
    """What a design does beside what is proposed."""
    here = found.designs[0]
    return phrase(
        "{harm} {harm_label} (as it stands {harm_now}); {found} {found_label} (as it stands {found_now}).",
        harm=amount(design.harm),
        harm_label=harm_label(),
        harm_now=prose_count(here.harm.median),
        found=amount(design.found),
        found_label=found_label(found),
        found_now=prose_count(here.found.median),
    )


def nearest(found: DesignFound) -> list[str]:
    """Where nothing holds: the designs that come nearest, and the rules each breaks most."""
    near = sorted(
        (each for each in found.designs if each.together is not None), key=lambda each: -(each.together or 0)
    )
    lines = []
    for each in near[:3]:
        worst = _worst(each, found.rules)
        lines.append(
            phrase(
                "{change}: together in {share}{worst}.",
                change=designed(each.moved),
                share=kept(each, found),
                worst=worst,
            )
        )
    return lines


def _worst(design: Design, rules: tuple[Rule, ...]) -> str:
    shares = [
        (share, rule.words)
        for share, rule in zip(design.rules or (), rules, strict=False)
        if share is not None and not rule.out_of_reach
    ]
    if not shares:
        return ""
    share, words = min(shares)
    return phrase(
        "; least surely kept is “{rule}”, in {share} of 100", rule=given(words), share=f"{100 * share:.0f}"
    )


def left_out(found: DesignFound) -> list[str]:
    """Levers that do not fit."""
    return [f"{given(each.lever)}: {given(each.why)}" for each in found.left_out]


def ends_of_front(found: DesignFound) -> str:
    """How many designs are on the front, and what it spans."""
    front = [each for each in found.designs if each.on_front]
    harms = [each.harm.median for each in front if each.harm.median is not None]
    finds = [each.found.median for each in front if each.found.median is not None]
    if not harms or not finds:
        return ""
    return plural(
        len(front),
        "{designs} design of {searched} is such that no other surely does better in both respects. {harm_label}: {harms}. "
        "{found_label}: {finds}.",
        "{designs} designs of {searched} are such that no other surely does better in both respects. {harm_label}: {harms}. "
        "{found_label}: {finds}.",
        designs=len(front),
        searched=numbers.exact(found.searched),
        harm_label=capital(harm_label()),
        harms=_ends(harms),
        found_label=capital(found_label(found)),
        finds=_ends(finds),
    )


def _ends(middles: list[float]) -> str:
    low, high = whole(min(middles)), whole(max(middles))
    if low == high:
        return phrase("{number} in all of them", number=low)
    return phrase("from {low} to {high}", low=low, high=high)


def origin(place: Place) -> str:
    """Where a lever's place comes from."""
    return f"{phrase(ORIGINS.get(place.origin, place.origin))}: {place.told}"


ORIGINS = {"source": message("source"), "assumed": message("assumed"), "chosen": message("chosen")}


def method(found: DesignFound) -> list[str]:
    """How the search was made, and what it can be trusted with."""
    order = (
        phrase("the least of the burdens the board gave, then fewest levers, then the smallest change")
        if found.ordered_by == "burden"
        else phrase(
            "fewest levers, then the smallest change; no costs are known, and a board may give its own (burden)"
        )
    )
    return [
        phrase(
            "Every combination of the levers’ places was lived in the same {draws} draws. One was taken for holding if it kept all "
            "limits looked for in the same draw in at least {needed} of 100: 95, and two standard errors, because of many designs "
            "near the line some pass by luck.",
            draws=numbers.exact(found.draws),
            needed=numbers.written(f"{100 * found.needed:.1f}"),
        ),
        phrase(
            "The smallest that passed was lived again with another seed and 40,000 draws, and holds if the lower 99 % bound of its "
            "share is at least 95 of 100. Smallest means {order}.",
            order=order,
        ),
        phrase(
            "Levers stay within ranges that have a source or that somebody chose, for optima sit where evidence ends. A design is "
            "called robust only if it is kept in at least {share} of 100 with false alerts that do not grow with the list, "
            "with false alerts that grow in proportion, and with the differences between groups reversed.",
            share=ROBUST_IN,
        ),
        phrase(
            "A design is left off the front only if another does at most as much harm and finds at least as many people in 95 of "
            "100 of the same draws. Whom a shorter list leaves out is taken at random; a purged list is taken to stay as long as "
            "it is, so that what it finds beyond comes from the entries put in place of those taken off."
        ),
    ]
