"""What is said passes here: every message of the reports is written in English, with named slots, and may be said in another language.

`phrase` says a message; `plural` one that depends on a count; `message` marks one that is said elsewhere, so that it is found with
the others (`messages`). Which language is spoken belongs to the telling of one result (`speaking`): nothing stays set behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.reports.language.catalogue import Catalogue

_spoken: ContextVar[Catalogue | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: Catalogue) -> Iterator[None]:
    """Within, everything is said as this catalogue has it."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def phrase(text: str, /, **slots: object) -> str:
    """A message with its slots filled: `phrase("between {low} and {high}", low=…, high=…)`."""
    spoken = _spoken.get()
    said = text if spoken is None or not text else spoken.said(text)
    return said.format(**slots) if slots else said


def plural(count: float | None, one: str, many: str, /, **slots: object) -> str:
    """A message that depends on a count, as it is printed; where it is no whole number, the message of many.

    A language may have more forms than two: its catalogue says how many, and which belongs to which count.
    """
    spoken = _spoken.get()
    said = (one if count == 1 else many) if spoken is None else spoken.counted(count, one, many)
    return said.format(**slots) if slots else said


def given(text: str) -> str:
    """Words of the scenario, such as a group's name: as they stand, unless the catalogue has them too."""
    spoken = _spoken.get()
    return text if spoken is None else spoken.given(text)


def language() -> str:
    """The code of the language spoken, as a page declares it."""
    spoken = _spoken.get()
    return "en" if spoken is None else spoken.code


def message(text: str) -> str:
    """The text itself: a message that is kept in a table or a constant, and said by `phrase` when its time has come."""
    return text
