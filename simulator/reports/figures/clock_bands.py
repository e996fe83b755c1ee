"""Bands over the hours: a stepped line for the middle of the runs inside the range of 9 of 10 of them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from simulator.reports.figures.scale import Even
from simulator.reports.figures.svg import MARGIN, WIDTH, safe
from simulator.reports.language.clock_read import DAYS, WEEK, Band
from simulator.reports.language.phrases import phrase

PANEL, HEAD, FOOT = 120, 24, 22
LEFT = 44
"""Pixels for the figures beside the axis."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One quantity by the hour. `unit`: “ %” where it is a share."""

    title: str
    band: Band
    tone: str
    unit: str = ""

    @property
    def factor(self) -> float:
        """What values are multiplied by to be in the unit."""
        return 100.0 if self.unit else 1.0

    def drawing(self, y: float, x: str, width: str) -> str:
        """The panel at a height, from x on, in pixels or in parts of the page's width."""
        band, factor = self.band, self.factor
        top = max([factor * v for v in (*band.hi, *band.median) if v is not None] + [1e-9]) * 1.06
        axis = Even(top, self.unit)
        parts = [f'<text class="s" x="0" y="{y + 14:g}">{safe(self.title)}</text>']
        for value, name in axis.ticks():
            at = y + HEAD + PANEL * (1 - axis.part(value))
            parts.append(f'<text class="a" x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{name}</text>')
        steps = len(band.median)
        low, high = _steps(band.lo, factor, top), _steps(band.hi, factor, top)[::-1]
        lines = "".join(
            f'<line class="g" x1="0" x2="{steps}" y1="{PANEL * (1 - axis.part(v)):.1f}" y2="{PANEL * (1 - axis.part(v)):.1f}"/>'
            for v, _ in axis.ticks()
        )
        outline = " ".join(f"{a:g},{b:.1f}" for a, b in [*low, *high])
        line = " ".join(f"{a:g},{b:.1f}" for a, b in _steps(band.median, factor, top))
        parts.append(
            f'<svg class="fit" x="{x}" y="{y + HEAD:g}" width="{width}" height="{PANEL}" viewBox="0 0 {steps} {PANEL}" '
            f'preserveAspectRatio="none">{lines}<polygon class="b {self.tone}" points="{outline}"/>'
            f'<polyline class="{self.tone} l" points="{line}"/></svg>'
        )
        return "".join(parts)


def _steps(values: tuple[float | None, ...], factor: float, top: float) -> list[tuple[float, float]]:
    """Corners of a stepped line; hours without a value lie on the ground."""
    made = []
    for hour, value in enumerate(values):
        y = PANEL * (1 - factor * (value or 0.0) / top)
        made += [(float(hour), y), (hour + 1.0, y)]
    return made


def drawing(panels: list[Panel]) -> tuple[str, float]:
    """Panels one above the other for a picture, and how high they are."""
    inner, height = _panels(panels, f"{LEFT}", f"{WIDTH - 2 * MARGIN - LEFT}", WIDTH - 2 * MARGIN - LEFT)
    return f'<g transform="translate({MARGIN} 0)">{inner}</g>', height


def body(panels: list[Panel]) -> Markup:
    """The same as it stands on a page, as wide as that is."""
    inner, height = _panels(panels, "0", "100%", None)
    return Markup(
        f'<svg class="hours" width="100%" height="{height:g}" aria-hidden="true"><svg x="0" width="100%" height="{height:g}">{inner}</svg></svg>'
    )


def _panels(panels: list[Panel], x: str, width: str, pixels: float | None) -> tuple[str, float]:
    """On a page the hours begin under the figures of the axis, which lie on the band."""
    cycle = len(panels[0].band.median)
    parts = [panel.drawing(i * (PANEL + HEAD + 10), x, width) for i, panel in enumerate(panels)]
    y = len(panels) * (PANEL + HEAD + 10)
    ticks = (
        [(12 + 24 * d, phrase(DAYS[d])) for d in range(7)]
        if cycle == WEEK
        else [(h, f"{h} h") for h in (0, 6, 12, 18, 24)]
    )
    for hour, name in ticks:
        part = hour / cycle
        at = f"{100 * part:.2f}%" if pixels is None else f"{LEFT + part * pixels:.1f}"
        anchor = "start" if part < 0.02 else "end" if part > 0.98 else "middle"
        parts.append(f'<text class="a" x="{at}" y="{y + 6:g}" text-anchor="{anchor}">{name}</text>')
    return "".join(parts), y + FOOT
