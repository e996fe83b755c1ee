"""What a summary says of other settings: levers, and what a run of its own found at each place of them."""

from __future__ import annotations

from simulator.results.values import Interval, Value


class Setting(Value):
    """A lever: its places in words, the first as the scenario has it, and of each where its range or change comes from."""

    id: str
    label: str
    places: tuple[str, ...]
    origins: tuple[str, ...]


class Point(Value):
    """One run: places of the levers that are moved, by their ids; wrongful detentions and wanted people found, simulated years.

    `held`: by group or roll-up. `people`: different people, where they can be told. `found`: where anybody enrolled is wanted.
    """

    at: dict[str, int]
    held: dict[str, Interval]
    people: Interval | None
    found: Interval | None


class WhatIf(Value):
    """A grid of real runs with the study's seed and draws: one lever at a time, and pairs. What is not there was not computed."""

    draws: int
    levers: tuple[Setting, ...]
    pairs: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]
