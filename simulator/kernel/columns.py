"""Counts held column by column, each as narrow as its values allow.

A million draws of a funnel are five hundred million counts, most of them small. One column per (group, kind, stage), draws
contiguous, one byte wide until a larger count arrives, keeps them within memory. Of many draws the few counts too large for a
column's width stand apart, so that one year in a thousand does not double all of them; and what is kept is how many leave at a
stage, of whom there are fewer than of those who reach it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Index = tuple[int, ...]
_WIDTHS = (np.uint8, np.uint16, np.uint32, np.int64)
_LARGEST = {width: int(np.iinfo(width).max) for width in _WIDTHS}


def narrowed(counts: NDArray[Any]) -> NDArray[Any]:
    """The same counts in the narrowest unsigned type that holds them."""
    largest = int(counts.max(initial=0))
    return counts.astype(next(width for width in _WIDTHS if largest <= _LARGEST[width]))


Wanted = frozenset[Index]
"""Columns that are drawn, where not all are: every exit has a stream of its own, so what is left out shifts nothing."""


MANY = 131_072
"""Draws from which on counts may stand apart."""
FEW = 1 / 8
"""Share of a column's draws whose counts may: each of them takes eight bytes, a wider column at least one for each draw."""


class _Column:
    """(draws,) counts: those that fit the width, and where and how large the others are, in whose places stands the largest that fits."""

    __slots__ = ("_at", "_large", "_narrow", "_room")

    def __init__(self, draws: int) -> None:
        self._narrow: NDArray[Any] = np.zeros(draws, np.uint8)
        self._at: list[NDArray[np.uint32]] = []
        self._large: list[NDArray[Any]] = []
        self._room = int(FEW * draws) if draws > MANY else 0

    def put(self, start: int, counts: NDArray[Any]) -> None:
        """Write consecutive draws from `start` on, each once; the column is widened if too many do not fit."""
        largest = int(np.iinfo(self._narrow.dtype).max)
        if counts.dtype.itemsize > self._narrow.dtype.itemsize:
            over = np.flatnonzero(counts > largest)
            if len(over) + sum(len(at) for at in self._at) > self._room:
                self._widen()
                self.put(start, counts)
                return
            if len(over):
                self._at.append((start + over).astype(np.uint32))
                self._large.append(narrowed(counts[over]))
                counts = np.minimum(counts, largest)
        self._narrow[start : start + len(counts)] = counts

    def _widen(self) -> None:
        wider = _WIDTHS[_WIDTHS.index(self._narrow.dtype.type) + 1]
        at, large = self._at, self._large
        self._narrow, self._at, self._large = self._narrow.astype(wider), [], []
        for places, counts in zip(at, large, strict=True):
            fit = counts <= _LARGEST[wider]
            self._narrow[places[fit]] = counts[fit]
            if not fit.all():
                self._narrow[places[~fit]] = _LARGEST[wider]
                self._at.append(places[~fit])
                self._large.append(counts[~fit])

    def whole(self) -> NDArray[Any]:
        """(draws,) all counts."""
        if not self._at:
            return self._narrow
        result = np.zeros(len(self._narrow), np.int64)
        self.add_to(result)
        return result

    def add_to(self, total: NDArray[np.int64]) -> None:
        """Add all counts to a sum."""
        total += self._narrow
        largest = int(np.iinfo(self._narrow.dtype).max)
        for places, counts in zip(self._at, self._large, strict=True):
            total[places] += counts - np.int64(largest)


class Columns:
    """Funnels: a table of `shape` columns with `draws` counts each, never negative. The last axis is of stages, with one place more
    for those held from the alert on.

    Written, in chunks, is how many leave at each stage; read, how many reach it: those who leave there or later.
    only: the columns that will be read, where not all are; to read another is an error and never a zero.
    """

    __slots__ = ("_columns", "draws", "only", "shape")

    def __init__(self, shape: tuple[int, ...], draws: int, only: Wanted | None = None) -> None:
        self.shape, self.draws, self.only = shape, draws, only
        self._columns = [_Column(draws) for _ in range(int(np.prod(shape)))]

    def put(self, index: Index, start: int, counts: NDArray[Any]) -> None:
        """Write consecutive draws of those who leave at a stage, or were held from the alert on, from draw `start` on."""
        self._columns[int(np.ravel_multi_index(index, self.shape))].put(start, counts)

    def column(self, index: Index) -> NDArray[Any]:
        """(draws,) cases that reach a stage, or were held from the alert on, in a width of their own; sum into a wider type.

        Raises:
            KeyError: the column was not asked for when the years were drawn.
        """
        first, *later = self._parts(index)
        return narrowed(self.total([index])) if later else first.whole()

    def total(self, indices: list[Index]) -> NDArray[np.int64]:
        """(draws,) sum of several columns.

        Raises:
            KeyError: as of `column`.
        """
        result = np.zeros(self.draws, np.int64)
        for index in indices:
            for part in self._parts(index):
                part.add_to(result)
        return result

    def _parts(self, index: Index) -> list[_Column]:
        """What those who reach a stage add up from: who leaves there or later."""
        if self.only is not None and index not in self.only:
            raise KeyError(f"the counts of column {index} were not drawn")
        at, held = int(np.ravel_multi_index(index, self.shape)), self.shape[-1] - 1
        return self._columns[at : at + max(held - index[-1], 1)]

    def array(self) -> NDArray[np.int64]:
        """(draws, *shape) everything at once; for small runs and tests."""
        if self.only is not None:
            raise KeyError("not every column was drawn")
        stacked = np.stack([self.total([index]) for index in np.ndindex(self.shape)])
        return np.moveaxis(stacked.reshape(*self.shape, self.draws), -1, 0)
