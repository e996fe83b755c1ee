"""What a rule can ask of its measure: never what no draw could break or keep, a share between 0 and 1, harm from above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.documents import Document, Fault
from simulator.documents.names import Step
from simulator.impact.limits import EACH, RISING, Horizons, Rule
from simulator.impact.measures import MEASURES

SHARES = ("fpir", "ppv", "ppv_held", "risk_per_person")
"""Measures between 0 and 1."""
BENEFITS = ("ppv", "ppv_held", "wanted_found", "found_only", "found_anyway")
OF_ITSELF = ("ratio_to_reference", "ratio_per_resident", "false_match_rate_ratio")
"""Ratios to the reference, which are 1 for the reference itself."""
RATIOS = (*OF_ITSELF, "ratio_to_best_served")
OF_ALERTS = (
    "false_alerts", "held_from_alert", "wrongly_held", "wrongly_held_false_match", "wrongly_held_stale_entry",
    "kept_not_wanted", "innocent_kept", "wrongful_arrests", "wanted_found", "found_only", "found_anyway",
)  # fmt: skip
"""Counts of cases: there are never more of them than alerts."""
SIGNED = ("difference_to_reference", "excess", "harm_beyond")
"""Measures that can be below 0."""
LARGEST_RATIO = 20.0
"""A ratio above which per cent are more likely meant than so many times."""
MOST_PER_100K = 100_000.0

Said = tuple[str, str]
"""A rule of this room and the way out."""


def held_against(rule: Rule, document: Document, steps: tuple[Step, ...]) -> Iterator[Fault]:
    """What is wrong (or, as warnings, hardly meant) with the number of one rule, whatever the proposals."""
    most, least = rule.at_most, rule.at_least
    at = (*steps, "at_most" if most is not None else "at_least")
    value = most if most is not None else least
    for said, hint in _cannot_be(rule):
        yield document.fault(at, value, said, hint)
    for said, hint in _hardly_meant(rule):
        yield replace(document.fault(at, value, said, hint), warns=True)


def _cannot_be(rule: Rule) -> Iterator[Said]:
    most, least = rule.at_most, rule.at_least
    value = max(most or 0.0, least or 0.0)
    if rule.measure in SHARES and value >= 1:
        said = "is a share between 0 and 1" if value > 1 else "is never above 1"
        does = "break" if most is not None else "keep"
        hint = f"{value:g} per cent is written {value / 100:g}"
        yield f"{rule.measure} {said}: no draw could {does} this", hint
    if least == 0 and rule.measure not in SIGNED:
        yield f"{rule.measure} is never below 0: no draw could break this", "give the least that is asked for"
    if least and rule.measure in RISING and rule.measure != "alerts":
        yield (
            f"asks for at least so much harm ({MEASURES[rule.measure].label.lower()})",
            "write at_most for a ceiling",
        )
    if most is not None and rule.measure in BENEFITS:
        what = MEASURES[rule.measure].label.lower()
        yield f"asks for at most so much of what is wanted ({what})", "write at_least for a floor"
    if most is not None and 0 < most < 1 and rule.measure in OF_ALERTS and rule.basis == "simulated years":
        said = "a simulated year has whole cases, so that this allows none of them"
        yield said, "write at_most: 0, or at_most: 1 over a longer horizon, such as 10 years"
    yield from _of_itself(rule)


def _of_itself(rule: Rule) -> Iterator[Said]:
    """A ratio whose divisor is among the groups: that group's own is 1 in every draw."""
    most, least = rule.at_most, rule.at_least
    best = rule.measure == "ratio_to_best_served"
    if rule.group == EACH and rule.measure in RATIOS:
        own = "best-served group" if best else "reference"
        if (most is not None and most < 1) or (least is not None and least > 1):
            yield (
                f"the {own} is one of the groups, and its ratio to itself is 1: no draw could keep this",
                "bound it on the other side of 1",
            )
    if best and least is not None and 0 < least <= 1:
        said = "the best-served group has the lowest rate there is, so that hardly any draw could break this"
        yield said, "write at_most, such as 1.25"


def _hardly_meant(rule: Rule) -> Iterator[Said]:
    value = max(rule.at_most or 0.0, rule.at_least or 0.0)
    if rule.at_most == 0 and rule.basis == "expected rates" and rule.measure not in SIGNED:
        said = "an expected rate is above 0 wherever anything can happen: hardly any draw could keep this"
        yield said, "give the most that is accepted"
    if rule.measure in RATIOS and value > LARGEST_RATIO:
        yield f"asks for {value:g} times a rate", f"{value:g} per cent of it is written {value / 100:g}"
    if rule.measure.startswith("per_100k") and value >= MOST_PER_100K:
        yield "asks for more than one detention of everybody counted", "it is a number per 100,000"


def decided_beforehand(rule: Rule, horizons: Horizons) -> str | None:
    """Why no draw of this proposal could break, or keep, a rule; None where it is open."""
    impact = horizons.over(rule.years)
    if rule.group == EACH or rule.group not in impact.selections:
        return None
    if rule.measure in OF_ITSELF and rule.group == impact.compiled.groups[impact.compiled.reference]:
        return f"{rule.group} is the reference, whose ratio to itself is 1 in every draw"
    if rule.measure not in OF_ALERTS:
        return None
    most = float(impact.simulated_values("alerts", rule.group).max())
    if rule.at_most is not None and rule.at_most > most > 0:
        return f"there are at most {most:,.0f} alerts in any draw, so that none could break it"
    if rule.at_least is not None and rule.at_least > most:
        return f"there are at most {most:,.0f} alerts in any draw, so that none could keep it"
    return None
