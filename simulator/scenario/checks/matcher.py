"""The matcher: a level that belongs somewhere, and a differential that covers every group or says `unmeasured`."""

from __future__ import annotations

from functools import cache
from itertools import combinations, pairwise
from math import exp, log

from simulator.documents import did_you_mean
from simulator.evidence import Row
from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.quantities import Positive

Key = tuple[str, ...]
HERE: Steps = ("matcher", "differential")
ALL = ("", "all")
MOST_FRAILTY = 20.0
MOST_CARRIED = 0.3
"""The largest FPIR a level may be carried to along thresholds: above it log Λ and log FPIR are no longer alike."""


def level(context: Context) -> Found:
    """An FPIR belongs to a gallery size; an FMR to a group; a moved threshold needs points to move along."""
    matcher: grammar.Matcher | None = context.block("matcher")
    if matcher is None:
        return
    spec, at = matcher.level, ("matcher", "level")
    row = context.row(spec.audit) if spec.audit is not None else None
    size = spec.gallery_size or (row.gallery_size if row is not None else None)
    if spec.as_ == "fpir" and size is None and (row is not None or spec.audit is None):
        rule = "an FPIR belongs to a gallery size"
        yield context.fault(at, context.written(at), rule, "add gallery_size: N")
    if spec.as_ == "fpir" and (spec.value == 1 or (row is not None and row.rate == 1)):
        yield context.fault(at, context.written(at), "an FPIR of 1 has no level: every search would match")
    ids = [group.id for group in context.groups()]
    if spec.group is not None and spec.group not in ids:
        hint = did_you_mean(spec.group, ids) or f"a group is written {ids[0]}"
        yield context.fault((*at, "group"), spec.group, "is not a group", hint)
    if spec.group is None and spec.as_ == "fmr":
        hint = f"add group: {context.block('groups').reference}"
        yield context.fault(at, None, "an FMR belongs to a group", hint)
    for i, name in enumerate(spec.probes.over if spec.probes else []):
        if name not in context.levels:
            hint = did_you_mean(name, context.levels) or "the levels are " + ", ".join(context.levels)
            yield context.fault((*at, "probes", "over", i), name, "is not a level", hint)
    yield from _threshold(context, spec)
    frailty = matcher.frailty
    top = max(filter(None, (frailty.value, *(frailty.between or ()), *(frailty.range or ()))), default=0)
    if top > MOST_FRAILTY:
        rule = (
            f"a variance above {MOST_FRAILTY:g} would leave all false matches to a few people in a thousand"
        )
        yield context.fault(
            ("matcher", "frailty"), context.written(("matcher", "frailty")), rule, "give less"
        )
    policy = matcher.policy
    if isinstance(policy, grammar.FixedFpir) and policy.fixed_fpir.value == 1:
        hint = "where every search returns faces, write policy: no_threshold"
        yield context.fault(("matcher", "policy", "fixed_fpir"), 1, "must be below 1", hint)
    if policy == "no_threshold":
        yield from _no_threshold(context)


def _no_threshold(context: Context) -> Found:
    """Every search returns so many faces: there must be people to return, and a number of them."""
    search = context.blocks.get("search")
    if search is None or search.victim != "gallery" or search.candidates == "all":
        rule = "needs search: {victim: gallery, candidates: top1 or a number}"
        hint = "a search of passers-by without a threshold would stop everybody; where there is one, write fixed_threshold"
        yield context.fault(("matcher", "policy"), "no_threshold", rule, hint)


def _threshold(context: Context, spec: grammar.Level) -> Found:
    if spec.threshold is None:
        return
    at: Steps = ("matcher", "level", "threshold")
    if spec.audit is None:
        rule = "a threshold is moved from an audit's own"
        yield context.fault(at, spec.threshold, rule, "give audit: and points:")
        return
    rows = [context.row(key) for key in (spec.audit, *spec.points)]
    if None in rows:
        return
    known = {row.threshold for row in rows if row is not None and row.threshold is not None and row.rate}
    if len(known) < 2:
        rule = "needs rates at two thresholds at least"
        yield context.fault(at, spec.threshold, rule, "name rows of the audit at others in points:")
        return
    points = sorted(
        (row.threshold, row.rate) for row in rows if row is not None and row.threshold and row.rate
    )
    for (low, more), (high, fewer) in pairwise(points):
        if fewer > more:
            rule = f"the rates rise from {more:.3g} at {low:g} to {fewer:.3g} at {high:g}, and whoever passes the stricter passes both"
            yield context.fault(at, spec.threshold, rule, "name rows of one test in points:")
            return
    if (reached := _carried(points, spec.threshold)) > MOST_CARRIED:
        rule = f"carried so far the error rate would be {reached:.2g}; log rates are linear only while they are small"
        hint = f"ask for a threshold nearer to {points[0][0]:g}, or give the rate itself"
        yield context.fault(at, spec.threshold, rule, hint)


