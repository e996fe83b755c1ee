"""Which rows were seen before, exactly, in eight bytes a row however long they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.records.imports.coding import SEPARATOR

if TYPE_CHECKING:
    import pyarrow as pa


Hashes = NDArray[np.int64]


def hashes(columns: Sequence[pa.Array]) -> Hashes:
    """(rows,) 64-bit hashes of the texts of some columns together. Equal only by chance for 1 in 10⁵ tables of 10⁷ rows."""
    import pyarrow.compute as pc

    joined = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, SEPARATOR)
    return np.fromiter(map(hash, joined.to_pylist()), np.int64, len(joined))


class Seen:
    """A growing set of hashes, as sorted runs each at least twice as long as the next: adding and asking stay quick."""

    def __init__(self) -> None:
        self._runs: list[Hashes] = []

    def __len__(self) -> int:
        return sum(len(run) for run in self._runs)

    def new(self, found: Hashes) -> NDArray[np.bool_]:
        """(rows,) True where a hash was neither seen before nor stands earlier in `found`; then all of them are seen."""
        values, first = np.unique(found, return_index=True)
        fresh = np.ones(len(values), bool)
        for run in self._runs:
            at = np.searchsorted(run, values)
            fresh &= run[np.minimum(at, len(run) - 1)] != values
        mask = np.zeros(len(found), bool)
        mask[first[fresh]] = True
        self._add(values[fresh])
        return mask

    def _add(self, run: Hashes) -> None:
        if not len(run):
            return
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        self._runs.append(run)
