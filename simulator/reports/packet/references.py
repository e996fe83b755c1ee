"""Pages, headings and the links to them: the same name in Markdown, in the print and in the Word file."""

from __future__ import annotations

import re

from simulator.reports.language.phrases import phrase

PAGE = "---"
"""A new page in the Word file and in print."""
PARTS = re.compile(r"Annex (?P<annex>[A-Z])\.|(?P<section>\d+)\.")


def anchor(heading: str) -> str:
    """The name of a heading's place, as GitHub makes it: lower case, no punctuation, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def see(heading: str) -> str:
    """A link to a heading, which is given as its message: “[section 2](#2-the-answer)”, “[annex D](#annex-d-…)”."""
    found = PARTS.match(heading)
    assert found is not None, heading
    annex, section = found["annex"], found["section"]
    name = phrase("annex {letter}", letter=annex) if annex else phrase("section {number}", number=section)
    return f"[{name}](#{anchor(phrase(heading))})"
