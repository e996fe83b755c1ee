"""What can be wrong with a result, said with the way out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.results.problems import Problem


class ResultError(Exception):
    """Base of everything that can be wrong with a stored result."""


class ResultMissing(ResultError):
    """No stored result answers to this reference."""

    def __init__(self, reference: str, root: Path, known: tuple[str, ...] = ()) -> None:
        self.reference, self.root, self.known = reference, root, known
        have = f"stored there: {', '.join(known)}" if known else "nothing is stored there yet"
        super().__init__(
            f"no result {reference!r} under {root} ({have}); give a folder, the first characters of an id, or the name of "
            f"a scenario that was run"
        )


class AmbiguousResult(ResultError):
    """Several stored results begin with this id."""

    def __init__(self, reference: str, folders: tuple[Path, ...]) -> None:
        self.reference, self.folders = reference, folders
        found = ", ".join(f"{folder.parent.name}/{folder.name}" for folder in folders)
        super().__init__(
            f"{reference!r} is the beginning of {len(folders)} ids: {found}; give more characters"
        )


class OtherVersion(ResultError):
    """A result is of a version that this program does not read, or makes nothing of."""


class DamagedResult(ResultError):
    """A stored result is not what its manifest says. `problems` lists every difference."""

    def __init__(self, folder: Path, problems: tuple[Problem, ...]) -> None:
        self.folder, self.problems = folder, problems
        what = "; ".join(str(problem) for problem in problems)
        super().__init__(f"{folder} is damaged: {what}. Run again with --force to replace it")


class OtherLayout(ResultError):
    """A stored document has another layout than this version's: another version wrote it."""

    def __init__(self, file: Path, version: object, here: str) -> None:
        self.file = file
        super().__init__(
            f"{file}: was written by version {version} and this is {here}, which lays the file out in another way. Make the result "
            f"again, or read it with version {version}"
        )


class NotRepeated(ResultError):
    """A stored result's draws are not what its scenario gives here, so its years cannot be paired with others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder}: its scenario gives other numbers here (another platform, or other versions of what the program is built "
            f"on), so its years cannot be paired with others. Run it again with --force"
        )
