"""Faults in what people write: where, what, which rule, and a way out; all of them in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

SHOWN = 60  # characters of a value that a message repeats


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `line` and `column` count from 1; 0 where the fault has no place in the file.

    warns: it may be what was meant; the number is computed and the warning goes where the number goes. remark: a warning about
    how the file is written and not about its number; it goes to whoever checks or runs the file.
    """

    file: str
    line: int
    column: int
    path: str
    value: str
    rule: str
    hint: str = ""
    warns: bool = False
    remark: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}  {'warning: ' if self.warns else ''}{self.sentence}"

    @property
    def sentence(self) -> str:
        """The fault without its place, as it stands beside a result: `path = value: rule; way out`."""
        path, value = clean(self.path, 2 * SHOWN), clean(self.value, 2 * SHOWN)
        subject = f"{path} = {value}" if path and value else path or value
        said = f"{subject}: {self.rule}" if subject else self.rule
        return f"{said}; {self.hint}" if self.hint else said


class Faults(Exception):
    """Everything wrong with what was asked for, in the order of the file.

    `missing` tells a file that is not there (exit code 4) from content that is wrong (exit code 3).
    """

    def __init__(self, faults: Iterable[Fault], *, missing: bool = False) -> None:
        self.faults = tuple(
            sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column, fault.path))
        )
        self.missing = missing
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(
        self,
    ) -> tuple[Callable[[tuple[Fault, ...], bool], Faults], tuple[tuple[Fault, ...], bool]]:
        """As other processes may send it: with its faults, not with their text."""
        return _again, (self.faults, self.missing)


def _again(faults: tuple[Fault, ...], missing: bool) -> Faults:
    return Faults(faults, missing=missing)


def shown(value: object) -> str:
    """A value as a message repeats it: short, on one line, nothing a terminal would obey."""
    if isinstance(value, dict):
        return "{" + ", ".join(shown(key) for key in list(value)[:4]) + (", …}" if len(value) > 4 else "}")
    if isinstance(value, list | tuple):
        return "[" + ", ".join(shown(item) for item in list(value)[:4]) + (", …]" if len(value) > 4 else "]")
    text = f"{value:.12g}" if isinstance(value, float) else str(value)
    if isinstance(value, bool) or value is None:
        text = {True: "true", False: "false", None: "null"}[value]
    return clean(text, SHOWN)


def clean(text: str, longest: int) -> str:
    """Text on one line without control characters, cut where it is longer than a message can carry."""
    short = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: longest + 1])
    return short if len(short) <= longest else short[: longest - 1] + "…"
