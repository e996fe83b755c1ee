"""The page of a validation: predicted against recorded, PIT histograms and the rivals' table, in one file without a request."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import sqrt

from markupsafe import Markup

from simulator.reports.fits import NAMES
from simulator.reports.page import environment, plain_style
from simulator.reports.validation import ESTABLISHES, HEADER, plain_text, rows_of, verdict
from simulator.results.validation import Forecast, Validation

INK, MARK, PALE = (f"var(--{name})" for name in ("ink", "harm", "rule"))
WIDTH, HEIGHT, PAD = 360, 220, 34


def page(told: Validation) -> str:
    """`validate --data` as HTML."""
    parts = [
        {
            "name": NAMES[target],
            "verdict": plain_text(verdict(target, found)),
            "header": HEADER,
            "rows": [[plain_text(cell) for cell in row] for row in rows_of(found)],
            "scatter": Markup(scatter(found.each, NAMES[target])),
            "pit": Markup(histogram(found.histogram, NAMES[target])),
        }
        for target, found in told.targets.items()
    ]
    about = {"style": plain_style(), "told": told, "parts": parts, "establishes": ESTABLISHES}
    return environment().get_template("validation.html.j2").render(about)


def scatter(each: Sequence[Forecast], name: str) -> str:
    """Recorded counts over expected ones, with each row's 90 % interval."""
    top = max([1.0, *(max(row.recorded, row.hi, row.mean) for row in each)])
    size = WIDTH - 2 * PAD

    def x(value: float) -> float:
        return PAD + size * sqrt(value / top)

    def y(value: float) -> float:
        return HEIGHT - PAD - (HEIGHT - 2 * PAD) * sqrt(value / top)

    marks = [
        f'<line x1="{x(row.mean):.1f}" x2="{x(row.mean):.1f}" y1="{y(row.lo):.1f}" y2="{y(row.hi):.1f}" stroke="{PALE}"/>'
        for row in each
    ]
    marks += [
        f'<circle cx="{x(row.mean):.1f}" cy="{y(row.recorded):.1f}" r="2.5" fill="{MARK}"/>' for row in each
    ]
    diagonal = f'<line x1="{x(0):.1f}" y1="{y(0):.1f}" x2="{x(top):.1f}" y2="{y(top):.1f}" stroke="{INK}" stroke-dasharray="3 3"/>'
    words = _words("expected (square-root scale)", f"recorded, up to {top:g}")
    return _svg(
        f"{name}: recorded against expected, {len(each)} deployments", diagonal + "".join(marks) + words
    )


def histogram(shares: Sequence[float], name: str) -> str:
    """Ten bars that are level where forecasts are honest."""
    top = max(0.2, *shares)
    step = (WIDTH - 2 * PAD) / len(shares)
    bars = "".join(
        f'<rect x="{PAD + i * step + 1:.1f}" y="{HEIGHT - PAD - (HEIGHT - 2 * PAD) * share / top:.1f}" width="{step - 2:.1f}" '
        f'height="{(HEIGHT - 2 * PAD) * share / top:.1f}" fill="{MARK}"/>'
        for i, share in enumerate(shares)
    )
    level = HEIGHT - PAD - (HEIGHT - 2 * PAD) * 0.1 / top
    line = f'<line x1="{PAD}" x2="{WIDTH - PAD}" y1="{level:.1f}" y2="{level:.1f}" stroke="{INK}" stroke-dasharray="3 3"/>'
    return _svg(
        f"{name}: PIT histogram", bars + line + _words("PIT, 0 to 1 (dashed: honest)", "share of rows")
    )


def _words(below: str, beside: str) -> str:
    return f'<text x="{PAD}" y="{HEIGHT - 8}">{escape(below)}</text><text x="{PAD}" y="{PAD - 10}">{escape(beside)}</text>'


def _svg(label: str, inside: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{escape(label)}" '
        f'font-family="sans-serif" font-size="11" fill="{INK}"><title>{escape(label)}</title>{inside}</svg>'
    )
