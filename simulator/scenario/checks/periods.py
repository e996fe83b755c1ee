"""Encounters are those of a year: what was counted in another time is scaled to one, and no scale outlives its number."""

from __future__ import annotations

import re
from datetime import date

from simulator.evidence import UNITS, Row
from simulator.scenario import grammar
from simulator.scenario.context import TABLES, Context, Found, Steps
from simulator.scenario.spans import ONE, span_of

DAYS = 365.25
LENIENT = 1.5
"""How far a scaled period may lie from a year: seasons differ, and months are not alike."""
_SPAN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))? to (\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def years_of(when: str) -> float | None:
    """How long a row counted, in years: of two dates to the end of the second, or 1 for a year alone; None where it does not say.

    `2018-07 to 2018-12` is half a year, `2013 to 2017` five.
    """
    if re.fullmatch(r"\d{4}", when):
        return 1.0
    found = _SPAN.fullmatch(when)
    if found is None:
        return None
    y0, m0, d0, y1, m1, d1 = found.groups()
    begin = date(int(y0), int(m0 or 1), int(d0 or 1))
    months = int(y1) * 12 + int(m1 or 12)
    end = date(int(y1), int(m1), int(d1)) if d1 and m1 else date(months // 12, months % 12 + 1, 1)
    return (end - begin).days / DAYS


def periods(context: Context) -> Found:
    """A count cited as a year's encounters was counted in a year, or is scaled to one."""
    block: grammar.Encounters | None = context.blocks.encounters
    if block is None:
        return
    total = block.total
    key = total.audit or total.source if total is not None and total.times is None else None
    row = context.row(key) if key is not None and "/" in key else None
    rows = [row] if row is not None else list(context.rows(block.dataset)) if block.dataset else []
    counted = next((each for each in rows if _is_count(each)), None)
    years = years_of(counted.when) if counted is not None else None
    scale = span_of(block.scale, context.row) if block.scale is not None else ONE
    if counted is None or years is None or scale is None or not years:
        return
    covers = years * scale.middle
    if not 1 / LENIENT <= covers <= LENIENT:
        at: Steps = ("encounters", "total" if block.total is not None else "dataset")
        rule = f"was counted in {years:.2g} years ({counted.when}), so that it stands for {covers:.2g} years here, and encounters are of one"
        hint = f"add scale: {{value: {1 / years:.3g}, assumed: why}}, or times beside its source"
        yield context.warning(at, counted.id, rule, hint)


def _is_count(row: Row) -> bool:
    return row.rate is not None and UNITS[row.unit].whole and "per_" not in row.metric


def scaled(context: Context) -> Found:
    """A factor given for one number is not left to multiply another."""
    for name in TABLES:
        block = context.table(name)
        if block is None or block.scale is None:
            continue
        at: Steps = (name, "scale")
        scale = span_of(block.scale, context.row)
        changed = next(
            (key for key in ("total", "dataset", "by_group") if getattr(block, key) is not None), None
        )
        if changed is not None and context.layer((name, changed)) < context.layer(at) and scale != ONE:
            rule = f"was given for another {name}.{changed}, and multiplies the new one still"
            hint = (
                "give scale too, or scale: null where the number is a year's"
                if name == "encounters"
                else "give scale too, or scale: null"
            )
            yield context.warning(at, context.written(at), rule, hint)
