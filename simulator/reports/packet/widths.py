"""How wide the columns of a table are to be, for the Word file and for print."""

from __future__ import annotations

import re
from collections.abc import Sequence

WIDTH = 17.0
"""Centimetres between the margins of an A4 page."""
LETTER = 0.15
"""Centimetres of a letter of a table, about."""
PADDING = 0.45
BREAKS = re.compile(r"[\s\-–/]+")
"""Where a line may be broken."""
LONGEST_WORD = 16
"""Letters beyond which a word may be broken."""


def widths_of(rows: Sequence[Sequence[str]]) -> list[float]:
    """Centimetres of each column: no narrower than its longest word, the rest by how much there is to read."""
    columns = list(zip(*rows, strict=True))
    least = [PADDING + LETTER * min(LONGEST_WORD, max(map(_longest, column))) for column in columns]
    wanted = [(sum(len(cell) for cell in column) / len(column)) ** 0.85 + 1 for column in columns]
    if (needed := sum(least)) >= WIDTH:
        return [WIDTH * width / needed for width in least]
    left = WIDTH - needed
    return [low + left * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]


def _longest(cell: str) -> int:
    return max(len(word) for word in BREAKS.split(cell))
