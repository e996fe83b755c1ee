"""The packet as one page of HTML for print: no script, no request, no address it would fetch from."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from simulator.reports.packet.extras import wanted
from simulator.reports.packet.forms import BLANK
from simulator.reports.packet.parsing import parser, readable
from simulator.reports.packet.references import anchor
from simulator.reports.packet.widths import widths_of

if TYPE_CHECKING:
    from markdown_it.token import Token

STYLE = """
@page { size: A4; margin: 13mm 15mm 15mm 15mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #3D3D3D; } }
html { font: 9.5pt/1.35 "DejaVu Sans", "Liberation Sans", Arial, sans-serif; color: #1A1A1A; }
body { margin: 0; }
h1 { font-size: 15pt; line-height: 1.2; color: #12436D; }
h2 { font-size: 12.5pt; color: #12436D; border-bottom: 1px solid #12436D; padding-bottom: 2pt; }
h3 { font-size: 11.5pt; color: #12436D; }
h2, h3 { break-after: avoid; margin-top: 11pt; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 4pt 0 10pt; font-size: 7.5pt; line-height: 1.3; }
th, td { border: 1px solid #8A8A8A; padding: 2pt 4pt; vertical-align: top; overflow-wrap: anywhere; }
th { background: #12436D; color: #FFFFFF; text-align: left; overflow-wrap: normal; }
td.open { height: 5mm; }
td[style*="right"] { font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
p:has(+ table) { break-after: avoid; margin-bottom: 2pt; }
blockquote { break-inside: avoid; margin: 8pt 0; padding: 4pt 10pt; border-left: 3pt solid #F46A25; background: #FFF6F0; }
pre { font-size: 8.5pt; white-space: pre-wrap; background: #F3F3F3; padding: 6pt; }
img { display: block; width: 100%; max-height: 80mm; }
hr { border: 0; break-after: page; margin: 0; }
a { color: #12436D; overflow-wrap: anywhere; }
@media screen { body { max-width: 60em; margin: 2em auto; } }
"""


def packet_page(markdown: str, pictures: Mapping[str, str] | None = None) -> str:
    """A whole page: the Markdown rendered, with a style sheet for A4.

    Args:
        markdown: the paper.
        pictures: SVG by the name of its file in the paper: drawn into the page.

    Raises:
        MissingExtra: without the extra `office`.
    """
    first = markdown.split("\n", 1)[0].removeprefix("# ")
    body = _body(markdown)
    for name, svg in (pictures or {}).items():
        packed = b64encode(svg.encode()).decode("ascii")
        body = body.replace(f'src="{name}"', f'src="data:image/svg+xml;base64,{packed}"')
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{escape(first.replace(chr(92), ''))}</title>\n<style>{STYLE}</style></head>\n"
        f"<body><main>\n{body}</main></body></html>\n"
    )


def _body(markdown: str) -> str:
    """The Markdown rendered, with the widths of every table's columns."""
    with wanted("office"):
        made = parser()
    tokens = made.parse(readable(markdown))
    for token, after in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", anchor(after.content))
        if token.type == "td_open" and after.content == BLANK:
            token.attrSet("class", "open")
    tables = [at for at, token in enumerate(tokens) if token.type == "table_open"]
    html = str(made.renderer.render(tokens, made.options, {}))
    pieces = html.split("<table>\n")
    columns = [_columns(tokens[at:]) for at in tables]
    return pieces[0] + "".join(
        f"<table>\n{group}{piece}" for group, piece in zip(columns, pieces[1:], strict=True)
    )


def _columns(tokens: Sequence[Token]) -> str:
    """A `colgroup` for the table that begins here."""
    rows: list[list[str]] = []
    for token, after in pairwise(tokens):
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(after.content)
    widths = widths_of(rows)
    shares = "".join(f'<col style="width: {100 * width / sum(widths):.1f}%">' for width in widths)
    return f"<colgroup>{shares}</colgroup>\n"
