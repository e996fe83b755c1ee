"""The evidence library: shipped sources and crosswalks, read when first asked for, and a user's own sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from simulator.documents import Fault
from simulator.evidence.faults import EvidenceFaults, UnknownEvidence
from simulator.evidence.posteriors import Posterior, read_posterior
from simulator.evidence.reading import Labels, read_crosswalk, read_source
from simulator.evidence.records import Crosswalk, Row, Source
from simulator.evidence.vocabulary import LABELS

HERE = Path(__file__).parent
FIT = "fit"
"""The folder, below a shipped record's, of the fit that ships of it."""


class Library:
    """Sources and crosswalks by id.

    Nothing is read until it is asked for, and nothing twice. A source with faults raises `EvidenceFaults` with
    all of them; an id that does not exist raises `UnknownEvidence` with the nearest ids.
    """

    def __init__(
        self,
        root: Path = HERE,
        own: Sequence[Source] = (),
        broken: Mapping[str, EvidenceFaults] | None = None,
        fits: Mapping[str, Posterior] | None = None,
    ) -> None:
        self._root = root
        self.fits: Mapping[str, Posterior] = dict(fits or {})
        self._broken = dict(broken or {})
        self._own = {source.id: source for source in own}
        self._shipped = tuple(
            sorted(p.name for p in (root / "data").iterdir() if p.is_dir() and p.name[0] not in "._")
        )
        self._names = tuple(sorted(p.stem for p in (root / "crosswalks").glob("*.yaml")))
        self._own_crosswalks = {
            s.own_crosswalk.id: s.own_crosswalk for s in own if s.own_crosswalk is not None
        }
        self._read: dict[str, Source] = {}
        self._crosswalks: dict[str, Crosswalk] = {}

    def including(self, *own: Source, broken: Mapping[str, EvidenceFaults] | None = None) -> Library:
        """A library that also holds these sources of a user's own (see `load_user_source`).

        `broken` are those that could not be read, by id: asked for, they raise their own faults, so that nobody takes them
        for unknown. Raises `EvidenceFaults` where an id is already taken.
        """
        taken = [s for s in own if s.id in self.source_ids()]
        if taken:
            raise EvidenceFaults(
                [
                    Fault(
                        f"{s.id}/source.yaml",
                        0,
                        0,
                        "id",
                        s.id,
                        "is already in the library",
                        "rename the folder",
                    )
                    for s in taken
                ]
            )
        wider = Library(self._root, (*self._own.values(), *own), broken, self.fits)
        wider._read, wider._crosswalks = self._read, self._crosswalks  # whichever reads first reads for both
        return wider

    def with_fits(self, fits: Mapping[str, Posterior]) -> Library:
        """A library that also holds these fits (`fits`), by the names a scenario declares them by."""
        wider = Library(self._root, tuple(self._own.values()), self._broken, fits)
        wider._read, wider._crosswalks = self._read, self._crosswalks
        return wider

    def shipped_fit(self, source: str) -> Posterior:
        """The fit of a shipped record.

        Raises:
            UnknownEvidence: no fit of this name ships. EvidenceFaults: it is damaged.
        """
        having = self.shipped_fits()
        if source not in having:
            raise UnknownEvidence(source, partial(_nearest, source, having), "shipped fit")
        return read_posterior(self._root / "data" / source / FIT, f"evidence/data/{source}/{FIT}", source)

    def shipped_fits(self) -> tuple[str, ...]:
        """The shipped records that a fit ships of."""
        return tuple(name for name in self._shipped if (self._root / "data" / name / FIT).is_dir())

    def learned_how(self, fit: Posterior, rows: Iterable[Row]) -> str:
        """What makes one of these rows evidence that a fit was learned from, in words; empty where nothing does.

        A row that a source says is a sum of others was learned from with them.
        """
        for each in rows:
            if each.id in fit.evidence:
                return "was learned from"
            source = self.source(each.source)
            if source.sums_of in fit.sources and source.sums_up(each.row):
                return f"adds up deployments of {source.sums_of}, which were learned from"
        return ""

    def instead(self, rows: Mapping[str, Row | None]) -> Library:
        """A library in which these rows, by id, stand as they are given; None leaves a row out. An unknown source is left as it is."""
        own = dict(self._own)
        for key in {name.split("/")[0] for name in rows} & set(self.source_ids()):
            source = self.source(key)
            kept = {row.id: row for row in source.rows} | {
                n: r for n, r in rows.items() if n.split("/")[0] == key
            }
            own[key] = source.with_rows([row for row in kept.values() if row is not None])
        other = Library(self._root, tuple(own.values()), self._broken, self.fits)
        other._read, other._crosswalks = self._read, self._crosswalks
        return other

    def source_ids(self) -> tuple[str, ...]:
        """Every source's id, sorted, without reading any."""
        return tuple(sorted({*self._shipped, *self._own}))

    def sources(self) -> tuple[Source, ...]:
        """Every source, sorted by id."""
        return tuple(self.source(name) for name in self.source_ids())

    def source(self, key: str) -> Source:
        """The source with this id."""
        if key in self._broken:
            raise self._broken[key]
        if key in self._own:
            return self._own[key]
        if key not in self._read:
            if key not in self._shipped:
                raise UnknownEvidence(key, partial(_nearest, key, self.source_ids()), "source of evidence")
            found, faults = read_source(
                self._root / "data" / key, f"evidence/data/{key}", self._find_crosswalk
            )
            if found is None:
                raise EvidenceFaults(faults)
            self._read[key] = found
        return self._read[key]

    def row(self, key: str) -> Row:
        """The row `source/row`."""
        source, name = self._split(key)
        for row in source.rows:
            if row.row == name:
                return row
        ids = [row.id for row in source.rows]
        raise UnknownEvidence(key, partial(_nearest, key, ids), "row of evidence")

    def set(self, key: str) -> tuple[Row, ...]:
        """The rows of the set `source/set`, in the table's order."""
        source, name = self._split(key)
        if name not in source.sets:
            ids = [f"{source.id}/{each}" for each in source.sets]
            raise UnknownEvidence(key, _nearest(key, ids) or tuple(ids[:3]), "set of evidence")
        return source.sets[name]

    def named(self, key: str) -> tuple[Row, ...]:
        """The rows an id stands for: one row, or all of a set. Raises UnknownEvidence where it is neither."""
        try:
            return (self.row(key),)
        except UnknownEvidence:
            return self.set(key)

    def crosswalk(self, name: str) -> Crosswalk:
        """The crosswalk with this name."""
        if name in self._own_crosswalks:
            return self._own_crosswalks[name]
        if name not in self._crosswalks:
            if name not in self._names:
                raise UnknownEvidence(name, partial(_nearest, name, self._names), "crosswalk")
            path = self._root / "crosswalks" / f"{name}.yaml"
            found, faults = read_crosswalk(path, f"evidence/crosswalks/{name}.yaml")
            if found is None:
                raise EvidenceFaults(faults)
            self._crosswalks[name] = found
        return self._crosswalks[name]

    def crosswalks(self) -> tuple[Crosswalk, ...]:
        """Every crosswalk, sorted by name."""
        return tuple(self.crosswalk(name) for name in sorted({*self._names, *self._own_crosswalks}))

    def _split(self, key: str) -> tuple[Source, str]:
        source, slash, name = key.rpartition("/")
        if not slash:
            source, name = key, ""
        found = self.source(source)
        if not name:
            examples = [f"{found.id}/{each}" for each in (*found.sets, *(row.row for row in found.rows))]
            raise UnknownEvidence(key, tuple(examples[:2]), "row or set of evidence")
        return found, name

    def _find_crosswalk(self, name: str) -> Crosswalk | None:
        return self.crosswalk(name) if name in self._names else None


