"""Counts held column by column, each as narrow as its largest value allows.

A million draws of a funnel are two hundred million counts, most of them small. One column per (group, kind, stage), draws
contiguous, one byte wide until a larger count arrives, keeps them within memory and makes every quantile one pass.
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


class Columns:
    """A table of `shape` columns with `draws` counts each, written in chunks. Counts are never negative.

    only: the columns that will be written, where not all are; to read another is an error and never a zero.
    """

    __slots__ = ("_columns", "draws", "only", "shape")

    def __init__(self, shape: tuple[int, ...], draws: int, only: Wanted | None = None) -> None:
        self.shape, self.draws, self.only = shape, draws, only
        self._columns: list[NDArray[Any]] = [np.zeros(draws, np.uint8) for _ in range(int(np.prod(shape)))]

    def put(self, index: Index, start: int, counts: NDArray[Any]) -> None:
        """Write consecutive draws of one column from draw `start` on, widening the column if a count needs it."""
        at = int(np.ravel_multi_index(index, self.shape))
        column = self._columns[at]
        if counts.dtype.itemsize > column.dtype.itemsize:
            counts = narrowed(counts)
        if counts.dtype.itemsize > column.dtype.itemsize:
            column = self._columns[at] = column.astype(counts.dtype)
        column[start : start + len(counts)] = counts

    def column(self, index: Index) -> NDArray[Any]:
        """(draws,) one column, in its own width; sum into a wider type.

        Raises:
            KeyError: the column was not asked for when the years were drawn.
        """
        if self.only is not None and index not in self.only:
            raise KeyError(f"the counts of column {index} were not drawn")
        return self._columns[int(np.ravel_multi_index(index, self.shape))]

    def total(self, indices: list[Index]) -> NDArray[np.int64]:
        """(draws,) sum of several columns."""
        result = np.zeros(self.draws, np.int64)
        for index in indices:
            result += self.column(index)
        return result

    def array(self) -> NDArray[np.int64]:
        """(draws, *shape) everything at once; for small runs and tests."""
        if self.only is not None:
            raise KeyError("not every column was drawn")
        stacked = np.stack([column.astype(np.int64) for column in self._columns])
        return np.moveaxis(stacked.reshape(*self.shape, self.draws), -1, 0)
