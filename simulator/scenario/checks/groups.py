"""Groups: axes have levels, names lead to them, and numbers per group reach every group."""

from __future__ import annotations

from simulator.documents import did_you_mean
from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps, kinds_met, selected
from simulator.scenario.groups import FIXED, groups_of
from simulator.scenario.quantities import Duration, Quantity

MOST_GROUPS = 200
BY_GROUP = (
    ("scan",),
    ("capture", "failure"),
    ("mated", "enrolled_encountered"),
    ("mated", "listed"),
    ("mated", "stale"),
    ("mated", "fnir"),
    ("gallery", "listed_templates"),
    ("people", "exposed"),
    ("matcher", "transfer_by_group"),
)
"""Where a number may differ between groups, besides every `proceeds`."""


def axes(context: Context) -> Found:
    """There is an axis, each has levels, each level stands once, and the groups are not too many."""
    block: grammar.Groups | None = context.blocks.groups
    if block is None:
        return
    if not block.axes:
        hint = "for example race: [black, white]"
        yield context.fault(("groups", "axes"), {}, "at least one axis is needed", hint)
        return
    yield from _axes(context, block)


def names(context: Context) -> Found:
    """The reference and labels name groups and levels that exist."""
    if (block := context.blocks.groups) is None:
        return
    ids = [group.id for group in groups_of(block)]
    if block.reference not in ids:
        hint = did_you_mean(block.reference, ids) or f"a group is written {ids[0]}"
        rule = "is not a group of these axes"
        yield context.fault(("groups", "reference"), block.reference, rule, hint)
    for name in block.labels:
        if name not in context.levels:
            hint = did_you_mean(name, context.levels) or "a label belongs to a level of an axis"
            yield context.fault(("groups", "labels", name), name, "is not a level", hint)


def _size(block: grammar.Groups) -> int:
    size = 1
    for levels in block.axes.values():
        size *= len(levels)
    return size


def _axes(context: Context, block: grammar.Groups) -> Found:
    every = [level for levels in block.axes.values() for level in levels]
    for axis, levels in block.axes.items():
        if axis == "label":
            rule = "is what a roll-up is called, so no axis can have this name"
            yield context.fault(("groups", "axes", axis), levels, rule, "rename the axis")
        if not levels:
            yield context.fault(("groups", "axes", axis), levels, "an axis needs at least one level")
        for i, level in enumerate(levels):
            if every.count(level) > 1:
                rule = "this level is given twice; levels are unique over all axes"
                yield context.fault(("groups", "axes", axis, i), level, rule)
            if level in (*FIXED, "each", "default"):
                rule = "is the name of a sum over groups, so no level can have it"
                yield context.fault(("groups", "axes", axis, i), level, rule)
    if _size(block) > MOST_GROUPS:
        rule = f"makes {_size(block):,} groups; at most {MOST_GROUPS} are computed"
        yield context.fault(("groups", "axes"), None, rule, "join levels, or leave out an axis")


def places(context: Context) -> Found:
    """`by_group` and `by_kind` stand only where numbers may differ by group or kind, and not inside one another."""
    for steps, block in context.numbers():
        if isinstance(block, Quantity) and block.by_group is not None:
            if steps not in BY_GROUP and "proceeds" not in steps:
                rule = "this number is one for all groups"
                hint = f"by_group may stand at {', '.join('.'.join(at) for at in BY_GROUP)} and in proceeds"
                yield context.fault((*steps, "by_group"), None, rule, hint)
            elif "by_group" in steps:
                yield context.fault((*steps, "by_group"), None, "by_group cannot stand inside by_group")
            if block.spread is not None:
                hint = "give each of its numbers a spread"
                yield context.fault((*steps, "spread"), None, "a spread has no place beside by_group", hint)
        if isinstance(block, Duration) and block.by_kind is not None:
            yield from _by_kind(context, steps, block)
        scenario_wide = steps in (("encounters", "year_to_year"), ("encounters", "site_cv"))
        if scenario_wide and isinstance(block, Quantity) and block.value is None:
            rule = "is a coefficient of variation and must be one number"
            yield context.fault(steps, context.written(steps), rule, "give value: and assumed: or source:")


def _by_kind(context: Context, steps: Steps, block: Duration) -> Found:
    assert block.by_kind is not None
    for kind, inner in block.by_kind.items():
        if kind not in grammar.KINDS:
            hint = did_you_mean(kind, grammar.KINDS) or f"the kinds are {', '.join(grammar.KINDS)}"
            yield context.fault((*steps, "by_kind", kind), kind, "is not a kind of case", hint)
        if inner.by_kind is not None:
            yield context.fault((*steps, "by_kind", kind), None, "by_kind cannot stand inside by_kind")
    for kind in kinds_met(context):
        if kind not in block.by_kind:
            yield context.fault((*steps, "by_kind"), list(block.by_kind), f"says nothing for {kind}")
    if steps[-1] == "gives_up_after":
        yield context.fault((*steps, "by_kind"), None, "people give up alike: give one duration")


def selectors(context: Context) -> Found:
    """`by_group` selectors are groups, levels or `default`, and every group is reached."""
    known = {group.id for group in context.groups()} | set(context.levels) | {"default"}
    for steps, block in context.numbers():
        table = getattr(block, "by_group", None)
        if not isinstance(table, dict):
            continue
        for selector in table:
            if selector not in known:
                hint = did_you_mean(selector, known) or "the levels are " + ", ".join(context.levels)
                rule = "is no group, level or `default`"
                yield context.fault((*steps, "by_group", selector), selector, rule, hint)
        if not isinstance(block, grammar.GroupTable):
            for group in context.groups():
                if not selected(group, table):
                    rule = f"says nothing for {group.id}"
                    yield context.fault((*steps, "by_group"), list(table), rule, "add it, or a default")
