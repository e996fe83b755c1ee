"""What a command left, and the type of the fixture that types one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


class Command(Protocol):
    """`command("run", "california-patrol")` runs it in this process and returns what it left."""

    def __call__(self, *arguments: str) -> Done: ...