@cache
def library() -> Library:
    """The shipped library, one per process."""
    return Library()


USER_FILES = ("source.yaml", "rates.csv", "crosswalk.yaml")
"""The files of a source's folder; a crosswalk only where the source has one of its own."""


def load_user_source(
    folder: Path, below: Path, using: Library | None = None, labels: Labels = LABELS
) -> Source:
    """Read a user's own source, in the shipped format, from a folder that lies under `below`.

    `below` is the folder of the scenario that names it; `labels` are the labels, by axis, its own crosswalk may lead
    to. A folder or file outside `below`, reached by `..` or by a symbolic link, is refused.

    Raises:
        EvidenceFaults: every fault of its files; `missing` where there is no such folder.
    """
    root = below.resolve()
    for path in (folder, *(folder / name for name in USER_FILES)):
        if not path.resolve().is_relative_to(root):
            rule = "lies outside the scenario's folder"
            hint = "copy the audit's folder beside the scenario and give its relative path"
            raise EvidenceFaults([Fault(folder.as_posix(), 0, 0, "", path.name, rule, hint)])
    shelf = using if using is not None else library()
    source, faults = read_source(folder.resolve(), folder.as_posix(), shelf._find_crosswalk, labels)
    if source is None:
        raise EvidenceFaults(faults, missing=not folder.is_dir())
    return source


def _nearest(key: str, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(difflib.get_close_matches(key, list(ids), 3, 0.5))


def sets_of(source: Source) -> Mapping[str, int]:
    """The number of rows in each of a source's sets."""
    return {name: len(rows) for name, rows in source.sets.items()}
