"""Writing a result: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.documents import NEWEST, Plain
from simulator.results.encoding import as_lines
from simulator.results.environment import environment
from simulator.results.errors import DamagedResult
from simulator.results.key import StudyKey
from simulator.results.manifest import files_in, write_manifest
from simulator.results.timing import TIMING, asked_again, now
from simulator.results.unfinished import remove, unfinished
from simulator.results.verifying import verify


@dataclass(frozen=True, slots=True)
class Draft:
    """A result being written. `folder` is temporary; `final` is where it will stand."""

    folder: Path
    final: Path

    def path(self, name: str) -> Path:
        """Where a library that writes for itself (Parquet) should write `name`."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def text(self, name: str, text: str) -> None:
        """Write a text file: UTF-8, line ends as given on every platform."""
        self.path(name).write_bytes(text.encode("utf-8"))

    def json(self, name: str, value: object) -> None:
        """Write a JSON file, a line for each outermost item; what is not finite becomes null."""
        self.text(name, as_lines(value))

    def timing(self, value: Mapping[str, Plain]) -> None:
        """Write `timing.json`, the one file outside the hashes: `value`, and when the result was finished (UTC)."""
        self.json(TIMING, {"schema": NEWEST, "finished": now(), **value})


def answer_from(root: Path, key: StudyKey, *, force: bool = False) -> Path | None:
    """The folder that already holds this study, verified, and marked as asked for now; None where it has to be computed.

    Raises:
        DamagedResult: the folder is there, but not what its manifest says, or another study's, and `force` is not given.
        OSError: the study has to be computed, but could not be written; found out before the work.
    """
    final = root / key.folder / key.id
    if force or not final.exists():
        _try_place(final)
        return None
    verification = verify(final, root)
    if not verification.intact:
        raise DamagedResult(final, verification.problems)
    asked_again(final)
    return final


def _try_place(final: Path) -> None:
    """Raise OSError where a folder could not be written; its missing parents are tried in a folder that goes away again."""
    place = _place(final)
    there = next(each for each in place.parents if each.exists())
    with unfinished(there, final) as trial:
        (trial / place.relative_to(there)).mkdir(parents=True)


@contextmanager
def writing(root: Path, key: StudyKey, inputs: Mapping[str, str]) -> Iterator[Draft]:
    """A draft that becomes `root/<name>/<id>/` when the block ends well, and vanishes when it does not.

    The folder is complete and flushed to disk before it gets its name: whoever sees `root/<name>/<id>` sees all of it. A
    folder that stood there before is replaced; where a link stands there, the folder it points to.

    Args:
        root: the folder of all results; made if need be.
        key: what decides the study's numbers.
        inputs: SHA-256 of every input file by a name that means the same on every machine.

    Raises:
        OSError: it cannot be written; the error names the folder and a way out, and nothing is left.
    """
    final = root / key.folder / key.id
    place = _place(final)
    with unfinished(place.parent, final) as partial:
        made_with = environment()
        draft = Draft(partial, final)
        yield draft
        if not (partial / TIMING).exists():
            draft.timing({})
        write_manifest(partial, key, made_with, inputs)
        partial.chmod(0o755)  # a temporary folder is private; a result is meant to be shared
        _flush(partial)
        put_in_place(partial, place)


def _place(final: Path) -> Path:
    """Where a folder lies, links followed: what a link points to is replaced, never the link."""
    return Path(os.path.realpath(final))


def put_in_place(partial: Path, place: Path) -> None:
    """Rename, moving aside whatever stood there; a folder cannot be renamed onto one with content."""
    aside = partial.with_name(f"{partial.name}-replaced")
    if place.exists():
        place.rename(aside)
    try:
        partial.rename(place)
    except OSError:
        if aside.exists():
            aside.rename(place)
        raise
    _flush_folder(place.parent)
    remove(aside)


def _flush(folder: Path) -> None:
    for name in files_in(folder):
        with (folder / name).open("rb+") as stream:
            os.fsync(stream.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # not every platform lets a folder be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
