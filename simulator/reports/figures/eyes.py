"""Half-eyes: a dot at the middle, a thick bar for 2 of 3 years, a thin one for 9 of 10, and the shape above them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from simulator.reports.figures.chart import (
    BURGUNDY,
    INK,
    NAVY,
    Chart,
    Stretched,
    figure_json,
    layout,
    rows_axis,
    rows_height,
    stretched,
    wrapped,
)
from simulator.reports.language import numbers
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import held_point, marked, within
from simulator.reports.tables import Table, count_span, notes, ordered, proxied, rate_span, rollups
from simulator.results.summary import Group

ROW = 46


def _density(quantiles: tuple[float, ...], axis: Stretched) -> tuple[list[float], list[float]]:
    """A smooth outline over the axis, 0 … 1, from quantiles; a kernel as wide as Silverman's rule asks."""
    at = sorted(axis.at(q) for q in quantiles)
    n = len(at)
    mean = sum(at) / n
    deviation = math.sqrt(sum((x - mean) ** 2 for x in at) / n)
    width = max(1.06 * deviation * n**-0.2, 0.02)
    lo, hi = max(at[0] - 2 * width, axis.at(0.0)), min(at[-1] + 2 * width, axis.at(axis.hi) + 0.3)
    grid = [lo + (hi - lo) * i / 80 for i in range(81)]
    heights = [sum(math.exp(-0.5 * ((g - x) / width) ** 2) for x in at) for g in grid]
    top = max(heights)
    return grid, [h / top for h in heights]


def _colour(study: Study, group: Group) -> tuple[str, str]:
    if group.unmeasured:
        return BURGUNDY, "diamond-open"
    return (INK, "square") if group.id == study.reference.id else (NAVY, "circle")


