"""Which counts some measures read: a sweep of thousands of points draws those and leaves the others out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.impact.summary import Impact
from simulator.kernel.columns import Columns, Index, Wanted
from simulator.kernel.run import relive

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled


class _Noted(Columns):
    """Columns that note which of them are read."""

    __slots__ = ("read",)

    def __init__(self, shape: Index, draws: int) -> None:
        super().__init__(shape, draws)
        self.read: set[Index] = set()

    def column(self, index: Index) -> NDArray[Any]:
        self._note(index)
        return super().column(index)

    def total(self, indices: list[Index]) -> NDArray[np.int64]:
        for index in indices:
            self._note(index)
        return super().total(indices)

    def _note(self, index: Index) -> None:
        self.read.add(tuple(int(i) for i in index))


def columns_read(compiled: Compiled, ask: Callable[[Impact], object]) -> Wanted:
    """The columns of counts that a question reads: found by asking it of one year at the medians.

    A formula reads the same columns whatever stands in them. What is expected and not counted reads none.
    """
    draws = relive(compiled, compiled.medians(), 0)
    noted = _Noted(draws.counts.shape, draws.draws)
    impact = Impact(replace(draws, counts=noted), compiled)
    ask(impact)
    return frozenset(noted.read)
