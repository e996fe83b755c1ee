"""Which rows of an audit's set answer for which pair of groups: cells before margins, and never two of them unseen.

A cell is a pair of groups on the axes that audits report. Where several rows cover one, those split exactly as the groups are
stand; a row that is not split along one of the axes (a margin) answers only where no row is. What is left over is `unused`;
what neither stands alone nor can be pooled is a `clash` (docs/method.md, "Several rows for one cell").
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
    """Rows by cell: `own` where a row tells of a group alone, `pairs` where it tells of two; both orders of a pair hold the same."""

    own: Mapping[Key, tuple[Row, ...]]
    pairs: Mapping[Cell, tuple[Row, ...]]
    unused: tuple[Row, ...]
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
    keys = list(product(*axes.values()))
    covers = _covering(keys, axes, walk)
    own: dict[Key, list[Row]] = {}
    pairs: dict[Cell, list[Row]] = {}
    for row in numbers:
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
    clashes = [clash for found in (*standing.values(), *of_pairs.values()) for clash in _clashes(found)]
    clashes += [
        Clash(standing[g][0], found[0], "one is of a group alone and one of a pair of groups")
        for (g, h), found in of_pairs.items()
        if g == h and g in standing
    ]
    return Coverage(
        standing,
        both_orders,
        tuple(row for row in known if row.id not in used),
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


def _nearest(rows: list[Row], axes: Mapping[str, Sequence[str]]) -> tuple[Row, ...]:
    """The rows split most nearly as the scenario's groups are: first by every axis of theirs, then by no other."""
    best = min(_distance(row, axes) for row in rows)
    return tuple(row for row in rows if _distance(row, axes) == best)


def _distance(row: Row, axes: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    """(axes of the groups the row is not split by, splits of the row the groups do not have)."""
    by = splits(row)
    missing = sum(axis not in by for axis in axes)
    return missing, sum(name.removesuffix("_gallery") not in axes for name in by)


def _clashes(rows: tuple[Row, ...]) -> Iterable[Clash]:
    """Rows of one cell that are no parts of one whole: a row twice, or totals along different axes."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        labels = (*(getattr(row, name) for name in LABELLED), row.place, row.when)
        if labels in seen:
            yield Clash(seen[labels], row, "both have the same labels")
        elif splits(row) != splits(rows[0]):
            yield Clash(rows[0], row, "they are split by different labels and tell of some people twice")
        elif row.is_counted != rows[0].is_counted:
            yield Clash(rows[0], row, "one publishes its counts and the other does not")
        seen.setdefault(labels, row)
