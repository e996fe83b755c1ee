"""Why a rule is not surely kept: the groups that break it, the inputs that would settle it, and the lever that would keep it."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.impact.limits import (
    RISING,
    Deciding,
    Horizons,
    Rule,
    bounds_level,
    has_safe_level,
    judge,
    kept,
    safe_points,
)
from simulator.impact.summary import Impact
from simulator.results import verdicts as stored
from simulator.scenario import InputRow, Loaded
from simulator.study.board.remedies import as_stored
from simulator.study.meaning import publish
from simulator.study.sensitivity import describe, inputs_by_name

NAMED = 3
"""Inputs named as deciding, and groups named as breaking a rule."""
BETWEEN_GROUPS = (
    "ratio_to_reference", "ratio_per_resident", "ratio_to_best_served", "difference_to_reference", "excess",
)  # fmt: skip
NO_LEVEL = (
    "This tool follows no level of false matches for what one group bears beside another: people held on stale entries stay when "
    "false matches become fewer, so the figure can rise or fall."
)
ITSELF = "This rule bounds the level of false matches itself: no other level is to be found."
NO_FLOOR = "This rule asks for more of something; fewer false matches do not bring more of it."
UNFOLLOWED = "This tool follows no level of false matches for this rule."


def breaking(impact: Impact, rule: Rule) -> tuple[stored.Breaking, ...]:
    """The groups that a rule for each group is kept least surely for."""
    found = []
    for name, label in zip(impact.compiled.groups, impact.compiled.group_labels, strict=True):
        judged = judge(kept(impact, rule, name))
        if judged.probability is not None and judged.grades != ("within",):
            found.append(stored.Breaking(group=name, label=label, probability=judged.probability))
    return tuple(sorted(found, key=lambda each: each.probability)[:NAMED])


def naming(
    found: Sequence[Deciding], impact: Impact, loaded: Loaded, rows: Sequence[InputRow]
) -> tuple[stored.Deciding, ...]:
    """The inputs that would most likely decide; where none would by itself, the one that moves the probability most."""
    about = inputs_by_name(rows)
    unknowns = {unknown.identity: unknown for unknown in impact.compiled.unknowns}
    decisive = [each for each in found if each.decides > 0][:NAMED] or list(found[:1])
    return tuple(
        stored.Deciding(
            identity=each.identity,
            path=unknowns[each.identity].paths[0],
            **describe(unknowns[each.identity], about)._asdict(),
            decides=each.decides,
            interval=each.interval,
            moves=each.moves,
            publish=publish(unknowns[each.identity].paths[0], loaded),
        )
        for each in decisive
    )


def safe(rule: Rule, horizons: Horizons) -> tuple[tuple[stored.Lever, ...] | None, str | None]:
    """How far each lever alone must move so that the rule is kept, or why no lever is looked for."""
    if not has_safe_level(rule):
        return None, _no_level(rule)
    points = safe_points(horizons, rule)
    impact = horizons.over(rule.years)
    values = impact.draws.years.values
    return tuple(as_stored(name, point, impact.compiled, values) for name, point in points.items()), None


def _no_level(rule: Rule) -> str:
    """Why no level is looked for; it says no more than the model does."""
    if bounds_level(rule):
        return ITSELF
    if rule.measure in BETWEEN_GROUPS:
        return NO_LEVEL
    more = rule.at_least is not None and rule.measure in (
        "encounters",
        "searches",
        "wanted_found",
        "found_only",
        "found_anyway",
        *RISING,
    )
    return NO_FLOOR if more else UNFOLLOWED
