"""What a search for a design found, as frozen values: the document `design.json`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.results.values import Document, Interval, Value


class Place(Value):
    """One place of a lever: in words, what it sets, where that comes from, and how far it is from how things stand (0 to 1)."""

    words: str
    settings: dict[str, str]
    change: float
    origin: Literal["as it stands", "source", "assumed", "chosen"]
    told: str


class Lever(Value):
    """A lever of this search; its first place is as things stand."""

    lever: str
    label: str
    note: str
    burden: float | None
    places: tuple[Place, ...]


class LeftOut(Value):
    """A lever, or an option of one, that does not fit the scenario."""

    lever: str
    why: str


class Rule(Value):
    """A rule of the board in words. reached: the largest share of draws in which any design keeps it by itself; None where it was
    not looked at by itself. out_of_reach: no design keeps it, so it was left aside. judged: whether it says anything here."""

    rule: str
    words: str
    reached: float | None
    out_of_reach: bool
    judged: bool


class Design(Value):
    """One combination of places.

    moved: the levers' places in words. at_most: what the rules together cannot pass, on expected values. together: share of draws
    that keep all rules looked for; None where counts were not drawn, because `at_most` is too low already. harm: innocent people
    kept in a year; found: wanted people found, only because of the scan where that is known.
    """

    places: tuple[int, ...]
    moved: tuple[str, ...]
    settings: dict[str, str]
    harm: Interval
    found: Interval
    at_most: float
    together: float | None = None
    rules: tuple[float | None, ...] | None = None
    on_front: bool = False
    holds: bool = False


class Confirmation(Value):
    """A design lived again with another seed: kept in `kept` of `draws`; `lower` is the lower 99 % bound (Clopper–Pearson)."""

    seed: int
    draws: int
    kept: int
    share: float
    lower: float
    passed: bool


class Robustness(Value):
    """How often a design keeps the rules where something outside the scenario's doubt is otherwise; None where it cannot be asked."""

    words: str
    share: float | None
    why: str | None = None


class Confirmed(Value):
    """A design that was lived again. robust: kept in at least 75 of 100 in every case that could be asked."""

    design: int
    confirmation: Confirmation
    robustness: tuple[Robustness, ...] = ()
    robust: bool = False


class DesignFound(Document):
    """A whole search.

    designs: those told of: as things stand first, then the front, those that hold, and the nearest where none does.
    tried: designs lived again, in the order of how much they change. smallest: the first that passed, as a place in `designs`.
    found_only: whether `found` is of people found only because of the scan. to_run: what to type for a run of the smallest with
    the seed that confirmed it; None where no lever need be moved, or none of these designs holds.
    """

    version_of_design: Literal[2] = Field(alias="schema")
    id: str
    scenario: str
    title: str
    draws: int
    seed: int
    version: str
    limits: str
    example_limits: bool
    searched: int
    impossible: int
    needed: float
    found_only: bool
    rules: tuple[Rule, ...]
    levers: tuple[Lever, ...]
    left_out: tuple[LeftOut, ...]
    designs: tuple[Design, ...]
    holding: int
    tried: tuple[Confirmed, ...]
    smallest: int | None
    smallest_robust: int | None
    ordered_by: Literal["fewest levers", "burden"]
    warnings: tuple[str, ...]
    reproduce: str
    to_run: str | None = None
