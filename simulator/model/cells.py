"""Cells: what an alert is about, by its truth and by what the entry it points at claims (docs/method.md §1.6).

The truth is that the person is somebody else or the right one; the entry is listed (the file behind the gallery calls the
person wanted) or unlisted. A false match is one kind of case whatever the entry claims, but two cells: no warrant comes with
an unlisted entry. Where every entry is listed, the last two cells do not exist.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FALSE_MATCH, STALE_ENTRY, WANTED, NOT_WANTED, FALSE_UNLISTED = range(5)
LISTED = ("false_match", "stale_entry", "wanted")
"""Cells where every entry is of somebody wanted, or once wanted."""
UNLISTED = ("not_wanted", "false_match_unlisted")
"""Further cells where some entries are unlisted."""


def false_cells(cells: int) -> tuple[int, ...]:
    """Of so many cells, those in which the alert points at somebody else."""
    return (FALSE_MATCH,) if cells <= FALSE_UNLISTED else (FALSE_MATCH, FALSE_UNLISTED)


def kinds_of(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of case that readers meet: both cells of false matches are one."""
    return cells[:FALSE_UNLISTED]


def kind_codes(cells: NDArray[Any]) -> NDArray[Any]:
    """Codes of cells as codes of `kinds_of`."""
    return np.where(cells == FALSE_UNLISTED, np.asarray(FALSE_MATCH, cells.dtype), cells)


def stopped_anyway(kind: str) -> bool:
    """Whether the people met by a deployment of this kind are stopped for another reason, with or without the system."""
    return kind == "traffic_stops"
