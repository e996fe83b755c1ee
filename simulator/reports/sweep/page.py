"""A sweep as a page: curves with their bands, maps of two axes, and where limits hold; one file without a script or a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from simulator.reports.figures.drawn import curve, heat
from simulator.reports.figures.scale import stretched
from simulator.reports.language import numbers
from simulator.reports.language import sweeps as say
from simulator.reports.language.phrases import given, phrase
from simulator.reports.page import environment, plain_style
from simulator.reports.tables import Table
from simulator.results.sweep import Shown, SweepFound

MOST_MAPS = 12
"""Maps of one measure: with more values of further axes the table alone tells."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawing and what stands over it."""

    title: str
    drawing: Markup


def sweep_html(found: SweepFound) -> str:
    """The whole page."""
    return (
        environment()
        .get_template("sweep.html.j2")
        .render(
            style=plain_style(),
            found=found,
            say=say,
            holds=_holding(found),
            kept=_kept_table(found),
            parts=[
                (say.heading(each), _figures(found, each), _table(found, each, i))
                for i, each in enumerate(found.shown)
            ],
        )
    )


def _figures(found: SweepFound, shown: Shown) -> list[Figure]:
    """A curve along one axis; along two a map, one for each value of further axes."""
    title = say.heading(shown)
    if len(found.axes) == 1:
        axis = found.axes[0]
        known = [
            (x, each) for x, each in zip(axis.values, shown.points, strict=True) if each.median is not None
        ]
        if len(known) < 2:
            return []
        rows = [
            (
                float(each.median or 0),
                float(each.lo or 0),
                float((each.hi if each.hi is not None else each.median) or 0),
            )
            for _, each in known
        ]
        return [Figure("", curve([x for x, _ in known], rows, axis.label, shown.unit, title))]
    middles = [None if each.median is None else float(each.median) for each in shown.points]
    scale = stretched([each for each in middles if each is not None])
    shades = [0.0 if each is None else scale.part(each) for each in middles]
    told = [say.ends(shown, each)[0] for each in shown.points]
    return _maps(found, shades, told, title)


def _holding(found: SweepFound) -> list[Figure]:
    """Along one axis a strip for each rule; along two, where all rules are kept together."""
    if not found.kept:
        return []
    if len(found.axes) == 1:
        axis = found.axes[0]
        shades = [each or 0.0 for kept in found.kept for each in kept.points]
        told = [_of(each) for kept in found.kept for each in kept.points]
        across, up = [say.value(x) for x in axis.values], [given(kept.words) for kept in found.kept]
        return [
            Figure("", heat(across, up, shades, told, (given(axis.label), ""), phrase("Where limits hold")))
        ]
    together = found.kept[-1].points
    told = [_of(each) for each in together]
    return _maps(found, [each or 0.0 for each in together], told, phrase("Where limits hold"))


def _of(kept: float | None) -> str:
    return "–" if kept is None else numbers.in_100(kept)


def _maps(found: SweepFound, shades: Sequence[float], told: Sequence[str], label: str) -> list[Figure]:
    """Maps of the last two axes, one for each point of the others."""
    *others, up, across = found.axes
    size = len(up.values) * len(across.values)
    if len(shades) // size > MOST_MAPS:
        return []
    settings = say.settings(found)
    figures = []
    for start in range(0, len(shades), size):
        at = ", ".join(
            f"{given(axis.label)} {say.value(x)}" for axis, x in zip(others, settings[start], strict=False)
        )
        figures.append(
            Figure(
                at,
                heat(
                    [say.value(x) for x in across.values],
                    [say.value(x) for x in up.values],
                    shades[start : start + size],
                    told[start : start + size],
                    (given(across.label), given(up.label)),
                    f"{label} {at}".strip(),
                ),
            )
        )
    return figures


def _table(found: SweepFound, shown: Shown, number: int) -> Table:
    """Every point of one measure."""
    rows = tuple(
        (*(say.value(x) for x in values), *say.ends(shown, point))
        for values, point in zip(say.settings(found), shown.points, strict=True)
    )
    columns = (
        *((given(axis.label), True) for axis in found.axes),
        (phrase("Middle"), True),
        ("5 %", True),
        ("95 %", True),
    )
    return Table(f"points-{number}", say.heading(shown), columns, rows)


def _kept_table(found: SweepFound) -> Table | None:
    if not found.kept:
        return None
    columns = (
        *((given(axis.label), True) for axis in found.axes),
        *((given(each.words), True) for each in found.kept),
    )
    rows = tuple(
        (*(say.value(x) for x in values), *(say.share(each.points[i], found.draws) for each in found.kept))
        for i, values in enumerate(say.settings(found))
    )
    return Table(
        "kept", phrase("How often each rule is kept, and all of them in the same draw"), columns, rows
    )
