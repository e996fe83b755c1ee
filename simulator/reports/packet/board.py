"""packet.md: the board's two pages. What they rest on stands apart, in the annexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from simulator.reports.comparison import figures, matrix
from simulator.reports.comparison import tables as side
from simulator.reports.comparison.matrix import Matrix
from simulator.reports.language import comparing, finding, settling, verdicts
from simulator.reports.language import packet as told
from simulator.reports.language.dates import day
from simulator.reports.language.numbers import exact
from simulator.reports.language.phrases import phrase
from simulator.reports.language.words import PROXY_NOTE
from simulator.reports.markdown import markdown_table, plain
from simulator.reports.packet.forms import BLANK, form
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import bullets, line, table
from simulator.reports.tables import Table

PICTURE = "harm-and-benefit.svg"
"""The file of the one picture, beside packet.md."""
SETTLING = 3
"""Inputs named as settling verdicts; the comparison's page ranks all."""


def title(source: Source) -> str:
    """The paper's title."""
    return phrase(told.BOARD_PAPER, titles=" · ".join(each.title for each in source.comparison.proposals))


def board_markdown(source: Source, on: date) -> str:
    """Question, finding, verdicts (without limits: how many, whom, how sure), one picture, what would settle it, sign-off."""
    parts = [
        *_question(source, on),
        *_verdicts(source),
        *_picture(source),
        *_settling(source),
        *_sign_off(),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def picture(source: Source) -> str | None:
    """The one picture as SVG; None where nothing is known to draw."""
    drawn = figures.harm_and_benefit(source.comparison)
    return drawn.picture.svg if drawn else None


def _question(source: Source, on: date) -> Iterator[str]:
    c = source.comparison
    yield f"# {plain(title(source))}"
    study = phrase(told.STUDY if source.alone else told.COMPARISON, id=line(c.told.id))
    draws, version = exact(c.told.draws), line(c.told.version)
    yield phrase(told.MADE, study=study, draws=draws, seed=c.told.seed, version=version, day=day(on))
    if c.proxy:
        yield f"**{plain(phrase(PROXY_NOTE))}**"
    yield f"**{line(_finding(source))}**"
    if found := len(comparing.warnings(c)):
        yield f"**{told.warned(found)}**"
    yield phrase(told.QUESTION)


def _finding(source: Source) -> str:
    c = source.comparison
    if c.limits:
        return " ".join((f"{verdicts.finding(c)}.", verdicts.all_together(c) if len(c.rules) > 1 else ""))
    if source.alone:
        (_, study), *_ = source.pairs
        return finding.in_a_sentence(study)
    return f"{comparing.finding(c)}."


def _verdicts(source: Source) -> Iterator[str]:
    c = source.comparison
    if c.limits:
        yield f"## {phrase(told.VERDICTS)}"
        if c.limits.example:
            yield f"**{plain(phrase(verdicts.EXAMPLE))}**"
        yield markdown_table(grid(matrix.verdicts(c)))
        yield plain(phrase(verdicts.VALUES))
        return
    yield f"## {phrase(told.HOW_MANY)}"
    yield markdown_table(grid(matrix.harms(c, source.studies)))
    yield no_limits()


def no_limits() -> str:
    """That no limits were applied, and how a board applies its own."""
    command = "`detention-impact compare … --limits FILE`"
    return phrase(told.NO_LIMITS, not_supplied=phrase(told.NOT_SUPPLIED), command=command)


def grid(found: Matrix) -> Table:
    """A grid as a table: in each cell the word, and in brackets what it stands on."""
    rows = [
        (label, *(f"{cell.word} ({cell.below.strip('()')})" if cell.below else cell.word for cell in cells))
        for label, cells in found.rows
    ]
    return table(found.id, found.caption, (found.corner or phrase(told.PROPOSAL), *found.columns), rows)


def _picture(source: Source) -> Iterator[str]:
    c = source.comparison
    drawn = figures.harm_and_benefit(c)
    if drawn is None:
        return
    yield f"## {phrase(told.HARM_AND_BENEFIT)}"
    yield f"![{plain(drawn.alt)}]({PICTURE})"
    yield line(" ".join(f"{each.short}: {comparing.held_from(each)}." for each in c.proposals))
    if c.proxy:
        yield line(phrase(side.PROXY))


def _settling(source: Source) -> Iterator[str]:
    c = source.comparison
    if c.limits:
        yield f"## {phrase(told.SETTLING)}"
        yield line(settling.sentence(c))
        ranked = side.settling(c)
        if ranked.rows:
            yield markdown_table(replace(ranked, rows=ranked.rows[:SETTLING], notes=()))
        return
    lines = [
        f"{each.short}: {text}"
        for each in c.proposals
        if (text := finding.what_would_settle(source.studies[each.name]))
    ]
    if lines:
        yield f"## {phrase(told.SETTLING)}"
        yield bullets(lines)


def _sign_off() -> Iterator[str]:
    yield f"## {phrase(told.SIGN_OFF)}"
    heads = [phrase(head) for head in (told.ROLE, told.NAME, told.REMARK, told.SIGNED)]
    yield form(heads, [(phrase(role), BLANK, BLANK, BLANK) for role in told.ROLES])
    yield phrase(told.UNSIGNED, not_supplied=phrase(told.NOT_SUPPLIED))
