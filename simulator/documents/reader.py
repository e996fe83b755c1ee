"""Reading a small file by hand: every fault gathered, what is wrong left out, so that one pass names them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from simulator.documents.faults import Fault
from simulator.documents.names import Step, did_you_mean
from simulator.documents.numerals import numeral
from simulator.documents.plain import Block, Plain
from simulator.documents.versions import version_rule
from simulator.documents.yaml12 import Document

Steps = tuple[Step, ...]
Word = TypeVar("Word", bound=str)


class Reader:
    """Reads one document, gathering its faults.

    slips: what was wrong in the document as YAML and left the rest of it readable.
    """

    def __init__(self, document: Document, slips: Iterable[Fault] = ()) -> None:
        self.document = document
        self.faults: list[Fault] = list(slips)

    def wrong(self, steps: Steps, value: Plain, rule: str, hint: str = "", *, at_key: bool = False) -> None:
        """Note a fault at a place of the document."""
        self.faults.append(self.document.fault(steps, value, rule, hint, at_key=at_key))

    def number(self, steps: Steps, value: Plain) -> float | None:
        """A finite number, else a fault and None."""
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300:
            return float(value)
        meant = numeral(value) if isinstance(value, str) else None
        self.wrong(steps, value, "is not a number", meant.way if meant else "")
        return None

    def keys(self, steps: Steps, data: Block, known: tuple[str, ...], needed: tuple[str, ...]) -> None:
        """Every key must be known, and those needed must be there."""
        for key in data:
            if key not in known:
                hint = did_you_mean(key, known) or f"the keys are {', '.join(known)}"
                self.wrong((*steps, key), data[key], "is not a key here", hint, at_key=True)
        for key in needed:
            if key not in data and not (steps == () and key in self.document.unread):
                self.wrong(steps, "", f"{key} is missing")

    def version(self, data: Block) -> None:
        """The document's version, where it gives one, must be one that this program knows."""
        if "schema" in data and (broken := version_rule(data["schema"])):
            self.wrong(("schema",), data["schema"], *broken)

    def text(self, steps: Steps, data: Block, key: str) -> str:
        """Text that says something; empty where it is not there."""
        value = data.get(key)
        if key in data and not (isinstance(value, str) and value.strip()):
            self.wrong((*steps, key), value, "must be text")
        return value if isinstance(value, str) else ""

    def one_of(self, steps: Steps, data: Block, key: str, known: tuple[Word, ...], default: Word) -> Word:
        """One of a few words."""
        value = data.get(key, default)
        found = next((word for word in known if word == value), None)
        if found is None:
            self.wrong((*steps, key), value, f"must be {' or '.join(known)}")
        return default if found is None else found

    def yes(self, steps: Steps, data: Block, key: str, *, default: bool) -> bool:
        """True or false; `yes` and `no` are words."""
        value = data.get(key, default)
        if not isinstance(value, bool):
            self.wrong((*steps, key), value, "must be true or false")
            return default
        return value

    def whole(self, data: Block, key: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.wrong((key,), value, f"must be a whole number from {least} to {most:,}")
            return default
        return value
