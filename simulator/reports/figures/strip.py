"""Fifty dots at their true places: each is 2 of 100 simulated years, zeros in a column of their own, the middle marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from simulator.reports.figures.figure import Figure
from simulator.reports.figures.scale import stretched
from simulator.reports.figures.svg import MARGIN, WIDTH, picture
from simulator.reports.language import numbers
from simulator.reports.language.finding import citation, finding, in_a_sentence, quoted
from simulator.reports.language.phrases import phrase
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import capital, held_point
from simulator.reports.tables import Table, notes, proxied

RADIUS = 4.2
ZEROS, TALL = 46, 10
"""Pixels of the column in which years without any stand, and how many stand upon one another there."""
FOOT = 46


@dataclass(frozen=True, slots=True)
class Strip:
    """Dots of one width: places from the left and above the ground, and where the axis puts a value."""

    width: float
    counts: tuple[float, ...]

    @property
    def _none(self) -> int:
        return sum(1 for count in self.counts if count <= 0)

    @property
    def _abreast(self) -> int:
        """How many years without any stand beside one another."""
        return max(1, -(-self._none // TALL))

    @property
    def _first(self) -> float:
        return max(ZEROS, 2 * RADIUS * self._abreast + 30) if self._none else 8.0

    def at(self, x: float) -> float:
        """Pixels from the left; what is nothing stands in the middle of its column."""
        if x <= 0:
            return 13 + RADIUS * self._abreast
        scale = stretched([c for c in self.counts if c > 0] or [1.0])
        return self._first + scale.part(x) * (self.width - self._first - 8)

    def dots(self) -> list[tuple[float, float]]:
        """Each dot at its value, as low as it fits beside those already there."""
        step, abreast = 2 * RADIUS, self._abreast
        left = self.at(0.0) - RADIUS * (abreast - 1)
        column = [(left + step * (i % abreast), RADIUS + step * (i // abreast)) for i in range(self._none)]
        placed: list[tuple[float, int]] = []
        for x in (self.at(count) for count in self.counts if count > 0):
            near = {level for other, level in placed if abs(other - x) < step}
            placed.append((x, next(level for level in range(len(self.counts)) if level not in near)))
        return [*column, *((x, RADIUS + step * level) for x, level in placed)]

    def drawing(self, cell: Estimate) -> tuple[str, float]:
        """The strip and its height."""
        dots = self.dots()
        ground = max(y for _, y in dots) + RADIUS + 16
        parts = [
            f'<circle class="dot" cx="{x:.1f}" cy="{ground - y:.1f}" r="{RADIUS - 0.4:g}"/>' for x, y in dots
        ]
        parts.append(f'<line class="g" x1="0" x2="{self.width:g}" y1="{ground + 1:g}" y2="{ground + 1:g}"/>')
        parts.append(self._bracket(cell, ground))
        return "".join(parts), ground + FOOT

    def _bracket(self, cell: Estimate, ground: float) -> str:
        """9 in 10 under the ground, with both ends and the middle in figures."""
        lo, middle, hi = (self.at(x or 0.0) for x in (cell.lo, cell.median, cell.hi))
        y = ground + 10
        said = [(x, numbers.prose_count(v)) for x, v in ((lo, cell.lo), (middle, cell.median), (hi, cell.hi))]
        line = f"M{lo:.1f} {y - 5:g}V{y:g}H{hi:.1f}V{y - 5:g}"
        mark = f"M{middle:.1f} {y:g}l-5 8h10z"
        ends = [self._figure(x, text, y + 17) for x, text in _apart(said)]
        under = f'<text class="a" x="{(lo + hi) / 2:.1f}" y="{y + 33:g}" text-anchor="middle">{escape(phrase("9 in 10"))}</text>'
        zero = (
            f'<text class="a" x="{self.at(0.0):g}" y="{y + 33:g}" text-anchor="middle">{escape(phrase("none"))}</text>'
            if self.counts[0] <= 0
            else ""
        )
        return f'<path class="br" d="{line}"/><path class="mid" d="{mark}"/>{"".join(ends)}{under if hi - lo > 150 else ""}{zero}'

    def _figure(self, x: float, said: str, y: float) -> str:
        half = 4.5 * len(said)
        x = min(max(x, half), self.width - half)
        return f'<text x="{x:.1f}" y="{y + 3:g}" text-anchor="middle">{said}</text>'


def _apart(said: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Both ends, and the middle where it does not stand upon one of them."""
    (lo, low), (middle, mid), (hi, high) = said
    if hi - lo < 40:
        return [(hi, numbers.span(low, high))]
    free = 8 + 4.5 * len(mid)
    between = middle - lo > free + 4.5 * len(low) and hi - middle > free + 4.5 * len(high)
    return [(lo, low), *([(middle, mid)] if between else []), (hi, high)]


