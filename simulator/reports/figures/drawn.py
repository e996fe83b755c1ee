"""Figures drawn without a script: points with their intervals, curves with their bands, squares of a grid."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from simulator.reports.figures.scale import Stretched, stretched

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 16, 26, 46
HARM, GOOD, OPEN, INK, GRID = (f"var(--{name})" for name in ("harm", "good", "open", "ink", "grid"))
PALE, PAPER = "var(--rule)", "var(--paper)"
"""Colours of the page, dark or light or forced."""
SHORT_NAME, LETTER = 10, 6.2
"""Letters of a row's name that fit before a map, and pixels of one."""
SHAPES = {"front": (HARM, "circle"), "holds": (GOOD, "diamond"), "here": (OPEN, "square")}


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of two amounts, each with its 90 % interval (middle, low, high); kind: a key of `SHAPES`."""

    x: tuple[float, float, float]
    y: tuple[float, float, float]
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Two axes on which zero has a place and equal distances are equal multiples."""

    across: Stretched
    up: Stretched

    def x(self, value: float) -> float:
        """Pixels from the left."""
        return LEFT + (WIDTH - LEFT - RIGHT) * self.across.part(value)

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * self.up.part(value)

    def drawn(self, below: str, beside: str) -> str:
        """Grid, ticks and the names of both axes."""
        parts = [_text(LEFT, TOP - 12, beside), _text(LEFT, HEIGHT - 8, below)]
        for value, text in self.across.ticks():
            x = self.x(value)
            parts.append(_line(x, TOP, x, HEIGHT - BOTTOM, GRID))
            parts.append(_text(x, HEIGHT - BOTTOM + 16, text, "middle"))
        for value, text in self.up.ticks():
            y = self.y(value)
            parts.append(_line(LEFT, y, WIDTH - RIGHT, y, GRID))
            parts.append(_text(LEFT - 6, y + 4, text, "end"))
        return "".join(parts)


def spots(points: Sequence[Spot], below: str, beside: str, label: str) -> Markup:
    """Points with their intervals in both directions, later ones on top."""
    frame = Frame(
        stretched([value for point in points for value in point.x], 1),
        stretched([value for point in points for value in point.y], 1),
    )
    parts = [frame.drawn(below, beside)]
    for point in points:
        x, y = frame.x(point.x[0]), frame.y(point.y[0])
        parts.append(_line(frame.x(point.x[1]), y, frame.x(point.x[2]), y, PALE))
        parts.append(_line(x, frame.y(point.y[1]), x, frame.y(point.y[2]), PALE))
    for point in points:
        ink, shape = SHAPES[point.kind]
        parts.append(_mark(frame.x(point.x[0]), frame.y(point.y[0]), ink, shape, point.told))
    return _svg(label, "".join(parts))


def curve(
    xs: Sequence[float], rows: Sequence[tuple[float, float, float]], below: str, beside: str, label: str
) -> Markup:
    """A middle line with the band of its 90 % interval. rows: (middle, low, high), in the order of xs."""
    frame = Frame(stretched(xs), stretched([value for row in rows for value in row]))
    upper = [f"{frame.x(x):.1f},{frame.y(row[2]):.1f}" for x, row in zip(xs, rows, strict=True)]
    lower = [f"{frame.x(x):.1f},{frame.y(row[1]):.1f}" for x, row in zip(xs, rows, strict=True)]
    middle = [f"{frame.x(x):.1f},{frame.y(row[0]):.1f}" for x, row in zip(xs, rows, strict=True)]
    band = f'<polygon points="{" ".join([*upper, *reversed(lower)])}" fill="{PALE}" fill-opacity="0.55"/>'
    line = f'<polyline points="{" ".join(middle)}" fill="none" stroke="{HARM}" stroke-width="2"/>'
    return _svg(label, frame.drawn(below, beside) + band + line)


def _mark(x: float, y: float, ink: str, shape: str, told: str) -> str:
    title = f"<title>{escape(told)}</title>"
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{ink}">{title}</circle>'
    turn = f' transform="rotate(45 {x:.1f} {y:.1f})"' if shape == "diamond" else ""
    return f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="{ink}"{turn}>{title}</rect>'


def _line(x1: float, y1: float, x2: float, y2: float, ink: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{ink}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(label: str, inside: str, height: int = HEIGHT) -> Markup:
    return Markup(
        f'<svg viewBox="0 0 {WIDTH} {height}" style="width:100%;height:auto" role="img" aria-label="{escape(label)}" '
        f'font-family="sans-serif" font-size="12" fill="{INK}"><title>{escape(label)}</title>{inside}</svg>'
    )


def heat(
    across: Sequence[str],
    up: Sequence[str],
    shades: Sequence[float],
    told: Sequence[str],
    labels: tuple[str, str],
    label: str,
) -> Markup:
    """A square for each pair of two axes, the last axis across, from pale (0) to dark (1), its number written in it.

    Names of rows that are long stand on up to three lines, with more room before the squares.
    """
    left, tall = (LEFT, 30) if max(map(len, up)) <= SHORT_NAME else (3 * LEFT, 42)
    names = [textwrap.wrap(name, int(left / LETTER), max_lines=3, placeholder="…") or [""] for name in up]
    side = (WIDTH - left - RIGHT) / len(across)
    height = TOP + tall * len(up) + BOTTOM
    parts = [_text(left, TOP - 12, labels[1]), _text(left, height - 8, labels[0])]
    for row, lines in enumerate(names):
        feet = TOP + tall * row + tall / 2 + 10 - 6 * len(lines)
        parts += [_text(left - 6, feet + 12 * i, line, "end") for i, line in enumerate(lines)]
        for column in range(len(across)):
            at = row * len(across) + column
            share = min(max(shades[at], 0.0), 1.0)
            x, y = left + side * column, TOP + tall * row
            parts.append(
                f'<rect x="{x:.1f}" y="{y}" width="{side - 1:.1f}" height="{tall - 1}" fill="{HARM}" fill-opacity="{0.05 + 0.8 * share:.2f}">'
                f"<title>{escape(told[at])}</title></rect>"
            )
            if len(across) <= 12:
                ink = PAPER if share > 0.45 else INK
                parts.append(
                    f'<text x="{x + side / 2:.1f}" y="{y + tall / 2 + 4:g}" text-anchor="middle" fill="{ink}">{escape(told[at])}</text>'
                )
    step = max(1, -(-len(across) // 8))
    for column in range(0, len(across), step):
        x = left + side * (column + 0.5)
        parts.append(_text(x, height - BOTTOM + 16, across[column], "middle"))
    return _svg(label, "".join(parts), height)
