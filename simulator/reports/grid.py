"""Tables in a terminal: every cell is wrapped, and columns that do not fit side by side follow in blocks."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from simulator.reports.terminal import printable

NARROWEST, LABEL, GAP = 15, 38, 2
"""Characters: of a column, of the first column at most, between columns."""


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """The rows below their headings; the first column heads each row and is repeated in every block.

    A cell may say with a line break where it would rather be wrapped.
    """
    label = min(LABEL, max(len(row[0]) for row in (heads, *rows)), width // 2)
    fit = max(1, (width - label) // (NARROWEST + GAP))
    blocks = [range(start, min(start + fit, len(heads))) for start in range(1, len(heads), fit)]
    return "\n\n".join(_block(heads, rows, label, block, width) for block in blocks)


def _block(
    heads: Sequence[str], rows: Sequence[Sequence[str]], label: int, columns: range, width: int
) -> str:
    """Some of the columns, as wide as their longest cell or as there is room for."""
    room = (width - label) // len(columns) - GAP
    widest = max(len(part) for row in (heads, *rows) for i in columns for part in row[i].split("\n"))
    widths = [label, *(min(room, widest) for _ in columns)]
    cells = [
        [heads[0], *(heads[i] for i in columns)],
        *([row[0], *(row[i] for i in columns)] for row in rows),
    ]
    lines = [line for row in cells for line in (*_wrapped(row, widths), "")]
    rule = (" " * GAP).join("─" * each for each in widths)
    first = lines.index("")
    return "\n".join([*lines[:first], rule, *_tight(lines[first + 1 : -1])])


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    parts = [
        [line for part in text.split("\n") for line in textwrap.wrap(printable(part), width)] or [""]
        for text, width in zip(row, widths, strict=True)
    ]
    depth = max(map(len, parts))
    filled = [[*part, *[""] * (depth - len(part))] for part in parts]
    return [
        (" " * GAP).join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in zip(*filled, strict=True)
    ]


def _tight(lines: Sequence[str]) -> list[str]:
    """Rows of one line stand together; where any row is wrapped, an empty line tells them apart."""
    one_each = all(not line for line in lines[1::2])
    return [line for line in lines if line] if one_each else list(lines)
