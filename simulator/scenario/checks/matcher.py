"""The matcher's differential: one test of one algorithm, which covers every group or says `unmeasured`."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import combinations

from simulator.documents import did_you_mean
from simulator.evidence import CODED, Coverage, Row, coverage, is_pair
from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.coverage import audited, audits_of, stands_for
from simulator.scenario.quantities import Positive

Key = tuple[str, ...]
HERE: Steps = ("matcher", "differential")


def differential(context: Context) -> Found:
    """Each level is measured by the audit or says `unmeasured`."""
    matcher: grammar.Matcher | None = context.blocks.matcher
    if matcher is None:
        return
    spec = matcher.differential
    if (spec.audit is None) == (spec.none is None):
        yield context.fault(HERE, None, "needs either audit: or none: <why>")
        return
    if spec.evened is not None:
        yield from _evened(context, spec)
    for key, level_ in [*(("unmeasured", x) for x in spec.unmeasured), *(("borrow", x) for x in spec.borrow)]:
        if level_ not in context.levels:
            hint = did_you_mean(level_, context.levels) or "the levels are " + ", ".join(context.levels)
            yield context.fault((*HERE, key, level_), level_, "is not a level", hint)
        elif key == "borrow" and context.levels[level_] not in CODED:
            rule = f"is a level of {context.levels[level_]}, and audits report sex and race"
            yield context.fault((*HERE, key, level_), level_, rule, "take it off this list")
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
    return [axis for axis in CODED if axis in context.axes]


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
    yield from _borrowed(context, axis, spec, common, names)
    for level_ in context.axes[axis]:
        if level_ in spec.borrow:
            continue
        if level_ not in common and level_ not in spec.unmeasured:
            hint = f"say so: unmeasured: {{{level_}: no audit at hand reports this group}}"
            yield context.fault(HERE, None, f"{level_} is not measured by {names}", hint)
        elif level_ in common and level_ in spec.unmeasured and split:
            rule = "is measured by the audit named; take it off this list"
            yield context.fault((*HERE, "unmeasured", level_), level_, rule)


def _borrowed(
    context: Context, axis: str, spec: grammar.Differential, common: AbstractSet[str | None], names: str
) -> Found:
    """A level borrows from a group the audits measured, and only where they did not measure the level itself."""
    for level_ in context.axes[axis]:
        if level_ not in spec.borrow:
            continue
        at, wider = (*HERE, "borrow", level_), spec.borrow[level_].from_
        if level_ in spec.unmeasured:
            yield context.fault(at, level_, "is also called unmeasured", "keep one of the two")
        elif level_ in common:
            rule = "is measured by the audit named, so it needs nobody else's rate"
            yield context.fault(at, level_, rule, "take it off this list")
        elif wider not in common:
            known = sorted(each for each in common if each)
            hint = did_you_mean(wider, known) or f"they measured {', '.join(known)}"
            yield context.fault((*at, "from"), wider, f"is not measured by {names}", hint)


def matrix(context: Context) -> Found:
    """The audits' cells make a matrix over all pairs of groups, or the scenario says what fills the gaps."""
    matcher: grammar.Matcher | None = context.blocks.matcher
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
    wider = stands_for(spec)
    keys = list(dict.fromkeys(_key(context, axes, group.levels, wider) for group in context.groups()))
    found = [each for table in tables if (each := _coverage_of(context, spec, axes, table)) is not None]
    if len(found) < len(tables):
        return
    for (audit, rows), each in zip(tables, found, strict=True):
        several = list(_one_test(context, audit, rows))
        yield from several
        yield from _whole_searches(context, audit, rows)
        if not several:
            yield from _clashes(context, audit, rows, each)
    yield from _of_one_kind(context, tables)
    cells = set.intersection(*(each.cells() for each in found))
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
    yield from _across(
        context, spec, tables[0][0], sorted({key[0] for key in keys}) if len(axes) > 1 else [], cells
    )


