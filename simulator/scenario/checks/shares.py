"""Numbers that divide a whole: all shares, all per cents or all counts, and adding up to what they divide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.quantities import Quantity

TOLERANCE = 0.005  # published percentages are rounded
ROUNDED = 0.02  # and a table of many of them is off by more


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it was written: its smallest and largest number, the same where there is no doubt."""

    lo: float
    hi: float

    @property
    def fixed(self) -> bool:
        return self.lo == self.hi


def part_of(context: Context, quantity: Quantity) -> Part | None:
    """The numbers a quantity may take; None where it is by group, or its row has none."""
    if quantity.count is not None:
        share = quantity.count[0] / quantity.count[1]
        return Part(share, share)
    pair = quantity.between or quantity.range
    if pair is not None:
        return Part(*pair)
    if quantity.value is not None:
        return Part(quantity.value, quantity.value)
    row = context.row(quantity.audit) if quantity.audit is not None else None
    if row is None or row.rate is None:
        return None
    number = row.rate * (1.0 if quantity.times is None else quantity.times)
    return Part(number, number)


def parts(context: Context, levels: Mapping[str, Quantity], at: Steps) -> Found:
    """Shares along an axis add up to 1, per cents to 100, counts to something; the three are never mixed."""
    known = {name: part_of(context, quantity) for name, quantity in levels.items()}
    given = {name: part for name, part in known.items() if part is not None}
    if not given or len(given) < len(known):
        return
    low, high = sum(part.lo for part in given.values()), sum(part.hi for part in given.values())
    share = next((name for name, part in given.items() if 0 < part.hi < 1), None)
    large = next((name for name, part in given.items() if part.hi > 1), None)
    told = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    if high == 0:
        yield context.fault(at, told, "these numbers add up to nothing, so there is nothing to share")
    elif large is None and not low - TOLERANCE <= 1 <= high + TOLERANCE:
        yield context.fault(at, told, "shares must sum to 1", "or give counts")
    elif share is not None and large is not None and not low - 0.5 <= 100 <= high + 0.5:
        rule = f"{share} is a share and {large} a per cent or a count; together they add up to {told}, neither 1 nor 100"
        yield context.fault(at, told, rule, "write all as shares of 1, all as per cents, or all as counts")
    elif _odd_per_cents(given) and not low - 1 <= 100 <= high + 1:
        rule = "are no counts, which are whole, and per cents must sum to 100"
        yield context.fault(at, told, rule, "write shares, per cents or counts that add up")


def _odd_per_cents(given: Mapping[str, Part]) -> bool:
    """Whether numbers look like per cents: some not whole, none above 100."""
    fixed = all(part.fixed for part in given.values())
    small = all(part.hi <= 100 for part in given.values())
    whole = all(part.lo.is_integer() for part in given.values())
    return fixed and small and not whole and any(part.hi > 1 for part in given.values())


def numbers(context: Context, table: Mapping[str, Quantity], at: Steps, what: str) -> Found:
    """Numbers per group are numbers of people or events, not the shares of a total."""
    given = {name: part for name, each in table.items() if (part := part_of(context, each)) is not None}
    shares = [name for name, part in given.items() if 0 < part.hi < 1]
    if shares and all(part.hi <= 1 for part in given.values()):
        rule = f"these look like shares, and {what} by group are numbers"
        yield context.fault(at, list(given), rule, "give a total: with shares: along each axis, or numbers")
    elif shares:
        rule = f"{given[shares[0]].hi:g} is less than one beside numbers of {max(part.hi for part in given.values()):,.0f}: a share among counts?"
        yield context.warning((*at, shares[0]), given[shares[0]].hi, rule, "write the number itself")
