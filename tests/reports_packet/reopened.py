"""Office files, reopened by libraries other than those that wrote them, where there are any."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from openpyxl import load_workbook

from simulator.reports.packet.parsing import parsed, words


def blocks(markdown: str, kind: str) -> Iterator[Any]:
    """The blocks of one kind in the Markdown, in order."""
    return (node for node in parsed(markdown).children if node.type == kind)


def markdown_tables(markdown: str) -> list[list[list[str]]]:
    """Every table of the Markdown as rows of bare text."""
    return [
        [[words(cell) for cell in row.children] for part in table.children for row in part.children]
        for table in blocks(markdown, "table")
    ]


def markdown_headings(markdown: str) -> list[str]:
    """Every heading of the Markdown as bare text."""
    return [words(node) for node in blocks(markdown, "heading")]


def document(content: bytes) -> Any:
    """The Word file, opened."""
    return Document(io.BytesIO(content))


def document_tables(content: bytes) -> list[list[list[str]]]:
    """Every table of the Word file as rows of text, with what stands in cells to fill in."""
    return [
        [["".join(cell._tc.xpath(".//w:t/text()")) for cell in row.cells] for row in table.rows]
        for table in document(content).tables
    ]


def document_headings(content: bytes) -> list[str]:
    """Every paragraph of the Word file that has the style of a heading."""
    return [
        paragraph.text
        for paragraph in document(content).paragraphs
        if paragraph.style.name == "Title" or paragraph.style.name.startswith("Heading")
    ]


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Every sheet of the workbook as rows of values; a formula would show as text that begins with “=”."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def kinds(content: bytes) -> set[str]:
    """The data types of all cells of the workbook: n for numbers, s for text, f for formulas."""
    book = load_workbook(io.BytesIO(content))
    return {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
