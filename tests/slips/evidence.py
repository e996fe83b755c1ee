"""What a figure of the library says, and whether a number typed beside it says the same."""

from __future__ import annotations

from math import floor, log10

from simulator.evidence import Row
from simulator.scenario.quantities import Quantity
from tests.slips.bases import Base


def says_its_row(base: Base, block: Quantity) -> bool:
    """Whether a number was typed beside a row of the library and is that row's own, so that a change of it can be known."""
    row = base.row(block.source)
    if row is None:
        return False
    if block.count is not None:
        return (row.numerator, row.denominator) == block.count
    return block.value is not None and row.rate is not None and close(block.value, row.rate)


def close(typed: float, published: float) -> bool:
    """Whether two numbers are one to the rounding of the first: three digits at least."""
    if typed == published:
        return True
    if typed == 0 or published == 0:
        return False
    half: float = 0.5 * 10.0 ** (floor(log10(abs(typed))) - 2)
    return abs(typed - published) <= half


def is_another(row: Row, number: float) -> bool:
    """Whether a row's number is surely not this one: more than a twentieth apart."""
    return row.rate is not None and abs(row.rate - number) > 0.05 * max(abs(number), abs(row.rate))
