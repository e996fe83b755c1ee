"""When and how long: hours of the week at which innocent people are held, and how long until release, queues included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.reports import numbers
from simulator.reports.figures.chart import Chart, figure_json, layout
from simulator.reports.reading import Estimate, Study, estimate, number
from simulator.reports.tables import Table, notes, ordered, proxied, rollups
from simulator.reports.words import marked

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CLOCK_NOTE = "9 in 10 replications of the clock, queues included."


def duration(seconds: float | None) -> str:
    """A time in the unit that suits it, two significant figures: 42 s, 8.2 min, 3.1 h, 2.4 days."""
    if seconds is None:
        return numbers.UNDEFINED
    for size, unit in ((86_400 * 2, "days"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{numbers.prose(seconds / (86_400 if unit == 'days' else size))} {unit}"
    return f"{numbers.prose(seconds)} s"


def cell(study: Study, measure: str, group: str = "all", kind: str = "innocent") -> Estimate:
    """One figure of the clock."""
    clock = study.raw.get("clock") or {}
    about = (clock.get("measures") or {}).get(measure) or {}
    return estimate(((about.get("values") or {}).get(group) or {}).get(kind) or {})


def sentence(study: Study) -> str | None:
    """How long innocent people are held: the middle, and 1 in 20."""
    half, tail = cell(study, "held_median"), cell(study, "held_p95")
    if not (half.known and tail.known):
        return None
    clock = study.raw["clock"]
    return (
        f"Of innocent people held, half are released within {duration(half.median)} (in 9 of 10 replications between "
        f"{duration(half.lo)} and {duration(half.hi)}) and 5 of 100 are held longer than {duration(tail.median)} (between "
        f"{duration(tail.lo)} and {duration(tail.hi)}). Queues are included. The clock played {clock.get('replications')} "
        f"replications of {clock.get('weeks')} weeks, from {clock.get('draws')} draws of the uncertain inputs."
        f"{_precision(clock)}"
    )


def _precision(clock: Mapping[str, Any]) -> str:
    """A sentence where the replications were too few for the precision asked for."""
    reached = number(clock.get("precision"))
    if clock.get("precise_enough") or reached is None:
        return ""
    return f" The middle is known to about {numbers.percent(reached)} either way."


def limit(study: Study) -> str | None:
    """The share held longer than the law allows."""
    clock = study.raw.get("clock") or {}
    seconds, share = number(clock.get("legal_limit")), estimate(clock.get("beyond_limit") or {})
    if seconds is None or not share.known:
        return None
    return (
        f"The legal limit is {numbers.prose(seconds / 3600)} hours. Of innocent people held, {numbers.percent(share.median)} are held "
        f"longer (in 9 of 10 replications between {numbers.percent(share.lo)} and {numbers.percent(share.hi)})."
    )


def correction(study: Study) -> str | None:
    """Whether queues change how many people are held: said if by more than 1 %, and said if not."""
    clock = (study.raw.get("clock") or {}).get("measures") or {}
    found = {k: cell(study, k) for k in clock if k.startswith("correction_")}
    moved = {k: c for k, c in found.items() if c.known and abs((c.median or 1.0) - 1) > 0.01}
    if not found:
        return None
    if not moved:
        return "Queues change the number of innocent people who reach a held stage by less than 1 %: the counts on the other pages stand."
    labels = {stage.id: stage.label for stage in study.stages}
    told = [
        f"“{labels.get(k.removeprefix('correction_'), k)}” by {numbers.rate(c.median)} ({numbers.rate(c.lo)} to {numbers.rate(c.hi)})"
        for k, c in moved.items()
    ]
    return f"People walk on when queues are long. Multiply the number who reach {'; '.join(told)}."


def week(study: Study) -> Chart | None:
    """Heat map of innocent and wanted people held at each hour of the week; None without a clock."""
    clock = study.raw.get("clock")
    held = ((clock or {}).get("week") or {}).get("held")
    if not isinstance(held, Mapping) or len(held.get("median") or ()) != 168:
        return None
    from plotly import graph_objects as go

    bands = {k: [number(x) for x in held.get(k) or ()] for k in ("median", "lo", "hi")}
    middle = bands["median"]
    grid = [middle[d * 24 : d * 24 + 24] for d in range(7)]
    figure = go.Figure(
        data=[
            go.Heatmap(
                z=grid, x=list(range(24)), y=list(range(7)), colorscale="Cividis", xgap=1, ygap=1,
                hovertemplate="%{customdata[0]} %{x}:00<br>%{customdata[1]} held at once<extra></extra>",
                customdata=[[[DAYS[d], numbers.prose(x)] for x in row] for d, row in enumerate(grid)],
                colorbar={"thickness": 10, "outlinewidth": 0, "len": 0.9},
            )
        ],
        layout=layout(
            290,
            xaxis={"tickvals": [0, 6, 12, 18], "ticktext": ["0 h", "6 h", "12 h", "18 h"], "fixedrange": True, "showgrid": False},
            yaxis={"tickvals": list(range(7)), "ticktext": list(DAYS), "range": [6.5, -0.5], "fixedrange": True, "showgrid": False},
        ),
    )  # fmt: skip
    top = max(range(168), key=lambda i: middle[i] or 0.0)
    low = min(range(168), key=lambda i: middle[i] or 0.0)
    told = f"{DAYS[top // 24]} {top % 24}:00, {numbers.prose(middle[top])} ({numbers.prose(bands['lo'][top])} to {numbers.prose(bands['hi'][top])})"
    return Chart(
        id="week",
        title=proxied(study, "How many people are held at once, hour by hour"),
        caption=(
            "The middle replication, all sites together, innocent and wanted people; Monday on top. The hours follow the profile the "
            "scenario gives, and where that has no weekdays the days differ by chance only."
        ),
        alt=f"Heat map of people held at once by hour of the week. Highest: {told}. Lowest: {numbers.prose(middle[low])}.",
        json=figure_json(figure),
        height=290,
        table=Table(
            id="week-table",
            caption=proxied(study, "People held at once, by hour of the week"),
            columns=(("Hour", False), *((day, True) for day in DAYS)),
            rows=tuple(
                (
                    f"{h}:00",
                    *(f"{numbers.rate(middle[d * 24 + h])} ({_span(bands, d * 24 + h)})" for d in range(7)),
                )
                for h in range(24)
            ),
            notes=(CLOCK_NOTE, *notes(study)),
        ),
    )


def _span(bands: dict[str, list[float | None]], i: int) -> str:
    return numbers.span(numbers.rate(bands["lo"][i]), numbers.rate(bands["hi"][i]))


def table(study: Study) -> Table | None:
    """How long innocent people are held, by group: half, 95 of 100, and shares beyond an hour and a day."""
    if not study.raw.get("clock"):
        return None
    groups = tuple(g for g in (*rollups(study), *ordered(study)) if cell(study, "held_median", g.id).known)
    rows: list[tuple[str, ...]] = []
    for group in groups:
        times = [cell(study, m, group.id) for m in ("held_median", "held_p95")]
        shares = [cell(study, f"held_beyond_{m}", group.id) for m in ("1h", "24h")]
        rows.append((marked(group), *(_times(c) for c in times), *(_shares(c) for c in shares)))
    return Table(
        id="durations",
        caption=proxied(study, "How long innocent people are held, queues included (9 in 10 replications)"),
        columns=(
            ("Group", False),
            ("Half are out within", True),
            ("95 of 100 are out within", True),
            ("Held over 1 h", True),
            ("Held over 24 h", True),
        ),
        rows=tuple(rows),
        notes=(CLOCK_NOTE, *notes(study, groups)),
        emphasised=frozenset(i for i, g in enumerate(groups) if g.rollup),
    )


def _times(c: Estimate) -> str:
    return (
        f"{duration(c.median)} ({numbers.span(duration(c.lo), duration(c.hi))})"
        if c.known
        else numbers.UNDEFINED
    )


def _shares(c: Estimate) -> str:
    return (
        f"{numbers.percent(c.median)} ({numbers.span(numbers.percent(c.lo), numbers.percent(c.hi))})"
        if c.known
        else numbers.UNDEFINED
    )


def officers(study: Study) -> str | None:
    """What it costs in officers' time."""
    hours: Any = cell(study, "officer_hours_per_wanted_found", "all", "all")
    if not hours.known:
        return None
    return (
        f"For each wanted person found, officers spend {numbers.prose(hours.median)} hours on cases that began with an alert, right and wrong ones together "
        f"(in 9 of 10 replications between {numbers.prose(hours.lo)} and {numbers.prose(hours.hi)})."
    )
