"""Groups and roll-ups of a scenario: every combination of one level from each axis, and the sums people ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from simulator.evidence import age_band
from simulator.scenario.grammar import Groups


@dataclass(frozen=True, slots=True)
class Group:
    """One cell of the scenario's axes. `id` joins its levels with "/", in the order of the axes."""

    id: str
    label: str
    levels: tuple[str, ...]


def groups_of(groups: Groups) -> tuple[Group, ...]:
    """All groups, first axis slowest; the order of levels in the file changes no result, only the order of rows."""
    return tuple(Group("/".join(cell), _label(groups, cell), cell) for cell in product(*groups.axes.values()))


def level_label(groups: Groups, level: str) -> str:
    """A level's own label, or its id in words."""
    return groups.labels.get(level, level.replace("-", " "))


BEHIND = ("age", "area")
"""Axes that are told behind the people: Black women, 18 to 24. So is every axis from the third on."""


def _label(groups: Groups, cell: tuple[str, ...]) -> str:
    placed = list(zip(groups.axes, cell, strict=True))
    before = [(axis, level) for axis, level in placed if axis not in BEHIND][:2]
    behind = [level_label(groups, level) for axis, level in placed if (axis, level) not in before]
    people = " ".join(level_label(groups, level) for _, level in reversed(before)) or "people"
    if behind and before and all(axis != "sex" for axis, _ in before):
        people += " people"
    words = ", ".join((people, *behind))
    return words[:1].upper() + words[1:]


def select(table: Mapping[str, object], group: Group) -> str:
    """The most specific selector of a `by_group` table for a group: id, then levels (last axis first), then default.

    Raises KeyError if none applies.
    """
    for selector in (group.id, *reversed(group.levels), "default"):
        if selector in table:
            return selector
    raise KeyError(group.id)


FIXED = {
    "all": "Everyone",
    "women": "Women",
    "minorities": "People of colour",
    "women_or_minorities": "Women and people of colour",
}
"""Roll-ups whose name and label mean the same in every scenario; what `minorities` holds is the scenario's to list."""


def rollups_of(groups: Groups) -> dict[str, tuple[bool, ...]]:
    """Members of every roll-up: the fixed ones, then the scenario's own, then each level."""
    cells = [group.levels for group in groups_of(groups)]
    found = {"all": (True,) * len(cells)}
    if "female" in groups.axes.get("sex", []):
        found["women"] = _members(cells, groups, {"sex": ["female"]})
    if listed := minorities_of(groups):
        found["minorities"] = _members(cells, groups, listed)
    if "women" in found and "minorities" in found:
        pairs = zip(found["women"], found["minorities"], strict=True)
        found["women_or_minorities"] = tuple(woman or minority for woman, minority in pairs)
    found |= {name: _members(cells, groups, groups.rollups[name].holds) for name in own_rollups(groups)}
    by_level = {
        level: tuple(level in cell for cell in cells) for levels in groups.axes.values() for level in levels
    }
    return found | by_level


def selections_of(groups: Groups) -> tuple[str, ...]:
    """Everything a result is given for: every group, then every roll-up that has a member."""
    sums = (name for name, members in rollups_of(groups).items() if any(members))
    return tuple(dict.fromkeys((*(group.id for group in groups_of(groups)), *sums)))


def own_rollups(groups: Groups) -> tuple[str, ...]:
    """The roll-ups that only this scenario has."""
    return tuple(name for name in groups.rollups if name not in FIXED)


def minorities_of(groups: Groups) -> dict[str, list[str]]:
    """The levels of `minorities` by axis: as listed; where nothing is, every level of `race` but the reference's."""
    if "minorities" in groups.rollups:
        return groups.rollups["minorities"].holds
    reference = groups.reference.split("/")
    others = [level for level in groups.axes.get("race", []) if level not in reference]
    return {"race": others} if others else {}


def holds_in_words(groups: Groups, name: str) -> str | None:
    """The levels a roll-up holds, by their labels; None where its name says it."""
    if name in ("minorities", "women_or_minorities"):
        listed = minorities_of(groups)
        unlisted = "minorities" not in groups.rollups
        told = _levels_in_words(groups, listed)
        return f"every level of race but the reference’s: {told}" if unlisted else told
    return _levels_in_words(groups, groups.rollups[name].holds) if name in own_rollups(groups) else None


def _levels_in_words(groups: Groups, holds: dict[str, list[str]]) -> str:
    return "; ".join(", ".join(level_label(groups, level) for level in levels) for levels in holds.values())


def _members(cells: list[tuple[str, ...]], groups: Groups, chosen: dict[str, list[str]]) -> tuple[bool, ...]:
    axes = list(groups.axes)
    return tuple(all(cell[axes.index(axis)] in levels for axis, levels in chosen.items()) for cell in cells)


def rollup_label(groups: Groups, name: str) -> str:
    """A roll-up in words, for tables and sentences."""
    own = groups.rollups[name].label if name in groups.rollups else None
    text = FIXED.get(name) or own or level_label(groups, name)
    axis = next((axis for axis, levels in groups.axes.items() if name in levels), None)
    if axis in BEHIND:
        text = f"people aged {text}" if age_band(text) else f"people, {text}"
    elif axis is not None and axis != "sex":
        text = f"{text} people"
    return text[:1].upper() + text[1:]


def selection_label(groups: Groups, name: str) -> str:
    """A group or a roll-up in words."""
    cell = tuple(name.split("/"))
    is_group = len(cell) == len(groups.axes) and all(map(list.__contains__, groups.axes.values(), cell))
    return _label(groups, cell) if is_group else rollup_label(groups, name)
