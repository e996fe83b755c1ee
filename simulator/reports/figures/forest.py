"""The forest plot: each group's rate over the reference's on a logarithmic axis, its two absolute numbers beside."""

from __future__ import annotations

import math
from typing import Any

from simulator.reports import numbers
from simulator.reports.figures.chart import (
    BURGUNDY,
    GRID,
    INK,
    NAVY,
    Chart,
    figure_json,
    layout,
    rows_axis,
    safe,
    wrapped,
)
from simulator.reports.reading import Estimate, Group, Study
from simulator.reports.tables import Table, notes, ordered, proxied, rate_span
from simulator.reports.words import held_point, marked, undefined_note, within

ROW = 56
TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def _drawable(cell: Estimate) -> bool:
    return cell.known and cell.defined > 0 and bool(cell.median) and bool(cell.hi)


def forest(study: Study) -> Chart | None:
    """Ratios of wrongful detentions per encounter to the reference group's; None if none is defined."""
    groups = tuple(g for g in ordered(study) if g.id != study.reference.id)
    cells = {g.id: study.get("ratio_to_reference", g.id) for g in groups}
    drawn = tuple(g for g in groups if _drawable(cells[g.id]))
    if not drawn:
        return None
    from plotly import graph_objects as go

    known = [x for g in drawn for x in (cells[g.id].lo, cells[g.id].hi) if x]
    left, right = min([*known, 0.8]) / 1.3, max([*known, 1.25]) * 1.3
    left = max(left, right / 1e5)
    base = study.get("per_100k_encounters", study.reference.id)
    traces: list[Any] = []
    labels = []
    for y, group in enumerate(drawn):
        cell, own = cells[group.id], study.get("per_100k_encounters", group.id)
        colour = BURGUNDY if group.unmeasured else NAVY
        lo = max(cell.lo or 0.0, left)
        traces.append(
            go.Scatter(
                x=[lo, cell.hi],
                y=[y, y],
                mode="lines+markers",
                line={"color": colour, "width": 2},
                marker={"symbol": ["triangle-left" if lo > (cell.lo or 0.0) else "line-ns", "line-ns"], "size": 8,
                        "color": colour, "line": {"color": colour, "width": 1.5}},
                hoverinfo="skip",
            )
        )  # fmt: skip
        hover = (
            f"{wrapped(marked(group))}<br>{numbers.rate(own.median)} against {numbers.rate(base.median)} per 100,000<br>"
            f"ratio {numbers.rate(cell.median)}, 9 in 10 years {rate_span(cell)}<extra></extra>"
        )
        traces.append(
            go.Scatter(
                x=[cell.median], y=[y], mode="markers", hovertemplate=hover,
                marker={"color": colour, "size": 11, "symbol": "diamond-open" if group.unmeasured else "circle",
                        "line": {"width": 2, "color": colour}},
            )
        )  # fmt: skip
        detail = f"{numbers.prose(own.median)} against {numbers.prose(base.median)}"
        labels.append(
            f"{wrapped(marked(group))}<br><span style='font-size:11px;color:#55555A'>{detail}: {numbers.prose(cell.median)}×</span>"
        )
    ticks = [t for t in TICKS if left <= t <= right]
    while len(ticks) > 6:
        ticks = [t for i, t in enumerate(ticks) if t == 1 or i % 2 == ticks.index(1) % 2]
    height = 80 + ROW * len(drawn)
    axis = {
        "type": "log",
        "range": [math.log10(left), math.log10(right)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [f"{t:g}×" for t in ticks],
        "tickangle": 0,
        "gridcolor": GRID,
        "fixedrange": True,
        "title": {"text": safe(f"times the rate of {within(study.reference)}"), "font": {"size": 12}},
    }
    line = {
        "type": "line",
        "x0": 1,
        "x1": 1,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": INK, "width": 1.5, "dash": "dot"},
    }
    figure = go.Figure(data=traces, layout=layout(height, xaxis=axis, yaxis=rows_axis(labels), shapes=[line]))
    per = f"per 100,000 {study.word('encounters')}"
    return Chart(
        id="forest",
        title=proxied(study, f"How many times the rate of {within(study.reference)}"),
        caption=(
            f"Under each name: its wrongful detentions {per} against those of {within(study.reference)}, then the ratio. The mark is the "
            "middle, the bar holds 9 of 10 simulated years. A bar that crosses the dotted line at 1 leaves open which group "
            "fares worse."
            + (
                " Open diamonds with †: no audit measured the group."
                if any(g.unmeasured for g in drawn)
                else ""
            )
        ),
        alt=_alt(study, drawn, cells, base, per),
        json=figure_json(figure),
        height=height,
        table=_table(study, groups, cells, per),
    )


def _alt(study: Study, drawn: tuple[Group, ...], cells: dict[str, Estimate], base: Estimate, per: str) -> str:
    top = max(drawn, key=lambda g: cells[g.id].median or 0.0)
    cell, own = cells[top.id], study.get("per_100k_encounters", top.id)
    return (
        f"Forest plot on a logarithmic axis: ratio of wrongful detentions ({held_point(study)}) {per} to {within(study.reference)}. "
        f"Highest: {within(top)}, {numbers.rate(own.median)} against {numbers.rate(base.median)}, ratio "
        f"{numbers.rate(cell.median)} (9 in 10 years {numbers.rate(cell.lo)} to {numbers.rate(cell.hi)})."
    )


def _table(study: Study, groups: tuple[Group, ...], cells: dict[str, Estimate], per: str) -> Table:
    base = study.get("per_100k_encounters", study.reference.id)
    rows = []
    for group in groups:
        own, cell = study.get("per_100k_encounters", group.id), cells[group.id]
        note = undefined_note(cell) or ""
        ratio = numbers.rate(cell.median) if cell.defined > 0 else numbers.UNDEFINED
        span = rate_span(cell) if cell.defined > 0 else numbers.UNDEFINED
        rows.append((marked(group), numbers.rate(own.median), numbers.rate(base.median), ratio, span, note))
    return Table(
        id="ratios",
        caption=proxied(study, f"Wrongful detentions {per} beside those of {within(study.reference)}"),
        columns=(
            ("Group", False),
            (f"{per.capitalize()}", True),
            (study.reference.label, True),
            ("Ratio", True),
            ("9 in 10 years", True),
            ("Remark", False),
        ),
        rows=tuple(rows),
        notes=notes(study, groups),
    )
