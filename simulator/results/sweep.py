"""What a sweep found, as frozen values: what its page is made of. Every number stands in `grid.parquet` and `kept.csv`."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from simulator.results.values import Document, Interval, Maybe, Value


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


class At(Value):
    """A row of a table of a sweep: the number of its point, and beside the keys below a column for each varied path, with its value."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, float] = Field(init=False)

    point: int

    def value(self, path: str) -> float:
        """The value of a varied path here. Raises KeyError where it is none."""
        return self.__pydantic_extra__[path]


class Found(At):
    """One measure of one group at one point: a row of `grid.parquet`."""

    measure: str
    group: str
    median: Maybe
    lo: Maybe
    hi: Maybe


class KeptAt(At):
    """The share of draws that keep one rule, or all of them, at one point; None where it says nothing: a row of `kept.csv`."""

    rule: str
    kept: float | None


class SweepPrinted(Document):
    """What `sweep --json` prints: where the sweep is stored, its axes with their values as they were typed, the rows that were asked for, and those of rules."""

    version_of_sweep: Literal[2] = Field(alias="schema")
    folder: str
    grid: str
    page: str
    axes: dict[str, tuple[str, ...]]
    draws: int
    seed: int
    points: tuple[Found, ...]
    kept: tuple[KeptAt, ...]
