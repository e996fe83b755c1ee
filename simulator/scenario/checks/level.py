"""The matcher's level: a rate that belongs to a gallery or a group, at a threshold its audit can tell of, under a policy."""

from __future__ import annotations

from itertools import pairwise
from math import exp, expm1, log, log1p, sqrt

from simulator.documents import Fault, did_you_mean
from simulator.evidence import CODED, UNSPLIT, Row
from simulator.scenario import grammar
from simulator.scenario.checks.shares import part_of
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.quantities import Probability, Quantity

HERE: Steps = ("matcher", "level")
MOST_CARRIED = 0.3
"""The largest FPIR a level may be carried to along thresholds: above it log Λ and log FPIR are no longer alike."""
LARGEST_FMR = 0.01
"""A false match rate above which it is told by itself (bounds.py)."""
USUAL = 0.5
"""An FPIR above this says that most searches of people who are not enrolled return somebody."""


def level(context: Context) -> Found:
    """An FPIR belongs to a gallery size; an FMR to a group; a moved threshold needs points to move along."""
    matcher: grammar.Matcher | None = context.blocks.matcher
    if matcher is None:
        return
    spec = matcher.level
    row = _row_of(context, spec)
    yield from _belongs(context, spec, row)
    if row is not None:
        yield from _of_these(context, spec, row)
        yield from _of_this_test(context, spec, row)
    for i, name in enumerate(spec.probes.over if spec.probes else []):
        if name not in context.levels:
            hint = did_you_mean(name, context.levels) or "the levels are " + ", ".join(context.levels)
            yield context.fault((*HERE, "probes", "over", i), name, "is not a level", hint)
    yield from _threshold(context, spec)
    if matcher.entry_frailty is not None and matcher.entry_frailty.value is None:
        at = ("matcher", "entry_frailty")
        rule = "is one variance, and whom this list happens to hold is drawn from it"
        yield context.fault(at, context.written(at), rule, "give value: <number>, with assumed: <why>")
    yield from _policy(context, matcher, row)


def _row_of(context: Context, spec: grammar.Level) -> Row | None:
    """The row the level is of: its audit, or the source of a number typed."""
    key = spec.audit or spec.source
    return context.row(key) if key is not None and "/" in key else None


def _belongs(context: Context, spec: grammar.Level, row: Row | None) -> Found:
    size = spec.gallery_size or (row.gallery_size if row is not None else None)
    nameless = spec.posterior is None and (row is not None or spec.audit is None)
    if spec.as_ == "fpir" and size is None and nameless:
        rule = "an FPIR belongs to a gallery size"
        yield context.fault(HERE, context.written(HERE), rule, "add gallery_size: N")
    measured = row.gallery_size if row is not None else None
    if row is not None and measured is not None and spec.gallery_size not in (None, measured):
        rule = f"{row.id} was measured against {measured:,.0f} faces"
        hint = "leave gallery_size out; how errors grow from there to this gallery is growth's"
        yield context.fault((*HERE, "gallery_size"), spec.gallery_size, rule, hint)
    if spec.as_ == "fpir" and (spec.value == 1 or (row is not None and row.rate == 1)):
        yield context.fault(
            HERE, context.written(HERE), "an FPIR of 1 has no level: every search would match"
        )
    ids = [group.id for group in context.groups()]
    if spec.group is not None and spec.group not in ids:
        hint = did_you_mean(spec.group, ids) or f"a group is written {ids[0]}"
        yield context.fault((*HERE, "group"), spec.group, "is not a group", hint)
    if spec.group is None and spec.as_ == "fmr":
        hint = f"add group: {context.reference}"
        yield context.fault(HERE, None, "an FMR belongs to a group", hint)


def _of_these(context: Context, spec: grammar.Level, row: Row) -> Found:
    """The groups a row was measured on are those the level is said to be of."""
    at = (*HERE, "audit" if spec.audit is not None else "source")
    for axis in CODED:
        printed, enrolled = getattr(row, axis), getattr(row, f"{axis}_gallery")
        ours = None if printed in UNSPLIT else context.level_of(axis, printed, row.source)
        if enrolled not in UNSPLIT and enrolled != printed:
            rule = f"compares {printed or 'all'} faces with {enrolled} ones, and a level is of one group's own or of everybody"
            yield context.fault(at, row.id, rule, "name a row of one group, or of everybody")
        elif ours is not None and ours in context.axes.get(axis, ()):
            meant = spec.group.split("/") if spec.group else spec.probes.over if spec.probes else []
            levels = [each for each in meant if each in context.axes[axis]]
            if levels != [ours]:
                said = " and ".join(levels) or "everybody"
                rule = f"was measured on {printed} people, and here it is the rate of {said}"
                hint = "give the group it is of: group: <sex>/<race>, or probes: {over: [" + ours + "], …}"
                yield context.fault(at, row.id, rule, hint)


