"""What is wrong with a stored result, difference by difference."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One way in which a folder is not what its manifest says."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file} {self.what}"


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of `verify`: `problems` is damage; `extra` lists files that came later and belong to nobody."""

    folder: Path
    checked: int
    problems: tuple[Problem, ...]
    extra: tuple[str, ...]

    @property
    def intact(self) -> bool:
        """Whether every file is there and is what was written."""
        return not self.problems
