"""What the doubt rests on: each uncertain input's share of the spread, largest first, by grade of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.reports.figures.chart import (
    BURGUNDY,
    GRID,
    LILAC,
    NAVY,
    ORANGE,
    TEAL,
    Chart,
    figure_json,
    layout,
    rows_axis,
    rows_height,
    safe,
    wrapped,
)
from simulator.reports.language import numbers
from simulator.reports.language.study import Study, number
from simulator.reports.language.words import input_label, joined, readable
from simulator.reports.tables import Table, notes, proxied

SHOWN = 10
COLOURS = {
    "assumed": ORANGE,
    "unmeasured": BURGUNDY,
    "proxy": LILAC,
    "borrowed": LILAC,
    "another algorithm": NAVY,
}


def _raw(study: Study, group: str) -> Mapping[str, Any]:
    found = ((study.raw.get("sensitivity") or {}).get("selections") or {}).get(group)
    return found if isinstance(found, Mapping) else {}


def by_grade(study: Study, group: str = "all") -> str | None:
    """How much of the spread rests on assumptions, on unmeasured groups, and so on."""
    shares = {k: number(v) for k, v in (_raw(study, group).get("by_grade") or {}).items()}
    told = [
        f"{numbers.percent(v)} comes from inputs {readable(k)}" for k, v in shares.items() if v and v >= 0.001
    ]
    if not told:
        return None
    return (
        f"Of the spread of the expected number of wrongful detentions, {joined(told)}; the rest comes from inputs acting together. "
        "Spread is counted as the variance of the logarithm."
    )


def drivers(study: Study, group: str = "all") -> Chart | None:
    """Bars of first-order shares for the ten inputs that matter most; None without a sensitivity analysis."""
    rows = [u for u in _raw(study, group).get("unknowns") or () if number(u.get("first")) is not None]
    if not rows:
        return None
    from plotly import graph_objects as go

    rows = sorted(rows, key=lambda u: -float(u["first"]))
    shown = rows[:SHOWN]
    shares = [max(0.0, float(u["first"])) for u in shown]
    bar = go.Bar(
        orientation="h",
        x=[100 * s for s in shares],
        y=list(range(len(shown))),
        width=0.6,
        marker={"color": [COLOURS.get(str(u.get("grade")), TEAL) for u in shown]},
        customdata=[
            [safe(str(u.get("grade"))), numbers.percent(s)] for u, s in zip(shown, shares, strict=True)
        ],
        hovertemplate="%{customdata[1]} of the spread<br>%{customdata[0]}<extra></extra>",
    )
    labels = [
        f"{wrapped(_name(u), 24)}<br><span style='font-size:11px;color:#55555A'>{safe(str(u.get('grade')))}, "
        f"{numbers.percent(s)}</span>"
        for u, s in zip(shown, shares, strict=True)
    ]
    axis = {
        "title": {"text": "share of the spread, %", "font": {"size": 12}},
        "rangemode": "tozero",
        "gridcolor": GRID,
        "fixedrange": True,
        "zeroline": False,
        "nticks": 5,
    }
    height = 70 + rows_height(labels, 52)
    figure = go.Figure(data=[bar], layout=layout(height, xaxis=axis, yaxis=rows_axis(labels)))
    first = f"{_name(shown[0])} ({shown[0].get('grade')}), {numbers.percent(shares[0])}"
    return Chart(
        id="drivers",
        title=proxied(study, "What the doubt rests on"),
        caption=(
            "Share of the spread of the expected number that would go, on average, if this one input were known exactly. "
            "The label says how good the input’s evidence is."
        ),
        alt=f"Bar chart of each input’s share of the spread of wrongful detentions. Largest: {first}.",
        json=figure_json(figure),
        height=height,
        table=Table(
            id="drivers-table",
            caption=proxied(study, "Each uncertain input’s share of the spread of wrongful detentions"),
            columns=(
                ("Input", False),
                ("Evidence", False),
                ("Share of the spread", True),
                ("Interval narrower by", True),
            ),
            rows=tuple(
                (
                    _name(u),
                    str(u.get("grade")),
                    numbers.percent(max(0.0, float(u["first"]))),
                    numbers.percent(_narrower(u)),
                )
                for u in rows
            ),
            notes=notes(study),
        ),
    )


def _name(unknown: Mapping[str, Any]) -> str:
    path = str(unknown.get("path") or unknown.get("identity"))
    return input_label(path, str(unknown.get("label") or path))


def _narrower(unknown: Mapping[str, Any]) -> float | None:
    found = number(unknown.get("narrower"))
    return None if found is None else max(0.0, found)
