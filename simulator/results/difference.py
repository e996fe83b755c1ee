"""What `diff` says of two results: how they differ, and how much of the headline's move each difference explains."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from simulator.documents import NEWEST, Block

Kind = Literal["program", "chance", "inputs", "evidence", "audit", "together"]
How = Literal["all orders", "one at a time", "not run"]


@dataclass(frozen=True, slots=True)
class Told:
    """One of the two results: what it is called, who made it, and its headline with the 90 % interval, where it is defined."""

    name: str
    id: str
    title: str
    version: str
    seed: int
    draws: int
    median: float | None
    lo: float | None
    hi: float | None


@dataclass(frozen=True, slots=True)
class Differs:
    """Something that differs: its dotted path, row of evidence or name, and how it stands in each; None where it is not there."""

    what: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the way from the old headline to the new one.

    what: the differences that it swaps. move: of the headline, in its unit. error: half-width of the 95 % interval of that, from the
    number of draws. lo, hi: 90 % interval over draws of what it does to the expected value, luck left out; None where draws are not paired.
    """

    kind: Kind
    what: tuple[str, ...]
    move: float
    error: float | None = None
    lo: float | None = None
    hi: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two results, everything that differs between them, and what the headline's move is made of.

    label, horizon: of the measure. inputs, words: of the scenarios; words change no number. versions: of the program, and of
    what it is built on. steps: from old to new, in this order; their moves add up to the whole but for `interaction`, what differences
    do together beyond what each does alone. refused: why studies between the two could not be run.
    """

    measure: str
    group: str
    label: str
    horizon: str
    old: Told
    new: Told
    inputs: tuple[Differs, ...]
    words: tuple[str, ...]
    evidence: tuple[Differs, ...]
    versions: tuple[Differs, ...]
    chance: tuple[Differs, ...]
    how: How
    draws: int
    steps: tuple[Step, ...]
    interaction: float | None
    refused: tuple[str, ...]

    @property
    def moved(self) -> float | None:
        """By how much the headline moved."""
        if self.old.median is None or self.new.median is None:
            return None
        return self.new.median - self.old.median

    @property
    def nothing(self) -> bool:
        """Whether nothing differs but words."""
        return not (self.inputs or self.evidence or self.versions or self.chance)

    def plain(self) -> Block:
        """As JSON holds it."""
        return {"schema": NEWEST, "what": "diff", "moved": self.moved, **asdict(self)}
