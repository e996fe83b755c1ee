"""The figure of a calibration: ten-bin rank histograms, flat within the band if the intervals are right."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import sqrt
from typing import Any

WIDTH, HEIGHT, GAP, COLUMNS = 250, 120, 24, 2
INK, BAR, BAND = "#3D3D3D", "#12436D", "#D9D9D9"


def calibration_svg(found: Mapping[str, Any]) -> str:
    """An SVG of `Calibration.plain()`: one histogram a quantity; the band holds 99 of 100 bins of a right program."""
    quantities = found["quantities"]
    rows = -(-len(quantities) // COLUMNS)
    width, height = COLUMNS * (WIDTH + GAP) + GAP, rows * (HEIGHT + 2 * GAP) + GAP
    cells = [_cell(each, i, found["worlds"]) for i, each in enumerate(quantities)]
    label = escape(f"Ranks of the truth among {found['draws']} draws in {found['worlds']} synthetic worlds")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{label}" '
        f'font-family="sans-serif" font-size="11" fill="{INK}">\n<title>{label}</title>\n'
        + "\n".join(cells)
        + "\n</svg>\n"
    )


def _cell(quantity: Mapping[str, Any], place: int, worlds: int) -> str:
    left = GAP + place % COLUMNS * (WIDTH + GAP)
    top = GAP * 2 + place // COLUMNS * (HEIGHT + 2 * GAP)
    bins = quantity["histogram"]
    mean = worlds / len(bins)
    spread = 2.576 * sqrt(mean * (1 - 1 / len(bins)))
    scale = HEIGHT / (2 * mean)
    covered = 100 * quantity["coverage"]["0.9"]
    name = escape(
        f"{quantity['measure'].replace('_', ' ')}, {quantity['selection']}: 90 % intervals hold {covered:.1f} %"
    )
    band = f'<rect x="{left}" y="{top + HEIGHT - (mean + spread) * scale:.1f}" width="{WIDTH}" height="{2 * spread * scale:.1f}" fill="{BAND}"/>'
    step = WIDTH / len(bins)
    bars = "".join(
        f'<rect x="{left + i * step + 2:.1f}" y="{top + HEIGHT - count * scale:.1f}" width="{step - 4:.1f}" '
        f'height="{count * scale:.1f}" fill="{BAR}" fill-opacity="0.75"/>'
        for i, count in enumerate(bins)
    )
    return f'<text x="{left}" y="{top - 6}">{name}</text>{band}{bars}'
