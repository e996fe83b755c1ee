"""Tables in a Word document: heads that repeat on every page, rows that stay whole, columns as wide as their words need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.reports.packet.docx_parts import to_fill_in
from simulator.reports.packet.docx_text import INK, add_runs
from simulator.reports.packet.forms import slots
from simulator.reports.packet.parsing import words
from simulator.reports.packet.widths import widths_of

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

ROOM = 0.75
"""Centimetres of a row that is filled in by hand."""
FULL_ROW = 2000
"""Characters beyond which a row may break over pages: it would not fit on one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words with their emphasis, and whether it stands to the right."""

    inline: SyntaxTreeNode
    right: bool

    @property
    def text(self) -> str:
        """Its bare words."""
        return words(self.inline)


def add_table(document: Any, rows: Sequence[Sequence[Cell]], caption: str) -> None:
    """Add the table; its caption is also its description for those who do not see it."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    widths = [Cm(width) for width in widths_of([[cell.text for cell in row] for row in rows])]
    table = document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for each, width in zip(table.columns, widths, strict=True):
        each.width = width
    _describe(table, caption)
    style = document.styles["Table Text"].style_id
    open_cells = {
        (at, column): slot for at, column, slot in slots([[cell.text for cell in row] for row in rows])
    }
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        _row(row, head=number == 0, whole=sum(len(cell.text) for cell in cells) < FULL_ROW)
        for column, (place, cell, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
            place.width = width
            paragraph = place.paragraphs[0]
            paragraph._p.style = (
                style  # by its id: looking it up for each of some thousand cells takes seconds
            )
            if cell.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            add_runs(paragraph, cell.inline, document.part)
            if number == 0:
                _head(place)
            if slot := open_cells.get((number, column)):
                to_fill_in(place, slot)
                row.height, row.height_rule = Cm(ROOM), WD_ROW_HEIGHT_RULE.AT_LEAST
    document.add_paragraph(style="Table Text")


def _describe(table: Any, caption: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    told = OxmlElement("w:tblCaption")
    told.set(qn("w:val"), caption[:250])
    table._tbl.tblPr.append(told)


def _row(row: Any, head: bool, whole: bool) -> None:
    """A head is repeated on every page; a row that fits on a page is not broken."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    for name, wanted in (("w:cantSplit", whole), ("w:tblHeader", head)):
        if wanted:
            mark = OxmlElement(name)
            mark.set(qn("w:val"), "true")
            properties.append(mark)


def _head(place: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    for run in place.paragraphs[0].runs:
        run.bold = True
        run.font.color.rgb = RGBColor.from_string("FFFFFF")
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", INK)):
        shade.set(qn(f"w:{key}"), value)
    place._tc.get_or_add_tcPr().append(shade)
