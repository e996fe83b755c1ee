"""The charts of a comparison: half-eyes of all proposals on one scale, harm beside benefit, and who is lower in how many years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.reports.comparison import tables
from simulator.reports.figures.chart import (
    BURGUNDY,
    GRID,
    INK,
    LILAC,
    NAVY,
    ORANGE,
    TEAL,
    Chart,
    figure_json,
    layout,
    plotly_axis,
    rows_axis,
    rows_height,
    safe,
    wrapped,
)
from simulator.reports.figures.eyes import Ink
from simulator.reports.figures.scale import stretched
from simulator.reports.language import comparing, numbers
from simulator.reports.language.comparison import COUNTS, Comparison, Proposal
from simulator.reports.language.study import Estimate, Study
from simulator.reports.tables import Table, count_span, rate_span
from simulator.results.comparison import Difference, Pair, Shared

GROUPS = ("women_or_minorities", "women", "minorities", "all")
"""The people every chart shows, where all proposals have them."""
INKS = (
    (NAVY, "circle"), (BURGUNDY, "square"), (TEAL, "diamond"), (INK, "triangle-up"), (ORANGE, "cross"), (LILAC, "star"),
)  # fmt: skip
ROW = 64
HOW = (
    "The mark is the middle of the simulated years, the thick bar holds 2 of 3 of them, the thin bar 9 of 10."
)


def short(proposal: Proposal) -> str:
    """A proposal's name for a label: “Prison gate”, with the word proxy where it is one."""
    name = proposal.name.replace("-", " ").replace("_", " ")
    return f"{name[:1].upper()}{name[1:]}{' (proxy)' if proposal.proxy else ''}"


@dataclass(frozen=True, slots=True)
class Row:
    """One half-eye. `head`: the proposal's label above its first row, or nothing."""

    proposal: Proposal
    label: str
    head: str
    cell: Estimate
    ink: tuple[str, str]
    quantiles: tuple[float, ...] = ()


def eyes(c: Comparison, measure: str, studies: Mapping[str, Study]) -> Chart | None:
    """One measure of women, people of colour and everyone, a panel a proposal, all on one scale; None where nothing is known."""
    known = {group.id: group for group in c.groups}
    groups = [known[name] for name in GROUPS if name in known]
    rows = [row for i, each in enumerate(c.proposals) for row in _panel(c, i, each, measure, groups, studies)]
    if not rows:
        return None
    about = c.measure(measure)
    title = f"{about.label}{'' if 'per ' in about.label else f' {c.period.in_one}'}"
    caption = f"{HOW} All proposals share the scale. "
    note = f"{comparing.population(c)} " if measure == "per_100k_residents" else NOTES.get(measure, "")
    return _chart(
        f"eyes-{measure.replace('_', '-')}", title, about.unit, rows, measure in COUNTS, caption + note
    )  # fmt: skip


NOTES = {
    "per_100k_encounters": "What counts as an encounter stands in brackets beside each proposal’s name. ",
    "wrongly_held_per_wanted_found": "Both are expected counts. ",
}


def _panel(
    c: Comparison,
    i: int,
    each: Proposal,
    measure: str,
    groups: Sequence[Shared],
    studies: Mapping[str, Study],
) -> list[Row]:
    found: list[Row] = []
    year = " a year" if each.harms_enrolled else ""
    per = f" ({each.exposure}{year})" if measure == "per_100k_encounters" else ""
    for group in groups:
        cell = c.value(each.name, measure, group.id)
        if not cell.known:
            continue
        study = studies.get(each.name)
        quantiles = study.quantiles(group.id) if measure == "wrongly_held" and study is not None else ()
        head = "" if found else short(each) + per
        found.append(Row(each, group.label, head, cell, INKS[i % len(INKS)], quantiles))
    return found


def harm_and_benefit(c: Comparison) -> Chart | None:
    """Wrongful detentions beside wanted people found, everyone together, on one scale."""
    rows: list[Row] = []
    for each in c.proposals:
        mine = (
            ("Wrongful detentions", "wrongly_held", (BURGUNDY, "circle")),
            ("Wanted people found", "wanted_found", (TEAL, "square")),
        )
        for label, measure, ink in mine:
            cell = c.value(each.name, measure, "all")
            if cell.known:
                head = "" if rows and rows[-1].proposal is each else short(each)
                rows.append(Row(each, label, head, cell, ink))
    caption = f"{HOW} Circles: wrongful detentions. Squares: times wanted people are found, counted at the same stage. "
    return (
        _chart("harm-and-benefit", "What each proposal finds, beside what it costs", "times a year", rows, True, caption)
        if rows
        else None
    )  # fmt: skip


