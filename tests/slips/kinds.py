"""What a slip is, and the register of the kinds of slips."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.slips.bases import Base

PLAN = "plan.yaml"
"""What the file with the slip is called."""
Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake in one file; or, without places, one edit in which nothing is wrong.

    change: what was done, in words. places: a message that names one of them, or something below it, tells the slip: a dotted
    path, `file:line`, `file:line:column's name`, or `source/row`. text: the scenario (or the file of limits) with the slip in it;
    None where it stays as it was. more: other files beside it, by path. settings: of the command line. secret: why nobody could
    know, where the value is as plausible as the original; empty where the slip must be told. remarked: whether a remark on how the
    files are written tells it; where the numbers are wrong, a remark is not enough.
    """

    change: str
    places: tuple[str, ...]
    text: Callable[[], str] | None = None
    more: Callable[[], Files] | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""
    remarked: bool = False


Maker = Callable[["Base"], Iterator[Slip]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of slip: its name, a sentence for the page of kinds, and what makes all slips of it in one file."""

    name: str
    sentence: str
    make: Maker
    module: str


KINDS: dict[str, Kind] = {}
EDITS: dict[str, Kind] = {}


def kind(name: str) -> Callable[[Maker], Maker]:
    """Enter a maker of slips in the register under a name; the first line of its docstring is its sentence."""
    return _into(KINDS, name)


def edit(name: str) -> Callable[[Maker], Maker]:
    """Enter a maker of legitimate edits."""
    return _into(EDITS, name)


def _into(register: dict[str, Kind], name: str) -> Callable[[Maker], Maker]:
    def enter(make: Maker) -> Maker:
        if name in register:
            raise ValueError(f"two kinds are called {name}")
        sentence = (make.__doc__ or "").strip().split("\n")[0]
        register[name] = Kind(name, sentence, make, make.__module__)
        return make

    return enter
