"""A board's limits applied to proposals: each rule's verdict with its reasons, and how surely all are kept together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from simulator.evidence import Library
from simulator.grades import GRADES
from simulator.impact.limits import (
    EACH,
    Array,
    Horizons,
    Judged,
    Rule,
    all_kept,
    deciding,
    judge,
    kept,
    members_of,
)
from simulator.impact.measures import MEASURES, OF_WANTED
from simulator.impact.summary import Impact
from simulator.quantiles import quantiles
from simulator.results import verdicts as stored
from simulator.results.values import Interval
from simulator.scenario import InputRow, Loaded
from simulator.scenario.grammar import ON_LIST
from simulator.study.board.limit_bounds import decided_beforehand
from simulator.study.board.limit_files import Limit, LimitFile
from simulator.study.board.reasons import breaking, naming, safe

NO_GRADE, NOT_JUDGED = "no-grade", "not-judged"


def rules_of(file: LimitFile, labels: Mapping[str, str], library: Library) -> tuple[stored.Rule, ...]:
    """The rules, with the words of their measure and group."""
    return tuple(
        stored.Rule(
            rule=limit.rule.id,
            measure=limit.rule.measure,
            label=MEASURES[limit.rule.measure].label,
            unit=MEASURES[limit.rule.measure].unit,
            group=limit.rule.group,
            group_label="every single group" if limit.rule.group == EACH else labels[limit.rule.group],
            at_most=limit.rule.at_most,
            at_least=limit.rule.at_least,
            years=limit.rule.years if limit.summed else None,
            judged_on=limit.rule.basis,
            reason=limit.reason,
            source=limit.source,
            citation=library.source(limit.source.split("/")[0]).citation() if limit.source else None,
        )
        for limit in file.limits
    )


def verdicts(
    file: LimitFile, loaded: Loaded, rows: Sequence[InputRow], horizons: Horizons
) -> tuple[tuple[stored.Verdict, ...], stored.Together]:
    """Every rule's verdict on one proposal, in the order of the file, and the verdict on all of them together.

    Args:
        rows: the inputs of the scenario.
    """
    outcomes = [_outcomes(limit.rule, horizons) for limit in file.limits]
    found = tuple(
        _verdict(limit, each, loaded, horizons, rows)
        for limit, each in zip(file.limits, outcomes, strict=True)
    )
    return found, _together(found, outcomes)


def beforehand(file: LimitFile, horizons: Horizons) -> list[str]:
    """The rules that no draw of this proposal could break, or keep, and why."""
    found = ((limit.rule.id, decided_beforehand(limit.rule, horizons)) for limit in file.limits)
    return [f"the limit {name} is decided beforehand: {why}" for name, why in found if why]


def _outcomes(rule: Rule, horizons: Horizons) -> Array:
    """(draws,) whether the rule is kept; NaN everywhere for a group that the proposal does not have."""
    impact = horizons.over(rule.years)
    return kept(impact, rule) if members_of(impact, rule) else np.full(horizons.draws, np.nan)


def _together(found: Sequence[stored.Verdict], outcomes: Sequence[Array]) -> stored.Together:
    counts = Counter(NOT_JUDGED if each.probability is None else each.grade or NO_GRADE for each in found)
    return stored.Together(
        **dict(_judged(judge(all_kept(outcomes)))),
        counts={name: counts[name] for name in (*GRADES, NO_GRADE, NOT_JUDGED)},
        not_judged=tuple(each.rule for each in found if each.probability is None),
    )


def _verdict(
    limit: Limit, outcomes: Array, loaded: Loaded, horizons: Horizons, rows: Sequence[InputRow]
) -> stored.Verdict:
    rule, impact = limit.rule, horizons.over(limit.rule.years)
    judged = judge(outcomes)
    plain = dict(_judged(judged))
    if judged.probability is None:
        return stored.Verdict(rule=rule.id, why=_undefined(rule, impact), **plain)
    if judged.grades == ("within",):
        return stored.Verdict(rule=rule.id, found=_found(impact, rule), **plain)
    levers, no_lever = safe(rule, horizons)
    return stored.Verdict(
        rule=rule.id,
        found=_found(impact, rule),
        broken_by=breaking(impact, rule) if rule.group == EACH else (),
        deciding=() if judged.settled else naming(deciding(impact, outcomes), impact, loaded, rows),
        safe=levers,
        safe_why=no_lever,
        **plain,
    )


def _undefined(rule: Rule, impact: Impact) -> str:
    """Why a measure has no value in any draw."""
    if not members_of(impact, rule):
        return f"this proposal has no group or sum of groups called {rule.group}"
    if ON_LIST in impact.compiled.kinds and rule.measure in OF_WANTED:
        return "nobody enrolled is wanted, so there is nobody to find"
    if rule.measure in ("found_only", "found_anyway"):
        return "how many of the wanted people would be found without the system is not known"
    return "in no simulated year is there anything to divide by"


def _judged(judged: Judged) -> stored.Judged:
    one = len(judged.grades) == 1
    return stored.Judged(
        grade=judged.grades[0] if one else None,
        neighbours=(judged.grades[0], judged.grades[-1]) if judged.grades and not one else None,
        kept=judged.kept,
        n_draws=judged.draws,
        probability=judged.probability,
        mc=judged.interval,
        undefined=judged.undefined,
    )


def _found(impact: Impact, rule: Rule) -> Interval:
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
    lo, median, hi = (float(x) if np.isfinite(x) else None for x in quantiles(worst[~np.isnan(worst)]))
    return Interval(median=median, lo=lo, hi=hi)