def _chart(name: str, title: str, unit: str, rows: list[Row], count: bool, caption: str) -> Chart:
    from plotly import graph_objects as go

    axis = stretched(
        [x for row in rows for x in (row.cell.lo, row.cell.hi, row.cell.median)], 1.0 if count else 0.0
    )
    say, spans = (numbers.whole, count_span) if count else (numbers.rate, rate_span)
    inks: dict[tuple[str, str], Ink] = {}
    labels = []
    for y, row in enumerate(rows):
        label = wrapped(row.label, 18)
        hover = f"<b>{safe(short(row.proposal))}</b><br>{label}<br>middle {say(row.cell.median)}<br>9 in 10 years {spans(row.cell)}"
        inks.setdefault(row.ink, Ink(row.ink[1])).add(y, row.cell, axis, hover, row.quantiles)
        labels.append(f"<b>{wrapped(row.head, 20)}</b><br>{label}" if row.head else label)
    height = 76 + rows_height(labels, ROW)
    figure = go.Figure(
        data=[trace for (colour, _), ink in inks.items() for trace in ink.traces(colour)],
        layout=layout(
            height,
            xaxis=_thinned(plotly_axis(axis, unit.removeprefix("detentions "))),
            yaxis=rows_axis(labels),
            shapes=_lines(rows),
        ),
    )
    told = "; ".join(
        f"{short(row.proposal)}, {row.label.lower()}: {say(row.cell.median)} (9 in 10 years {say(row.cell.lo)} to {say(row.cell.hi)})"
        for row in rows
        if row.head or name == "harm-and-benefit"
    )
    return Chart(
        id=name,
        title=title,
        caption=caption + axis.told,
        alt=f"Dot-and-interval chart, all proposals on one scale. {title}. {told}.",
        json=figure_json(figure),
        height=height,
        table=Table(
            id=f"{name}-table",
            caption=f"{title}, {unit}",
            columns=(
                ("Proposal", False),
                ("What" if name == "harm-and-benefit" else "Who", False),
                ("Middle", True),
                ("2 in 3 years", True),
                ("9 in 10 years", True),
            ),
            rows=tuple(
                (
                    short(row.proposal), row.label, say(row.cell.median),
                    numbers.span(say(row.cell.q17), say(row.cell.q83)), spans(row.cell),
                )
                for row in rows
            ),
            notes=_notes(rows),
        ),
    )  # fmt: skip


def _thinned(axis: dict[str, Any]) -> dict[str, Any]:
    """At most five ticks: on a phone more of them run into one another."""
    while len(axis["tickvals"]) > 5:
        axis |= {key: axis[key][::-1][::2][::-1] for key in ("tickvals", "ticktext")}
    return axis


def _lines(rows: list[Row]) -> list[dict[str, Any]]:
    """A thin rule above each proposal's panel but the first."""
    line = {"color": GRID, "width": 2}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y - 0.62, "y1": y - 0.62, "line": line}
        for y, row in enumerate(rows)
        if y and row.head
    ]


def _notes(rows: list[Row]) -> tuple[str, ...]:
    return (
        comparing.of_what(rows[0].proposal.period),
        *((tables.PROXY,) if any(row.proposal.proxy for row in rows) else ()),
    )


FEW = 3  # pairs, of which a chart can hold several measures
PAIRED = ("wrongly_held", "per_100k_encounters", "wrongly_held_per_wanted_found")


