"""What the doubt rests on: each uncertain input's share of the spread, largest first, by grade of evidence."""

from __future__ import annotations

from collections.abc import Iterator

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
from simulator.reports.language.study import Study
from simulator.reports.language.words import input_label, joined, readable
from simulator.reports.tables import Table, notes, proxied
from simulator.results.summary import Driver, Drivers

SHOWN = 10
COLOURS = {
    "assumed": ORANGE,
    "unmeasured": BURGUNDY,
    "proxy": LILAC,
    "borrowed": LILAC,
    "another algorithm": NAVY,
}


def ranked(study: Study, group: str = "all") -> tuple[Driver, ...]:
    """The uncertain inputs, the one that explains most of the doubt first; empty without a sensitivity analysis."""
    found = _selection(study, group)
    return tuple(sorted(found.unknowns, key=lambda unknown: -unknown.first)) if found else ()


def _selection(study: Study, group: str) -> Drivers | None:
    return study.summary.sensitivity.selections.get(group) if study.summary.sensitivity else None


def by_grade(study: Study, group: str = "all") -> str | None:
    """How much of the spread rests on assumptions, on unmeasured groups, and so on."""
    found = _selection(study, group)
    shares = found.by_grade if found else {}
    told = [f"{numbers.percent(v)} comes from inputs {readable(k)}" for k, v in shares.items() if v >= 0.001]
    if not told:
        return None
    return (
        f"Of the spread of the expected number of wrongful detentions, {joined(told)}; the rest comes from inputs acting together. "
        "Spread is counted as the variance of the logarithm."
    )


def drivers(study: Study, group: str = "all") -> Chart | None:
    """Bars of first-order shares for the ten inputs that matter most; None without a sensitivity analysis."""
    rows = ranked(study, group)
    if not rows:
        return None
    from plotly import graph_objects as go

    shown = rows[:SHOWN]
    shares = [max(0.0, u.first) for u in shown]
    bar = go.Bar(
        orientation="h",
        x=[100 * s for s in shares],
        y=list(range(len(shown))),
        width=0.6,
        marker={"color": [COLOURS.get(u.grade, TEAL) for u in shown]},
        customdata=[[safe(u.grade), numbers.percent(s)] for u, s in zip(shown, shares, strict=True)],
        hovertemplate="%{customdata[1]} of the spread<br>%{customdata[0]}<extra></extra>",
    )
    labels = [
        f"{wrapped(named(u), 24)}<br><span style='font-size:11px;color:#55555A'>{safe(u.grade)}, "
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
    first = f"{named(shown[0])} ({shown[0].grade}), {numbers.percent(shares[0])}"
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
            rows=tuple(line for u in rows for line in _lines(u)),
            notes=notes(study),
        ),
    )


def named(unknown: Driver) -> str:
    """An uncertain input by a name that says what it is."""
    path = unknown.path or unknown.identity
    return input_label(path, unknown.label or path)


def _lines(unknown: Driver) -> Iterator[tuple[str, ...]]:
    """An input's line, and below a fit's those of its parameters, which were learned together."""
    rows = f", {numbers.whole(unknown.rows)} rows" if unknown.rows else ""
    yield (
        f"{named(unknown)}{rows}",
        unknown.grade,
        numbers.percent(max(0.0, unknown.first)),
        numbers.percent(max(0.0, unknown.narrower)),
    )
    for name, share in unknown.members.items():
        part = f"– of which {name} (correlated, do not add)"
        yield part, unknown.grade, numbers.percent(share), numbers.percent(None)