def _of_this_test(context: Context, spec: grammar.Level, row: Row) -> Found:
    """Points of a threshold are rows of the audit's own test, and so is the source that says whom it tested."""
    for i, key in enumerate(spec.points):
        point = context.row(key)
        if point is None:
            continue
        for what, ours, theirs in (
            ("is of another document than", row.source, point.source),
            ("has another metric than", row.metric, row.metric if _is_nested(row, point) else point.metric),
            ("is of another algorithm than", row.algorithm or row.vendor, point.algorithm or point.vendor),
            (
                "is of other people than",
                (row.sex, row.race, row.sex_gallery, row.race_gallery),
                (point.sex, point.race, point.sex_gallery, point.race_gallery),
            ),
        ):
            if ours != theirs:
                yield context.fault(
                    (*HERE, "points", i), key, f"{what} {row.id}", "name rows of one test in points:"
                )
                break
    source = spec.probes.source if spec.probes else None
    if source is not None and source.split("/")[0] != row.source:
        rule = f"says whom another test measured; the level is {row.source}'s"
        yield context.fault(
            (*HERE, "probes", "source"), source, rule, "name that source, or write assumed: <why>"
        )


def _threshold(context: Context, spec: grammar.Level) -> Found:
    if spec.threshold is None or spec.posterior is not None:
        return
    at: Steps = (*HERE, "threshold")
    if spec.audit is None:
        rule = "a threshold is moved from an audit's own"
        yield context.fault(at, spec.threshold, rule, "give audit: and points:")
        return
    rows = [context.row(key) for key in (spec.audit, *spec.points)]
    if None in rows:
        return
    first, *others = [row for row in rows if row is not None]
    if others and all(_is_nested(first, row) for row in others):
        yield from _nested(context, at, spec.threshold, first, others)
        return
    known = {row.threshold for row in rows if row is not None and row.threshold is not None and row.rate}
    if len(known) < 2:
        rule = "needs rates at two thresholds at least"
        yield context.fault(at, spec.threshold, rule, "name rows of the audit at others in points:")
        return
    points = sorted(
        (row.threshold, row.rate)
        for row in rows
        if row is not None and row.threshold is not None and row.rate
    )
    for (low, more), (high, fewer) in pairwise(points):
        if fewer > more:
            rule = f"the rates rise from {more:.3g} at {low:g} to {fewer:.3g} at {high:g}, and whoever passes the stricter passes both"
            yield context.fault(at, spec.threshold, rule, "name rows of one test in points:")
            return
    yield from _carried_to(context, at, spec.threshold, points)


def _is_nested(row: Row, point: Row) -> bool:
    """Whether a point counts those of a rate's own events that pass another threshold too."""
    return point.events is not None and row.numerator is not None and row.threshold is not None


def _nested(context: Context, at: Steps, threshold: float, first: Row, points: list[Row]) -> Found:
    """Events that pass a stricter threshold are some of those that passed the one before."""
    steps = sorted(
        ((row.threshold, row.events) for row in points if row.threshold is not None), key=lambda s: s[0]
    )
    nested = [(first.threshold, first.numerator), *steps]
    if len(steps) < len(points) or any(
        not low[0] < high[0] or not high[1] <= low[1]  # type: ignore[operator]
        for low, high in pairwise(nested)
    ):
        rule = (
            "its points are not fewer and fewer of the level's own events at stricter and stricter thresholds"
        )
        yield context.fault(at, threshold, rule, "name counts of one test in points:")
    elif not nested[0][0] <= threshold <= nested[-1][0]:  # type: ignore[operator]
        rule = (
            f"lies beyond the thresholds at which events were counted, {nested[0][0]:g} to {nested[-1][0]:g}"
        )
        yield context.fault(at, threshold, rule, "ask for one between them, or give the rate itself")


def _carried_to(context: Context, at: Steps, threshold: float, points: list[tuple[float, float]]) -> Found:
    """No further beyond the audit's points than these span, and not to where log rates bend."""
    first, last = points[0][0], points[-1][0]
    beyond, span = max(first - threshold, threshold - last), last - first
    if beyond > span * (1 + 1e-9):
        rule = f"lies {round(beyond / span, 2):,g} times their own range beyond the audit's points, {first:g} to {last:g}"
        hint = f"ask for a threshold between {first - span:g} and {last + span:g} on the audit's own scale, or give the rate itself"
        yield context.fault(at, threshold, rule, hint)
    elif (reached := _carried(points, threshold)) > MOST_CARRIED:
        rule = f"carried so far the error rate would be {reached:.2g}; log rates are linear only while they are small"
        hint = f"ask for a threshold nearer to {first:g}, or give the rate itself"
        yield context.fault(at, threshold, rule, hint)


