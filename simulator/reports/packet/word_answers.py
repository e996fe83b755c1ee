"""What was filled in in a Word file, read without Word's library: the file may come back from any program."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from simulator.reports.packet import forms

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
LARGEST = 64 * 2**20
"""Bytes of text beyond which a file is no paper of ours."""
CONTENTS = ("TOC", "Contents")
"""How the styles of a table of contents begin in Word and in LibreOffice, which write its lines anew."""
ENDS = {f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}tab": " ", f"{WORD}noBreakHyphen": "-"}


def read(content: bytes) -> tuple[dict[str, str], str]:
    """Answers by slot, "" for a blank one, and all other words of the file.

    Raises:
        ValueError: it is no Word file, or one that is damaged.
    """
    try:
        return _read(_body(content))
    except RecursionError:
        raise ValueError("it is nested deeper than any Word file") from None


def _read(body: ElementTree.Element) -> tuple[dict[str, str], str]:
    answers: dict[str, str] = {}
    filled: set[ElementTree.Element] = set()
    for table in body.iter(f"{WORD}tbl"):
        rows = [list(_within(row, "tc")) for row in _within(table, "tr")]
        for at, column, slot in forms.slots([[_text(cell) for cell in row] for row in rows]):
            answers[slot] = forms.tidy(_text(rows[at][column]))
            filled.update(rows[at][column].iter(f"{WORD}p"))
    others = (each for each in body.iter(f"{WORD}p") if each not in filled and not _is_contents(each))
    said = (" ".join(_words(each).split()) for each in others)
    return answers, "\n".join(each for each in said if each)  # programs add empty paragraphs of their own


def _body(content: bytes) -> ElementTree.Element:
    try:
        with ZipFile(io.BytesIO(content)) as package:
            if package.getinfo(MAIN).file_size > LARGEST:
                raise ValueError("it is larger than any paper of ours")
            text = package.read(MAIN)
        if b"<!DOCTYPE" in text:
            raise ValueError("it declares what no Word file does")
        return ElementTree.fromstring(text)
    except KeyError:
        raise ValueError("it is no Word file") from None
    except (
        BadZipFile,
        ElementTree.ParseError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise ValueError(f"it is no Word file, or a damaged one ({error})") from None


def _within(parent: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    """Parts of one kind, through whatever wraps them, but not those of a table within."""
    for child in parent:
        if child.tag == WORD + tag:
            yield child
        elif child.tag != f"{WORD}tbl":
            yield from _within(child, tag)


def _text(cell: ElementTree.Element) -> str:
    """A cell's words, a line a paragraph."""
    return "\n".join(_words(each) for each in cell.iter(f"{WORD}p"))


def _words(part: ElementTree.Element) -> str:
    """The words below a part, without what Word shows in a field that was emptied."""
    if part.find(f"{WORD}sdtPr/{WORD}showingPlcHdr") is not None:
        return ""
    own = (part.text or "") if part.tag == f"{WORD}t" else ENDS.get(part.tag, "")
    return own + "".join(_words(each) for each in part)


def _is_contents(paragraph: ElementTree.Element) -> bool:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return style is not None and style.get(f"{WORD}val", "").startswith(CONTENTS)
