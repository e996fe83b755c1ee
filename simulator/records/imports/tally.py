"""Counting rows by who, where and which month, in memory that grows with the cells and not with the rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
SIZES = (1 << 10, 1 << 8, 1 << 20, 1 << 12, 1 << 10)
"""How many numbers each part of a cell may take: who by race, by sex, the site, the month, who by a third axis."""
PENDING = 1 << 21


class Tally:
    """Counts by cells of five numbers (race, sex, site, month, third axis)."""

    def __init__(self) -> None:
        self._keys: list[Ints] = []
        self._counts: list[Ints] = []
        self._waiting = 0

    def add(self, *parts: NDArray[np.integer]) -> None:
        """Count rows; `parts` are the numbers of each row's cell, (rows,) each."""
        key = np.zeros(len(parts[0]), np.int64)
        for part, size in zip(parts, SIZES, strict=True):
            key = key * size + part
        keys, counts = np.unique(key, return_counts=True)
        self._keys.append(keys)
        self._counts.append(counts.astype(np.int64))
        self._waiting += len(keys)
        if self._waiting > PENDING:
            self._merge()

    def _merge(self) -> None:
        keys, place = np.unique(np.concatenate(self._keys), return_inverse=True)
        counts = np.zeros(len(keys), np.int64)
        np.add.at(counts, place, np.concatenate(self._counts))
        self._keys, self._counts, self._waiting = [keys], [counts], 0

    def cells(self) -> tuple[Ints, Ints]:
        """(cells, 5) the numbers of each cell, and (cells,) how many rows it has."""
        if not self._keys:
            return np.zeros((0, len(SIZES)), np.int64), np.zeros(0, np.int64)
        self._merge()
        return np.stack(list(_parts(self._keys[0])), axis=1), self._counts[0]


def _parts(keys: Ints) -> Iterator[Ints]:
    divisors = np.cumprod([1, *SIZES[:0:-1]])[::-1]
    for divisor, size in zip(divisors, SIZES, strict=True):
        yield keys // divisor % size
