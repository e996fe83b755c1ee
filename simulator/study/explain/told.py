"""An explanation as values, for programs: what the text says, without its layout."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario import Loaded, groups_of
from simulator.study.explain.arithmetic import Line
from simulator.study.explain.text import chosen, lines_of, sentences


@dataclass(frozen=True, slots=True)
class Explained:
    """One input: its value and grade, what it rests on, and the sentences that say so."""

    path: str
    label: str
    value: str
    unit: str
    grade: str
    source: str | None
    locator: str | None
    why: str | None
    identity: str
    spread: bool
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How many of a group are wrongly detained over the horizon, with every unknown at its median, line by line."""

    group: str
    horizon_years: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Inputs of a scenario, and the arithmetic of one group where it was asked for."""

    scenario: str
    title: str
    inputs: tuple[Explained, ...]
    arithmetic: Arithmetic | None


def explanation(loaded: Loaded, path: str | None = None, group: str | None = None) -> Explanation:
    """What `text.explain` says, as values. Raises as it does."""
    rows = tuple(
        Explained(
            path=row.path,
            label=row.label,
            value=row.text,
            unit=row.unit,
            grade=row.grade,
            source=row.source,
            locator=row.locator,
            why=row.why,
            identity=row.identity,
            spread=row.spread,
            says=tuple(sentences(row, loaded)),
        )
        for row in chosen(loaded, path)
    )
    found = None
    if path is None or group is not None:
        compiled, at, lines = lines_of(loaded, group)
        names = [each.id for each in groups_of(loaded.scenario.groups)]
        found = Arithmetic(names[at], compiled.horizon_years, lines)
    return Explanation(loaded.reference, loaded.scenario.title, rows, found)
