"""More slips in a board's limits: the bound turned round, part of a person, a misspelled word, a horizon without a unit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.slips.bases import Base
from tests.slips.frozen.limiting import with_rule
from tests.slips.kinds import Slip, kind

HARMS = (
    "wrongly_held",
    "wrongful_arrests",
    "hours_held",
    "people_held_once",
    "risk_per_person",
    "held_from_alert",
)
GOODS = ("wanted_found", "ppv", "ppv_held")


def _rule(base: Base, place: str = "", **rule: object) -> Slip:
    said = {
        "rule": "ours",
        "measure": "wrongly_held",
        "group": "all",
        "reason": "We would sign no more than that.",
        **rule,
    }
    said = {key: value for key, value in said.items() if value is not None}
    at = f"limits.{said.get('rule', 8)}"
    change = ", ".join(f"{key} {value}" for key, value in rule.items())
    return Slip(change, (f"{at}.{place}" if place else at,), partial(with_rule, base, said))


@kind("limit-turned-round")
def turned_round(base: Base) -> Iterator[Slip]:
    """`at_least` under a harm or `at_most` over a benefit."""
    if base.form == "limits":
        for measure in HARMS:
            for bound in (0.001, 0.1) if measure == "risk_per_person" else (1, 12, 100):
                yield _rule(base, measure=measure, at_least=bound)
        for measure in GOODS:
            for bound in (5, 10, 50) if measure == "wanted_found" else (0.2, 0.5, 0.9):
                yield _rule(base, measure=measure, at_most=bound)


@kind("limit-of-part-of-a-person")
def part_of_a_person(base: Base) -> Iterator[Slip]:
    """A count of people or events in one simulated year limited to less than one of them."""
    if base.form == "limits":
        for measure in ("wrongly_held", "wrongful_arrests", "wrongly_held_false_match", "held_from_alert"):
            for bound in (0.0001, 0.001, 0.01, 0.05, 0.1, 0.5):
                yield _rule(base, measure=measure, at_most=bound)


@kind("limit-misspelled")
def misspelled(base: Base) -> Iterator[Slip]:
    """A word of a limits file misspelled, a group that no proposal has, a rule twice, a bound in words."""
    if base.form != "limits":
        return
    for group in (
        "womens",
        "Women",
        "black women",
        "everybody",
        "female-black",
        "minority",
        "people of colour",
    ):
        yield _rule(base, "group", group=group, at_most=12)
    for horizon in (5, "5", "5 y", "five years", "60 months", "0 years"):
        yield _rule(base, "horizon", at_most=12, horizon=horizon)
    for bound in ("twelve", "12 a year", "<12", "5%", [1, 2], True):
        yield _rule(base, "at_most", at_most=bound)
    bounds: list[dict[str, object]] = [{"at_mots": 12}, {"max": 12}, {"At_most": 12}, {"limit": 12}]
    lacking: list[dict[str, object]] = [{"measure": None}, {"group": None}, {"reason": None}, {"rule": None}]
    for more in (*bounds, *({"at_most": 12, **each} for each in lacking)):
        yield _rule(base, "", **more)
    for rule in base.page.data["limits"]:
        yield Slip(
            f"{rule['rule']} twice",
            (f"limits.{rule['rule']}",),
            partial(with_rule, base, {**rule, "reason": "Once more."}),
        )
    yield _rule(base, "judged_on", measure="risk_per_person", at_most=0.001, judged_on="simulated years")
    yield _rule(base, "horizon", measure="fpir", at_most=0.001, horizon="5 years")
    yield _rule(base, "", at_most=12, at_least=1)
    yield _rule(base, "source", at_most=12, source="bridges-2020/false-positive-polcy")
