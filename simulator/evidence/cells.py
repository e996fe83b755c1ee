"""Which rows of an audit's set answer for which pair of groups: cells before margins, and never two of them unseen.

A cell is a pair of groups on the axes that audits report. A row that other rows of its set split further (a margin) stands for
none, not even where those are silent: it tells of all groups together. Of several rows of one cell those split by least else stand.
What is left over is `unused`; what neither stands alone nor can be pooled is a `clash` (docs/method.md §1.3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from simulator.evidence.records import Crosswalk, Row

Key = tuple[str, ...]
Cell = tuple[Key, Key]
CODED = ("sex", "race")
"""The axes that audits and tables report, in the order of a key."""
UNSPLIT = ("", "all")
"""Labels of a row that is not split along an axis."""
LABELLED = ("sex", "race", "age", "sex_gallery", "race_gallery")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows that cover one cell and cannot both stand, and why."""

    first: Row
    second: Row
    rule: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Rows by cell: `own` where a row tells of a group alone, `pairs` where it tells of two; both orders of a pair hold the same.

    `margins` are the rows that others of the set split further.
    """

    own: Mapping[Key, tuple[Row, ...]]
    pairs: Mapping[Cell, tuple[Row, ...]]
    unused: tuple[Row, ...]
    margins: tuple[Row, ...]
    clashes: tuple[Clash, ...]

    def cells(self) -> set[Cell]:
        """Every cell that has a row."""
        return {(key, key) for key in self.own} | set(self.pairs)


def coverage(rows: Iterable[Row], axes: Mapping[str, Sequence[str]], walk: Crosswalk) -> Coverage:
    """Which rows stand for which cell.

    Args:
        rows: of one set; those without a number are unused.
        axes: the scenario's levels on the axes that audits report, `sex` before `race`.
        walk: the vocabulary of the rows' labels.
    """
    known = list(rows)
    numbers = [row for row in known if row.rate is not None]
    margins = _margins(numbers, axes)
    keys = list(product(*axes.values()))
    covers = _covering(keys, axes, walk)
    own: dict[Key, list[Row]] = {}
    pairs: dict[Cell, list[Row]] = {}
    for row in (row for row in numbers if row not in margins):
        probes = covers(row.sex, row.race)
        if is_pair(row):
            mates = covers(row.sex_gallery or row.sex, row.race_gallery or row.race)
            for cell in dict.fromkeys((min(g, h), max(g, h)) for g in probes for h in mates):
                pairs.setdefault(cell, []).append(row)
        else:
            for key in probes:
                own.setdefault(key, []).append(row)
    standing = {key: _nearest(found, axes) for key, found in own.items()}
    of_pairs = {cell: _nearest(found, axes) for cell, found in pairs.items()}
    used = {row.id for found in (*standing.values(), *of_pairs.values()) for row in found}
    both_orders = {
        (g, h): found for (probe, mate), found in of_pairs.items() for g, h in ((probe, mate), (mate, probe))
    }
    clashes = list(_twice(numbers))
    clashes += [clash for found in (*standing.values(), *of_pairs.values()) for clash in _clashes(found)]
    clashes += [
        Clash(standing[g][0], found[0], "one is of a group alone and one of a pair of groups")
        for (g, h), found in of_pairs.items()
        if g == h and g in standing
    ]
    return Coverage(
        standing,
        both_orders,
        tuple(row for row in known if row.id not in used),
        tuple(margins),
        tuple({(c.first.id, c.second.id): c for c in clashes}.values()),
    )


def is_pair(row: Row) -> bool:
    """Whether a row tells of a probe's group and an enrolled person's, and not of a group alone."""
    return bool(row.sex_gallery or row.race_gallery)


def splits(row: Row) -> frozenset[str]:
    """The labels a row is split by."""
    return frozenset(name for name in LABELLED if getattr(row, name) not in UNSPLIT)


def _covering(
    keys: Sequence[Key], axes: Mapping[str, Sequence[str]], walk: Crosswalk
) -> Callable[[str, str], list[Key]]:
    found: dict[tuple[str, str], list[Key]] = {}

    def covers(sex: str, race: str) -> list[Key]:
        if (sex, race) not in found:
            printed = {"sex": sex, "race": race}
            ours = [None if printed[axis] in UNSPLIT else walk.to(axis, printed[axis]) or "" for axis in axes]
            found[sex, race] = [
                key for key in keys if all(o in (None, level) for o, level in zip(ours, key, strict=True))
            ]
        return found[sex, race]

    return covers


def _margins(rows: list[Row], axes: Mapping[str, Sequence[str]]) -> list[Row]:
    """Rows of which others are split along the same axes of the groups, and one more."""
    by = {(is_pair(row), _along(row, axes)) for row in rows}
    finer = {(pair, along) for pair, along in by if any(pair == other and along < more for other, more in by)}
    return [row for row in rows if (is_pair(row), _along(row, axes)) in finer]


def _along(row: Row, axes: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The groups' axes a row is split by, of the probe and of whoever is enrolled, whose group is the probe's where none is printed."""
    by = splits(row)
    enrolled = {f"{axis}_gallery" for axis in axes if not by.isdisjoint({axis, f"{axis}_gallery"})}
    return frozenset(axis for axis in axes if axis in by) | enrolled


def _nearest(rows: list[Row], axes: Mapping[str, Sequence[str]]) -> tuple[Row, ...]:
    """The rows split by least that the groups are not: all ages together before one age."""
    beside = [sum(name.removesuffix("_gallery") not in axes for name in splits(row)) for row in rows]
    return tuple(row for row, n in zip(rows, beside, strict=True) if n == min(beside))


def _clashes(rows: tuple[Row, ...]) -> Iterable[Clash]:
    """Rows of one cell that are no parts of one whole: totals along different axes, or counts beside none."""
    for row in rows:
        if splits(row) != splits(rows[0]):
            yield Clash(rows[0], row, "they are split by different labels and tell of some people twice")
        elif row.is_counted != rows[0].is_counted:
            yield Clash(rows[0], row, "one publishes its counts and the other does not")


def _twice(rows: Iterable[Row]) -> Iterable[Clash]:
    """Rows under the same labels, whether or not they are of groups of the scenario."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        labels = (*(getattr(row, name) for name in LABELLED), row.place, row.when)
        if labels in seen:
            yield Clash(seen[labels], row, "both have the same labels")
        seen.setdefault(labels, row)
