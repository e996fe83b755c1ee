"""The same counts from a Numba-compiled loop: a benchmark only; the package never imports Numba.

One Poisson a (draw, group, kind, exit), then the reversed cumulative sum, as the kernel does with NumPy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def available() -> bool:
    """Whether Numba is installed."""
    from importlib.util import find_spec

    return find_spec("numba") is not None


def compiled_split() -> Callable[[np.random.Generator, NDArray[Any], NDArray[Any]], None]:
    """A compiled function (rng, rates (cells, exits, draws), out (same shape)) that fills `out` with people reaching."""
    import numba

    @numba.njit(cache=False)  # type: ignore[untyped-decorator]
    def split(rng: np.random.Generator, rates: NDArray[Any], out: NDArray[Any]) -> None:
        cells, exits, draws = rates.shape
        for cell in range(cells):
            for draw in range(draws):
                reached = 0
                for stage in range(exits - 1, -1, -1):
                    reached += rng.poisson(rates[cell, stage, draw])
                    out[cell, stage, draw] = reached

    return split  # type: ignore[no-any-return]
