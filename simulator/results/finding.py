"""Finding a stored result from what a person types: a path, the beginning of an id, or a scenario's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar

from simulator import __version__
from simulator.documents import items
from simulator.documents.names import enter
from simulator.results.comparison import Comparison
from simulator.results.encoding import read_json
from simulator.results.errors import AmbiguousResult, DamagedResult, OtherLayout, ResultMissing
from simulator.results.key import ID_LENGTH
from simulator.results.manifest import MANIFEST, Manifest, read_manifest
from simulator.results.summary import Summary
from simulator.results.timing import last_asked
from simulator.results.verifying import verify
from simulator.results.versions import current

SHORTEST_PREFIX = 4
COMPARISONS = "compare"
"""The name of comparisons, whatever else may be called so."""
SUMMARY, COMPARISON = "summary.json", "comparison.json"
Document = TypeVar("Document", Summary, Comparison)
Kind = Literal["comparison", "run", "table"]


@dataclass(frozen=True, slots=True)
class Result:
    """A stored result: its folder and its manifest. The rest is read when asked for."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.manifest.name

    @property
    def id(self) -> str:
        """The study's id."""
        return self.manifest.id

    @property
    def kind(self) -> Kind:
        """What it is, by the files it was sealed with; what somebody laid beside them does not count."""
        if COMPARISON in self.manifest.outputs:
            return "comparison"
        return "run" if SUMMARY in self.manifest.outputs else "table"

    @property
    def title(self) -> str:
        """The title of a run, those of a comparison's proposals, or the name of a table."""
        if self.kind == "comparison":
            return " · ".join(
                str(enter(each, "title")) for each in items(read_json(self.folder / COMPARISON)["proposals"])
            )
        return str(read_json(self.folder / SUMMARY)["title"]) if self.kind == "run" else self.name

    @property
    def comparison(self) -> Comparison:
        """`comparison.json`, of a comparison. Raises OtherLayout if another version laid it out otherwise."""
        return comparison_at(self.folder)

    @property
    def summary(self) -> Summary:
        """`summary.json`, of a run. Raises OtherLayout if another version laid it out otherwise."""
        return summary_at(self.folder)

    @property
    def csvs(self) -> dict[str, bytes]:
        """Its CSV tables, by file name."""
        return {file.name: file.read_bytes() for file in sorted(self.folder.glob("*.csv"))}

    @property
    def summaries(self) -> dict[str, Summary]:
        """The summaries of a comparison's proposals, by name. Raises as `summary`."""
        return {
            each.name: summary_at(self.folder / "proposals" / each.name) for each in self.comparison.proposals
        }


def summary_at(folder: Path) -> Summary:
    """The summary in a folder. Raises OtherVersion if it is of another version, OtherLayout if laid out otherwise."""
    return _read(folder / SUMMARY, Summary)


def comparison_at(folder: Path) -> Comparison:
    """The comparison in a folder. Raises OtherVersion if it is of another version, OtherLayout if laid out otherwise."""
    return _read(folder / COMPARISON, Comparison)


def _read(file: Path, kind: type[Document]) -> Document:
    from pydantic import ValidationError

    plain = read_json(file)
    current(plain, f"the {file.stem} in {file.parent}")
    try:
        return kind.model_validate(plain)
    except ValidationError:
        raise OtherLayout(file, plain.get("version"), __version__) from None


def stored(root: Path) -> Iterator[Path]:
    """Every finished result below `root`, in the order of names and ids; unfinished ones and copies are called otherwise."""
    yield from sorted(path.parent for path in root.glob(f"[!.]*/{'[0-9a-f]' * ID_LENGTH}/{MANIFEST}"))


def find(reference: str, root: Path) -> Path:
    """The folder a reference means.

    Args:
        reference: a folder (or a file in it), an id or at least its first four characters, or a scenario's name, which
            means the result asked for last.
        root: the folder of all results.

    Raises:
        ResultMissing: nothing answers to the reference.
        AmbiguousResult: several ids begin with it.
    """
    return candidates(reference, root)[0]


def candidates(reference: str, root: Path) -> tuple[Path, ...]:
    """Every folder a reference means, the one to take first; several for a name, or for one content under several names.

    Raises as `find`.
    """
    path = Path(reference)
    folder = path.parent if path.is_file() else path
    if (folder / MANIFEST).is_file():
        return (folder,)
    folders = list(stored(root))
    named = [folder for folder in folders if folder.parent.name == reference]
    if named:
        return tuple(sorted(named, key=_rank, reverse=True))
    if len(reference) >= SHORTEST_PREFIX:
        matching = tuple(folder for folder in folders if folder.name.startswith(reference.lower()))
        if len({folder.name for folder in matching}) > 1:
            raise AmbiguousResult(reference, matching)
        if matching:  # one content, perhaps under several names
            return tuple(sorted(matching, key=_rank, reverse=True))
    raise ResultMissing(reference, root, tuple(sorted({folder.parent.name for folder in folders})))


def open_result(reference: str, root: Path) -> Result:
    """The result a reference means, checked: there is no way to open a damaged one.

    Raises:
        ResultMissing, AmbiguousResult: as `find`.
        DamagedResult: it is not what its manifest says, or its manifest cannot be read.
    """
    folder = find(reference, root)
    verification = verify(folder, root)
    if not verification.intact:
        raise DamagedResult(folder, verification.problems)
    return Result(folder, read_manifest(folder))


def _is_run(folder: Path) -> bool:
    try:
        return Result(folder, read_manifest(folder)).kind == "run"
    except (OSError, ValueError, RecursionError):
        return False


def _rank(folder: Path) -> tuple[bool, datetime, float]:
    """What was asked for last comes first; of those that do not say when, what the file system saw written last.

    Runs of somebody's compare.yaml lie beside the comparisons, and do not hide them.
    """
    hidden = folder.parent.name == COMPARISONS and _is_run(folder)
    return (
        not hidden,
        last_asked(folder) or datetime.min.replace(tzinfo=UTC),
        (folder / MANIFEST).stat().st_mtime,
    )
