"""Grouped icon arrays as inline SVG: one denominator for every group of the panel, drawn on the server."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup, escape

from simulator.reports.language import numbers
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import expected
from simulator.results.summary import Group

PITCH = 10
HARM, RANGE, REST = "#801650", "#D9B3C8", "#E4E4E0"


@dataclass(frozen=True, slots=True)
class Array:
    """One group's array and the sentence under it."""

    group: Group
    svg: Markup
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """All arrays of one denominator."""

    of: int
    defs: Markup
    arrays: tuple[Array, ...]


def panel(study: Study, groups: tuple[Group, ...]) -> Panel:
    """Of N encounters, how many end in a wrongful detention; N is the same for all groups."""
    cells = {group.id: study.get("per_100k_encounters", group.id) for group in groups}
    medians = [cell.median for cell in cells.values() if cell.median is not None]
    of = numbers.denominator(max(medians) / 100_000 if medians else None)
    return Panel(of, _defs(), tuple(_array(study, group, cells[group.id], of) for group in groups))


def _array(study: Study, group: Group, cell: Estimate, of: int) -> Array:
    if not cell.known:
        text = f"undefined: no {study.word('exposure')} to count"
        return Array(group, _svg(of, 0, 0, f"{group.label}: {text}"), text)
    scale = of / 100_000
    median, lo, hi = ((x or 0.0) * scale for x in (cell.median, cell.lo, cell.hi))
    text = f"{numbers.prose(median)} of {of:,} (in 9 of 10 {study.period.column} {numbers.span(numbers.prose(lo), numbers.prose(hi))})"
    what = f"of {of:,} {study.word('exposure')}, {text} {expected(study)}"
    if study.harms_enrolled:
        what = f"{expected(study)} for {of:,} {study.word('exposure')}: {text}"
    label = f"Icon array, {group.label}: {what}."
    return Array(group, _svg(of, median, hi, label), text)


def _defs() -> Markup:
    """The grey square every array is filled with, once for the page."""
    side = PITCH - 2
    return Markup(
        '<svg class="defs" width="0" height="0" aria-hidden="true"><defs>'
        f'<pattern id="icon" width="{PITCH}" height="{PITCH}" patternUnits="userSpaceOnUse">'
        f'<rect width="{side}" height="{side}" x="1" y="1" rx="1.5" fill="{REST}"/></pattern></defs></svg>'
    )


def _svg(of: int, median: float, hi: float, label: str) -> Markup:
    """An array of `of` squares: the first `median` dark, the next up to `hi` pale, the rest grey.

    Beyond 10,000 the squares would be finer than a screen: then the array shows 10,000 of them, each standing for
    `of / 10,000`, and the dark part is as exact as before.
    """
    shown = min(of, 10_000)
    across = math.isqrt(shown) if shown != 1_000 else 40
    rows = math.ceil(shown / across)
    width, height = across * PITCH, rows * PITCH
    scale = shown / of
    parts = [
        f'<svg class="icons" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">',
        f'<rect width="{width}" height="{height}" fill="url(#icon)"/>',
        _cells(hi * scale, across, shown, RANGE),
        _cells(median * scale, across, shown, HARM),
        "</svg>",
    ]
    return Markup("".join(parts))


def _cells(count: float, across: int, shown: int, colour: str) -> str:
    """The first `count` squares as one path; the last one is as wide as the fraction left over."""
    count = min(count, float(shown))
    side = PITCH - 2
    full, part = int(count), count - int(count)
    moves = [
        f"M{i % across * PITCH + 1} {i // across * PITCH + 1}h{side}v{side}h-{side}z"
        for i in range(min(full, 400))
    ]
    if full > 400:
        lines, rest = divmod(full, across)
        return _rows(lines, rest, across, colour)
    if part > 0.005:
        at = f"M{full % across * PITCH + 1} {full // across * PITCH + 1}"
        moves.append(f"{at}h{side * part:.2f}v{side}h-{side * part:.2f}z")
    return f'<path fill="{colour}" d="{"".join(moves)}"/>' if moves else ""


def _rows(lines: int, rest: int, across: int, colour: str) -> str:
    """Whole rows as dashes: thousands of squares in one short path."""
    side = PITCH - 2
    dash = f'stroke="{colour}" stroke-width="{side}" stroke-dasharray="{side} 2"'
    moves = "".join(f"M1 {y * PITCH + PITCH // 2}h{across * PITCH - 2}" for y in range(lines))
    if rest:
        moves += f"M1 {lines * PITCH + PITCH // 2}h{rest * PITCH - 2}"
    return f'<path {dash} fill="none" d="{moves}"/>'
