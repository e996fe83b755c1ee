"""Who was met: a table by sex and race, with those whose sex or race is unknown as groups of their own.

Whoever is unknown belongs to some group. Three answers stand side by side: nobody of them (what was recorded, the least), a share
in proportion to what was recorded, and all of them (the most). None is more than a bound or an assumption.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.evidence import LABELS
from simulator.records.imports.counting import Counted
from simulator.records.imports.layout import UNKNOWN

Table = NDArray[np.int64]
Shares = NDArray[np.float64]
NOBODY_TELLS = ("",)
"""The labels of an axis that the file lacks, or in which it says nothing of anybody."""


@dataclass(frozen=True, slots=True)
class Who:
    """Counts by sex and race. A single label "" stands for an axis that the file does not have.

    known: (sexes, races). race_unknown: (sexes,). sex_unknown: (races,). both_unknown: a number.
    """

    sexes: tuple[str, ...]
    races: tuple[str, ...]
    known: Table
    race_unknown: Table
    sex_unknown: Table
    both_unknown: int

    @property
    def total(self) -> int:
        """Everybody, the unknown included."""
        return self.recorded + self.unknown

    @property
    def recorded(self) -> int:
        """Those whose sex and race are both recorded."""
        return int(self.known.sum())

    @property
    def unknown(self) -> int:
        """Those whose sex, race or both are not."""
        return int(self.race_unknown.sum() + self.sex_unknown.sum()) + self.both_unknown

    @property
    def without_race(self) -> int:
        """Those whose race is unknown, with whatever sex."""
        return int(self.race_unknown.sum()) + self.both_unknown

    @property
    def without_sex(self) -> int:
        """Those whose sex is unknown, of whatever race."""
        return int(self.sex_unknown.sum()) + self.both_unknown

    def most(self) -> Table:
        """(sexes, races) the count if all who may belong to a group do."""
        return self.known + self.race_unknown[:, None] + self.sex_unknown[None, :] + self.both_unknown

    def shared(self) -> Shares:
        """(sexes, races) the unknown shared among groups in proportion to what was recorded of them."""
        known = self.known.astype(float)
        shared = known + _spread(self.race_unknown[:, None], known, axis=1)
        shared += _spread(self.sex_unknown[None, :], known, axis=0)
        return np.asarray(
            shared + self.both_unknown * (known / known.sum() if known.sum() else 1 / known.size)
        )

    def shared_if(self, race: str) -> Shares:
        """(sexes, races) everybody of unknown race is of this one; unknown sex in proportion."""
        known = self.known.astype(float)
        at = self.races.index(race)
        known[:, at] += self.race_unknown
        shared = known + _spread(self.sex_unknown[None, :], known, axis=0)
        column = known[:, at] / known[:, at].sum() if known[:, at].sum() else 1 / len(self.sexes)
        shared[:, at] += self.both_unknown * column
        return np.asarray(shared)

    def of_recorded_sex(self) -> Shares:
        """(sexes, races) `shared` without those whose race is recorded and whose sex is not."""
        return np.asarray(
            self.shared() - _spread(self.sex_unknown[None, :], self.known.astype(float), axis=0)
        )

    def in_proportion(self) -> Table:
        """The unknown shared out, in whole counts."""
        return whole(self.shared(), self.total)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whole counts by (sexes, races): the least, the unknown in proportion, the most; and by race, as if all of unknown race were of it.

    of_recorded_sex: the middle without those whose race is recorded and whose sex is not; None where every sex is recorded.
    """

    least: Table
    middle: Table
    most: Table
    ends: Mapping[str, Table]
    of_recorded_sex: Table | None = None


def bounds(who: Who) -> Bounds:
    """The bounds of everybody counted."""
    return a_year(who, None, 1)


def a_year(dated: Who, undated: Who | None, years: int, share: float = 0.0) -> Bounds:
    """The bounds of a mean year.

    Args:
        dated: everybody in the whole years, of which there are so many.
        undated: everybody without a day; a share of them, as large as the whole years' of the dated, fell in these years, or none
            did, or all.
    """
    total = round((dated.total + (share * undated.total if undated else 0.0)) / years)

    def mean(table: Shares, more: Shares | None) -> Table:
        return whole((table + (share * more if more is not None else 0.0)) / years, total)

    sexed = dated.of_recorded_sex() + (share * undated.of_recorded_sex() if undated else 0.0)
    no_sex = int(dated.sex_unknown.sum()) and len(dated.sexes) > 1
    no_race = dated.without_race + (undated.without_race if undated else 0)
    ends = dated.races if no_race and len(dated.races) > 1 else ()
    middle = mean(dated.shared(), undated.shared() if undated else None)
    most = -(-(dated.most() + (undated.most() if undated else 0)) // years)
    return Bounds(
        np.minimum(dated.known // years, middle),
        middle,
        np.maximum(most, middle),
        {race: mean(dated.shared_if(race), undated.shared_if(race) if undated else None) for race in ends},
        np.minimum(whole(sexed / years, round(float(sexed.sum()) / years)), middle) if no_sex else None,
    )


def _spread(unknown: Table, known: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """The unknown of each line along the line; evenly where nothing was recorded in it."""
    line = known.sum(axis=axis, keepdims=True)
    even = np.full_like(known, 1 / known.shape[axis])
    return np.asarray(unknown * np.divide(known, line, out=even, where=line > 0))


def whole(shares: NDArray[np.float64], total: int) -> Table:
    """Whole numbers near `shares` that add up to `total`: the largest remainders are rounded up."""
    floor = np.floor(shares + 1e-9)
    left = int(total - floor.sum())
    order = np.argsort(-(shares - floor), axis=None, kind="stable")[: max(left, 0)]
    flat = floor.reshape(-1)
    flat[order] += 1
    return flat.reshape(shares.shape).astype(np.int64)


def who_of(counted: Counted, rule: str, wanted: Callable[[int], bool] = lambda _: True) -> Who:
    """Everybody counted in the months wanted (from 1 for January 1970, 0 where undated), several races by a named rule."""
    cells, counts = counted.cells.cells()
    apply = counted.layout.rules[rule]
    race_names = [apply(name) for name in counted.race_labels.names]
    sex_names = counted.sex_labels.names
    races, sexes = ordered(race_names, "race") or NOBODY_TELLS, ordered(sex_names, "sex") or NOBODY_TELLS
    kept = np.array([wanted(month) for month in range(int(cells[:, 3].max(initial=0)) + 1)])
    table = np.zeros((len(sexes) + 1, len(races) + 1), np.int64)
    place_r, place_s = _places(race_names, races), _places(sex_names, sexes)
    mask = kept[cells[:, 3]] if len(cells) else np.zeros(0, bool)
    np.add.at(table, (place_s[cells[mask, 1]], place_r[cells[mask, 0]]), counts[mask])
    return Who(sexes, races, table[:-1, :-1], table[:-1, -1], table[-1, :-1], int(table[-1, -1]))


def _places(names: Sequence[str], labels: tuple[str, ...]) -> Table:
    """Where each name stands among the labels: the unknown behind them, or in the one place where nobody's label is known."""
    if labels == NOBODY_TELLS:
        return np.zeros(max(len(names), 1), np.int64)
    return np.array([labels.index(n) if n in labels else len(labels) for n in names])


def ordered(names: Sequence[str], axis: str) -> tuple[str, ...]:
    """Labels that say who somebody is: the library's first, in its order, then the source's own by name."""
    known = [label for label in LABELS[axis] if label in names]
    own = sorted({name for name in names if name not in LABELS[axis] and name not in UNKNOWN})
    return (*known, *own)
