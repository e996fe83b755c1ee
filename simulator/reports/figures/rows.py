"""Rows of intervals: a label, a mark with its interval on a shared axis, and the same in figures.

Drawn twice from one description: as a list whose marks stretch with the page, so that text keeps its size and wraps, and as a
picture that stands alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from simulator.reports.figures.scale import Scale
from simulator.reports.figures.svg import LINE, MARGIN, WIDTH, clean, lines, text

HIGH = 22
"""Pixels of a mark on the page."""
LABEL, SAID = 250, 170
"""Pixels of a picture's first and last column."""
Place = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `lo, hi` hold 9 of 10, `q17, q83` 2 of 3; `hi` may be infinite.

    tone: harm, good, open (no audit covers it), ref (the reference), sum (a roll-up). said: the figures beside the mark;
    more: what is said when the row is pointed at. bar: from nothing to the middle, for parts of a whole. depth: steps inwards.
    """

    label: str
    said: str
    middle: float | None
    lo: float | None
    hi: float | None
    tone: str = "harm"
    q17: float | None = None
    q83: float | None = None
    more: str = ""
    bar: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows on one axis. `line`: a value to be crossed, such as a ratio of 1."""

    id: str
    rows: tuple[Row, ...]
    scale: Scale
    axis: str
    line: float | None = None

    def html(self) -> Markup:
        """The rows as they stand on the page."""
        scale, place = self.scale, _of_the_width
        grid = "".join(
            f'<line class="g" x1="{(x := place(scale.part(t)))}" x2="{x}" y1="0" y2="400"/>'
            for t, _ in scale.ticks()
        )
        if self.line is not None:
            x = place(scale.part(self.line))
            grid += f'<line class="z" x1="{x}" x2="{x}" y1="0" y2="400"/>'
        ticks = "".join(
            f'<text class="a" x="{place(scale.part(t))}" y="14" text-anchor="{_anchor(scale.part(t))}">{escape(name)}</text>'
            for t, name in scale.ticks()
        )
        body = "".join(self._row(row, place) for row in self.rows)
        return Markup(
            f'<svg class="defs" width="0" height="0" aria-hidden="true"><defs><g id="{escape(self.id)}-grid">{grid}</g></defs></svg>'
            f'<ul class="rows">{body}</ul><div class="row axis" aria-hidden="true"><span></span>'
            f'<svg width="100%" height="18">{ticks}</svg><span></span></div>'
            f'<p class="unit" aria-hidden="true">{escape(clean(self.axis))}</p>'
        )

    def _row(self, row: Row, place: Place) -> str:
        inwards = f' style="--depth:{row.depth}"' if row.depth else ""
        told = f' data-more="{escape(clean(row.more))}"' if row.more else ""
        return (
            f'<li class="row {row.tone}"{inwards}{told}><span class="name"><bdi>{escape(clean(row.label))}</bdi></span>'
            f'<svg width="100%" height="{HIGH}" aria-hidden="true"><use href="#{escape(self.id)}-grid"/>'
            f'{marks(row, self.scale, place, "50%")}</svg><span class="said">{escape(clean(row.said))}</span></li>'
        )

    def drawing(self) -> tuple[str, float]:
        """The rows for a picture, and how high they are."""
        left, right = MARGIN + LABEL + 10, WIDTH - MARGIN - SAID - 10
        place: Place = lambda part: f"{left + part * (right - left):.1f}"  # noqa: E731
        y, parts = 6.0, []
        for row in self.rows:
            label = lines(row.label, LABEL - 16 * row.depth, bold=row.tone == "sum")
            said = lines(row.said, SAID)
            deep = LINE * max(len(label), len(said)) + 9
            looks = "s" if row.tone == "sum" else ""
            feet = y + 14
            parts.append(text(MARGIN + 16 * row.depth, feet, label, looks))
            parts.append(text(WIDTH - MARGIN, feet, said, looks, "end"))
            parts.append(marks(row, self.scale, place, f"{y + 10:g}"))
            y += deep
        grid = [
            f'<line class="g" x1="{(x := place(self.scale.part(t)))}" x2="{x}" y1="0" y2="{y:g}"/>'
            for t, _ in self.scale.ticks()
        ]
        if self.line is not None:
            x = place(self.scale.part(self.line))
            grid.append(f'<line class="z" x1="{x}" x2="{x}" y1="0" y2="{y:g}"/>')
        ticks = [
            text(float(place(self.scale.part(t))), y + 15, [name], "a", "middle")
            for t, name in self.scale.ticks()
        ]
        under = text(left, y + 33, [clean(self.axis)], "n")
        return "".join([*grid, *parts, *ticks, under]), y + 40


def _of_the_width(part: float) -> str:
    return f"{100 * part:.2f}%"


def _anchor(part: float) -> str:
    return "start" if part < 0.04 else "end" if part > 0.96 else "middle"


def marks(row: Row, scale: Scale, place: Place, y: str) -> str:
    """Thin line for 9 of 10, thick for 2 of 3, a mark at the middle; an end beyond the axis is an arrow."""
    if row.middle is None or row.lo is None or row.hi is None:
        return ""
    at = place(scale.part(row.middle))
    parts = []
    if row.bar:
        first = place(0.0)
        parts.append(
            f'<rect class="b {row.tone}" x="{first}" y="{y}" transform="translate(0 -7)" width="{_less(at, first)}" height="14"/>'
        )
    if row.lo < row.hi:
        parts.append(_line(row.tone, place(scale.part(row.lo)), place(scale.part(row.hi)), y, 1.5))
    if row.q17 is not None and row.q83 is not None:
        parts.append(_line(row.tone, place(scale.part(row.q17)), place(scale.part(row.q83)), y, 5))
    if math.isinf(row.hi):
        parts.append(f'<text class="{row.tone}" x="{place(1.0)}" y="{y}" dy="4.5" text-anchor="end">▸</text>')
    hollow = " h" if row.tone == "open" else ""
    parts.append(f'<circle class="{row.tone}{hollow}" cx="{at}" cy="{y}" r="4.5" stroke-width="2"/>')
    return "".join(parts)


def _line(tone: str, start: str, end: str, y: str, width: float) -> str:
    return f'<line class="{tone}" x1="{start}" x2="{end}" y1="{y}" y2="{y}" stroke-width="{width:g}"/>'


def _less(x: str, start: str) -> str:
    if x.endswith("%"):
        return f"{float(x[:-1]) - float(start[:-1]):.2f}%"
    return f"{float(x) - float(start):.1f}"
