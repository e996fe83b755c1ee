"""The board's picture in pixels, for Word: drawn by resvg, without a browser."""

from __future__ import annotations

from dataclasses import dataclass

ZOOM = 2.5
"""Pixels of the PNG for one of the SVG: some 300 in an inch of an A4 page."""
LETTERS = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="2" y="15" font-family="{font}">Ag</text></svg>'
SANS = ("DejaVu Sans", "Liberation Sans", "Arial", "Helvetica", "Segoe UI", "Noto Sans", "Roboto")
"""Faces of which a machine has one."""
BARE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>'
INSTEAD = "its description stands in its place"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PNG, or why there is none."""

    content: bytes | None
    why: str = ""


def drawn(svg: str) -> Drawn:
    """The drawing as PNG. Without resvg or without a font it would be missing or mute, and is left out with a reason."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        way_out = "pip install 'detention-impact[office]' brings resvg_py"
        return Drawn(None, f"no picture in Word: {INSTEAD}; {way_out}")
    blank = svg_to_bytes(svg_string=BARE)
    face = next((font for font in SANS if svg_to_bytes(svg_string=LETTERS.format(font=font)) != blank), None)
    if face is None:
        return Drawn(None, f"no picture in Word: this machine has no font; {INSTEAD}")
    return Drawn(bytes(svg_to_bytes(svg_string=svg, zoom=ZOOM, background="#ffffff", sans_serif_family=face)))
