"""Characters that a terminal or a page obeys instead of showing: they move, hide or turn round what stands beside them.

Letters of any script are none of them. Marks that embed, override or isolate a direction are (Unicode Technical Report 36,
§3.3; CVE-2021-42574): with them a label can repaint an assumed line as a measured one.
"""

from __future__ import annotations

import re

UNSAFE = (
    "["
    "\\x00-\\x08\\x0b-\\x1f"  # controls, but for tab and line end
    "\\x7f-\\x9f"  # delete, and controls of the second kind
    "\\u061c\\u200e\\u200f"  # marks of direction
    "\\u2028\\u2029"  # ends of lines and paragraphs that no editor shows
    "\\u202a-\\u202e\\u2066-\\u2069"  # embeddings, overrides and isolates
    "\\ud800-\\udfff"  # halves of a character
    "]"
)
"""The characters as a class of a regular expression."""
_UNSAFE = re.compile(UNSAFE)
SHOWN_AS = "\N{REPLACEMENT CHARACTER}"


def unsafe(text: str) -> str:
    """The name of the first such character, as in U+202E; empty where there is none."""
    found = _UNSAFE.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def harmless(text: str) -> str:
    """The text with a sign of replacement for each of them."""
    return _UNSAFE.sub(SHOWN_AS, text)


def escaped(json: str) -> str:
    """JSON that says the same, with each of them written as an escape."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", json)
