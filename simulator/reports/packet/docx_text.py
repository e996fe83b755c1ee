"""Words in a Word document: the page, the styles, and runs of text with their emphasis and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.reports.evidence import web
from simulator.reports.packet.parsing import words

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

INSIDE = re.compile(r"#[\w\-]+")
LONGEST_BOOKMARK = 40
CONTENTS = "TOC 1"
"""The style of a line in a table of contents."""
SANS, MONO = "Calibri", "Consolas"
INK = "12436D"


def prepare(document: Any, title: str, language: str) -> None:
    """A4 with margins, styles, the language of the whole text, and a page number below."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.6), Cm(1.6)
    styles = document.styles
    styles["Normal"].font.size = Pt(10)
    for name, size in (("Title", 16), ("Heading 1", 13), ("Heading 2", 11.5), ("Heading 3", 11)):
        style = styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(INK)
        _face(style, SANS)
        style.paragraph_format.keep_with_next = True
    for name in ("Normal", "Caption", "Intense Quote"):
        _face(styles[name], SANS)
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(10), RGBColor.from_string("000000")
    quote = styles["Intense Quote"].font
    quote.color.rgb, quote.bold, quote.italic = RGBColor.from_string("000000"), False, False
    cell = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = styles["Normal"], Pt(8)
    cell.paragraph_format.space_after = cell.paragraph_format.space_before = Pt(1)
    contents = styles.add_style(CONTENTS, WD_STYLE_TYPE.PARAGRAPH)
    contents.base_style, contents.paragraph_format.space_after = styles["Normal"], Pt(2)
    code = styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH)
    code.base_style, code.font.size = styles["Normal"], Pt(9)
    code.paragraph_format.left_indent = Cm(0.5)
    code.paragraph_format.space_after = Pt(2)
    _face(code, MONO)
    for told in document.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), language)
    _footer(section, title)


def _face(style: Any, name: str) -> None:
    """One typeface for every script, instead of the template's theme."""
    from docx.oxml.ns import qn

    style.font.name = name
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _footer(section: Any, title: str) -> None:
    from docx.shared import Pt

    paragraph = section.footer.paragraphs[0]
    run = paragraph.add_run(f"{title[:90]}{'…' if len(title) > 90 else ''} · page ")
    run.font.size = Pt(8)
    shown = paragraph.add_run("1")
    shown.font.size = Pt(8)
    paragraph._p.append(field("PAGE", shown))


def field(instruction: str, shown: Any) -> Any:
    """A field around the run that stands there until it is updated."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(shown._r)
    return field


def add_runs(
    paragraph: Any,
    node: SyntaxTreeNode,
    part: Any,
    bold: bool = False,
    italic: bool = False,
    link: str | None = None,
) -> None:
    """Runs of text, with strong and emphasised ones, code and links to ordinary web addresses."""
    for child in node.children:
        if child.type in ("strong", "em", "link"):
            address = _address(str(child.attrs.get("href", ""))) if child.type == "link" else link
            add_runs(
                paragraph,
                child,
                part,
                bold or child.type == "strong",
                italic or child.type == "em",
                address or None,
            )
            continue
        if not (text := words(child)):
            continue
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        if child.type == "code_inline":
            run.font.name = MONO
        if link:
            _link(paragraph, run, link, part)


def _address(href: str) -> str:
    """An ordinary web address, or a place in this paper; nothing of any other kind."""
    return href if INSIDE.fullmatch(href) else web(href)


def _link(paragraph: Any, run: Any, address: str, part: Any) -> None:
    """Make the run a link to an ordinary web address, or to a heading of this paper."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    if address.startswith("#"):
        link.set(qn("w:anchor"), bookmark(address[1:]))
    else:
        link.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.color.rgb, run.font.underline = RGBColor.from_string(INK), True
    link.append(run._r)
    paragraph._p.append(link)


def bookmark(name: str) -> str:
    """A heading's place as Word may call it: at most 40 letters, digits and underscores."""
    return re.sub(r"\W", "_", name)[:LONGEST_BOOKMARK]
