"""The Word file: the paper's Markdown, read by markdown-it and written with python-docx; nothing that the Markdown lacks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from simulator.reports.packet.docx_parts import add_contents, add_image, mark
from simulator.reports.packet.docx_table import Cell, add_table
from simulator.reports.packet.docx_text import add_runs, prepare
from simulator.reports.packet.extras import wanted
from simulator.reports.packet.parsing import parsed, printable, words
from simulator.reports.packet.references import anchor

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

LANGUAGE = "en-GB"
HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
DEEPEST_LIST = 3


def word_file(
    markdown: str,
    title: str,
    on: date,
    images: Mapping[str, bytes] | None = None,
    contents: bool = False,
) -> bytes:
    """A paper as a .docx.

    Args:
        markdown: the paper.
        title: of the file.
        on: the day it is made; the file says so too.
        images: PNG by the name of its picture in the paper; one that is not there is told by its description.
        contents: whether a table of contents follows the title; Word adds the pages when asked to update fields.

    Raises:
        MissingExtra: the packages of the extra `office` are not installed.
    """
    with wanted("office"):
        from docx import Document

        tree = parsed(markdown)
    document = Document()
    prepare(document, printable(title), LANGUAGE)
    _properties(document, printable(title), on)
    writer = _Writer(document, images or {})
    for node, after in zip(tree.children, [*tree.children[1:], None], strict=True):
        writer.block(node, after)
        if contents and node.tag == "h1":
            add_contents(document, [words(each) for each in tree.children if each.tag == "h2"])
    out = io.BytesIO()
    document.save(out)
    return dateless(out.getvalue())


def dateless(package: bytes) -> bytes:
    """A zip with every member dated 1980: the library stamps them with the time of writing."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.create_system = ZIP_DEFLATED, 0
            new.writestr(member, old.read(name))
    return out.getvalue()


def midnight(on: date) -> datetime:
    """When a file of that day says it was made: the hour is nobody's business and would change its bytes."""
    return datetime(on.year, on.month, on.day)


def _properties(document: Any, title: str, on: date) -> None:
    about = document.core_properties
    about.title, about.author, about.language = title[:255], "detention-impact", LANGUAGE
    about.last_modified_by, about.subject, about.revision = "detention-impact", "Board paper", 1
    about.created = about.modified = midnight(on)
    about.comments = ""


@dataclass(slots=True)
class _Writer:
    """Writes block after block. `fresh`: the next heading begins a page; `caption`: what names the next table."""

    document: Any
    images: Mapping[str, bytes]
    fresh: bool = False
    caption: str = ""

    def block(self, node: SyntaxTreeNode, after: SyntaxTreeNode | None) -> None:
        """One block of the paper, knowing what follows it."""
        if node.type == "heading":
            paragraph = self._paragraph(node, HEADINGS.get(node.tag, "Heading 3"))
            paragraph.paragraph_format.page_break_before = True if self.fresh else None
            self.fresh, self.caption = False, paragraph.text
            mark(paragraph, anchor(paragraph.text))
        elif node.type == "paragraph" and (shown := self._image(node)):
            add_image(self.document, *shown)
        elif node.type == "paragraph":
            named = after is not None and after.type == "table"
            paragraph = self._paragraph(node, "Caption" if named else "Normal")
            self.caption = paragraph.text if named else self.caption
            paragraph.paragraph_format.keep_with_next = True if named else None
        elif node.type in ("bullet_list", "ordered_list"):
            self._list(node, 1)
        elif node.type == "table":
            add_table(self.document, list(_rows(node)), self.caption)
        elif node.type in ("code_block", "fence"):
            for line in node.content.rstrip("\n").split("\n"):
                self.document.add_paragraph(line, style="Code")
        elif node.type == "blockquote":
            for child in node.children:
                self._paragraph(child, "Intense Quote")
        elif node.type == "hr":
            self.fresh = True
        else:
            raise ValueError(f"the paper holds a {node.type}, which the Word file has no place for")

    def _image(self, node: SyntaxTreeNode) -> tuple[bytes, str] | None:
        """The picture a paragraph consists of, with its description; None where there is none, or no pixels of it."""
        (inline,) = node.children
        if len(inline.children) != 1 or inline.children[0].type != "image":
            return None
        found = self.images.get(str(inline.children[0].attrs.get("src", "")))
        return (found, words(inline.children[0])) if found else None

    def _paragraph(self, node: SyntaxTreeNode, style: str) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        for inline in node.children:
            add_runs(paragraph, inline, self.document.part)
        return paragraph

    def _list(self, node: SyntaxTreeNode, depth: int) -> None:
        name = "List Bullet" if node.type == "bullet_list" else "List Number"
        style = name if depth == 1 else f"{name} {min(depth, DEEPEST_LIST)}"
        for item in node.children:
            for child in item.children:
                if child.type == "paragraph":
                    self._paragraph(child, style)
                elif child.type in ("bullet_list", "ordered_list"):
                    self._list(child, depth + 1)
                else:
                    self.block(child, None)


def _rows(table: SyntaxTreeNode) -> Iterator[list[Cell]]:
    for part in table.children:
        for row in part.children:
            yield [
                Cell(cell.children[0], "right" in str(cell.attrs.get("style", ""))) for cell in row.children
            ]
