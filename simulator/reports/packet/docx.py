"""The Word file: the paper's Markdown, read by markdown-it and written with python-docx; nothing that the Markdown lacks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from simulator.reports.packet.extras import wanted

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

DAY = datetime(2000, 1, 1)
"""Every file says it was made on this day, so that the same paper is the same bytes."""
MARGIN, TABLE_POINTS, TEXT_POINTS = 2.0, 8, 10.5


def word_file(markdown: str, title: str) -> bytes:
    """The paper as a .docx.

    Raises:
        MissingExtra: the packages of the extra `office` are not installed.
    """
    with wanted("office"):
        from docx import Document
        from docx.shared import Cm, Pt
        from markdown_it import MarkdownIt
        from markdown_it.tree import SyntaxTreeNode

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    document.styles["Normal"].font.size = Pt(TEXT_POINTS)
    _properties(document, title)
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(printable(markdown)))
    for node in tree.children:
        _block(document, node)
    out = io.BytesIO()
    document.save(out)
    return dateless(out.getvalue())


def printable(text: str) -> str:
    """Text without characters that XML cannot hold."""
    return "".join(c if c in "\n\t" or c.isprintable() else " " for c in text)


def dateless(package: bytes) -> bytes:
    """A zip with every member dated 1980: the library stamps them with the time of writing."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()


def _properties(document: Any, title: str) -> None:
    about = document.core_properties
    about.title, about.author, about.language = printable(title)[:255], "detention-impact", "en-GB"
    about.created = about.modified = DAY
    about.comments = ""


def _block(document: Any, node: SyntaxTreeNode, level: int = 0) -> None:
    """One block of the paper."""
    if node.type == "heading":
        _inline(document.add_heading(level=int(node.tag[1])), node.children[0])
    elif node.type == "paragraph":
        _inline(document.add_paragraph(), node.children[0])
    elif node.type in ("bullet_list", "ordered_list"):
        for item in node.children:
            _item(document, item, level)
    elif node.type == "table":
        _table(document, node)
    elif node.type in ("code_block", "fence"):
        for line in node.content.rstrip("\n").split("\n"):
            document.add_paragraph(style="No Spacing").add_run(line).font.name = "Courier New"
    else:
        raise ValueError(f"the paper holds a {node.type}, which the Word file has no place for")


def _item(document: Any, item: SyntaxTreeNode, level: int) -> None:
    style = "List Bullet" if level == 0 else "List Bullet 2"
    for child in item.children:
        if child.type == "paragraph":
            _inline(document.add_paragraph(style=style), child.children[0])
        else:
            _block(document, child, level + 1)


def _inline(paragraph: Any, node: SyntaxTreeNode, bold: bool = False, italic: bool = False) -> None:
    """Runs of text; a link is its text."""
    for child in node.children:
        if child.type in ("strong", "em", "link"):
            _inline(paragraph, child, bold or child.type == "strong", italic or child.type == "em")
            continue
        run = paragraph.add_run(" " if child.type == "softbreak" else child.content)
        run.bold, run.italic = bold or None, italic or None
        if child.type == "code_inline":
            run.font.name = "Courier New"


def _table(document: Any, node: SyntaxTreeNode) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    rows = list(_rows(node))
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for i, (cells, row) in enumerate(zip(rows, table.rows, strict=True)):
        for source, cell in zip(cells, row.cells, strict=True):
            paragraph = cell.paragraphs[0]
            _inline(paragraph, source.children[0], bold=i == 0)
            if "right" in str(source.attrs.get("style", "")):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in paragraph.runs:
                run.font.size = Pt(TABLE_POINTS)
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))  # a row is read whole
        if i == 0:
            properties.append(OxmlElement("w:tblHeader"))  # and its headings on every page
    document.add_paragraph()


def _rows(table: SyntaxTreeNode) -> Iterator[list[SyntaxTreeNode]]:
    for part in table.children:
        for row in part.children:
            yield list(row.children)
