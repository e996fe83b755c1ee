"""More slips of size: the complement, the reciprocal, a rate per thousand, digits changed round, nothing for a factor."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import sqrt

from simulator.scenario.grammar import AxisTable
from simulator.scenario.quantities import Count, Probability, Quantity
from tests.slips.bases import Base
from tests.slips.evidence import close, says_its_row
from tests.slips.frozen.exposing import overlaid
from tests.slips.frozen.sizes import PLAUSIBLE, RATE_PLACES, ends, one_in_per_cent, scaled, thousands
from tests.slips.kinds import Slip, kind
from tests.slips.pages import Steps


def _single(base: Base) -> Iterator[tuple[Steps, Quantity, float]]:
    """Every number that is one number."""
    for steps, block in base.blocks:
        if isinstance(block, Quantity) and block.value is not None:
            yield steps, block, block.value


def _as(base: Base, steps: Steps, block: Quantity, number: float, why: str, *more: str) -> Slip:
    words = dict.fromkeys(scaled(base, steps, block, 1), f"{number:.10g}")
    return Slip(
        f"{base.page.path(steps)}: {block.value:g} → {number:g}",
        (base.page.path(steps), *more),
        partial(base.page.with_values, words),
        secret=why,
    )


@kind("share-for-its-complement")
def complement(base: Base) -> Iterator[Slip]:
    """The share of those who stay where the share of those who go is meant: 0.86 for 0.14."""
    for steps, block, value in _single(base):
        if isinstance(block, Probability) and 0 < value < 1 and value != 0.5:
            told = says_its_row(base, block) or (steps in RATE_PLACES and value < 0.5)
            yield _as(base, steps, block, round(1 - value, 10), "" if told else PLAUSIBLE)


@kind("one-in-so-many")
def one_in(base: Base) -> Iterator[Slip]:
    """`6000` where 1 in 6,000 is meant."""
    for steps, block, value in _single(base):
        if isinstance(block, Probability) and 0 < value < 1:
            yield _as(base, steps, block, round(1 / value, 3), "")


@kind("rate-per-thousand")
def per_thousand(base: Base) -> Iterator[Slip]:
    """A share written per 1,000 or per 100,000."""
    for steps, block in base.blocks:
        if not isinstance(block, Probability) or (pair := ends(block)) is None or not pair[1]:
            continue
        for factor in (1e3, 1e5):
            new = scaled(base, steps, block, factor)
            rate = steps in RATE_PLACES and sqrt(pair[0] * pair[1]) * factor > 0.5
            told = pair[1] * factor > 1 or says_its_row(base, block) or rate
            yield Slip(
                f"{base.page.path(steps)}: times {factor:g}",
                (base.page.path(steps),),
                partial(base.page.with_values, new),
                secret="" if told else PLAUSIBLE,
            )


@kind("digits-changed-round")
def digits_changed_round(base: Base) -> Iterator[Slip]:
    """Two neighbouring digits in each other's place: 0.54 as 0.45, 348000 as 438000."""
    shares = {(*steps, "levels", level) for steps, _, level in one_in_per_cent(base)}
    for steps, block, value in _single(base):
        digits = f"{value:.10g}"
        places = [
            i for i in range(len(digits) - 1) if digits[i : i + 2].isdigit() and digits[i] != digits[i + 1]
        ]
        if "e" in digits or not places:
            continue
        i = places[0]
        new = float(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
        if isinstance(block, Probability) and new > 1:
            continue
        off = steps in shares and abs(new - value) > 0.02
        told = off or (says_its_row(base, block) and not close(new, value))
        table = (base.page.path(steps[:-1]),) if off and not says_its_row(base, block) else ()
        yield _as(base, steps, block, new, "" if told else PLAUSIBLE, *table)


@kind("dots-between-thousands")
def dots_between(base: Base) -> Iterator[Slip]:
    """`348.000` for 348,000, as many countries write it: YAML reads 348."""
    for slip in thousands(base):
        path, change = slip.change.split(": ", 1)
        if not change.startswith("times 0.001"):
            continue
        steps = next((steps for steps, _ in base.blocks if base.page.path(steps) == path), None)
        block = dict(base.blocks).get(steps) if steps is not None else None
        if (
            steps is None
            or not isinstance(block, Count)
            or block.value is None
            or block.value != int(block.value)
        ):
            continue
        grouped = f"{int(block.value):,}".replace(",", ".")
        if grouped.count(".") == 1:
            words = dict.fromkeys(scaled(base, steps, block, 1), grouped)
            change = f"{path}: {block.value:g} → {grouped}"
            yield Slip(change, slip.places, partial(base.page.with_values, words), secret=slip.secret)


NEVER_NOTHING = (
    ("encounters", "scale"),
    ("encounters", "association"),
    ("encounters", "persons_per_encounter"),
    ("encounters", "searches_per_encounter"),
)


@kind("nothing-for-a-factor")
def nothing_for_factor(base: Base) -> Iterator[Slip]:
    """A factor of 0 where "no change" is meant, which is 1."""
    if base.form in ("copy", "limits"):
        return
    for name, key in NEVER_NOTHING:
        if base.said(name, key) is not None:
            block = {"value": 0, "assumed": "nothing is added"}
            yield Slip(
                f"{name}.{key}: 0",
                (f"{name}.{key}",),
                partial(overlaid, base, {name: {key: block}}),
            )


@kind("error-rate-above-a-half")
def error_above_half(base: Base) -> Iterator[Slip]:
    """The share of people found, or the accuracy, where the false positive rate is meant."""
    if base.form in ("copy", "limits"):
        return
    for rate in (0.6, 0.89, 0.95, 0.99, 0.998):
        block = {"value": rate, "assumed": "as the supplier says"}
        if base.said("matcher", "policy") != "no_threshold":
            yield Slip(
                f"matcher.policy.fixed_fpir: {rate}",
                ("matcher.policy.fixed_fpir", "matcher.policy"),
                partial(overlaid, base, {"matcher": {"policy": {"fixed_fpir": block}}}),
            )
        level = {**block, "as": "fpir", "gallery_size": 10_000, "audit": None}
        yield Slip(
            f"matcher.level: {rate}",
            ("matcher.level",),
            partial(overlaid, base, {"matcher": {"level": level}}),
        )


@kind("count-in-parts-of-a-person")
def part_of_a_person(base: Base) -> Iterator[Slip]:
    """One count of a table in thousands, so that it has a decimal point among whole numbers."""
    for steps, block in base.blocks:
        if not isinstance(block, AxisTable) or not block.levels or (*steps, "levels") not in base.page.values:
            continue
        values = [quantity.value for quantity in block.levels.values()]
        if any(value is None or value != int(value) or value < 500 for value in values):
            continue
        for level, quantity in block.levels.items():
            if quantity.value is not None and quantity.value % 1000:
                place = (*steps, "levels", level)
                yield _as(
                    base, place, quantity, quantity.value / 1000, "", base.page.path((*steps, "levels"))
                )
