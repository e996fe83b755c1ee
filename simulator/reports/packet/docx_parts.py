"""Parts of a Word document that its library has no word for: a table of contents, places, pictures, cells to fill in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from simulator.reports.packet.docx_text import CONTENTS, bookmark
from simulator.reports.packet.forms import NEW_LINE
from simulator.reports.packet.references import anchor

WIDTH, HEIGHT = 17.0, 7.8
"""Centimetres between the margins, and those a picture may be high for the board's pages to stay two."""
LONGEST_TAG = 64
FIELD = 'TOC \\o "1-1" \\h \\z'


def add_contents(document: Any, headings: Sequence[str]) -> None:
    """The headings with links, as a field to which Word adds the pages when it is asked to update it."""
    for at, heading in enumerate(headings):
        paragraph = document.add_paragraph(style=CONTENTS)
        if at == 0:
            for kind in ("begin", FIELD, "separate"):
                _add(paragraph, _part_of_field(kind))
        link = _element("w:hyperlink", anchor=bookmark(anchor(heading)))
        link.append(paragraph.add_run(heading)._r)
        _add(paragraph, link)
    if headings:
        _add(paragraph, _part_of_field("end"))


def _part_of_field(kind: str) -> Any:
    """A run with the beginning, the instruction, the middle or the end of a field."""
    run = _element("w:r")
    if kind == FIELD:
        instruction = _element("w:instrText")
        instruction.text = kind
        run.append(instruction)
    else:
        run.append(_element("w:fldChar", fldCharType=kind))
    return run


def mark(paragraph: Any, name: str) -> None:
    """Give a heading a name that links can go to."""
    number = str(len(paragraph.part.element.xpath("//w:bookmarkStart")))
    first = paragraph._p.find("{*}pPr")
    begin = _element("w:bookmarkStart", id=number, name=bookmark(name))
    paragraph._p.insert(0 if first is None else 1, begin)
    _add(paragraph, _element("w:bookmarkEnd", id=number))


def add_image(document: Any, png: bytes, description: str) -> None:
    """A picture as large as fits, with its description for those who do not see it."""
    from docx.shared import Cm, Length

    shape = document.add_paragraph().add_run().add_picture(io.BytesIO(png))
    scale = min(Cm(WIDTH) / shape.width, Cm(HEIGHT) / shape.height)
    shape.width, shape.height = Length(int(shape.width * scale)), Length(int(shape.height * scale))
    shape._inline.docPr.set("descr", description)
    shape._inline.docPr.set("title", "")


def to_fill_in(place: Any, slot: str) -> None:
    """Wrap what stands in a cell in a content control that cannot be deleted, called after its question."""
    paragraph = place.paragraphs[0]
    control, about, content = _element("w:sdt"), _element("w:sdtPr"), _element("w:sdtContent")
    about.append(_element("w:alias", val=slot))
    about.append(_element("w:tag", val=slot[-LONGEST_TAG:]))
    about.append(_element("w:lock", val="sdtLocked"))
    about.append(_element("w:text", multiLine="1"))
    for run in list(paragraph.runs):
        run.text = run.text.replace(NEW_LINE, "\n")
        content.append(run._r)
    control.append(about)
    control.append(content)
    _add(paragraph, control)


def _add(paragraph: Any, element: Any) -> None:
    paragraph._p.append(element)


def _element(tag: str, /, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
