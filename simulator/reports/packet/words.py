"""What a packet's parts share: text that stays text in Markdown, and tables without an empty cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from simulator.reports.markdown import plain
from simulator.reports.tables import EMPTY, Table

MARKER = re.compile(r"^(?:(\d{1,9})([.)])(?=\s|$)|([-+=])(?!\d))")
"""What would make a list or a heading of a line that begins with it."""


def line(text: object) -> str:
    """Text of anybody's as one line of Markdown that stays a paragraph, whatever it begins with."""
    return MARKER.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", plain(str(text)))


def bullets(texts: Iterable[object]) -> str:
    """A list, an item a text; nothing where there is none."""
    return "\n".join(f"- {line(text)}" for text in texts)


def typed(command: str) -> str:
    """A line to type, as it is typed."""
    return "    " + " ".join("".join(c if c.isprintable() else " " for c in command).split())


def table(name: str, caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """A table of text without an empty cell."""
    filled = tuple(tuple(cell.strip() or EMPTY for cell in row) for row in rows)
    return Table(name, caption, tuple((head, False) for head in heads), filled)
