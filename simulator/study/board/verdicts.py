"""A board's limits applied to proposals: each rule's verdict, why, what would decide it, and where it would be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from simulator.evidence import Library
from simulator.impact.limits import (
    EACH,
    RISING,
    Deciding,
    Horizons,
    Judged,
    Rule,
    bounds_level,
    deciding,
    has_safe_level,
    judge,
    kept,
    members_of,
    safe_points,
)
from simulator.impact.measures import MEASURES, OF_WANTED
from simulator.impact.summary import Impact
from simulator.quantiles import quantiles
from simulator.scenario import InputRow, Loaded
from simulator.scenario.grammar import ON_LIST
from simulator.study.board.limit_bounds import decided_beforehand
from simulator.study.board.limit_files import Limit, LimitFile
from simulator.study.board.remedies import UNITS
from simulator.study.meaning import publish
from simulator.study.sensitivity import describe

Plain = dict[str, Any]

NAMED = 3
"""Inputs named as deciding, and groups named as breaking a rule."""
LEVERS = {
    "false_match_level": "false matches: share of searches that return somebody else",
    "gallery_size": "gallery: its size, as a multiple of the scenario's",
    "review": "first check: share of false matches that pass it",
}
BETWEEN_GROUPS = (
    "ratio_to_reference", "ratio_per_resident", "ratio_to_best_served", "difference_to_reference", "excess",
)  # fmt: skip
NO_LEVEL = (
    "This tool follows no level of false matches for what one group bears beside another: people held on stale entries stay when "
    "false matches become fewer, so the figure can rise or fall."
)
ITSELF = "This rule bounds the level of false matches itself: no other level is to be found."
NO_FLOOR = "This rule asks for more of something; fewer false matches do not bring more of it."
UNFOLLOWED = "This tool follows no level of false matches for this rule."


def rules_of(file: LimitFile, labels: Mapping[str, str], library: Library) -> list[Plain]:
    """The rules as plain data, with the words of their measure and group."""
    return [
        {
            "rule": limit.rule.id,
            "measure": limit.rule.measure,
            "label": MEASURES[limit.rule.measure].label,
            "unit": MEASURES[limit.rule.measure].unit,
            "group": limit.rule.group,
            "group_label": "every single group" if limit.rule.group == EACH else labels[limit.rule.group],
            "at_most": limit.rule.at_most,
            "at_least": limit.rule.at_least,
            "years": limit.rule.years if limit.summed else None,
            "judged_on": limit.rule.basis,
            "reason": limit.reason,
            "source": limit.source,
            "citation": library.source(limit.source.split("/")[0]).citation() if limit.source else None,
        }
        for limit in file.limits
    ]


def verdicts(file: LimitFile, loaded: Loaded, rows: Sequence[InputRow], horizons: Horizons) -> list[Plain]:
    """Every rule's verdict on one proposal, in the order of the file. `rows`: the inputs of the scenario."""
    return [_verdict(limit, loaded, horizons, rows) for limit in file.limits]


def beforehand(file: LimitFile, horizons: Horizons) -> list[str]:
    """The rules that no draw of this proposal could break, or keep, and why."""
    found = ((limit.rule.id, decided_beforehand(limit.rule, horizons)) for limit in file.limits)
    return [f"the limit {name} is decided beforehand: {why}" for name, why in found if why]


def overall(found: Sequence[Plain]) -> Plain:
    """The proposal's verdict: exceeds if any rule is, within if all are, undecided otherwise."""
    counts = {
        name: sum(each["verdict"] == name for each in found)
        for name in ("within", "exceeds", "undecided", "unknown")
    }
    whole = "exceeds" if counts["exceeds"] else "within" if counts["within"] == len(found) else "undecided"
    return {"verdict": whole, **counts}