def paired(c: Comparison) -> Chart | None:
    """Of 100 simulated years, in how many the first of two proposals is lower, equal or higher; None without pairs."""
    rows = [
        (pair, measure, pair.differences[measure][c.first.id])
        for pair in c.pairs
        for measure in (PAIRED if len(c.pairs) <= FEW else PAIRED[:1])
        if measure in pair.differences and pair.differences[measure][c.first.id].below is not None
    ]
    if not rows:
        return None
    from plotly import graph_objects as go

    parts = (("below", NAVY, "lower"), ("equal", "#8A8A86", "equal"), ("above", BURGUNDY, "higher"))
    y = list(range(len(rows)))
    traces, start = [], [0.0] * len(rows)
    for key, colour, word in parts:
        share = [100.0 * float(getattr(cell, key) or 0.0) for _, _, cell in rows]
        traces.append(
            go.Bar(
                orientation="h", y=y, x=share, base=list(start), width=0.5, marker={"color": colour}, insidetextanchor="middle",
                text=[_inside(x, word) for x in share], textposition="inside", textangle=0,
                textfont={"color": "#FFFFFF", "size": 12}, constraintext="none", customdata=[f"{word} in {x:.1f} of 100" for x in share],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )  # fmt: skip
        start = [a + b for a, b in zip(start, share, strict=True)]
    labels = []
    for i, (pair, measure, _) in enumerate(rows):
        head = i == 0 or rows[i - 1][0] is not pair
        names = " – ".join(short(c.proposal(getattr(pair, k))) for k in ("a", "b"))
        what = wrapped(BRIEF[measure], 18)
        if len(c.pairs) > FEW:
            labels.append(wrapped(names, 24))
        else:
            labels.append(f"<b>{wrapped(names, 18)}</b><br>{what}" if head else what)
    height = 76 + rows_height(labels, 66)
    axis = {
        "range": [0, 101], "tickvals": [0, 50, 100], "tickangle": 0, "title": {"text": "of 100 years", "font": {"size": 12}},
        "fixedrange": True, "gridcolor": GRID, "zeroline": False,
    }  # fmt: skip
    rows_named = rows_axis(labels) | {"ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"}
    figure = go.Figure(data=traces, layout=layout(height, xaxis=axis, yaxis=rows_named, barmode="overlay"))
    return _paired_chart(c, rows, figure_json(figure), height)


def _what(c: Comparison) -> str:
    """What the bars compare: the people, and the measure where there is one."""
    return (
        c.first.label if len(c.pairs) <= FEW else f"wrongful detentions of {comparing.lowered(c.first.label)}"
    )


def _inside(share: float, word: str) -> str:
    """What fits into a part of a bar: nearly all is never printed as all."""
    many = ">99" if 99 < share < 100 else f"{share:.0f}"
    return f"{many} {word}" if share >= 70 else many if share >= 15 else ""


BRIEF = {
    "wrongly_held": "wrongful detentions",
    "per_100k_encounters": "per 100,000 encounters",
    "wrongly_held_per_wanted_found": "per wanted person found",
}


def _paired_chart(c: Comparison, rows: list[tuple[Pair, str, Difference]], json: str, height: int) -> Chart:
    draws = c.told.draws

    def one(pair: Pair, measure: str, cell: Difference) -> tuple[str, ...]:
        a, b = (short(c.proposal(getattr(pair, k))) for k in ("a", "b"))
        shares = (numbers.of_100(float(getattr(cell, k) or 0.0), draws) for k in ("below", "equal", "above"))
        span = f"{comparing.signed(cell.median)} ({comparing.signed(cell.lo)} to {comparing.signed(cell.hi)})"
        return (f"{a} – {b}", c.measure(measure).label, *shares, span)

    told = [one(*row) for row in rows]
    group = comparing.lowered(c.first.label)
    return Chart(
        id="paired",
        title=f"In how many of 100 simulated years is the first lower than the second? ({_what(c)})",
        caption=(
            "Each bar compares the first proposal named with the second, in the same simulated years. From the left: years in which the "
            "first is lower, years in which both are equal, years in which the first is higher. A bar that ends early leaves out years in "
            "which one of the two has no such figure."
        ),
        alt=(
            f"Stacked bars of 100 simulated years, {group}. "
            + "; ".join(
                f"{row[0]}, {row[1].lower()}: first lower in {row[2]}, higher in {row[4]}" for row in told
            )
            + "."
        ),
        json=json,
        height=height,
        table=Table(
            id="paired-table",
            caption=f"The first proposal beside the second, {group}",
            columns=(
                ("First – second", False),
                ("Measure", False),
                ("First lower", True),
                ("Equal", True),
                ("First higher", True),
                ("Difference (9 in 10 years)", True),
            ),
            rows=tuple(told),
            notes=(comparing.PAIRED, *((tables.PROXY,) if c.proxy else ())),
        ),
    )
