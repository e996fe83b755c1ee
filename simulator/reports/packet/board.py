"""packet.md: the board's two pages. What they rest on stands apart, in the annexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.reports.comparison import figures, matrix
from simulator.reports.comparison import tables as side
from simulator.reports.comparison.matrix import Matrix
from simulator.reports.language import comparing, finding, settling, verdicts
from simulator.reports.language.words import PROXY_NOTE
from simulator.reports.markdown import markdown_table, plain
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import NOT_SUPPLIED, bullets, line, table
from simulator.reports.tables import Table

ROLES = ("Prepared by", "Read by the statistician", "Chair of the board", "For the agency")
BLANK = "…" * 12
"""A line to fill in."""
PICTURE = "harm-and-benefit.svg"
"""The file of the one picture, beside packet.md."""
SETTLING = 3
"""Inputs named as settling verdicts; the comparison's page ranks all."""


def title(source: Source) -> str:
    """The paper's title."""
    return f"Board paper: {' · '.join(each.title for each in source.comparison.proposals)}"


def board_markdown(source: Source) -> str:
    """Question, finding, verdicts (without limits: how many, whom, how sure), one picture, what would settle it, sign-off."""
    parts = [
        *_question(source),
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


def _question(source: Source) -> Iterator[str]:
    c = source.comparison
    yield f"# {plain(title(source))}"
    yield (
        f"{'Study' if source.alone else 'Comparison'} {line(c.told.id)}, {c.told.draws:,} draws, seed {c.told.seed}, detention-impact "
        f"{line(c.told.version)}. Meeting and date: {NOT_SUPPLIED} (for the board’s secretary "
        "to supply)."
    )
    if c.proxy:
        yield f"**{plain(PROXY_NOTE)}**"
    yield f"**{line(_finding(source))}**"
    yield (
        "How many innocent people, above all women and people of colour, would be wrongly detained, and how sure are we? This paper "
        "estimates it from published audits. It does not say what the board should decide. What every figure rests on, what is not "
        "modelled and what each proposal warns of stands in the annexes."
    )


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
        yield "## Limits and verdicts"
        if c.limits.example:
            yield f"**{plain(verdicts.EXAMPLE)}**"
        yield markdown_table(_of(matrix.verdicts(c)))
        yield plain(verdicts.VALUES)
        return
    yield "## How many, whom and how sure"
    yield markdown_table(_of(matrix.harms(c, source.studies)))
    yield f"Limits: {NOT_SUPPLIED} (for the board to supply). `detention-impact compare … --limits FILE` applies a board’s own."


def _of(grid: Matrix) -> Table:
    """A grid as a table: in each cell the word, and in brackets what it stands on."""
    rows = [
        (label, *(f"{cell.word} ({cell.below.strip('()')})" if cell.below else cell.word for cell in cells))
        for label, cells in grid.rows
    ]
    return table(grid.id, grid.caption, (grid.corner, *grid.columns), rows)


def _picture(source: Source) -> Iterator[str]:
    c = source.comparison
    drawn = figures.harm_and_benefit(c)
    if drawn is None:
        return
    yield "## Harm and benefit"
    yield f"![{plain(drawn.title)}. The numbers stand below.]({PICTURE})"
    yield markdown_table(replace(drawn.table, notes=()))
    yield line(" ".join(f"{each.short}: {comparing.held_from(each)}." for each in c.proposals))
    if c.proxy:
        yield line(side.PROXY)


def _settling(source: Source) -> Iterator[str]:
    c = source.comparison
    if c.limits:
        yield "## What would settle it"
        yield line(settling.sentence(c))
        ranked = side.settling(c)
        if ranked.rows:
            yield markdown_table(replace(ranked, rows=ranked.rows[:SETTLING], notes=()))
        return
    told = [
        f"{each.short}: {text}"
        for each in c.proposals
        if (text := finding.what_would_settle(source.studies[each.name]))
    ]
    if told:
        yield "## What would settle it"
        yield bullets(told)


def _sign_off() -> Iterator[str]:
    yield "## Sign-off"
    rows = "\n".join(f"| {role} | {BLANK} | {BLANK} | {BLANK} |" for role in ROLES)
    yield f"| Role | Name | Decision or remark | Signature and date |\n| --- | --- | --- | --- |\n{rows}"
    yield f"Until somebody signs, each line is {NOT_SUPPLIED}. The decision is the board’s; this tool makes none."
