"""Whose error rates the audits of a differential measured, cell by cell and axis by axis; whoever they did not says so everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.evidence import CODED, Crosswalk, Library, coverage
from simulator.scenario import grammar
from simulator.scenario.groups import groups_of, level_label

Rates = Literal["spread", "born", "borrowed", "joined", "undivided", "none"]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """Why no audit covers a group, and where its error rates come from instead.

    rates: drawn from the `spread` of the groups measured, carried over from people `born` elsewhere (a proxy), `borrowed` from a wider group, `joined` from the rates of its
    levels, `undivided` over an axis that no audit reports, or `none`: no audit is used at all.
    """

    why: str
    rates: Rates


def audits_of(spec: grammar.Differential) -> list[str]:
    """The audits a differential pools."""
    return [spec.audit] if isinstance(spec.audit, str) else spec.audit or []


def stands_for(spec: grammar.Differential) -> Mapping[str, str]:
    """The wider group whose audited rate a level borrows, by level."""
    return {level: borrowed.from_ for level, borrowed in spec.borrow.items()}


def audited(spec: grammar.Differential, axes: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The axes' levels as an audit reports them: a level that borrows is told by the wider group, once."""
    wider = stands_for(spec)
    return {axis: list(dict.fromkeys(wider.get(x, x) for x in levels)) for axis, levels in axes.items()}


def unmeasured(scenario: grammar.Scenario, library: Library) -> dict[str, Unmeasured]:
    """By group, why no audit of the differential covers it; groups that all of them do are left out.

    Where the differences between groups are taken away on purpose (`evened`) no group has a rate of its own to be unsure of.
    """
    spec, groups = scenario.matcher.differential, scenario.groups
    if spec.evened is not None:
        return {}
    cells = groups_of(groups)
    if spec.none is not None:
        return {group.id: Unmeasured(spec.none, "none") for group in cells}
    axes = audited(spec, {axis: groups.axes[axis] for axis in CODED if axis in groups.axes})
    measured = [_measured(spec, audit, axes, library) for audit in audits_of(spec)]
    found = {}
    for group in cells:
        levels = dict(zip(groups.axes, group.levels, strict=True))
        cell = tuple(stands_for(spec).get(levels[axis], levels[axis]) for axis in axes)
        if told := _of_levels(spec, groups, group.levels) or _of_cell(cell, measured):
            found[group.id] = told
    undivided = [axis for axis in groups.axes if not _split(spec, axis, library)]
    if undivided:
        why = f"no audit used reports {' or '.join(undivided)}"
        found = {group.id: found.get(group.id, Unmeasured(why, "undivided")) for group in cells}
    return found


def _of_levels(
    spec: grammar.Differential, groups: grammar.Groups, levels: tuple[str, ...]
) -> Unmeasured | None:
    for level in levels:
        if level in spec.unmeasured:
            by_birth = spec.proxy is not None and level in spec.proxy.regions
            return Unmeasured(spec.unmeasured[level], "born" if by_birth else "spread")
    for level in levels:
        if level in spec.borrow:
            borrowed = spec.borrow[level]
            wider = level_label(groups, borrowed.from_)
            return Unmeasured(f"the rate of {wider} people is borrowed: {borrowed.because}", "borrowed")
    return None


def _of_cell(key: Key, measured: list[set[Key]]) -> Unmeasured | None:
    if all(key in keys for keys in measured):
        return None
    return Unmeasured(f"the audits used report {' and '.join(key)}, and not the two together", "joined")


def _measured(
    spec: grammar.Differential, audit: str, axes: dict[str, list[str]], library: Library
) -> set[Key]:
    """The groups of which an audit has a rate by themselves."""
    return {g for g, h in coverage(library.set(audit), axes, _walk(spec, audit, library)).cells() if g == h}


def _split(spec: grammar.Differential, axis: str, library: Library) -> bool:
    """Whether every audit tells the levels of an axis apart."""
    return axis in CODED and all(
        any(
            _walk(spec, audit, library).to(axis, row.sex if axis == "sex" else row.race)
            for row in library.set(audit)
        )
        for audit in audits_of(spec)
    )


def _walk(spec: grammar.Differential, audit: str, library: Library) -> Crosswalk:
    return library.crosswalk(spec.crosswalk or library.source(audit.split("/")[0]).crosswalk)