@dataclass(slots=True)
class Ink:
    """What is drawn in one colour: a trace each for shapes, thin bars, thick bars and marks keeps the page quick."""

    symbol: str
    slab: tuple[list[float | None], list[float | None]] = field(default_factory=lambda: ([], []))
    thin: tuple[list[float | None], list[float | None]] = field(default_factory=lambda: ([], []))
    thick: tuple[list[float | None], list[float | None]] = field(default_factory=lambda: ([], []))
    mark: tuple[list[float | None], list[float | None]] = field(default_factory=lambda: ([], []))
    hover: list[str] = field(default_factory=list)

    def add(self, y: int, cell: Estimate, axis: Stretched, hover: str, quantiles: tuple[float, ...]) -> None:
        """One row of the chart."""
        self.mark[0].append(axis.at(cell.median or 0.0))
        self.mark[1].append(y)
        self.hover.append(hover)
        for line, ends in ((self.thin, (cell.lo, cell.hi)), (self.thick, (cell.q17, cell.q83))):
            if ends[0] is not None and ends[1] is not None:
                line[0].extend([axis.at(ends[0]), axis.at(ends[1]), None])
                line[1].extend([y, y, None])
        if quantiles and max(quantiles) > min(quantiles):
            grid, heights = _density(quantiles, axis)
            self.slab[0].extend([*grid, grid[-1], grid[0], None])
            self.slab[1].extend([*(y - 0.08 - 0.4 * h for h in heights), y - 0.08, y - 0.08, None])

    def traces(self, colour: str) -> list[Any]:
        """The traces, shapes at the back."""
        from plotly import graph_objects as go

        made: list[Any] = []
        if self.slab[0]:
            made.append(
                go.Scatter(
                    x=self.slab[0], y=self.slab[1], mode="lines", fill="toself", fillcolor=colour, opacity=0.18,
                    line={"width": 0}, hoverinfo="skip",
                )
            )  # fmt: skip
        for (x, y), width in ((self.thin, 1.5), (self.thick, 5)):
            line = {"color": colour, "width": width}
            made.append(go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip"))
        marker = {"color": colour, "symbol": self.symbol, "size": 10, "line": {"width": 2, "color": colour}}
        made.append(
            go.Scatter(
                x=self.mark[0], y=self.mark[1], mode="markers", marker=marker, customdata=self.hover,
                hovertemplate="%{customdata}<extra></extra>",
            )
        )  # fmt: skip
        return made


def by_group(study: Study, measure: str, title: str, unit: str, count: bool) -> Chart | None:
    """Half-eyes of one measure for every group and roll-up; None if no group has an estimate."""
    groups = tuple(g for g in (*rollups(study), *ordered(study)) if study.get(measure, g.id).known)
    if not groups:
        return None
    cells = {g.id: study.get(measure, g.id) for g in groups}
    axis = stretched([x for c in cells.values() for x in (c.lo, c.hi, c.median)], 1.0 if count else 0.0)
    say, spans = (numbers.whole, count_span) if count else (numbers.rate, rate_span)
    inks: dict[str, Ink] = {}
    labels = []
    for y, group in enumerate(groups):
        cell = cells[group.id]
        colour, symbol = _colour(study, group)
        label = wrapped(marked(group))
        quantiles = study.quantiles(group.id) if measure == "wrongly_held" else ()
        hover = f"{label}<br>middle {say(cell.median)}<br>9 in 10 {study.period.column} {spans(cell)}"
        inks.setdefault(colour, Ink(symbol)).add(y, cell, axis, hover, quantiles)
        labels.append(f"<b>{label}</b>" if group.rollup else label)
    from plotly import graph_objects as go

    height = 70 + rows_height(labels, ROW)
    traces = [trace for colour, ink in inks.items() for trace in ink.traces(colour)]
    figure = go.Figure(data=traces, layout=layout(height, xaxis=axis.axis(unit), yaxis=rows_axis(labels)))
    return Chart(
        id=f"eyes-{measure.replace('_', '-')}",
        title=proxied(study, title),
        caption=_caption(study, groups, axis),
        alt=_alt(study, groups, cells, title, say),
        json=figure_json(figure),
        height=height,
        table=_table(study, measure, title, unit, groups, count),
    )


def _caption(study: Study, groups: tuple[Group, ...], axis: Stretched) -> str:
    text = (
        f"The mark is the middle of the {study.period.many}, the thick bar holds 2 of 3 of them, the thin bar 9 of 10. "
        f"{axis.told}"
    )
    if any(group.unmeasured for group in groups):
        text += " Open diamonds with †: the audits used have no figure for the group."
    return text + (" Proxy." if study.proxy else "")


def _alt(study: Study, groups: tuple[Group, ...], cells: dict[str, Estimate], title: str, say: Any) -> str:
    def one(group: Group) -> str:
        cell = cells[group.id]
        return f"{within(group)} {say(cell.median)} (9 in 10 {study.period.column} {say(cell.lo)} to {say(cell.hi)})"

    single = [g for g in groups if not g.rollup]
    if not single:
        return f"Dot-and-interval chart. {title}."

    def height(group: Group) -> tuple[float, float]:
        return cells[group.id].median or 0.0, cells[group.id].hi or 0.0

    return (
        f"Dot-and-interval chart. {title}, {held_point(study)}, by group. "
        f"Highest in the middle: {one(max(single, key=height))}. Lowest: {one(min(single, key=height))}."
    )


def _table(
    study: Study, measure: str, title: str, unit: str, groups: tuple[Group, ...], count: bool
) -> Table:
    say, spans = (numbers.whole, count_span) if count else (numbers.rate, rate_span)
    rows = []
    for group in groups:
        cell = study.get(measure, group.id)
        thick = numbers.span(say(cell.q17), say(cell.q83)) if cell.q17 is not None else numbers.UNDEFINED
        rows.append((marked(group), say(cell.median), thick, spans(cell)))
    return Table(
        id=f"{measure.replace('_', '-')}-by-group",
        caption=proxied(study, f"{title}, {unit}"),
        columns=(
            ("Group", False),
            ("Middle", True),
            (f"2 in 3 {study.period.column}", True),
            (f"9 in 10 {study.period.column}", True),
        ),
        rows=tuple(rows),
        notes=notes(study, groups),
        emphasised=frozenset(i for i, g in enumerate(groups) if g.rollup),
    )


def unit(study: Study) -> str:
    """The unit of a count."""
    return f"wrongful detentions {study.period.in_one}"