def _carried(points: list[tuple[float, float]], threshold: float) -> float:
    """The rate at a threshold, log-linear between the audit's points and beyond them, its 95 % end where it is carried on."""
    segment = next((i for i in range(len(points) - 2) if threshold <= points[i + 1][0]), len(points) - 2)
    (t0, y0), (t1, y1) = ((t, log(rate)) for t, rate in points[segment : segment + 2])
    slope = (y1 - y0) / (t1 - t0)
    beyond = max(points[0][0] - threshold, threshold - points[-1][0], 0.0)
    return exp(y0 + slope * (threshold - t0) + 1.645 * abs(slope) * beyond / 2)


def _policy(context: Context, matcher: grammar.Matcher, row: Row | None) -> Found:
    policy = matcher.policy
    if isinstance(policy, grammar.FixedFpir) and policy.fixed_fpir.value == 1:
        hint = "where every search returns faces, write policy: no_threshold"
        yield context.fault(("matcher", "policy", "fixed_fpir"), 1, "must be below 1", hint)
    elif isinstance(policy, grammar.FixedFpir) and (_highest(policy.fixed_fpir) or 0) > USUAL:
        yield _more_than_half(context, ("matcher", "policy", "fixed_fpir"))
    if policy == "no_threshold":
        yield from _no_threshold(context)
    if matcher.level.as_ == "fpir":
        printed = row.rate if row is not None and matcher.level.audit is not None else None
        if 1 > max(_highest(matcher.level) or 0, printed or 0) > USUAL:
            yield _more_than_half(context, HERE)
        elif policy == "fixed_threshold":
            yield from _at_this_gallery(context, matcher, row)
    elif policy == "fixed_threshold":
        yield from _compared(context, matcher.level, _middle(context, matcher.transfer), HERE)
    if isinstance(policy, grammar.FixedFmr):
        yield from _compared(context, policy.fixed_fmr, 1.0, ("matcher", "policy", "fixed_fmr"))


def _compared(context: Context, rate: Quantity, step: float | None, at: Steps) -> Found:
    """A false match rate of one comparison, times all the faces a search is compared with."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    fmr = _middle(context, rate)
    size = _middle(context, gallery.images or gallery.persons) if gallery is not None else None
    if fmr is None or fmr > LARGEST_FMR or size is None or step is None:
        return  # a larger one is told as such
    if context.blocks.kind == "mugshot_search":
        return  # whose searches return somebody anyway
    if (reached := -expm1(-fmr * step * size)) > USUAL:
        rule = f"compared with {size:,.0f} faces makes about {reached:.0%} of all searches of people who are not enrolled return somebody"
        hint = "is it the rate of a whole search (as: fpir), and would anybody keep that threshold?"
        yield context.warning(at, f"{fmr:.3g}", rule, hint)


def _at_this_gallery(context: Context, matcher: grammar.Matcher, row: Row | None) -> Found:
    """An FPIR carried from its audit's gallery to this one, all at its middle: Λ grows as (N / N₀)^a (docs/method.md §1.3)."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    first = matcher.level.gallery_size or (row.gallery_size if row is not None else None)
    counted_at = (row.counted_at if row is not None else None) or first
    if gallery is None or first is None or counted_at is None:
        return
    at: Steps = ("gallery", "persons" if gallery.images is None else "images")
    size, share, step, growth = (
        _middle(context, each)
        for each in (gallery.images or gallery.persons, matcher.level, matcher.transfer, matcher.growth)
    )
    if size is None or share is None or step is None or growth is None or not 0 < share < 1 or size == 0:
        return
    reached = -expm1(log1p(-share) * step * (counted_at / first) * (size / counted_at) ** growth)
    if reached > USUAL:
        rule = f"makes about {reached:.0%} of all searches of people who are not enrolled return somebody"
        hint = f"the level is of {first:,.0f} faces; is this number right, and would anybody keep that threshold?"
        yield context.warning(at, context.written(at), rule, hint)


def _middle(context: Context, quantity: Quantity) -> float | None:
    part = part_of(context, quantity)
    if part is None:
        return None
    return sqrt(part.lo * part.hi) if part.lo > 0 else (part.lo + part.hi) / 2


def _highest(quantity: Probability) -> float | None:
    """The largest number written for a quantity; None where it is a row's."""
    if quantity.count is not None:
        return quantity.count[0] / quantity.count[1]
    pair = quantity.between or quantity.range
    return pair[1] if pair is not None else quantity.value


def _more_than_half(context: Context, at: Steps) -> Fault:
    rule = "is an FPIR above a half: most searches of people who are not enrolled would return somebody"
    hint = "is it a share of alerts, or a per cent? An FPIR is false alerts for each search"
    return context.warning(at, context.written(at), rule, hint)


def _no_threshold(context: Context) -> Found:
    """Every search returns so many faces: there must be people to return, and a number of them."""
    search = context.blocks.search
    if search is None or search.victim != "gallery" or search.candidates == "all":
        rule = "needs search: {victim: gallery, candidates: top1 or a number}"
        hint = "a search of passers-by without a threshold would stop everybody; where there is one, write fixed_threshold"
        yield context.fault(("matcher", "policy"), "no_threshold", rule, hint)
