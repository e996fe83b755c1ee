"""Who was met: a table by sex, race and perhaps a third axis, with those whose label is unknown as groups of their own.

Whoever is unknown belongs to some group. Three answers stand side by side: nobody of them (what was recorded, the least), a share
in proportion to what was recorded, and all of them (the most). None is more than a bound or an assumption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from simulator.evidence import LABELS
from simulator.records.imports.ages import by_age
from simulator.records.imports.counting import Counted
from simulator.records.imports.layout import UNKNOWN

Table = NDArray[np.int64]
Shares = NDArray[np.float64]
NOBODY_TELLS = ("",)
"""The labels of an axis that the file lacks, or in which it says nothing of anybody."""


@dataclass(frozen=True, slots=True)
class Who:
    """Counts by sex, race and, where one was asked for, a third axis.

    axes: the labels by axis, in the order of the table's; a single label "" stands for an axis that the file does not have.
    table: (sexes + 1, races + 1, …) counts; the last place along an axis is of those whose label on it is unknown.
    """

    axes: Mapping[str, tuple[str, ...]]
    table: Table

    @property
    def sexes(self) -> tuple[str, ...]:
        """The labels of sex."""
        return self.axes["sex"]

    @property
    def races(self) -> tuple[str, ...]:
        """The labels of race, or of the axis that stands for it."""
        return self.axes["race"]

    @property
    def known(self) -> Table:
        """(sexes, races, …) those whose labels are all recorded."""
        return self.unknown_on(())

    @property
    def total(self) -> int:
        """Everybody, the unknown included."""
        return int(self.table.sum())

    @property
    def recorded(self) -> int:
        """Those whose labels are all recorded."""
        return int(self.known.sum())

    def groups(self) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
        """Every group: its place in a table of groups, and its labels."""
        yield from zip(np.ndindex(self.known.shape), product(*self.axes.values()), strict=True)

    def without(self, axis: str) -> int:
        """Those whose label on an axis is unknown, whatever is known of them else."""
        return int(self.table.take(-1, axis=list(self.axes).index(axis)).sum())

    def unknown_on(self, axes: Sequence[str]) -> Table:
        """Those whose labels are unknown on exactly these axes, which have one place each; the others have a place a label."""
        ends = (slice(-1, None) if axis in axes else slice(None, -1) for axis in self.axes)
        return self.table[tuple(ends)]

    def unknowns(self) -> Iterator[tuple[str, ...]]:
        """Every set of axes on which somebody may be unknown: single axes first, the last axis before the others."""
        for number in range(1, len(self.axes) + 1):
            yield from reversed(list(combinations(self.axes, number)))

    def most(self) -> Table:
        """(sexes, races, …) the count if all who may belong to a group do."""
        return np.asarray(sum((self.unknown_on(axes) for axes in self.unknowns()), self.known))

    def shared(self) -> Shares:
        """(sexes, races, …) the unknown shared among groups in proportion to what was recorded of them."""
        return np.asarray(sum(map(self._spread, self.unknowns()), self.known.astype(float)))

    def shared_if(self, race: str) -> Shares:
        """(sexes, races, …) everybody of unknown race is of this one; what else is unknown in proportion."""
        moved = self.table.copy()
        moved[:, self.races.index(race)] += moved[:, -1]
        moved[:, -1] = 0
        return replace(self, table=moved).shared()

    def shared_of(self, axis: str) -> Shares:
        """(sexes, races, …) `shared` without those whose label on an axis is what they are counted as unknown by."""
        return np.asarray(self.shared() - sum(map(self._spread, self.counted_unknown_by(axis))))

    def counted_unknown_by(self, axis: str) -> list[tuple[str, ...]]:
        """The sets of axes whose people are counted as unknown by this one, so that nobody is twice: by race, then sex, then the third."""
        weightier = ("race", "sex", *self.axes)
        weightier = weightier[: weightier.index(axis)]
        return [axes for axes in self.unknowns() if axis in axes and not set(axes) & set(weightier)]

    def in_proportion(self) -> Table:
        """The unknown shared out, in whole counts."""
        return whole(self.shared(), self.total)

    def _spread(self, axes: Sequence[str]) -> Shares:
        """Those unknown on these axes along what was recorded there; evenly where nothing was."""
        places = tuple(place for place, axis in enumerate(self.axes) if axis in axes)
        known = self.known.astype(float)
        line = np.broadcast_to(known.sum(axis=places, keepdims=True), known.shape)
        even = np.full_like(known, 1 / np.prod([known.shape[place] for place in places]))
        return np.asarray(self.unknown_on(axes) * np.divide(known, line, out=even, where=line > 0))


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whole counts by (sexes, races, …): the least, the unknown in proportion, the most; and by race, as if all of unknown race were of it.

    of_recorded: by axis but race, the middle without those who are counted as unknown by it; no axis on which nobody is.
    """

    least: Table
    middle: Table
    most: Table
    ends: Mapping[str, Table]
    of_recorded: Mapping[str, Table]


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

    def recorded(axis: str) -> Table:
        shares = dated.shared_of(axis) + (share * undated.shared_of(axis) if undated else 0.0)
        return np.minimum(whole(shares / years, round(float(shares.sum()) / years)), middle)

    no_race = dated.without("race") + (undated.without("race") if undated else 0)
    ends = dated.races if no_race and len(dated.races) > 1 else ()
    middle = mean(dated.shared(), undated.shared() if undated else None)
    most = -(-(dated.most() + (undated.most() if undated else 0)) // years)
    return Bounds(
        np.minimum(dated.known // years, middle),
        middle,
        np.maximum(most, middle),
        {race: mean(dated.shared_if(race), undated.shared_if(race) if undated else None) for race in ends},
        {axis: recorded(axis) for axis in dated.axes if axis != "race" and _is_partly_unknown(dated, axis)},
    )


def _is_partly_unknown(who: Who, axis: str) -> bool:
    some = any(who.unknown_on(axes).any() for axes in who.counted_unknown_by(axis))
    return some and len(who.axes[axis]) > 1


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
    names = {"sex": counted.sex_labels.names, "race": [apply(name) for name in counted.race_labels.names]}
    columns = {"sex": 1, "race": 0}
    if counted.third:
        names[counted.third], columns[counted.third] = counted.third_labels.names, 4
    published = {"race": counted.layout.vocabulary.get(counted.race_from, ())}
    axes = {
        axis: ordered(found, axis, published.get(axis, ())) or NOBODY_TELLS for axis, found in names.items()
    }
    kept = np.array([wanted(month) for month in range(int(cells[:, 3].max(initial=0)) + 1)])
    table = np.zeros([len(labels) + 1 for labels in axes.values()], np.int64)
    mask = kept[cells[:, 3]] if len(cells) else np.zeros(0, bool)
    places = (_places(names[axis], labels)[cells[mask, columns[axis]]] for axis, labels in axes.items())
    np.add.at(table, tuple(places), counts[mask])
    return Who(axes, table)


def _places(names: Sequence[str], labels: tuple[str, ...]) -> Table:
    """Where each name stands among the labels: the unknown behind them, or in the one place where nobody's label is known."""
    if labels == NOBODY_TELLS:
        return np.zeros(max(len(names), 1), np.int64)
    return np.array([labels.index(n) if n in labels else len(labels) for n in names])


def ordered(names: Sequence[str], axis: str, published: Sequence[str] = ()) -> tuple[str, ...]:
    """Labels that say who somebody is: the library's first, in its order, then the source's own.

    Args:
        published: the source's labels in the order it prints them; those that it does not print follow by name, ages by age.
    """
    printed = dict.fromkeys((*LABELS.get(axis, ()), *published))
    known = [label for label in printed if label in names and label not in UNKNOWN]
    others = {name for name in names if name not in printed and name not in UNKNOWN}
    return (*known, *sorted(others, key=by_age))
