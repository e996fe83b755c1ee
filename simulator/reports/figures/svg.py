"""Pictures that stand alone: a title, a drawing, what it says and whose it is, as one SVG in colours of its own."""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from simulator.reports.language.characters import unsteered

WIDTH = 820
MARGIN = 20
KEPT = "\u00a0"
"""Holds a mark to its word."""
LINE = 17
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','DejaVu Sans',Arial,sans-serif"
LOOKS = (
    f"text{{font:14px {FONT};fill:#1d1d1b}}.t{{font-weight:700;font-size:18px}}.n,.a{{font-size:12px;fill:#55555a}}"
    ".s{font-weight:700}.g{stroke:#e0e0da}.z{stroke:#1d1d1b;stroke-dasharray:2 3}"
    ".harm,.sum{stroke:#12436d;fill:#12436d}.open{stroke:#801650;fill:#801650}.ref{stroke:#3d3d3d;fill:#3d3d3d}"
    ".good{stroke:#1c7a70;fill:#1c7a70}.sum{stroke:#1d1d1b;fill:#1d1d1b}.b{stroke:none;opacity:.28}.h{fill:#fff}.dot,.mid{fill:#801650}.br{fill:none;stroke:#1d1d1b;stroke-width:1.5}"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A standalone SVG and its size in pixels."""

    svg: str
    width: int
    height: int

    @property
    def uri(self) -> str:
        """An address a link can carry."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode("ascii")


def clean(text: str) -> str:
    """Text on one line that stays where it is put."""
    return " ".join(unsteered(text).split())


def safe(text: str) -> Markup:
    """The same, escaped."""
    return escape(clean(text))


def lines(text: str, pixels: float, size: float = 14, bold: bool = False) -> list[str]:
    """The text over as many lines as it takes in so many pixels, by the width of an average letter; a mark stays with its word."""
    letter = (0.62 if bold else 0.54) * size
    glued = clean(text).replace(" †", f"{KEPT}†")
    return textwrap.wrap(glued, max(6, int(pixels / letter)), break_long_words=True) or [""]


def text(x: float, y: float, said: Sequence[str], looks: str = "", anchor: str = "") -> str:
    """Lines of text one below the other, the first with its feet at y."""
    more = f' text-anchor="{anchor}"' if anchor else ""
    more += f' class="{looks}"' if looks else ""
    return "".join(
        f'<text x="{x:g}" y="{y + LINE * i:g}"{more}>{escape(line)}</text>' for i, line in enumerate(said)
    )


def picture(title: str, drawing: str, height: float, caption: str, credit: str, alt: str) -> Picture:
    """A drawing of WIDTH × height between its title and what it says, as a picture."""
    head = lines(title, WIDTH - 2 * MARGIN, 18, True)
    top = MARGIN + 6 + 23 * len(head)
    foot = [*lines(caption, WIDTH - 2 * MARGIN, 12), *lines(credit, WIDTH - 2 * MARGIN, 12)]
    whole = int(top + height + 14 + LINE * len(foot) + MARGIN)
    titles = "".join(
        f'<text class="t" x="{MARGIN}" y="{MARGIN + 12 + 23 * i}">{escape(line)}</text>'
        for i, line in enumerate(head)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{whole}" viewBox="0 0 {WIDTH} {whole}" role="img" '
        f'aria-label="{safe(alt)}"><style>{LOOKS}</style><rect width="{WIDTH}" height="{whole}" fill="#fff"/>{titles}'
        f'<g transform="translate(0 {top})">{drawing}</g>{text(MARGIN, top + height + 22, foot, "n")}</svg>'
    )
    return Picture(svg, WIDTH, whole)
