"""Exposure: every group has encounters, a population and a share of the gallery; shares sum to 1."""

from __future__ import annotations

from typing import Any

from simulator.documents import did_you_mean
from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps, selected

SHARE_TOLERANCE = 0.005  # published percentages are rounded


def exposure(context: Context) -> Found:
    """Every group has encounters and a population; shares cover their axis and sum to 1."""
    for name, what in (("encounters", "exposure"), ("population", "population")):
        table = context.block(name)
        if table is not None:
            yield from _group_table(context, table, (name,), what)


def _group_table(context: Context, table: grammar.GroupTable, steps: Steps, what: str) -> Found:
    if table.total is not None:
        if table.shares is not None:
            yield from axis_tables(context, table.shares, (*steps, "shares"), what)
        return
    if table.shares is not None:
        yield context.fault((*steps, "shares"), None, "shares split a total, and there is none", "add total:")
    if table.dataset is None and table.by_group is None:
        return
    published = _reported(context, table.dataset) if table.dataset else []
    if table.dataset and not published and not context.rows(table.dataset):
        return
    for group in context.groups():
        if not selected(group, table.by_group or ()) and group.levels not in published:
            where = f"neither {table.dataset} nor by_group has" if table.dataset else "by_group has not"
            hint = f"add by_group: {{{group.id}: …}}"
            rule = f"group {group.id} has no {what}: {where} it"
            yield context.fault(steps, None, rule, hint)


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
    yield from _sum(context, levels, at)


def _sum(context: Context, levels: dict[str, Any], at: Steps) -> Found:
    values = [quantity.value for quantity in levels.values()]
    if not values or any(value is None for value in values):
        return
    total = sum(values)
    if total == 0:
        yield context.fault(at, f"{total:g}", "these numbers add up to nothing, so there is nothing to share")
    elif all(value <= 1 for value in values) and abs(total - 1) > SHARE_TOLERANCE:
        yield context.fault(at, f"{total:g}", "shares must sum to 1", "or give counts")


def _dataset(context: Context, table: grammar.AxisTable, axis: str, steps: Steps, what: str) -> Found:
    dataset = table.dataset or ""
    rows = [row for row in context.rows(dataset) if row.rate is not None]
    reported = {context.row_level(row, axis, dataset) for row in rows}
    at = (*steps, "dataset")
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


def gallery(context: Context) -> Found:
    """The gallery's composition covers every axis; images are at least persons."""
    block: grammar.Gallery | None = context.block("gallery")
    if block is None:
        return
    yield from axis_tables(context, block.composition, ("gallery", "composition"), "share of the gallery")
    persons, images = block.persons.value, block.images.value if block.images else None
    if persons is not None and images is not None and images < persons:
        rule = f"fewer images than persons ({persons:g})"
        yield context.fault(("gallery", "images"), images, rule, "every person enrolled has an image")


def sites(context: Context) -> Found:
    """Sites share the encounters: fixed numbers that add up to something."""
    block: grammar.Encounters | None = context.block("encounters")
    if block is None or block.sites is None:
        return
    at: Steps = ("encounters", "sites")
    if block.sites.levels is not None:
        for site, quantity in block.sites.levels.items():
            if quantity.value is None:
                rule = "a site's encounters are one number: they are not drawn"
                yield context.fault((*at, "levels", site), None, rule, "give value:")
        if not sum(quantity.value or 0.0 for quantity in block.sites.levels.values()):
            yield context.fault((*at, "levels"), None, "these numbers add up to nothing")
    elif block.sites.dataset is not None:
        rows = context.rows(block.sites.dataset)
        if rows and not sum(row.rate or 0.0 for row in rows):
            yield context.fault((*at, "dataset"), block.sites.dataset, "these numbers add up to nothing")


def profile(context: Context) -> Found:
    """A profile has a weight for each hour of a day or of a week."""
    block: grammar.Encounters | None = context.block("encounters")
    if block is None or block.profile is None:
        return
    at: Steps = ("encounters", "profile", "dataset")
    rows = context.rows(block.profile.dataset)
    if rows and (len(rows) not in (24, 168) or any(row.rate is None for row in rows)):
        rule = f"has {len(rows)} weights; a profile has 24 (hours of a day) or 168 (hours of a week)"
        yield context.fault(at, block.profile.dataset, rule)
    elif rows and not sum(row.rate or 0.0 for row in rows):
        yield context.fault(at, block.profile.dataset, "its weights add up to nothing")
