"""A language that nobody speaks: every message between marks, so that what stands outside them was made elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser

from simulator.reports.language.catalogue import Catalogue
from simulator.reports.language.messages import messages
from simulator.reports.language.numbers import MARKS

BEGIN, END = "⟦", "⟧"
VOWELS = str.maketrans("aeiouAEIOU", "àéîõüÀÉÎÕÜ")
SAID = (
    "title",
    "alt",
    "aria-label",
    "aria-valuetext",
    "data-copy",
    "data-more",
    "data-copied",
    "data-point",
    "data-packed",
)
"""Attributes that somebody reads or hears."""
NAMES = re.compile(r"[\w~]*[-_/:.#+][\w~.\-/:#+]*|\b(SVG|PNG|CSV|kB)\b")
"""Names of files, of inputs and of rows of evidence; of forms of files."""


def marked(text: str) -> str:
    """A message in that language; its slots keep their names."""
    parts = re.split(r"(\{[^}]*\})", text)
    return BEGIN + "".join(part if part.startswith("{") else part.translate(VOWELS) for part in parts) + END


@cache
def forms() -> dict[str, tuple[str, ...]]:
    """Every message, said in it."""
    found = {each.text: tuple(marked(text) for text in (each.text, each.many) if text) for each in messages()}
    return found | {MARKS: ("1.234,5",)}


def strange() -> Catalogue:
    """Its catalogue."""
    return Catalogue("xx", forms(), lambda count: int(count != 1))


def outside(told: Iterable[str], language: Catalogue) -> list[str]:
    """Words that stand outside of all marks and are neither names nor words that the scenario brings with it."""
    own = {
        form
        for word in language.words
        for form in (word, word.lower(), word.capitalize(), word[:1].upper() + word[1:])
    }
    longest = sorted((word for word in own if word), key=len, reverse=True)
    found = []
    for text in told:
        rest = NAMES.sub(" ", _unmarked(text))
        if not re.search("[A-Za-z]{2}", rest):
            continue
        rest = _unmarked(text)
        for word in longest:
            rest = rest.replace(word, " ")
        if re.search("[A-Za-z]{2}", NAMES.sub(" ", rest)):
            found.append(rest.strip())
    return found


def _unmarked(text: str) -> str:
    depth, kept = 0, []
    for letter in text:
        depth += (letter == BEGIN) - (letter == END)
        if not depth and letter != END:
            kept.append(letter)
    return "".join(kept)


class Read(HTMLParser):
    """What a page says: its texts, and the attributes that somebody reads or hears; scripts, styles and commands are none."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.silent = 0
        self.told: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "code")
        self.told += [value for name, value in attrs if name in SAID and value]
        about = dict(attrs)
        if tag == "meta" and about.get("name") == "description":
            self.told.append(about.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "code")

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.told.append(data.strip())


def blocks(text: str) -> Iterator[str]:
    """Paragraphs of a text for a terminal, unwrapped."""
    yield from (" ".join(block.split()) for block in text.split("\n\n"))
