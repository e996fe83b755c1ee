"""Finding figures: by metric, vendor, algorithm, group and kind of source, in our labels or in a source's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase

from simulator.documents import did_you_mean
from simulator.evidence.library import Library
from simulator.evidence.records import Crosswalk, Row, Source
from simulator.evidence.vocabulary import KINDS

LABELLED = ("sex", "race", "age")
"""The labels of the group a row is of; of the enrolled person's in a pair the same with `_gallery`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None asks for nothing. A `*` stands for any letters; capitals make no difference.

    group: labels joined by a stroke, `female/black`, ours or the source's own: a row has all of them.
    """

    metric: str | None = None
    vendor: str | None = None
    algorithm: str | None = None
    group: str | None = None
    kind: str | None = None

    def found_in(self, source: Source, walk: Crosswalk) -> tuple[Row, ...]:
        """The rows of a source that are looked for.

        Args:
            walk: the vocabulary of the source's labels.
        """
        return tuple(row for row in source.rows if self._is(row, walk))

    def _is(self, row: Row, walk: Crosswalk) -> bool:
        asked = (
            (self.metric, row.metric),
            (self.vendor, row.vendor),
            (self.algorithm, row.algorithm),
            (self.kind, row.kind),
        )
        return all(
            pattern is None or _like(value, pattern) for pattern, value in asked
        ) and self._is_of_group(row, walk)

    def _is_of_group(self, row: Row, walk: Crosswalk) -> bool:
        if self.group is None:
            return True
        labels = set(group_labels(row, walk))
        return all(any(_like(label, part) for label in labels) for part in self.group.split("/"))


def group_labels(row: Row, walk: Crosswalk) -> Iterator[str]:
    """The labels of the group a row is of, as printed and as we call them."""
    for axis in LABELLED:
        printed: str = getattr(row, axis)
        if printed:
            yield printed
            if ours := walk.to(axis, printed):
                yield ours


def unknown(wanted: Wanted, library: Library) -> Iterator[tuple[str, str, str]]:
    """Names asked for that the whole library does not have: the field, the name, and a way out."""
    for each in fields(wanted):
        pattern: str | None = getattr(wanted, each.name)
        if pattern is None:
            continue
        known = list(_names(each.name, library))
        for part in pattern.split("/") if each.name == "group" else (pattern,):
            if not any(_like(name, part) for name in known):
                short = ", ".join(known) if len(known) < 12 else "see `evidence list --json`"
                yield each.name, part, did_you_mean(part, known) or f"known are: {short}"


def _names(field: str, library: Library) -> Iterator[str]:
    """Every name the library has of one field, each once."""
    if field == "kind":
        yield from KINDS
        return
    found: Iterable[str] = (
        label
        for source in library.sources()
        for row in source.rows
        for label in (
            group_labels(row, library.crosswalk(source.crosswalk))
            if field == "group"
            else (getattr(row, field),)
        )
    )
    yield from dict.fromkeys(name for name in found if name)


def _like(name: str, pattern: str) -> bool:
    return fnmatchcase(name.lower(), pattern.lower().strip())
