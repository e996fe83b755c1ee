"""Finished parts of a long study, each in a file of its own until the whole is written: what a kill leaves to go on from."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.results.errors import ResultError
from simulator.results.key import StudyKey
from simulator.results.unfinished import remove


class PartsLeft(ResultError):
    """An earlier run of the same study ended before it was finished, and neither to go on nor to begin again was asked."""

    def __init__(self, folder: Path, parts: int) -> None:
        self.folder, self.parts = folder, parts
        many = "one finished part" if parts == 1 else f"{parts} finished parts"
        super().__init__(
            f"{folder}: {many} of this very study, left by a run that ended early or is still under way. "
            f"Add --resume to go on from them, or --force to begin again"
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one study, by number. The study's id names the folder, so parts never stray into another study."""

    folder: Path

    @classmethod
    def of(cls, root: Path, key: StudyKey) -> Parts:
        """Where the parts of a study are kept: beside its result, under a name no result has."""
        return cls(root / key.folder / f".parts-{key.id}")

    def read(self, number: int) -> Any:
        """What `keep` was given; None where it never was, or cannot be read."""
        with suppress(OSError, ValueError):
            return json.loads(self._path(number).read_bytes())
        return None

    def keep(self, number: int, value: Any) -> None:
        """Write a part so that it is there whole or not at all, whatever happens next. `value`: what JSON can hold, NaN too."""
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self._path(number)
        being_written = target.with_suffix(f".{os.getpid()}")
        with being_written.open("wb") as stream:
            stream.write(json.dumps(value).encode())
            stream.flush()
            os.fsync(stream.fileno())
        being_written.replace(target)

    def left(self) -> int:
        """How many parts there are."""
        return len(list(self.folder.glob("*.json")))

    def clear(self) -> None:
        """Remove them: the whole is written, or begun again."""
        remove(self.folder)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:07d}.json"
