"""Every figure of a result as a picture of its own, and a card to share: SVG, and PNG where there is a browser."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from simulator.reports.browser import Made, made
from simulator.reports.figures import clock_held, clock_hours, found, moves, strip, sure, who, why
from simulator.reports.figures.figure import Figure
from simulator.reports.figures.svg import FONT, LOOKS, Picture, lines
from simulator.reports.language import bearing, clock, sentences
from simulator.reports.language.finding import citation, finding, how_sure
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Study
from simulator.reports.tables import proxied

CARD = (1200, 630)
"""Pixels of a share card, as pages that show one ask for."""
LEFT = 60


def figures(study: Study) -> Iterator[Figure]:
    """The figures of a result's page, in its order."""
    worst = bearing.foremost(study) or sentences.most_affected(study)
    views = who.who(study)
    moved = moves.moves(study)
    drawn = (
        strip.strip(study),
        *(view.figure for view in (views.views if views else ())),
        why.tree(study),
        why.gap(study, worst),
        sure.doubts(study),
        sure.drivers(study),
        *(figure for _, figure in (moved.points if moved else ())),
        found.found(study),
        clock_held.held_for(study, clock.sentence(study)),
        clock_hours.held(study),
        *clock_hours.queues(study),
    )
    yield from (figure for figure in drawn if figure is not None)


def card(study: Study) -> Picture:
    """The finding, who bears it and how sure, large enough to be read in a stream of messages."""
    width, height = CARD
    told = finding(study)
    who_bears = [
        phrase(
            "{group}: {exposed} of 100 {exposure}, {harm} ({span}) of 100 wrongful detentions",
            group=row.label,
            exposed=row.exposed,
            exposure=study.word("exposure"),
            harm=row.harm,
            span=row.span,
        )
        for row in bearing.bearers(study)[:3]
    ]
    blocks = (
        ([given(study.summary.title)], 20, "#801650", 600, 2),
        ([f"{proxied(study, told.headline)}."], 44, "#1d1d1b", 700, 3),
        ([told.below], 24, "#1d1d1b", 400, 2),
        (who_bears, 22, "#12436d", 600, 4),
        ([how_sure(study) or ""], 20, "#55555a", 400, 3),
    )
    y, parts = (
        34.0,
        [
            f'<rect width="{width}" height="{height}" fill="#fff"/><rect width="{width}" height="12" fill="#1d1d1b"/>'
        ],
    )
    for said, size, colour, weight, most in blocks:
        broken = [line for each in said for line in lines(each, width - 2 * LEFT, size, weight > 500) if line]
        step = round(1.25 * size)
        parts.append(_lines(y + size, broken[:most], size, step, colour, weight))
        y += step * len(broken[:most]) + 16
    credit = lines(citation(study), width - 2 * LEFT, 15)
    parts.append(_lines(height - 16 - 19 * (len(credit) - 1), credit, 15, 19, "#55555a", 400))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(told.headline)}"><style>{LOOKS}</style>{"".join(parts)}</svg>'
    )
    return Picture(svg, width, height)


def _lines(y: float, said: list[str], size: int, step: int, colour: str, weight: int) -> str:
    style = escape(f"font:{weight} {size}px {FONT};fill:{colour}")
    return "".join(
        f'<text x="{LEFT}" y="{y + step * i:g}" style="{style}">{escape(line)}</text>'
        for i, line in enumerate(said)
    )


def png(browser: str, picture: Picture) -> Made:
    """The picture as a browser paints it, twice as fine."""
    page = f"<!doctype html><style>body{{margin:0}}svg{{display:block}}</style>{picture.svg}"
    size = f"--window-size={picture.width},{picture.height}"
    painted = made(
        browser,
        page,
        "picture.png",
        "--screenshot",
        ("--force-device-scale-factor=2", "--hide-scrollbars", size),
    )
    if (painted.content or b"").startswith(b"\x89PNG"):
        return painted
    return Made(None, painted.why or f"{browser} left no picture")
