"""Every measure of every group in one chart that a reader can turn about: the one figure a script draws, with Plotly.

It lies folded at the foot of the page, and all it holds stands in measures.csv. All other figures are drawn before the page is
opened, so a reader without a script misses nothing that is said.
"""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from simulator.reports.language import words
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Estimate, Study
from simulator.reports.tables import ordered, rollups
from simulator.results.summary import Group

INK, GRID = "#12436D", "#B8B8B4"
ROW, WIDTH = 32, 24
"""Pixels of a group, and letters of its label in a line."""

CONFIG = {
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "showSendToCloud": False,
    "showLink": False,
    "plotlyServerURL": "",
}
"""Nothing is sent anywhere: the library's own default offers to upload a chart."""


def explore(study: Study) -> Markup | None:
    """What the script draws, as JSON that cannot leave its element; None where no measure of any group is known.

    figure: the first measure, as Plotly takes it; `row`, the pixels of a group. measures: of each its label, unit and rows; a row is a group's place among `groups`,
    its middle and both ends. groups: labels, and whether each is a roll-up.
    """
    groups = (*rollups(study), *ordered(study))
    measures = [told for name in study.summary.measures if (told := _measure(study, name, groups))]
    if not measures:
        return None
    return Markup(
        safe_json(
            {
                "figure": _figure(measures[0], groups),
                "config": CONFIG,
                "row": ROW,
                "groups": [
                    {"label": _label(words.marked(group)), "rollup": group.rollup} for group in groups
                ],
                "measures": measures,
            }
        )
    )


HOVER = "%{{y}}<br>{middle}<br>{range}<extra></extra>"


def _measure(study: Study, name: str, groups: Sequence[Group]) -> dict[str, Any] | None:
    about = study.summary.measures[name]
    rows = [
        (place, cell.median, cell.lo, cell.hi)
        for place, group in enumerate(groups)
        if _drawable(cell := study.get(name, group.id))
    ]
    if not rows:
        return None
    return {"id": name, "label": given(about.label), "unit": given(about.unit), "rows": rows}


def _drawable(cell: Estimate) -> bool:
    """Whether it has a middle and two ends: a ratio without an upper limit has none to draw."""
    return cell.known and cell.hi is not None and cell.hi < float("inf")


def _figure(measure: dict[str, Any], groups: Sequence[Group]) -> Any:
    """The measure as dots with their intervals, a row a group."""
    from plotly import graph_objects as go

    rows = measure["rows"]
    dots = go.Scatter(
        x=[middle for _, middle, _, _ in rows],
        y=[_label(words.marked(groups[place])) for place, *_ in rows],
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [hi - middle for _, middle, _, hi in rows],
            "arrayminus": [middle - lo for _, middle, lo, _ in rows],
            "color": INK,
            "thickness": 2,
            "width": 0,
        },
        customdata=[[lo, hi] for _, _, lo, hi in rows],
        mode="markers",
        marker={"color": INK, "size": 9},
        hovertemplate=HOVER.format(
            middle=phrase("middle {number}", number="%{x:,.3~g}"),
            range=phrase(
                "9 in 10 from {low} to {high}", low="%{customdata[0]:,.3~g}", high="%{customdata[1]:,.3~g}"
            ),
        ),
    )
    layout = {
        "template": "none",
        "height": 60 + ROW * len(groups),
        "margin": {"l": 8, "r": 16, "t": 8, "b": 32},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "xaxis": {"gridcolor": GRID, "zeroline": False, "fixedrange": True},
        "yaxis": {"automargin": True, "autorange": "reversed", "fixedrange": True, "ticklabelstandoff": 6},
    }
    return go.Figure(data=[dots], layout=layout).to_plotly_json()


def _label(text: str) -> str:
    """A label over as many short lines as it takes, as the characters it is made of: Plotly would take `<a href=…>` for a link."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return "<br>".join(html.escape(line, quote=False) for line in textwrap.wrap(plain, WIDTH) or [""])


def safe_json(value: object) -> str:
    """JSON that cannot leave its `<script>` element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
