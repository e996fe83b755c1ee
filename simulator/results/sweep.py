"""What a sweep found, as frozen values: what its page is made of. Every number stands in `grid.parquet` and `kept.csv`."""

from __future__ import annotations

from simulator.results.values import Interval, Value


class Axis(Value):
    """A varied path, in words, and its values."""

    path: str
    label: str
    values: tuple[float, ...]


class Shown(Value):
    """One measure of one group at every point. counts: whether it is a number of cases or people, to be told in whole."""

    measure: str
    label: str
    unit: str
    group: str
    group_label: str
    counts: bool
    points: tuple[Interval, ...]


class Kept(Value):
    """One rule of a board, or all of them together, at every point: the share of draws that keep it; None where it says nothing."""

    rule: str
    words: str
    points: tuple[float | None, ...]


class SweepFound(Value):
    """A finished sweep; points run with the last axis fastest. kept: the rules, then all of them together; empty without limits."""

    id: str
    scenario: str
    title: str
    draws: int
    seed: int
    version: str
    axes: tuple[Axis, ...]
    shown: tuple[Shown, ...]
    kept: tuple[Kept, ...]
    limits: str | None
    example_limits: bool
    warnings: tuple[str, ...]
    reproduce: str
