"""Text that stays where it is put: nothing in it steers a reader's screen or turns the direction of what follows."""

from __future__ import annotations

import unicodedata

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn or isolate the direction of text; letters that run from right to left need none of them."""


def unsteered(text: str) -> str:
    """The text without controls (but for ends of lines) and without marks of direction."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if c not in TURNING and (c in "\n\t" or unicodedata.category(c) != "Cc"))
