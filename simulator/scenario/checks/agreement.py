"""Whether a number typed beside its source is what the source prints."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel

from simulator.evidence import UNITS, Row
from simulator.scenario import grammar
from simulator.scenario.admitted import Place
from simulator.scenario.quantities import Duration, Quantity

CLOSE = 0.005
"""The largest part of a number that rounding explains: 0.2 is not a rounding of 0.2066."""


def agrees(block: BaseModel, row: Row, place: Place) -> bool:
    """Whether a block's number is the row's, to rounding: as it is printed, or times what the block says was done to it."""
    if isinstance(block, Duration):
        return _duration(block, row)
    if isinstance(block, grammar.LegalLimit | grammar.Detention):
        return _time(block.value if isinstance(block, grammar.LegalLimit) else block.minimum, row)
    if isinstance(block, grammar.Resource):
        return block.servers is not None and row.rate is not None and equal(block.servers, row.rate)
    assert isinstance(block, Quantity)
    return _quantity(block, row, place)


def _quantity(block: Quantity, row: Row, place: Place) -> bool:
    if block.count is not None:
        return _counts(block, row)
    ready = block.times is not None or place.admits(row)
    factor = 1.0 if block.times is None else block.times
    if block.value is None:
        pair = block.between or block.range
        ends = (row.lo, row.hi)
        return (
            pair is not None
            and ready
            and all(end is not None and equal(x, end, factor) for x, end in zip(pair, ends, strict=True))
        )
    if place.sizes(row) and row.gallery_size is not None and equal(block.value, row.gallery_size, factor):
        return True
    if not ready or not place.derives(row):
        return False
    if row.rate is None:
        return block.note is not None and _inside(block.value / factor, row)
    return equal(block.value, row.rate, factor)


def _inside(number: float, row: Row) -> bool:
    """Whether a number lies in the range a row prints, which may be open at one end: more than, or at most."""
    return (
        (row.lo, row.hi) != (None, None)
        and (row.lo or 0.0) <= number
        and (row.hi is None or number <= row.hi)
    )


def _counts(block: Quantity, row: Row) -> bool:
    """Events and trials as the row has them; where it has events alone, a note must say of how many."""
    assert block.count is not None
    if row.is_counted:
        return (row.numerator, row.denominator) == block.count
    return UNITS[row.unit].whole and row.value == block.count[0] and block.note is not None


def _duration(block: Duration, row: Row) -> bool:
    """The middle is the row's; an end the row does not print needs a note."""
    seconds = UNITS[row.unit].seconds
    if seconds is None:
        return False
    middle = block.value if block.value is not None else block.median
    if middle is not None and not _time(middle, row):
        return False
    for typed, printed in ((block.p5, row.lo), (block.p95, row.hi)):
        if typed is not None and not (
            block.note is not None if printed is None else equal(typed, printed * seconds)
        ):
            return False
    return middle is not None or None not in (row.lo, row.hi)


def _time(typed: float, row: Row) -> bool:
    return row.seconds is not None and equal(typed, row.seconds)


def equal(typed: float, printed: float, factor: float = 1.0) -> bool:
    """Whether a typed number is the printed one times a factor, to the rounding of both.

    `48` may have been rounded to a half and `1` hardly was, so rounding is never taken to explain more than `CLOSE`.
    """
    meant = printed * factor
    slack = min(_half_a_place(typed), CLOSE * abs(typed))
    if factor != 1:
        of_factor = 0.0 if float(factor).is_integer() else _half_a_place(factor) * abs(printed)
        slack += min(_half_a_place(printed) * factor + of_factor, CLOSE * abs(meant))
    return abs(typed - meant) <= slack * (1 + 1e-9) + 1e-12 * abs(meant)


def _half_a_place(number: float) -> float:
    """Half a unit of the last place a number is written to; of 1 for whole numbers."""
    exponent = Decimal(repr(float(number))).normalize().as_tuple().exponent
    return 0.5 * 10.0 ** min(exponent if isinstance(exponent, int) else 0, 0)