def _across(
    context: Context, spec: grammar.Differential, audit: str, levels: list[str], cells: set[tuple[Key, Key]]
) -> Found:
    """What the audits compared no faces for is said, and said only where they did not."""
    apart = [
        pair
        for pair in combinations(levels, 2)
        if not any({probe[0], mate[0]} == set(pair) for probe, mate in cells)
    ]
    for first, second in apart if spec.cross_group is None else ():
        rule = f"this audit never compares {first} with {second} faces"
        hint = "add cross_group: {between: [low, high], assumed: why}"
        yield context.fault(HERE, audit, rule, hint)
    if spec.cross_group is not None and not apart:
        at = (*HERE, "cross_group")
        rule = "changes nothing: this audit compared groups with one another"
        yield context.warning(at, context.written(at), rule, "leave it out")


def _of_one_kind(context: Context, tables: list[tuple[str, tuple[Row, ...]]]) -> Found:
    """Several audits are pooled, so all print rates of comparisons or all of whole searches."""
    searched = {audit: any(row.metric == "fpir" for row in rows) for audit, rows in tables}
    if len(set(searched.values())) > 1:
        rule = "some of these audits print rates of single comparisons and others of whole searches"
        hint = "pool audits of one kind, or name one"
        yield context.fault((*HERE, "audit"), list(searched), rule, hint)


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


def _key(context: Context, axes: list[str], levels: tuple[str, ...], wider: Mapping[str, str]) -> Key:
    order = list(context.axes)
    own = (levels[order.index(axis)] for axis in axes)
    return tuple(wider.get(level_, level_) for level_ in own)


def _coverage_of(
    context: Context, spec: grammar.Differential, axes: list[str], table: tuple[str, tuple[Row, ...]]
) -> Coverage | None:
    """Which rows of an audit stand for which pair of groups; None where its vocabulary is unknown (said elsewhere)."""
    audit, rows = table
    walk = context.crosswalk_of(audit, spec.crosswalk)
    if walk is None:
        return None
    return coverage(rows, audited(spec, {axis: context.axes[axis] for axis in axes}), walk)


def _one_test(context: Context, audit: str, rows: tuple[Row, ...]) -> Found:
    """Ratios between groups are of one algorithm at one threshold on one gallery; else they are ratios of something else."""
    numbers = [row for row in rows if row.rate is not None]
    for what, of in (
        ("metrics", lambda row: row.metric),
        ("algorithms", lambda row: f"{row.vendor} {row.algorithm}".strip()),
        ("thresholds", lambda row: row.threshold if row.threshold is not None else row.threshold_words),
        ("gallery sizes", lambda row: row.gallery_size),
    ):
        found: dict[object, str] = {}
        for row in numbers:
            found.setdefault(of(row), row.id)
        if len(found) > 1:
            several = " and ".join(
                f"{'none' if each in (None, '') else each} in {row}" for each, row in list(found.items())[:2]
            )
            rule = f"its rows are of {len(found)} {what} ({several}{' …' if len(found) > 2 else ''}), and a ratio needs one"
            yield context.fault((*HERE, "audit"), audit, rule, "make a set of the rows of one test")


def _whole_searches(context: Context, audit: str, rows: tuple[Row, ...]) -> Found:
    """A whole search meets everybody enrolled: its rate is of whoever is searched."""
    row = next((row for row in rows if row.metric == "fpir" and is_pair(row)), None)
    if row is not None:
        rule = f"its row {row.id} gives an FPIR by who is enrolled, and an FPIR is of whoever is searched"
        hint = "leave sex_gallery and race_gallery empty, or name rates of comparisons"
        yield context.fault((*HERE, "audit"), audit, rule, hint)


def _clashes(context: Context, audit: str, rows: tuple[Row, ...], found: Coverage) -> Found:
    """No two rows of a set tell of the same people; rows of several years may be what was meant, and are said."""
    for clash in found.clashes:
        rule = f"its rows {clash.first.id} and {clash.second.id} stand for the same groups: {clash.rule}"
        yield context.fault((*HERE, "audit"), audit, rule, "keep one of them in the set")
    for row in found.margins:
        rule = f"its row {row.id} is a total of groups that have rows of their own, and is not used"
        yield context.warning(
            (*HERE, "audit"), audit, rule, "leave it out of the set (an empty cell under set)"
        )
    years = sorted({row.when for row in rows if row.rate is not None})
    if len(years) > 1:
        rule = f"its rows are of several dates ({years[0] or 'none'} and {years[1]}), and those of one group are pooled"
        yield context.warning((*HERE, "audit"), audit, rule, "make a set of one date if that was not meant")


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
    home = context.reference.split("/")
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
