"""Exposure: every group has encounters, a population and a share of the gallery; shares sum to 1."""

from __future__ import annotations

from typing import Any

from simulator.documents import did_you_mean
from simulator.evidence import Row, overlaps
from simulator.scenario import grammar
from simulator.scenario.checks.shares import ROUNDED, numbers, part_of, parts
from simulator.scenario.context import TABLES, Context, Found, Steps, selected
from simulator.scenario.groups import Group, select
from simulator.scenario.quantities import Count

ROUNDED_APART = 1.0
"""Two tables of whole counts that add up to one total may round a group's apart by one."""


def exposure(context: Context) -> Found:
    """Every group has encounters and a population; shares cover their axis and sum to 1."""
    for name, what in zip(TABLES, ("exposure", "population"), strict=True):
        table = context.table(name)
        if table is not None:
            yield from _group_table(context, table, (name,), what)


def unrecorded(context: Context) -> Found:
    """What was recorded of a group is a part of its number; an axis to share out along has several levels."""
    if (table := context.blocks.encounters) is None:
        return
    for axis, block in table.unrecorded.items():
        here = ("encounters", "unrecorded", axis)
        if axis not in context.axes or len(context.axes[axis]) < 2:
            hint = did_you_mean(axis, context.axes) or f"the axes are {', '.join(context.axes)}"
            yield context.fault(here, axis, "is not an axis with several levels", hint)
            continue
        if table.total is not None:
            rule = "belongs to numbers by group, and here shares split a total"
            yield context.fault(here, axis, rule, "give each level its interval instead")
            continue
        yield from _parts_of(context, table, block, (*here, "by_group"))


def _parts_of(context: Context, table: grammar.Encounters, block: grammar.Unrecorded, at: Steps) -> Found:
    printed = context.published(table.dataset) if table.dataset else {}
    for group in context.groups():
        if not selected(group, block.by_group):
            yield context.fault(
                at, None, f"group {group.id} has no number recorded", f"add {group.id}, with 0 if nobody"
            )
            continue
        recorded = part_of(context, block.by_group[select(block.by_group, group)])
        given = selected(group, table.by_group or ())
        whole = (
            part_of(context, (table.by_group or {})[select(table.by_group or {}, group)]) if given else None
        )
        most = whole.hi if whole is not None else printed.get(group.levels)
        if recorded is not None and most is not None and recorded.hi > most + ROUNDED_APART:
            rule = f"more were recorded of {group.id} than it has in all, {most:g}"
            yield context.fault(
                (*at, group.id), recorded.hi, rule, "the number by group holds those recorded too"
            )


def _group_table(context: Context, table: grammar.GroupTable, steps: Steps, what: str) -> Found:
    if table.total is not None:
        if table.shares is not None:
            yield from axis_tables(context, table.shares, (*steps, "shares"), what)
        return
    if table.shares is not None:
        yield context.fault((*steps, "shares"), None, "shares split a total, and there is none", "add total:")
    if table.dataset is None and table.by_group is None:
        return
    if table.by_group is not None:
        yield from numbers(context, table.by_group, (*steps, "by_group"), str(steps[0]))
    if table.dataset is not None:
        yield from _added(context, (*steps, "dataset"), table.dataset)
    published = _reported(context, table.dataset) if table.dataset else []
    if table.dataset and not published and not context.rows(table.dataset):
        return
    for group in context.groups():
        if not selected(group, table.by_group or ()) and group.levels not in published:
            where = f"neither {table.dataset} nor by_group has" if table.dataset else "by_group has not"
            hint = f"add by_group: {{{group.id}: …}}"
            rule = f"group {group.id} has no {what}: {where} it"
            yield context.fault(steps, None, rule, hint)
    if table.dataset is not None and table.by_group is not None:
        yield from _replaced(context, table.dataset, table.by_group, steps)


def _replaced(context: Context, dataset: str, by_group: dict[str, Count], steps: Steps) -> Found:
    """A typed number fills what a dataset lacks; where the dataset has one too, a note says why it is replaced."""
    printed = context.published(dataset)
    stands: dict[str, list[Group]] = {}
    for group in context.groups():
        if selected(group, by_group) and group.levels in printed:
            stands.setdefault(select(by_group, group), []).append(group)
    for selector, groups in stands.items():
        if by_group[selector].note is not None:
            continue
        numbers = [f"{group.id} {printed[group.levels]:,.0f}" for group in groups]
        more = f" and {len(numbers) - 2} more" if len(numbers) > 2 else ""
        rule = f"replaces what {dataset} prints: {', '.join(numbers[:2])}{more}"
        hint = "name groups that the dataset lacks, add a note that says why, or write dataset: null"
        yield context.warning((*steps, "by_group", selector), None, rule, hint)


