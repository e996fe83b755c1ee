"""A search for a design in sentences: what holds, how surely, what it costs, and what stands in the way."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.levers import designed
from simulator.reports.language.numbers import of_100, prose_count, span, whole
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
TO_RUN = "To live it yourself, with that other seed and every page:"


def harm_label() -> str:
    """What the front calls harm."""
    return "innocent people kept a year"


def found_label(found: DesignFound) -> str:
    """What the front calls people found."""
    if found.found_only:
        return "wanted people found a year only because of the scan"
    return "wanted people found a year (how many would be found anyway is not known)"


def amount(interval: Interval) -> str:
    """“3,200 (610–19,000)”; undefined where nobody is to be found."""
    if interval.median is None:
        return numbers.UNDEFINED
    return f"{prose_count(interval.median)} ({span(prose_count(interval.lo), prose_count(interval.hi))})"


def asked(found: DesignFound) -> str:
    """What was searched."""
    impossible = f" ({found.impossible:,} more cannot be run)" if found.impossible else ""
    return (
        f"{found.searched:,} combinations of {len(found.levers)} levers{impossible}, {found.draws:,} draws each, against "
        f"“{found.limits}”{', which are an example' if found.example_limits else ''}."
    )


def kept(design: Design, found: DesignFound) -> str:
    """How surely a design keeps the rules looked for."""
    if design.together is not None:
        return of_100(design.together, found.draws)
    return f"at most {of_100(design.at_most, found.draws)}"


def as_it_stands(found: DesignFound) -> str:
    """The scenario as it is."""
    here = found.designs[0]
    rules = "all rules" if not any(rule.out_of_reach for rule in found.rules) else "the other rules"
    return (
        f"As it stands {rules} are kept together in {kept(here, found)}; {amount(here.harm)} {harm_label()}, "
        f"{amount(here.found)} {found_label(found)}."
    )


def aside(found: DesignFound) -> list[str]:
    """Rules that no lever reaches, and rules that say nothing here."""
    lines = []
    beyond = [
        f"“{rule.words}” (at best in {of_100(rule.reached or 0.0, found.draws)})"
        for rule in found.rules
        if rule.out_of_reach
    ]
    if beyond:
        lines.append(
            f"Out of reach of these levers, whatever the design, and left aside so that the others can be looked for: {joined(beyond)}."
        )
    silent = [f"“{rule.words}”" for rule in found.rules if not rule.judged]
    if silent:
        lines.append(f"Not judged here, and so not held: {joined(silent)}.")
    return lines


def answer(found: DesignFound) -> str:
    """The first sentence."""
    if all(rule.out_of_reach or not rule.judged for rule in found.rules):
        return "No rule is within reach of these levers."
    if found.smallest is None and found.tried:
        return (
            f"{found.holding:,} designs seemed to hold; none of the {len(found.tried)} smallest did when they were lived again with "
            "another seed."
        )
    if found.smallest is None:
        return "No combination of these levers keeps the limits in 95 of 100 draws."
    smallest = found.designs[found.smallest]
    if not smallest.moved:
        return "The limits are kept as it stands; no lever need be moved."
    which = "keeps the other limits" if any(rule.out_of_reach for rule in found.rules) else "holds"
    return f"The smallest change that {which}: {designed(smallest.moved)}."


def confirmed(each: Confirmation) -> str:
    """The confirmation's number."""
    outcome = "It holds" if each.passed else "It does not hold surely enough"
    return (
        f"{outcome} when lived again with another seed: all limits looked for, together, in {each.kept:,} of {each.draws:,} draws "
        f"({of_100(each.share, each.draws)}; with 99 % confidence in at least {100 * each.lower:.1f} of 100)."
    )


def robust(each: Confirmed, draws: int) -> list[str]:
    """How it fares where something is otherwise than the scenario says."""
    if not each.robustness:
        return []
    told = joined([case(one, draws) for one in each.robustness])
    verdict = "robust" if each.robust else "not robust"
    return [f"It is {verdict} (each at least {ROBUST_IN} of 100): {told}."]


def case(each: Robustness, draws: int) -> str:
    """One thing that may be otherwise."""
    if each.share is None:
        return f"not to be asked if {each.words} ({each.why})"
    return f"kept in {of_100(each.share, draws)} if {each.words}"