def _carried(points: list[tuple[float, float]], threshold: float) -> float:
    """The rate at a threshold, log-linear between the audit's points and beyond them, its 95 % end where it is carried on."""
    segment = next((i for i in range(len(points) - 2) if threshold <= points[i + 1][0]), len(points) - 2)
    (t0, y0), (t1, y1) = ((t, log(rate)) for t, rate in points[segment : segment + 2])
    slope = (y1 - y0) / (t1 - t0)
    beyond = max(points[0][0] - threshold, threshold - points[-1][0], 0.0)
    return exp(y0 + slope * (threshold - t0) + 1.645 * abs(slope) * beyond / 2)


def differential(context: Context) -> Found:
    """Each level is measured by the audit or says `unmeasured`."""
    matcher: grammar.Matcher | None = context.block("matcher")
    if matcher is None:
        return
    spec = matcher.differential
    if (spec.audit is None) == (spec.none is None):
        yield context.fault(HERE, None, "needs either audit: or none: <why>")
        return
    if spec.evened is not None:
        yield from _evened(context, spec)
    for level_, _ in spec.unmeasured.items():
        if level_ not in context.levels:
            hint = did_you_mean(level_, context.levels) or "the levels are " + ", ".join(context.levels)
            yield context.fault((*HERE, "unmeasured", level_), level_, "is not a level", hint)
    if spec.band is not None and spec.band.between is None:
        rule = "a band is drawn for each level and needs an interval"
        yield context.fault(
            (*HERE, "band"), context.written((*HERE, "band")), rule, "give between: [low, high]"
        )
    for axis in _coded(context):
        yield from _coverage(context, axis, spec)


def _evened(context: Context, spec: grammar.Differential) -> Found:
    at = (*HERE, "evened")
    if spec.audit is None:
        rule = "takes an audit's differences away, and there is none"
        yield context.fault(at, spec.evened, rule, "name the audit, or write none: <why> alone")
    if spec.reversed:
        rule = "takes the audit's differences away, and reversed turns them round"
        yield context.fault(at, spec.evened, rule, "keep one of the two")


def _coded(context: Context) -> list[str]:
    """The axes that audits report."""
    return [axis for axis in ("sex", "race") if axis in context.axes]


def audits_of(spec: grammar.Differential) -> list[str]:
    """The audits a differential pools."""
    return [spec.audit] if isinstance(spec.audit, str) else spec.audit or []


def _tables(context: Context, spec: grammar.Differential) -> list[tuple[str, tuple[Row, ...]]]:
    """Each audit's rows; none where one of them is unknown."""
    tables = [(audit, context.rows(audit)) for audit in audits_of(spec)]
    return tables if all(rows for _, rows in tables) else []


def _coverage(context: Context, axis: str, spec: grammar.Differential) -> Found:
    tables = _tables(context, spec)
    if not tables:
        return
    names = " and ".join(audit for audit, _ in tables)
    measured = [
        {context.row_level(row, axis, audit, spec.crosswalk) for row in rows} for audit, rows in tables
    ]
    split = all(any(level_ is not None for level_ in each) for each in measured)
    common = set.intersection(*measured) if split else set(context.axes[axis])
    for level_ in context.axes[axis]:
        if level_ not in common and level_ not in spec.unmeasured:
            hint = f"say so: unmeasured: {{{level_}: no audit at hand reports this group}}"
            yield context.fault(HERE, None, f"{level_} is not measured by {names}", hint)
        elif level_ in common and level_ in spec.unmeasured and split:
            rule = "is measured by the audit named; take it off this list"
            yield context.fault((*HERE, "unmeasured", level_), level_, rule)