def _added(context: Context, at: Steps, dataset: str) -> Found:
    """Rows that are added up are parts of one whole."""
    for clash in overlaps(context.rows(dataset)):
        rule = f"its rows {clash.first.id} and {clash.second.id} cannot be added up: {clash.rule}"
        hint = "leave one of them out of the set (an empty cell under set)"
        yield context.fault(at, dataset, rule, hint)


def _reported(context: Context, dataset: str) -> list[tuple[str | None, ...]]:
    rows = context.rows(dataset)
    return [
        tuple(context.row_level(row, axis, dataset) for axis in context.axes)
        for row in rows
        if row.rate is not None
    ]


def axis_tables(context: Context, tables: dict[str, grammar.AxisTable], steps: Steps, what: str) -> Found:
    """Shares along every axis: each level is given or reported, the rest is left out with a reason."""
    for axis in context.axes:
        if axis not in tables:
            rule = f"the axis {axis} has no shares, so no group has {what}"
            yield context.fault(steps, list(tables), rule, f"add {axis}: {{dataset: … or levels: …}}")
    for axis, table in tables.items():
        here = (*steps, axis)
        if axis not in context.axes:
            hint = did_you_mean(axis, context.axes)
            yield context.fault(here, axis, "is not an axis of groups.axes", hint)
        elif table.levels is not None:
            yield from _levels(context, table.levels, axis, here, what)
        elif table.dataset is not None:
            yield from _dataset(context, table, axis, here, what)


def _levels(context: Context, levels: dict[str, Any], axis: str, steps: Steps, what: str) -> Found:
    at = (*steps, "levels")
    for level in levels:
        if level not in context.axes[axis]:
            hint = did_you_mean(level, context.axes[axis])
            yield context.fault((*at, level), level, f"is not a level of {axis}", hint)
    for level in context.axes[axis]:
        if level not in levels:
            yield context.fault(at, list(levels), f"{level} has no {what}", f"add {level}, with 0 if nobody")
    yield from parts(context, levels, at)


def _dataset(context: Context, table: grammar.AxisTable, axis: str, steps: Steps, what: str) -> Found:
    dataset = table.dataset or ""
    rows = [row for row in context.rows(dataset) if row.rate is not None]
    reported = {context.row_level(row, axis, dataset) for row in rows}
    at = (*steps, "dataset")
    yield from _added(context, at, dataset)
    yield from _whole(context, at, dataset, rows)
    for level in context.axes[axis]:
        if rows and level not in reported:
            yield context.fault(at, dataset, f"{level} has no {what} in it", "give levels: instead")
    for row in rows:
        label = row.sex if axis == "sex" else row.race
        ours = context.row_level(row, axis, dataset)
        if label and ours not in context.axes[axis] and label not in table.left_out:
            rule = f"its label {label!r} is no level of {axis}"
            yield context.fault(at, dataset, rule, f"say so: left_out: {{{label}: why}}")
    labels = {row.sex if axis == "sex" else row.race for row in rows}
    for label in table.left_out:
        if rows and label not in labels:
            hint = did_you_mean(label, labels) or f"its labels are {', '.join(sorted(labels))}"
            yield context.fault((*steps, "left_out", label), label, f"is no label of {dataset}", hint)


def _whole(context: Context, at: Steps, dataset: str, rows: list[Row]) -> Found:
    """Published shares add up to 1, those of labels left out among them."""
    total = sum(row.rate or 0.0 for row in rows)
    if rows and all(row.unit == "rate" for row in rows) and abs(total - 1) > ROUNDED:
        rule = f"its shares add up to {total:.3g}, so they are not of one whole or some are missing"
        yield context.fault(at, dataset, rule, "name a set whose shares add up to 1, or give levels:")


def gallery(context: Context) -> Found:
    """The gallery's composition covers every axis; images are at least persons."""
    block: grammar.Gallery | None = context.blocks.gallery
    if block is None:
        return
    yield from axis_tables(context, block.composition, ("gallery", "composition"), "share of the gallery")
    persons, images = block.persons.value, block.images.value if block.images else None
    if persons is not None and images is not None and images < persons:
        rule = f"fewer images than persons ({persons:g})"
        yield context.fault(("gallery", "images"), images, rule, "every person enrolled has an image")