def others_tried(found: DesignFound) -> list[str]:
    """What became of the other designs that were lived again."""
    lines = []
    failed = sum(not each.confirmation.passed for each in found.tried)
    if failed and found.smallest is not None:
        many = "One design that changes less" if failed == 1 else f"{failed} other designs"
        lines.append(f"{many} seemed to hold and did not when lived again.")
    if found.smallest is not None and found.smallest_robust is None:
        lines.append(f"None of the {len(found.tried)} smallest designs that seem to hold is robust.")
    elif found.smallest_robust is not None and found.smallest_robust != found.smallest:
        design = found.designs[found.smallest_robust]
        again = next(each for each in found.tried if each.design == found.smallest_robust)
        lines += [
            f"The smallest that is also robust: {designed(design.moved)}. {confirmed(again.confirmation)}",
            *robust(again, found.draws),
        ]
    return lines


def costs(design: Design, found: DesignFound) -> str:
    """What a design does beside what is proposed."""
    here = found.designs[0]
    return (
        f"{amount(design.harm)} {harm_label()} (as it stands {prose_count(here.harm.median)}); {amount(design.found)} "
        f"{found_label(found)} (as it stands {prose_count(here.found.median)})."
    )


def nearest(found: DesignFound) -> list[str]:
    """Where nothing holds: the designs that come nearest, and the rules each breaks most."""
    near = sorted(
        (each for each in found.designs if each.together is not None), key=lambda each: -(each.together or 0)
    )
    lines = []
    for each in near[:3]:
        worst = _worst(each, found.rules)
        lines.append(f"{designed(each.moved)}: together in {kept(each, found)}{worst}.")
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
    return f"; least surely kept is “{words}”, in {100 * share:.0f} of 100"


def left_out(found: DesignFound) -> list[str]:
    """Levers that do not fit."""
    return [f"{each.lever}: {each.why}" for each in found.left_out]


def ends_of_front(found: DesignFound) -> str:
    """How many designs are on the front, and what it spans."""
    front = [each for each in found.designs if each.on_front]
    harms = [each.harm.median for each in front if each.harm.median is not None]
    finds = [each.found.median for each in front if each.found.median is not None]
    if not harms or not finds:
        return ""
    return (
        f"{len(front)} designs of {found.searched:,} are such that no other surely does better in both respects. "
        f"{capital(harm_label())}: {_ends(harms)}. {capital(found_label(found))}: {_ends(finds)}."
    )


def _ends(middles: list[float]) -> str:
    low, high = whole(min(middles)), whole(max(middles))
    return f"from {low} to {high}" if low != high else f"{low} in all of them"


def origin(place: Place) -> str:
    """Where a lever's place comes from."""
    kinds = {"source": "source", "assumed": "assumed", "chosen": "chosen"}
    return f"{kinds.get(place.origin, place.origin)}: {place.told}"


def method(found: DesignFound) -> list[str]:
    """How the search was made, and what it can be trusted with."""
    order = (
        "the least of the burdens the board gave, then fewest levers, then the smallest change"
        if found.ordered_by == "burden"
        else "fewest levers, then the smallest change; no costs are known, and a board may give its own (burden)"
    )
    return [
        f"Every combination of the levers’ places was lived in the same {found.draws:,} draws. One was taken for holding if it kept all "
        f"limits looked for in the same draw in at least {100 * found.needed:.1f} of 100: 95, and two standard errors, because of many "
        "designs near the line some pass by luck.",
        "The smallest that passed was lived again with another seed and 40,000 draws, and holds if the lower 99 % bound of its share is "
        f"at least 95 of 100. Smallest means {order}.",
        "Levers stay within ranges that have a source or that somebody chose, for optima sit where evidence ends. A design is called "
        f"robust only if it is kept in at least {ROBUST_IN} of 100 with false alerts that do not grow with the list, with false alerts "
        "that grow in proportion, and with the differences between groups reversed.",
        "A design is left off the front only if another does at most as much harm and finds at least as many people in 95 of 100 of the "
        "same draws. Whom a shorter list leaves out is taken at random; a purged list is taken to stay as long as it is, so that what it finds "
        "beyond comes from the entries put in place of those taken off.",
    ]
