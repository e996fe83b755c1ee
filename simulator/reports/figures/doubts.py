"""Two kinds of doubt, side by side: what chance alone does, what not knowing does, and both together."""

from __future__ import annotations

from simulator.reports.figures.chart import (
    INK,
    NAVY,
    TEAL,
    Chart,
    figure_json,
    layout,
    rows_axis,
    rows_height,
    stretched,
    wrapped,
)
from simulator.reports.language import numbers
from simulator.reports.language.study import Study
from simulator.reports.language.words import held_point
from simulator.reports.tables import Table, notes, proxied

NAMES = ("Chance alone", "Not knowing the rates", "Both together")
COLOURS = (TEAL, NAVY, INK)


def doubts(study: Study) -> Chart | None:
    """Interval bars of chance, audit uncertainty and both, for everyone and for women or minorities."""
    groups = [
        study.group(g)
        for g in ("all", "women_or_minorities")
        if (cell := study.get("wrongly_held", g)).known and cell.chance and cell.audit
    ]
    if not groups:
        return None
    from plotly import graph_objects as go

    rows: list[tuple[str, str, float, float]] = []
    for group in groups:
        cell = study.get("wrongly_held", group.id)
        spans = (cell.chance, cell.audit, (cell.lo, cell.hi))
        for name, span in zip(NAMES, spans, strict=True):
            assert span is not None
            rows.append((group.label, name, max(span[0] or 0.0, 0.0), span[1] or 0.0))
    axis = stretched([x for row in rows for x in row[2:]], 1.0)
    y = list(range(len(rows)))
    bar = go.Bar(
        orientation="h",
        y=y,
        base=[axis.at(lo) for _, _, lo, _ in rows],
        x=[max(axis.at(hi) - axis.at(lo), 0.02) for _, _, lo, hi in rows],
        width=0.46,
        marker={"color": [COLOURS[NAMES.index(name)] for _, name, _, _ in rows]},
        customdata=[[numbers.span(numbers.whole(lo), numbers.whole(hi))] for _, _, lo, hi in rows],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )
    labels = [
        f"{f'<b>{wrapped(group)}</b><br>' if name == NAMES[0] else ''}{name}" for group, name, _, _ in rows
    ]
    height = 80 + rows_height(labels, 54)
    figure = go.Figure(
        data=[bar],
        layout=layout(
            height, xaxis=axis.axis(f"wrongful detentions {study.period.in_one}"), yaxis=rows_axis(labels)
        ),
    )
    first = rows[:3]
    told = "; ".join(
        f"{name.lower()} {numbers.whole(lo)} to {numbers.whole(hi)}" for _, name, lo, hi in first
    )
    return Chart(
        id="doubts",
        title=proxied(study, "Chance, and what nobody knows"),
        caption=(
            f"Chance alone: the same rates, another {study.period.one}. Not knowing the rates: how far the expected number moves within what the "
            "evidence and the stated assumptions allow. Both together: the interval printed everywhere else. All bars hold 9 of 10."
        ),
        alt=f"Interval bars of wrongful detentions {study.period.in_one} ({held_point(study)}), {groups[0].label}: {told}.",
        json=figure_json(figure),
        height=height,
        table=Table(
            id="doubts-table",
            caption=proxied(
                study, f"Wrongful detentions {study.period.in_one}: 9-in-10 intervals by kind of doubt"
            ),
            columns=(("Group", False), ("Doubt", False), ("Low", True), ("High", True)),
            rows=tuple((g, n, numbers.whole(lo), numbers.whole(hi)) for g, n, lo, hi in rows),
            notes=notes(study),
        ),
    )
