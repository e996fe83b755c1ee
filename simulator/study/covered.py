"""Whom a result is about: its groups and roll-ups as readers meet them, whom no audit covers, and who is not estimated."""

from __future__ import annotations

from simulator.results.summary import Group, NotEstimated
from simulator.scenario import Loaded
from simulator.scenario.coverage import unmeasured
from simulator.scenario.groups import groups_of, holds_in_words, own_rollups, rollup_label, rollups_of
from simulator.scenario.left_out import left_out
from simulator.units import YEAR


def groups_told(loaded: Loaded, proxy: bool) -> tuple[Group, ...]:
    """Groups in the scenario's order, then roll-ups: fixed ones, the scenario's own, each level."""
    groups = loaded.scenario.groups
    missing = unmeasured(loaded.scenario, loaded.library)
    rows = []
    for group in groups_of(groups):
        told = missing.get(group.id)
        rows.append(
            Group(
                id=group.id,
                label=group.label,
                rollup=False,
                unmeasured=told.why if told else None,
                rates=told.rates if told else None,
                proxy=proxy or (told is not None and told.rates == "born"),
            )
        )
    own = own_rollups(groups)
    for name in rollups_of(groups):
        rows.append(
            Group(
                id=name,
                label=rollup_label(groups, name),
                rollup=True,
                own=name in own,
                axis=next((axis for axis, levels in groups.axes.items() if name in levels), None),
                holds=holds_in_words(groups, name),
                proxy=proxy,
            )
        )
    return tuple(rows)


AMOUNTS = {"encounters": "encounters", "population": "residents", "gallery": "enrolled"}
SHARED_OUT = "they are part of the total, which is shared out among the other groups"


def not_estimated(loaded: Loaded) -> tuple[NotEstimated, ...]:
    """People met and not estimated: those the scenario names, and those whose rows lead to none of its groups.

    How many is told as `encounters` over the horizon, `residents` of the population or people `enrolled`; None where it is
    not known.
    """
    years = loaded.scenario.horizon / YEAR
    named = [
        NotEstimated(label=each.label, encounters=_over(years, each.encounters.value), why=each.why)
        for each in loaded.scenario.groups.not_estimated
    ]
    outside = [
        NotEstimated(
            label=f"“{each.label}”",
            why=f"{each.why}; {SHARED_OUT}" if each.shared_out else each.why,
            **{AMOUNTS[each.table]: _over(years if each.table == "encounters" else 1, each.number)},
        )
        for each in left_out(loaded.scenario, loaded.library)
    ]
    return (*named, *outside)


def _over(years: float, yearly: float | None) -> float | None:
    return None if yearly is None else years * yearly