def _verdict(limit: Limit, loaded: Loaded, horizons: Horizons, rows: Sequence[InputRow]) -> Plain:
    rule, impact = limit.rule, horizons.over(limit.rule.years)
    plain: Plain = {"rule": rule.id, "broken_by": [], "deciding": [], "safe": None, "safe_why": None}
    if not members_of(impact, rule):
        why = f"this proposal has no group or sum of groups called {rule.group}"
        return plain | {**_judged(judge(np.full(1, np.nan))), "found": None, "why": why}
    outcomes = kept(impact, rule)
    judged = judge(outcomes)
    plain |= {**_judged(judged), "found": _found(impact, rule), "why": None}
    if judged.verdict == "unknown":
        plain["why"] = _undefined(rule, impact)
    if rule.group == EACH and judged.verdict in ("exceeds", "undecided"):
        plain["broken_by"] = _broken_by(impact, rule)
    if judged.verdict == "undecided":
        plain["deciding"] = _deciding(deciding(impact, outcomes), impact, loaded, rows)
    if judged.verdict in ("exceeds", "undecided"):
        plain |= _safe(rule, horizons)
    return plain


def _undefined(rule: Rule, impact: Impact) -> str:
    """Why a measure has no value in any draw."""
    if ON_LIST in impact.compiled.kinds and rule.measure in OF_WANTED:
        return "nobody enrolled is wanted, so there is nobody to find"
    if rule.measure in ("found_only", "found_anyway"):
        return "how many of the wanted people would be found without the system is not known"
    return "in no simulated year is there anything to divide by"


def _judged(judged: Judged) -> Plain:
    return {
        "verdict": judged.verdict,
        "probability": judged.probability,
        "mc": list(judged.interval) if judged.interval else None,
        "undefined": judged.undefined,
    }


def _found(impact: Impact, rule: Rule) -> Plain | None:
    """What the rule bounds: its median and 90 % interval; of `each`, the worst group's in each draw."""
    values = np.stack(
        [
            impact.expected_values(rule.measure, name)
            if rule.basis == "expected rates"
            else impact.simulated_values(rule.measure, name)
            for name in members_of(impact, rule)
        ]
    )
    worst = np.fmax.reduce(values) if rule.at_most is not None else np.fmin.reduce(values)
    known = worst[~np.isnan(worst)]
    if not len(known):
        return None
    lo, median, hi = quantiles(known)
    return {
        name: float(x) if np.isfinite(x) else None for name, x in (("lo", lo), ("median", median), ("hi", hi))
    }


def _broken_by(impact: Impact, rule: Rule) -> list[Plain]:
    """The groups that keep an `each` rule least surely."""
    found: list[Plain] = []
    for name, label in zip(impact.compiled.groups, impact.compiled.group_labels, strict=True):
        judged = judge(kept(impact, rule, name))
        if judged.probability is not None and judged.verdict != "within":
            found.append({"group": name, "label": label, "probability": judged.probability})
    return sorted(found, key=lambda each: each["probability"])[:NAMED]


def _deciding(
    found: Sequence[Deciding], impact: Impact, loaded: Loaded, rows: Sequence[InputRow]
) -> list[Plain]:
    """The inputs that would most likely decide; where none would by itself, the one that moves the probability most."""
    about = {row.identity: row for row in reversed(rows)}  # of one drawn for several inputs, the first
    unknowns = {unknown.identity: unknown for unknown in impact.compiled.unknowns}
    decisive = [each for each in found if each.decides > 0][:NAMED] or list(found[:1])
    return [
        {
            "identity": each.identity,
            "path": unknowns[each.identity].paths[0],
            **describe(unknowns[each.identity], about),
            "decides": each.decides,
            "interval": list(each.interval),
            "moves": each.moves,
            "publish": publish(unknowns[each.identity].paths[0], loaded),
        }
        for each in decisive
    ]


def _no_level(rule: Rule) -> str:
    """Why no level is looked for; it says no more than the model does."""
    if bounds_level(rule):
        return ITSELF
    if rule.measure in BETWEEN_GROUPS:
        return NO_LEVEL
    more = rule.at_least is not None and rule.measure in (
        "encounters",
        "searches",
        "wanted_found",
        "found_only",
        "found_anyway",
        *RISING,
    )
    return NO_FLOOR if more else UNFOLLOWED


def _safe(rule: Rule, horizons: Horizons) -> Plain:
    if not has_safe_level(rule):
        return {"safe": None, "safe_why": _no_level(rule)}
    points = safe_points(horizons, rule)
    return {
        "safe": [
            {"lever": lever, "label": LEVERS[lever], "unit": UNITS[lever], **point.plain()}
            for lever, point in points.items()
        ],
        "safe_why": None,
    }
