"""Numbers of a scenario as people write them."""

from __future__ import annotations

from decimal import Decimal

from simulator.evidence import Posterior, Row
from simulator.scenario.quantities import Duration, Quantity


def number(x: float) -> str:
    """A number as people write it: thousands separated, no trailing zeros."""
    if x == int(x) and abs(x) < 1e15:
        return f"{int(x):,}"
    return f"{Decimal(f'{x:.4g}' if 1e-3 <= abs(x) < 1e6 else f'{x:.3g}'):,f}"


def value_text(block: Quantity, row: Row | None) -> str:
    """The number as people write it, and what makes it of the row it is from where that was multiplied."""
    plain = _untimed(block, row)
    if block.times is None or row is None:
        return plain
    factor = number(block.times)
    if block.audit is not None:
        return f"{plain}, times {factor}"
    return f"{plain}, which is {_printed(row)} times {factor}"


def _printed(row: Row) -> str:
    """A row's figure, or its range where it prints no other."""
    return (
        number(row.rate)
        if row.rate is not None
        else f"between {number(row.lo or 0.0)} and {number(row.hi or 0.0)}"
    )


def _untimed(block: Quantity, row: Row | None) -> str:
    if block.value is not None:
        return number(block.value)
    if block.count is not None:
        return f"{number(block.count[0])} of {number(block.count[1])}"
    if block.between is not None:
        return f"between {number(block.between[0])} and {number(block.between[1])} (90 % interval)"
    if block.range is not None:
        return f"anywhere from {number(block.range[0])} to {number(block.range[1])}"
    assert row is not None
    if row.numerator is not None and row.denominator is not None:
        return f"{number(row.numerator)} of {number(row.denominator)}"
    events = f", from {number(row.numerator)} events" if row.numerator is not None else ""
    return f"{_printed(row)}{events}"


def learned_text(block: Quantity, fit: Posterior) -> str:
    """Where a learned number is wanted, and what a place that the fit does not know differs by; empty where nothing is said."""
    parts = []
    if block.at is not None and block.at.threshold is not None:
        parts.append(f"carried from threshold {fit.threshold:g} to {block.at.threshold:g}")
    if block.at is not None and block.at.watchlist_size is not None:
        parts.append(
            f"from a watchlist of {number(round(fit.watchlist_size))} to {number(block.at.watchlist_size)}"
        )
    if block.new is not None:
        alone = " (how forces differ is assumed: the table knows one)" if fit.forces == 1 else ""
        by = " and ".join(block.new.differs_by)
        parts.append(f"a new {by}, {block.new.place}{alone if 'force' in block.new.differs_by else ''}")
    return "; ".join(parts)


def spread_text(block: Quantity) -> str:
    """The factor around a number whose source leaves something open; empty where there is none."""
    spread = block.spread
    if spread is None or spread.between is None:
        return ""
    return f"times a factor between {number(spread.between[0])} and {number(spread.between[1])}: {spread.assumed or spread.source}"


def duration_text(block: Duration) -> str:
    """How long something takes over cases."""
    if block.value is not None:
        return seconds_text(block.value)
    assert block.p95 is not None
    if block.median is not None:
        return f"half within {seconds_text(block.median)}, 95 in 100 within {seconds_text(block.p95)}"
    assert block.p5 is not None
    return f"90 in 100 between {seconds_text(block.p5)} and {seconds_text(block.p95)}"


def seconds_text(seconds: float) -> str:
    """Seconds in the largest unit that keeps the number above 1."""
    for unit, size in (("days", 86400.0), ("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * size or (seconds >= size and unit != "days"):
            return f"{number(seconds / size)} {unit}"
    return f"{number(seconds)} s"
