"""Rows of multiples on a logarithmic axis with a line at 1: the ground of the forest plot and of the decomposition."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from simulator.reports.figures.chart import GRID, INK, TITLE, layout, rows_axis, rows_height, wrapped
from simulator.reports.language import numbers

TICKS = (0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
LARGEST = 1e300
"""Beyond it an axis has no decades to count."""


@dataclass(frozen=True, slots=True)
class Row:
    """One multiple with its interval; `label` and `hover` are already safe to draw."""

    label: str
    middle: float
    lo: float
    hi: float
    colour: str
    open: bool
    hover: str


def figure(rows: list[Row], title: str, row_height: int) -> tuple[Any, int]:
    """A Plotly figure and its height. Ends below the axis are drawn at its edge, as a triangle that points on."""
    from plotly import graph_objects as go

    ends = [x for row in rows for x in (row.lo, row.hi) if x > 0 and math.isfinite(x)]
    left, right = axis_ends(ends)
    traces: list[Any] = []
    for colour in sorted({row.colour for row in rows}):
        mine = [(y, row) for y, row in enumerate(rows) if row.colour == colour]
        traces.append(
            go.Scatter(
                x=[x for _, row in mine for x in (max(row.lo, left), min(row.hi, right), None)],
                y=[x for y, _ in mine for x in (y, y, None)],
                mode="lines",
                line={"color": colour, "width": 2.5},
                hoverinfo="skip",
            )
        )
        traces.append(
            go.Scatter(
                x=[row.middle for _, row in mine],
                y=[y for y, _ in mine],
                mode="markers",
                customdata=[row.hover for _, row in mine],
                hovertemplate="%{customdata}<extra></extra>",
                marker={
                    "color": colour,
                    "size": 11,
                    "symbol": ["diamond-open" if row.open else "circle" for _, row in mine],
                    "line": {"width": 2, "color": colour},
                },
            )
        )
    beyond = [(y, row) for y, row in enumerate(rows) if row.lo < left]
    if beyond:
        traces.append(
            go.Scatter(
                x=[left * 1.02] * len(beyond),
                y=[y for y, _ in beyond],
                mode="markers",
                hoverinfo="skip",
                marker={"symbol": "triangle-left", "size": 10, "color": [row.colour for _, row in beyond]},
            )
        )
    height = 80 + rows_height([row.label for row in rows], row_height)
    line = {"color": INK, "width": 1.5, "dash": "dot"}
    shape = {"type": "line", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "yref": "paper", "line": line}
    axis = {
        "type": "log",
        "range": [math.log10(left / 1.15), math.log10(right)],
        "tickmode": "array",
        "tickvals": (ticks := ticks_between(left, right)),
        "ticktext": [f"{numbers.short_tick(t)}×" for t in ticks],
        "tickangle": 0,
        "gridcolor": GRID,
        "fixedrange": True,
        "title": {"text": wrapped(title, TITLE), "font": {"size": 12}},
        "automargin": "height",
    }
    return go.Figure(
        data=traces,
        layout=layout(height, xaxis=axis, yaxis=rows_axis([row.label for row in rows]), shapes=[shape]),
    ), height


def axis_ends(ends: list[float]) -> tuple[float, float]:
    """The ends of an axis that holds 1, and whatever is above it; below it, only four decades down from the right end."""
    right = min(max([*ends, 1.25]) * 1.25, LARGEST)
    return max(min([*ends, 0.8]) / 1.25, min(right / 1e4, 0.64)), right


def ticks_between(left: float, right: float) -> list[float]:
    """At most six of the usual ticks, or of the powers of ten where they do not reach; 1 is always one of them."""
    decades = range(math.floor(math.log10(left)), math.ceil(math.log10(right)) + 1)
    usual = TICKS if right <= 10 * TICKS[-1] else tuple(10.0**k for k in decades)
    ticks = [t for t in usual if left <= t <= right]
    while len(ticks) > 6:
        one = ticks.index(1) % 2
        ticks = [t for i, t in enumerate(ticks) if i % 2 == one]
    return ticks
