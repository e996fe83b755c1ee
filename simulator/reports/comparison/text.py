"""The comparison in the terminal: an answer a proposal, the matrix of grades, the figures side by side; reasons on request."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from simulator.reports.comparison import sharing, tables
from simulator.reports.grid import grid
from simulator.reports.language import comparing
from simulator.reports.language import verdicts as said
from simulator.reports.language.comparison import Comparison, opened
from simulator.reports.language.numbers import of_100
from simulator.reports.language.phrases import given, message, phrase
from simulator.reports.language.words import as_proxy
from simulator.reports.terminal import printable
from simulator.results import comparison as document

WIDTH = 100
MEASURES = (
    "wrongly_held",
    "kept_not_wanted",
    "innocent_kept",
    "held_from_alert",
    "wrongful_arrests",
    "hours_held",
    "risk_per_person",
    "per_100k_encounters",
    "wanted_found",
    "found_only",
    "wrongly_held_per_wanted_found",
)
MOST_DIFFERING = 12
MORE = message(
    "With --reasons: why each rule stands so, what would settle it and where it would be kept, and what two proposals share."
)


def comparison_text(comparison: document.Comparison, *, reasons: bool = False, width: int = WIDTH) -> str:
    """What `compare` prints. reasons: also why each rule stands as it does, and what each pair draws together."""
    c = opened(comparison)
    told = [f"{each.title}: {text}" for each in c.proposals for text in each.warnings]
    told += c.limit_warnings
    told += [comparing.headline(c, each.name) for each in c.proposals]
    blocks = [_wrapped(text, width) for text in told]
    if c.limits:
        blocks += _limits(c, width)
        blocks += _reasons(c, width) if reasons else ()
    blocks += _figures(c, width)
    blocks += _pairs(c, width, reasons)
    if not reasons and (c.limits or c.pairs):
        blocks.append(_wrapped(phrase(MORE), width))
    return "\n\n".join(blocks) + "\n"


def _limits(c: Comparison, width: int) -> Iterator[str]:
    """The matrix: a row a rule, a column a proposal, the grade and k of 100 in each cell; last, all rules together."""
    assert c.limits is not None
    yield phrase("Limits: {title}", title=printable(given(c.limits.title)))
    if c.limits.example:
        yield _wrapped(phrase(said.EXAMPLE), width)
    rows = [
        (rule, *(cell.replace(" (", "\n(", 1) for cell in cells)) for rule, *cells in tables.verdicts(c).rows
    ]
    yield grid((phrase("Rule"), *_names(c)), rows, width)
    for text in (said.line(), phrase(said.OF_WHAT), phrase(said.VALUES)):
        yield _wrapped(text, width)


def _reasons(c: Comparison, width: int) -> Iterator[str]:
    for each in c.proposals:
        lines = [phrase("Why: {proposal}", proposal=printable(each.title))]
        for rule in c.rules:
            verdict = c.verdict(each.name, rule.rule)
            lines.append(_wrapped(f"{said.rule(rule)}: {said.kept(rule, verdict)}.", width, "  ", "    "))
            lines += [_wrapped(line, width, "      ") for line in said.why(rule, verdict)]
        yield "\n".join(lines)


def _figures(c: Comparison, width: int) -> Iterator[str]:
    shown = tables.side_by_side(c, c.first.id)
    rows = [row for row, measure in zip(shown.rows, c.measures, strict=True) if measure in MEASURES]
    yield f"{printable(shown.caption)}\n{grid((phrase('Measure'), *_names(c)), rows, width)}"
    yield from (_wrapped(note, width) for note in shown.notes if note)


def _pairs(c: Comparison, width: int, reasons: bool) -> Iterator[str]:
    """In how many years the first of two proposals harms fewer, and what differs where it is little."""
    if not c.pairs:
        return
    yield grid(*_pairs_grid(c), width)
    yield _wrapped(phrase(comparing.PAIRED), width)
    whole = reasons or len(c.pairs) == 1
    for pair in c.pairs:
        found, names = pair.differs, phrase("{first} and {second}", first=pair.a, second=pair.b)
        if whole:
            yield _wrapped(comparing.better(c, pair), width)
        if not found:
            yield _wrapped(f"{names}: {phrase(comparing.ALIKE)}", width)
        elif len(found) <= MOST_DIFFERING:
            lines = [
                f"{each.path}: {given(each.a or '') or phrase('not there')} | {given(each.b or '') or phrase('not there')}"
                for each in found
            ]
            yield "\n".join(
                [
                    phrase("{proposals} differ in:", proposals=printable(names)),
                    *(_wrapped(line, width, "  ") for line in lines),
                ]
            )
        elif whole:
            yield _wrapped(
                phrase(
                    "{proposals} differ in {number} inputs; comparison.md lists them.",
                    proposals=names,
                    number=len(found),
                ),
                width,
            )
        if whole or any(each.by == "path" for each in pair.unknowns.shared):
            yield _wrapped(sharing.sentence(c, pair), width)


def _pairs_grid(c: Comparison) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """A row a pair: how often the first lies below in wrongful detentions, and the difference."""
    draws = c.told.draws
    rows: list[tuple[str, ...]] = []
    for pair in c.pairs:
        cell = pair.differences["wrongly_held"][c.first.id]
        below, ends = "", phrase("never defined in one of them")
        if cell.below is not None:
            below = of_100(cell.below, draws)
            ends = comparing.signed_in(cell.median, cell.lo, cell.hi)
        rows.append(
            (
                phrase("{first} less {second}", first=pair.a, second=pair.b),
                below,
                ends,
                str(len(pair.differs)),
            )
        )
    about = phrase(
        "{measure} of {group}",
        measure=given(c.measure("wrongly_held").label),
        group=comparing.lowered(c.first.label),
    )
    return (
        about,
        phrase("The first is lower in"),
        phrase("Difference (9 in 10 years)"),
        phrase("Inputs that differ"),
    ), rows


def _names(c: Comparison) -> tuple[str, ...]:
    """Proposals by the names they were asked for: titles are too long to head a column."""
    return tuple(as_proxy(each.name, each.proxy) for each in c.proposals)


def _wrapped(text: str, width: int, indent: str = "", after: str | None = None) -> str:
    following = indent if after is None else after
    return textwrap.fill(printable(text), width, initial_indent=indent, subsequent_indent=following)
