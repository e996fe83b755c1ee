"""Pages, headings and the links to them: the same name in Markdown, in the print and in the Word file."""

from __future__ import annotations

import re

PAGE = "---"
"""A new page in the Word file and in print."""
PARTS = re.compile(r"(?P<annex>Annex [A-Z])\.|(?P<section>\d+)\.")


def anchor(heading: str) -> str:
    """The name of a heading's place, as GitHub makes it: lower case, no punctuation, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def see(heading: str) -> str:
    """A link in Markdown: “[section 2](#2-the-answer)”, “[annex D](#annex-d-…)”."""
    found = PARTS.match(heading)
    assert found is not None, heading
    name = (
        found["annex"][:1].lower() + found["annex"][1:] if found["annex"] else f"section {found['section']}"
    )
    return f"[{name}](#{anchor(heading)})"
