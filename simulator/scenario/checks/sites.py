"""Where and when people are met: sites that add up to the total, and hours that are named."""

from __future__ import annotations

from simulator.evidence import hourly, overlaps, splits
from simulator.scenario import grammar
from simulator.scenario.checks.shares import Part, part_of
from simulator.scenario.context import Context, Found, Steps

CLOSE = 0.01
COUNTS_FROM = 0.1
"""Numbers that add up to less than this part of the total are weights of the sites, not their counts."""
SITES: Steps = ("encounters", "sites")


def sites(context: Context) -> Found:
    """Sites share the encounters: fixed numbers, each site's once, that add up to what the total says."""
    block: grammar.Encounters | None = context.blocks.encounters
    if block is None or block.sites is None:
        return
    if block.sites.levels is not None:
        for site, quantity in block.sites.levels.items():
            if quantity.value is None:
                rule = "a site's encounters are one number: they are not drawn"
                yield context.fault((*SITES, "levels", site), None, rule, "give value:")
        numbers = [quantity.value or 0.0 for quantity in block.sites.levels.values()]
        if not sum(numbers):
            yield context.fault((*SITES, "levels"), None, "these numbers add up to nothing")
        elif any(0 < x < 1 for x in numbers) and any(x > 1 for x in numbers):
            rule = "some of these are shares and others per cents or counts"
            yield context.fault((*SITES, "levels"), f"{sum(numbers):g}", rule, "write all of them alike")
        else:
            yield from _adds_up(context, block, (*SITES, "levels"), sum(numbers))
    elif block.sites.dataset is not None:
        yield from _dataset(context, block, block.sites.dataset)


def _dataset(context: Context, block: grammar.Encounters, dataset: str) -> Found:
    at = (*SITES, "dataset")
    rows = [row for row in context.rows(dataset) if row.rate is not None]
    for clash in overlaps(rows):
        rule = f"its rows {clash.first.id} and {clash.second.id} cannot be added up: {clash.rule}"
        yield context.fault(at, dataset, rule, "leave one of them out of the set (an empty cell under set)")
    split = next((row for row in rows if not row.place and splits(row)), None)
    if split is not None:
        label = " ".join(filter(None, (split.sex, split.race, split.age)))
        rule = f"its row {split.id} is of a group ({label}), and a site is a place"
        yield context.fault(at, dataset, rule, "name a set with one row a place")
    named = [row.place or row.row for row in rows]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        yield context.fault(
            at, dataset, f"the place {twice} has several rows", "name a set with one row a site"
        )
    total = sum(row.rate or 0.0 for row in rows)
    if rows and not total:
        yield context.fault(at, dataset, "these numbers add up to nothing")
    elif rows and rows[0].unit != "rate" and _sources(block) == {dataset.split("/")[0]}:
        yield from _adds_up(context, block, at, total)


def _sources(block: grammar.Encounters) -> set[str]:
    """The documents the encounters themselves are from."""
    keys = [block.dataset, block.total.audit or block.total.source if block.total is not None else None]
    return {key.split("/")[0] for key in keys if key is not None}


def _adds_up(context: Context, block: grammar.Encounters, at: Steps, found: float) -> Found:
    """Sites of one record add up to its total: before or after `scale` or `times`, which may turn its period into a year."""
    total = _total(context, block)
    if total is None or found < COUNTS_FROM * total.lo:
        return
    scale = part_of(context, block.scale) if block.scale is not None else None
    times = block.total.times if block.total is not None else None
    period = Part(1 / times, 1 / times) if times is not None else None
    for factor in (Part(1.0, 1.0), scale, period):
        if factor is not None:
            low, high = total.lo * factor.lo, total.hi * factor.hi
            if low * (1 - CLOSE) <= found <= high * (1 + CLOSE):
                return
    said = f"{total.lo:,.0f}" if total.fixed else f"{total.lo:,.0f} to {total.hi:,.0f}"
    rule = f"the sites add up to {found:,.0f}, and the encounters to {said}"
    hint = "correct one of them, or give the sites as shares that add up to 1"
    yield context.fault(at, f"{found:,.0f}", rule, hint)


def _total(context: Context, block: grammar.Encounters) -> Part | None:
    """What all groups' encounters add up to as written; None where a part of it is not known here."""
    if block.total is not None:
        return part_of(context, block.total)
    numbers = [row.rate for row in context.rows(block.dataset or "") if row.rate is not None]
    if block.dataset is None or block.by_group is not None or not numbers:
        return None
    return Part(sum(numbers), sum(numbers))


def profile(context: Context) -> Found:
    """A profile has a weight for each hour of a day or of a week, each named in its row's `when`."""
    block: grammar.Encounters | None = context.blocks.encounters
    if block is None or block.profile is None:
        return
    at: Steps = ("encounters", "profile", "dataset")
    rows = context.rows(block.profile.dataset)
    weights, faults = hourly(rows)
    for rule, hint in faults if rows else ():
        yield context.fault(at, block.profile.dataset, rule, hint)
    mixed = next((row for row in rows if row.unit != rows[0].unit), None)
    if mixed is not None:
        rule = f"its rows are in {rows[0].unit} ({rows[0].id}) and in {mixed.unit} ({mixed.id})"
        yield context.fault(at, block.profile.dataset, rule, "name a set in one unit")
    elif rows and not faults and not sum(weights):
        yield context.fault(at, block.profile.dataset, "its weights add up to nothing")
