"""Bands over the hours: a stepped line for the middle of the runs inside the range of 9 of 10 of them."""

from __future__ import annotations

from typing import Any

from simulator.reports.figures.chart import GRID, INK, layout, safe
from simulator.reports.figures.clock_read import DAYS, WEEK, Band, hour_name
from simulator.reports.language import numbers

PANEL, TITLE, FOOT = 165, 40, 44


def panels(panels_: list[tuple[str, Band, str, float]], hovers: list[list[str]]) -> tuple[Any, int]:
    """A Plotly figure of panels one above the other, and its height in pixels.

    panels_: title, band, colour and what to multiply values by; hovers: a text for each hour of each panel.
    """
    from plotly import graph_objects as go

    count = len(panels_)
    height = FOOT + count * (PANEL + TITLE)
    cycle = len(panels_[0][1].median)
    traces: list[Any] = []
    axes: dict[str, Any] = {}
    notes = []
    for i, ((title, band, colour, scale), hover) in enumerate(zip(panels_, hovers, strict=True)):
        bottom = (count - 1 - i) * (PANEL + TITLE)
        span = height - FOOT
        top = max([scale * x for x in (*band.hi, *band.median) if x is not None] + [1e-9])
        axes["yaxis" if i == 0 else f"yaxis{i + 1}"] = {
            "domain": [bottom / span, (bottom + PANEL) / span], "range": [0, top * 1.06], "rangemode": "tozero",
            "gridcolor": GRID, "zeroline": True, "zerolinecolor": INK, "fixedrange": True, "automargin": True,
            "nticks": 5, "ticksuffix": " %" if scale == 100 else "",
        }  # fmt: skip
        notes.append(
            {
                "text": f"<b>{safe(title)}</b>", "xref": "paper", "yref": "paper", "x": 0, "y": (bottom + PANEL) / span,
                "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": INK}, "align": "left",
            }
        )  # fmt: skip
        peak = band.peak
        if (high := band.median[peak]) is not None:
            told = numbers.percent(high) if scale == 100 else numbers.prose(high)
            notes.append(
                {
                    "text": f"<b>{safe(told)}</b>", "x": peak + 0.5, "y": scale * high, "yref": f"y{i + 1}" if i else "y",
                    "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": INK},
                }
            )  # fmt: skip
        traces += _band(go, band, colour, scale, f"y{i + 1}" if i else "y", hover)
    axes["xaxis"] = _hours(cycle, f"y{count}" if count > 1 else "y")
    margin = {"l": 8, "r": 14, "t": 4, "b": FOOT}
    return go.Figure(data=traces, layout=layout(height, annotations=notes, margin=margin, **axes)), height


def _band(go: Any, band: Band, colour: str, scale: float, axis: str, hover: list[str]) -> list[Any]:
    def line(values: tuple[float | None, ...]) -> list[float | None]:
        scaled = [None if x is None else round(scale * x, 6) for x in values]
        return [*scaled, scaled[-1]]

    x = list(range(len(band.median) + 1))
    edge = {"width": 0, "shape": "hv", "color": colour}
    shared = {"x": x, "mode": "lines", "yaxis": axis}
    return [
        go.Scatter(y=line(band.lo), line=edge, hoverinfo="skip", **shared),
        go.Scatter(y=line(band.hi), line=edge, fill="tonexty", fillcolor=_pale(colour), hoverinfo="skip", **shared),
        go.Scatter(
            y=line(band.median), line={"width": 2.5, "shape": "hv", "color": colour}, customdata=[*hover, hover[-1]],
            hovertemplate="%{customdata}<extra></extra>", **shared,
        ),
    ]  # fmt: skip


def _pale(colour: str) -> str:
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({r},{g},{b},0.18)"


def _hours(cycle: int, anchor: str) -> dict[str, Any]:
    ticks = [12 + 24 * d for d in range(7)] if cycle == WEEK else [0, 6, 12, 18, 24]
    names = list(DAYS) if cycle == WEEK else [f"{h} h" for h in ticks]
    title = "hour of the week" if cycle == WEEK else "hour of the day"
    return {
        "tickvals": ticks, "ticktext": names, "range": [0, cycle], "anchor": anchor, "fixedrange": True,
        "showgrid": cycle != WEEK, "gridcolor": GRID, "zeroline": False, "tickangle": 0,
        "title": {"text": title, "font": {"size": 12}},
    }  # fmt: skip


def hovers(band: Band, said: list[str]) -> list[str]:
    """What a pointer over an hour is told: when, and the figure with its range."""
    return [f"{hour_name(len(band.median), i)}<br>{safe(text)}" for i, text in enumerate(said)]
