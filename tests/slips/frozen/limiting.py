"""Slips in a board's file of limits: per cent, a bound nobody could break or keep, the wrong word for a measure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.slips.bases import Base
from tests.slips.frozen.sizes import PLAUSIBLE
from tests.slips.kinds import Slip, kind
from tests.slips.pages import in_blocks

SHARES = ("fpir", "ppv", "ppv_held", "risk_per_person")
RATIOS = ("ratio_to_best_served",)
COUNTS = ("wrongly_held", "wrongful_arrests", "hours_held", "alerts", "wanted_found", "people_held_once")


def with_rule(base: Base, rule: dict[str, object]) -> str:
    """The file with one more rule."""
    data = dict(base.page.data)
    return in_blocks({**data, "limits": [*data["limits"], rule]})


def _rule(base: Base, measure: str, key: str, bound: object, secret: str = "", group: str = "all") -> Slip:
    name = f"our-{measure.replace('_', '-')}"
    rule = {
        "rule": name,
        "measure": measure,
        "group": group,
        key: bound,
        "reason": "We would sign no more than that.",
    }
    return Slip(
        f"{measure} {key} {bound} for {group}",
        (f"limits.{name}",),
        partial(with_rule, base, rule),
        secret=secret,
    )


@kind("limit-in-per-cent")
def limit_in_per_cent(base: Base) -> Iterator[Slip]:
    """A limit on a share written in per cent: at most 5 where 0.05 is meant."""
    if base.form != "limits":
        return
    for measure in SHARES:
        for bound in (0.1, 0.5, 1.5, 2, 5, 10, 20, 50, 80, 90, 95, 99):
            for key in ("at_most", "at_least"):
                for group in ("all", "women"):
                    yield _rule(base, measure, key, bound, PLAUSIBLE if bound <= 1 else "", group)


@kind("limit-nobody-could-break-or-keep")
def limit_without_force(base: Base) -> Iterator[Slip]:
    """A limit that every world keeps or none: fewer than no detentions, a ratio below the smallest there is, a share of 1."""
    if base.form != "limits":
        return
    for measure in SHARES:
        yield _rule(base, measure, "at_most", 1)
        yield _rule(base, measure, "at_least", 0)
    for measure in RATIOS:
        for bound in (0.8, 0.25, 0.125):
            yield _rule(base, measure, "at_most", bound, group="each")
        for bound in (1, 0.8, 0.5):
            yield _rule(base, measure, "at_least", bound, group="each")
    for measure in COUNTS:
        yield _rule(base, measure, "at_least", 0)
        for bound in (-1, -12):
            yield _rule(base, measure, "at_most", bound)


@kind("limit-of-another-measure")
def limit_of_another_measure(base: Base) -> Iterator[Slip]:
    """The bound of a count set on a share, or a word that is no measure."""
    if base.form != "limits":
        return
    for measure in SHARES:
        for bound in (12, 24, 100, 1000):
            yield _rule(base, measure, "at_most", bound)
    for word in ("wrongly-held", "wrongful_detentions", "fpr", "false_positive_rate", "precision", "arrests"):
        yield _rule(base, word, "at_most", 12)