def strip(study: Study) -> Figure | None:
    """The dots of the headline: people, or detentions where people cannot be told; None without any."""
    found = finding(study)
    people = found.counted == "people"
    counts = study.people_dots if people else study.quantiles("all")
    if not counts or not found.cell.known:
        return None
    if people:
        what = phrase("people wrongly detained {a_year}", a_year=study.period.in_one)
    else:
        what = phrase("wrongful detentions {a_year}", a_year=study.period.in_one)
    alt = _alt(study, found.cell, what, counts)
    caption = phrase(
        "Each dot is 2 of 100 {years}, at its true place: {what}. The triangle marks the middle, the bracket holds 9 of 10. "
        "Equal distances are equal multiples.",
        years=study.period.many,
        what=what,
    )
    wide = Strip(WIDTH - 2 * MARGIN, counts)
    drawing, height = wide.drawing(found.cell)
    body = "".join(
        _svg(Strip(width, counts), found.cell, name) for name, width in (("wide", 760.0), ("narrow", 350.0))
    )
    title = proxied(study, found.headline)
    return Figure(
        id="answer-dots",
        title=title,
        body=Markup(body),
        caption=caption,
        alt=alt,
        sentence=quoted(study, in_a_sentence(study)),
        picture=picture(
            title,
            f'<g transform="translate({MARGIN} 0)">{drawing}</g>',
            height,
            f"{found.below} {caption}",
            citation(study),
            alt,
        ),
        table=_table(study, what, counts),
    )


def _svg(strip: Strip, cell: Estimate, name: str) -> str:
    drawing, height = strip.drawing(cell)
    return f'<svg class="strip {name}" viewBox="0 0 {strip.width:g} {height:g}" aria-hidden="true">{drawing}</svg>'


def _alt(study: Study, cell: Estimate, what: str, counts: Sequence[float]) -> str:
    none = sum(1 for c in counts if c <= 0)
    lo, hi = numbers.prose_count(cell.lo), numbers.prose_count(cell.hi)
    alt = phrase(
        "Quantile dotplot of {what} ({held}): 50 dots, the middle at {number}, 9 of 10 {years} {range}.",
        what=what,
        held=held_point(study),
        number=numbers.prose_count(cell.median),
        years=study.period.column,
        range=lo if lo == hi else phrase("from {low} to {high}", low=lo, high=hi),
    )
    if not none:
        return alt
    zeros = phrase("{number} of 100 {years} have none.", number=2 * none, years=study.period.column)
    return f"{alt} {zeros}"


def _table(study: Study, what: str, counts: Sequence[float]) -> Table:
    return Table(
        id="dots",
        caption=proxied(
            study,
            phrase(
                "{what} in 50 equally probable {years}, in order", what=capital(what), years=study.period.many
            ),
        ),
        columns=(
            (phrase("{years}, in order", years=study.period.column.capitalize()), False),
            *((f"{i + 1}", True) for i in range(5)),
        ),
        rows=tuple(
            (
                phrase("{first} to {last}", first=start + 1, last=start + 5),
                *(numbers.whole(q) for q in counts[start : start + 5]),
            )
            for start in range(0, len(counts), 5)
        ),
        notes=notes(study),
    )
