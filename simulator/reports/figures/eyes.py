"""Half-eyes: a dot at the middle, a thick bar for 2 of 3 years, a thin one for 9 of 10, and the shape above them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from simulator.reports.figures.scale import Stretched
from simulator.reports.language.study import Estimate


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
