"""Groups and roll-ups of a scenario: every combination of one level from each axis, and the sums people ask for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

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


def _label(groups: Groups, cell: tuple[str, ...]) -> str:
    words = " ".join(level_label(groups, level) for level in reversed(cell))
    return words[:1].upper() + words[1:]


def rollups_of(groups: Groups) -> dict[str, tuple[bool, ...]]:
    """Members of every roll-up: `all`, each level, `women`, `minorities`, `women_or_minorities`, and the scenario's own.

    `minorities` is every level of the axis `race` but the reference's, unless the scenario says otherwise.
    """
    cells = [group.levels for group in groups_of(groups)]
    everyone = {"all": (True,) * len(cells)}
    by_level = {
        level: tuple(level in cell for cell in cells) for levels in groups.axes.values() for level in levels
    }
    named = {name: _members(cells, groups, chosen) for name, chosen in _named(groups).items()}
    if "women" in named and "minorities" in named:
        pairs = zip(named["women"], named["minorities"], strict=True)
        named["women_or_minorities"] = tuple(woman or minority for woman, minority in pairs)
    return everyone | named | by_level


def selections_of(groups: Groups) -> tuple[str, ...]:
    """Everything a result is given for: every group, then every roll-up that has a member."""
    sums = (name for name, members in rollups_of(groups).items() if any(members))
    return tuple(dict.fromkeys((*(group.id for group in groups_of(groups)), *sums)))


def _named(groups: Groups) -> dict[str, dict[str, list[str]]]:
    named: dict[str, dict[str, list[str]]] = {}
    reference = dict(zip(groups.axes, groups.reference.split("/"), strict=True))
    if "female" in groups.axes.get("sex", []):
        named["women"] = {"sex": ["female"]}
    if len(groups.axes.get("race", [])) > 1:
        named["minorities"] = {"race": [level for level in groups.axes["race"] if level != reference["race"]]}
    return named | groups.rollups


def _members(cells: list[tuple[str, ...]], groups: Groups, chosen: dict[str, list[str]]) -> tuple[bool, ...]:
    axes = list(groups.axes)
    return tuple(all(cell[axes.index(axis)] in levels for axis, levels in chosen.items()) for cell in cells)


def rollup_label(groups: Groups, name: str) -> str:
    """A roll-up in words, for tables and sentences."""
    fixed = {
        "all": "Everyone",
        "women": "Women",
        "minorities": "People of colour",
        "women_or_minorities": "Women and people of colour",
    }
    text = fixed.get(name) or level_label(groups, name)
    axis = next((axis for axis, levels in groups.axes.items() if name in levels), None)
    if axis is not None and axis != "sex":
        text = f"{text} people"
    return text[:1].upper() + text[1:]
