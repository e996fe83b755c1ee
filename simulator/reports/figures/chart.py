"""What every chart shares: palette, layout, the one configuration, axes that bear a zero, labels that stay text."""

from __future__ import annotations

import html
import json
import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.reports.language import numbers
from simulator.reports.tables import Table

if TYPE_CHECKING:
    import plotly.graph_objects as go

NAVY, TEAL, BURGUNDY, ORANGE, INK, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
KEPT = "\u00a0"  # holds a mark to its word
GRID = "#E6E6E1"
SMALLEST, LARGEST = 1e-140, 1e140  # of an axis: their ratio is a number yet
LINE = 15  # pixels of a label's line
TITLE = 22  # characters an axis' title may have in a line: more would not fit beside the labels on a phone
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif"

# Nothing is sent anywhere: the library's own default offers to upload a chart.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "showSendToCloud": False,
    "showLink": False,
    "plotlyServerURL": "",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """`json` is a Plotly figure; `alt` says chart, quantity and finding with its range; `table` holds the numbers."""

    id: str
    title: str
    caption: str
    alt: str
    json: str
    height: int
    table: Table


def safe(text: str) -> str:
    """A label Plotly draws as the characters it is made of: it would take `<a href=…>` for a link."""
    return html.escape("".join(c if c.isprintable() or c == KEPT else " " for c in text), quote=False)


def wrapped(text: str, width: int = 20) -> str:
    """A label over as many short lines as it takes, safe to draw: what is cut off may be the word that tells two groups apart."""
    glued = " ".join(text.split()).replace(" †", f"{KEPT}†")
    lines = textwrap.wrap(glued, width, break_long_words=True) or [""]
    return "<br>".join(map(safe, lines))


def for_page(value: object) -> str:
    """JSON that cannot leave its `<script>` element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def figure_json(figure: go.Figure) -> str:
    """The figure as JSON for the page."""
    return for_page(figure.to_plotly_json())


def layout(height: int, **more: Any) -> dict[str, Any]:
    """A calm ground: no frame, thin grid, touch scrolling left alone."""
    return {
        "template": "none",
        "height": height,
        "margin": {"l": 8, "r": 12, "t": 8, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": INK},
        "dragmode": False,
        "showlegend": False,
        "hoverlabel": {"bgcolor": "#FFFFFF", "bordercolor": INK, "font": {"color": INK}, "align": "left"},
        **more,
    }


@dataclass(frozen=True, slots=True)
class Stretched:
    """An axis on which each step is ten times the one before and zero has a place: asinh(x / unit)."""

    unit: float
    lo: float
    hi: float
    from_zero: bool

    def at(self, x: float) -> float:
        """The position of a value."""
        return math.asinh(min(max(x, 0.0), 10 * self.hi) / self.unit)

    @property
    def told(self) -> str:
        """How to read the scale."""
        near = ", except next to 0" if self.from_zero else ""
        return f"Equal distances on this scale are equal multiples{near}."

    def axis(self, title: str) -> dict[str, Any]:
        """The Plotly axis with ticks at 0 and at powers of ten."""
        first, last = math.floor(math.log10(max(self.lo, 1e-12))), math.ceil(math.log10(max(self.hi, 1e-12)))
        step = 1 if last - first <= 6 else max(2, math.ceil((last - first) / 8))
        ticks = [10.0**k for k in range(first, last + 1, step) if 10.0**k >= self.unit or not self.from_zero]
        if last - first <= 3:
            ticks = sorted([*ticks, *(3 * t for t in ticks)])
        low = self.lo * 0.7 if not self.from_zero else 0.0
        ticks = [t for t in ticks if low <= t <= self.hi * 1.3]
        ticks = ([0.0] if self.from_zero else []) + ticks
        start = -0.25 if self.from_zero else self.at(self.lo) - 0.3
        return {
            "title": {"text": wrapped(title, TITLE), "font": {"size": 12}},
            "automargin": "height",
            "tickmode": "array",
            "tickvals": [self.at(t) for t in ticks],
            "ticktext": [numbers.short_tick(t) for t in ticks],
            "tickangle": 0,
            "range": [start, self.at(self.hi) + 0.3],
            "gridcolor": GRID,
            "zeroline": False,
            "fixedrange": True,
            "side": "bottom",
        }


def stretched(values: Iterable[float | None], smallest: float = 0.0) -> Stretched:
    """An axis for these values; `smallest`: the least step that means something (1 for counts)."""
    known = [v for v in values if v is not None and math.isfinite(v)]
    positive = [min(max(v, SMALLEST), LARGEST) for v in known if v > 0]
    if not positive:
        return Stretched(1.0, 0.0, 1.0, True)
    low, high = min(positive), max(positive)
    from_zero = any(v <= 0 for v in known)
    unit = max(smallest, 10.0 ** math.floor(math.log10(low)))
    if not from_zero:
        # Far below the data asinh is a plain logarithm.
        return Stretched(low / 1e3, low, high, False)
    return Stretched(unit, unit, max(high, unit), True)


def rows_height(labels: Sequence[str], least: int) -> int:
    """Pixels of all rows of a chart: as many each as the label with most lines needs, and at least so many."""
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    return max(least, LINE * lines) * len(labels)


def rows_axis(labels: list[str]) -> dict[str, Any]:
    """A y axis of named rows, the first on top."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": labels,
        "range": [len(labels) - 0.5, -0.7],
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": 12},
    }
