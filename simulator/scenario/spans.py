"""How large a number of a scenario is before anything is drawn: the ends of its doubt and its middle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

from simulator.evidence import Row
from simulator.scenario.grammar import GroupTable
from simulator.scenario.groups import Group, select
from simulator.scenario.quantities import Positive, Quantity


@dataclass(frozen=True, slots=True)
class Span:
    """`lo` to `hi` holds 9 of 10 draws (or all, where bounds are given); `middle` is the median."""

    lo: float
    middle: float
    hi: float

    def times(self, other: Span) -> Span:
        """The product of two numbers of 0 or more, their ends taken together: wider than 9 of 10 draws."""
        return Span(self.lo * other.lo, self.middle * other.middle, self.hi * other.hi)

    def plus(self, other: Span) -> Span:
        """The sum, ends taken together."""
        return Span(self.lo + other.lo, self.middle + other.middle, self.hi + other.hi)


ONE = Span(1.0, 1.0, 1.0)


def span_of(quantity: Quantity, row: Callable[[str], Row | None]) -> Span | None:
    """The span of a quantity that is one for all groups; None where its row is unknown or has no number.

    Args:
        row: finds a row of evidence by its id.
    """
    if quantity.value is not None:
        found = Span(quantity.value, quantity.value, quantity.value)
    elif quantity.between is not None or quantity.range is not None:
        lo, hi = quantity.between or quantity.range or (0.0, 0.0)
        geometric = quantity.between is not None and isinstance(quantity, Positive)
        found = Span(lo, sqrt(lo * hi) if geometric else (lo + hi) / 2, hi)
    elif quantity.count is not None:
        share = quantity.count[0] / quantity.count[1]
        found = Span(share, share, share)
    else:
        printed = row(quantity.audit) if quantity.audit is not None else None
        if printed is None or printed.rate is None:
            return None
        found = Span(
            printed.rate if printed.lo is None else printed.lo,
            printed.rate,
            printed.rate if printed.hi is None else printed.hi,
        )
    spread = span_of(quantity.spread, row) if quantity.spread is not None else None
    return found.times(spread) if spread is not None else found


def over_groups(quantity: Quantity, row: Callable[[str], Row | None]) -> Span | None:
    """The span of a number that may differ by group: the lowest end, the largest middle, the highest end."""
    given = list(quantity.by_group.values()) if quantity.by_group is not None else [quantity]
    each = [span_of(one, row) for one in given]
    known = [span for span in each if span is not None]
    if len(known) < len(each):
        return None
    return Span(
        min(span.lo for span in known), max(span.middle for span in known), max(span.hi for span in known)
    )


def total_of(
    table: GroupTable,
    groups: tuple[Group, ...],
    row: Callable[[str], Row | None],
    published: Callable[[str], Mapping[tuple[str | None, ...], float]],
) -> Span | None:
    """Everybody in a table of numbers per group, scaled; None where a number it needs is not known.

    Args:
        published: a dataset's numbers by the groups' levels.
    """
    scale = span_of(table.scale, row) if table.scale is not None else ONE
    if table.total is not None:
        whole = span_of(table.total, row)
    else:
        numbers = published(table.dataset) if table.dataset is not None else {}
        whole = Span(0.0, 0.0, 0.0)
        for group in groups:
            own = _of_group(table, group, row, numbers)
            whole = None if whole is None or own is None else whole.plus(own)
    return None if whole is None or scale is None else whole.times(scale)


def _of_group(
    table: GroupTable,
    group: Group,
    row: Callable[[str], Row | None],
    numbers: Mapping[tuple[str | None, ...], float],
) -> Span | None:
    try:
        return span_of((table.by_group or {})[select(table.by_group or {}, group)], row)
    except KeyError:
        known = numbers.get(group.levels)
        return None if known is None else Span(known, known, known)