def matrix(context: Context) -> Found:
    """The audits' cells make a matrix over all pairs of groups, or the scenario says what fills the gaps."""
    matcher: grammar.Matcher | None = context.block("matcher")
    if matcher is None or matcher.differential.audit is None:
        return
    spec = matcher.differential
    tables = _tables(context, spec)
    if not tables:
        return
    axes = _coded(context)
    if not axes:
        rule = "audits report sex and race, and this scenario has neither axis"
        yield context.fault(HERE, None, rule, "write differential: {none: why}, or add one of them")
        return
    keys = list(dict.fromkeys(_key(context, axes, group.levels) for group in context.groups()))
    cells = set.intersection(*(_cells(context, spec, axes, keys, table) for table in tables))
    yield from _zeros(context, tables)
    yield from _unmeasured(context, spec, axes, cells)
    if all(probe == mate for probe, mate in cells):
        if spec.cross_group is None:
            rule = "this audit compares no group with another"
            hint = "add cross_group: {between: [low, high], assumed: why}"
            yield context.fault(HERE, tables[0][0], rule, hint)
        elif all(row.metric == "fpir" for _, rows in tables for row in rows):
            yield from _own_rates(context, spec.cross_group)
        return
    for first, second in combinations(sorted({key[0] for key in keys}) if len(axes) > 1 else (), 2):
        crossed = any({probe[0], mate[0]} == {first, second} for probe, mate in cells)
        if not crossed and spec.cross_group is None:
            rule = f"this audit never compares {first} with {second} faces"
            hint = "add cross_group: {between: [low, high], assumed: why}"
            yield context.fault(HERE, tables[0][0], rule, hint)


def _own_rates(context: Context, cross_group: Positive) -> Found:
    """Of whole searches a group's own rate can be told only if faces of other groups match less often."""
    ends = [
        x
        for x in (cross_group.value, *(cross_group.between or ()), *(cross_group.range or ()))
        if x is not None
    ]
    if any(not 0 < x < 1 for x in ends):
        at = (*HERE, "cross_group")
        rule = "must lie between 0 and 1 where an audit printed rates of whole searches: their own groups' rates are solved from them"
        yield context.fault(at, context.written(at), rule, "give between: [low, high] below 1")


def _key(context: Context, axes: list[str], levels: tuple[str, ...]) -> Key:
    order = list(context.axes)
    return tuple(levels[order.index(axis)] for axis in axes)


def _cells(
    context: Context,
    spec: grammar.Differential,
    axes: list[str],
    keys: list[Key],
    table: tuple[str, tuple[Row, ...]],
) -> set[tuple[Key, Key]]:
    """Pairs of groups for which an audit has a rate, both orders."""
    audit, rows = table

    @cache
    def covered(sex: str, race: str) -> list[Key]:
        printed = {"sex": sex, "race": race}
        ours = [
            None
            if printed[axis] in ALL
            else context.level_of(axis, printed[axis], audit, spec.crosswalk) or ""
            for axis in axes
        ]
        return [key for key in keys if all(o in (None, level_) for o, level_ in zip(ours, key, strict=True))]

    found: set[tuple[Key, Key]] = set()
    for row in (row for row in rows if row.rate is not None):
        probes = covered(row.sex, row.race)
        if row.sex_gallery or row.race_gallery:
            mates = covered(row.sex_gallery or row.sex, row.race_gallery or row.race)
            found |= {pair for g in probes for h in mates for pair in ((g, h), (h, g))}
        else:
            found |= {(key, key) for key in probes}
    return found


def _zeros(context: Context, tables: list[tuple[str, tuple[Row, ...]]]) -> Found:
    """A rate of 0 without trials has no ratio; with trials it has a posterior."""
    for audit, rows in tables:
        for row in rows:
            counted = row.numerator is not None and row.denominator is not None and not row.race_gallery
            if row.rate == 0 and not counted:
                rule = f"its row {row.row} is 0 without trials, and 0 has no ratio"
                yield context.fault((*HERE, "audit"), audit, rule, "name an audit with trials")


def _unmeasured(
    context: Context, spec: grammar.Differential, axes: list[str], cells: set[tuple[Key, Key]]
) -> Found:
    """The reference is measured, each sex is, and an unmeasured race has two measured ones to be drawn from."""
    home = context.block("groups").reference.split("/")
    for level_ in spec.unmeasured:
        at = (*HERE, "unmeasured", level_)
        if level_ in home:
            rule = "is the reference's level, and every ratio is to the reference"
            yield context.fault(at, level_, rule, "choose a measured reference")
        elif context.levels.get(level_) == "sex" and axes != ["sex"]:
            rule = "an unmeasured level of sex cannot be drawn from two"
            yield context.fault(at, level_, rule, "name an audit that reports it")
    drawn = [level_ for level_ in spec.unmeasured if context.levels.get(level_) == axes[-1]]
    measured = {key[-1] for pair in cells for key in pair}
    if drawn and len(measured) < 2:
        rule = "an unmeasured group is drawn from the spread of two measured ones at least"
        yield context.fault(
            (*HERE, "unmeasured"), list(drawn), rule, "name an audit that reports more groups"
        )
