"""What every chart shares: palette, layout, the one configuration, axes that bear a zero, labels that stay text."""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.reports.figures.scale import Stretched
from simulator.reports.language import numbers
from simulator.reports.tables import Table

if TYPE_CHECKING:
    import plotly.graph_objects as go

NAVY, TEAL, BURGUNDY, ORANGE, INK, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
KEPT = "\u00a0"  # holds a mark to its word
GRID = "#E6E6E1"
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


def plotly_axis(scale: Stretched, title: str) -> dict[str, Any]:
    """The Plotly axis of a scale, with ticks at 0 and at powers of ten."""
    ticks = scale.values()
    return {
        "title": {"text": wrapped(title, TITLE), "font": {"size": 12}},
        "automargin": "height",
        "tickmode": "array",
        "tickvals": [scale.at(t) for t in ticks],
        "ticktext": [numbers.short_tick(t) for t in ticks],
        "tickangle": 0,
        "range": list(scale.ends),
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
        "side": "bottom",
    }


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
