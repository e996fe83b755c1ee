"""The kernel's cost curves as one SVG: seconds over draws, groups and sites.

    python benchmarks/kernel_plot.py

Reads benchmarks/results/kernel.json, writes docs/kernel-cost.svg.
"""

from __future__ import annotations

import json
from math import log10
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 280, 220, 52, 34, 42
TITLES = {
    "draws": "Draws (both axes log)",
    "groups": "Groups, at 10,000 draws",
    "sites": "Sites kept apart, at 10,000 draws",
}
INK, LINE = "#3D3D3D", "#12436D"


def panel(at: int, axis: str, points: list[dict[str, float]]) -> str:
    """One curve with its own axes."""
    logarithmic = axis == "draws"
    xs = [log10(p["x"]) if logarithmic else p["x"] for p in points]
    ys = [log10(p["seconds"]) if logarithmic else p["seconds"] for p in points]
    low_x, low_y = (min(xs), min(ys)) if logarithmic else (0.0, 0.0)
    high_x, high_y = max(xs), max(ys) * (1 if logarithmic else 1.1)

    def place(x: float, y: float) -> tuple[float, float]:
        across = LEFT + (x - low_x) / (high_x - low_x) * (WIDTH - LEFT - 16)
        return at + across, HEIGHT - BOTTOM - (y - low_y) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM)

    placed = [place(x, y) for x, y in zip(xs, ys, strict=True)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    parts = [
        f'<text x="{at + LEFT}" y="18" font-weight="bold">{TITLES[axis]}</text>',
        f'<path d="M{at + LEFT} {TOP} V{HEIGHT - BOTTOM} H{at + WIDTH - 12}" fill="none" stroke="{INK}"/>',
        f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="2"/>',
    ]
    for point, (x, y) in zip(points, placed, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{LINE}"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{short(point["x"])}</text>'
        )
    for point, (_, y) in ((points[0], placed[0]), (points[-1], placed[-1])):
        parts.append(
            f'<text x="{at + LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{point["seconds"]:.2g} s</text>'
        )
    return "".join(parts)


def short(number: float) -> str:
    """1,000 as 1k."""
    return f"{number / 1000:g}k" if number >= 1000 else f"{number:g}"


def picture(report: dict[str, Any]) -> str:
    """The whole SVG."""
    curves = report["curves"]
    body = "".join(panel(i * WIDTH, axis, points) for i, (axis, points) in enumerate(curves.items()))
    slope = _slope(curves["draws"])
    words = f"Time of the kernel over draws, groups and sites. Ten times the draws take {slope:.1f} times as long."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(curves)} {HEIGHT}" role="img" '
        f'aria-label="{words}" font-family="sans-serif" font-size="11" fill="{INK}">'
        f'<rect width="100%" height="100%" fill="white"/>{body}'
        f'<text x="{LEFT}" y="{HEIGHT - 6}">{words}</text></svg>\n'
    )


def _slope(points: list[dict[str, float]]) -> float:
    first, last = points[max(len(points) - 3, 0)], points[-1]
    return float((last["seconds"] / first["seconds"]) ** (1 / log10(last["x"] / first["x"])))


def main() -> None:
    report = json.loads((ROOT / "benchmarks" / "results" / "kernel.json").read_text(encoding="utf-8"))
    target = ROOT / "docs" / "kernel-cost.svg"
    target.parent.mkdir(exist_ok=True)
    target.write_text(picture(report), encoding="utf-8")
    print(f"wrote {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
