"""What `run` prints: the page's first screen in words, within two screens of a terminal; the tables come with `--full`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from simulator.reports.figures.scale import Even, Scale, stretched
from simulator.reports.language import bearing, covered, numbers, sentences, truths
from simulator.reports.language.finding import finding, how_sure, in_a_sentence, what_would_settle
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.study import Study, opened
from simulator.reports.language.words import PROXY_ESTIMATE, PROXY_NOTE
from simulator.reports.tables import proxied
from simulator.reports.terminal import label_lines, printable
from simulator.results.summary import Summary

LABEL = 34
"""Characters of a group's label in a line; a longer one goes on below."""
NARROW = 12
"""A bar of fewer characters says nothing."""


def brief_text(summary: Summary, width: int) -> str:
    """The answer in lines of at most `width` characters. Scenario-supplied text is stripped of what a terminal would obey."""
    study = opened(summary)
    heading = proxied(study, phrase("Who bears it"))
    title = textwrap.fill(proxied(study, printable(given(summary.title))), width)
    blocks = [title, *(_wrapped(text, width) for text in _before(study)), *_bar_of(study, width)]
    blocks.append("\n".join([heading, *_who(study, width)]))
    blocks += [_wrapped(text, width) for text in _after(study)]
    return "\n\n".join(blocks) + "\n"


def _before(study: Study) -> Iterator[str]:
    yield from covered.warnings(study)
    if study.proxy:
        yield f"{phrase(PROXY_ESTIMATE)} {phrase(PROXY_NOTE)}"
    yield in_a_sentence(study)
    if study.summary.status:
        yield given(study.summary.status)


def _after(study: Study) -> Iterator[str]:
    told = (
        phrase("How sure: {sure}", sure=sure) if (sure := how_sure(study)) else None,
        what_would_settle(study),
        truths.beside(study),
        sentences.benefit(study),
        _left_out(study),
    )
    yield from (text for text in told if text)


def _left_out(study: Study) -> str:
    """How much more must be said, and where it is."""
    missing, cautions = len(covered.study_not_estimated(study)), len(study.summary.cautions)
    parts = [phrase("{number} not estimated at all", number=missing)] if missing else []
    parts += [plural(cautions, "{number} caution", "{number} cautions", number=cautions)] if cautions else []
    every = phrase("--full prints every group.")
    if not parts:
        return every
    more = phrase(
        "What must be said with it ({left_out}) is on the page and in report.md.", left_out=", ".join(parts)
    )
    return f"{more} {every}"


def _bar_of(study: Study, width: int) -> list[str]:
    """The headline's interval on a scale of equal multiples, its ends and its middle in figures."""
    cell = finding(study).cell
    if not cell.known or not cell.hi or cell.lo == cell.hi:
        return []
    lo, middle, hi = (numbers.prose_count(x) for x in (cell.lo, cell.median, cell.hi))
    room = width - len(lo) - len(hi) - 2
    line = bar(stretched([cell.lo, cell.median, cell.hi], 1.0), cell.lo, cell.median, cell.hi, room)
    at = len(lo) + 1 + line.index("●")
    return [f"{lo} {line} {hi}\n{' ' * max(0, at - len(middle) // 2)}{middle}"]


def bar(scale: Scale, lo: float | None, middle: float | None, hi: float | None, width: int) -> str:
    """An interval in characters: ├──●────┤ on an axis of so many."""
    first, at, last = (round(scale.part(x or 0.0) * (width - 1)) for x in (lo, middle, hi))
    drawn = ["·"] * width
    for place in range(first, last + 1):
        drawn[place] = "─"
    drawn[first], drawn[last] = "├", "┤"
    drawn[at] = "●"
    return "".join(drawn)


def _who(study: Study, width: int) -> Iterator[str]:
    """A line a group: of 100 encounters, of 100 wrongful detentions, and that interval as a bar."""
    rows = bearing.bearers(study)
    if why := bearing.no_shares(study):
        yield from textwrap.wrap(printable(why), width)
        return
    heads = (
        printable(phrase("of 100 {exposure}", exposure=study.word("exposure"))),
        printable(phrase("of 100 wrongful detentions")),
    )
    columns = [max(len(head), 8) for head in heads]
    room = width - LABEL - sum(columns) - 6
    if room < 0:
        for row in rows:
            told = f"{row.label}: {row.exposed} {heads[0]}, {row.harm} ({row.span}) {heads[1]}"
            yield from textwrap.wrap(printable(told), width, subsequent_indent="  ")
    else:
        yield f"{'':{LABEL}}  {heads[0]:>{columns[0]}}  {heads[1]:>{columns[1]}}"
        for row in rows:
            yield from _row(row, columns, room)
    yield from textwrap.wrap(printable(bearing.marks(study, rows)), width)


def _row(row: bearing.Bearer, columns: list[int], room: int) -> Iterator[str]:
    *above, label = label_lines(printable(row.label), LABEL)
    yield from above
    harm = row.burden.harm
    ends = [100 * (x or 0.0) for x in (harm.lo, harm.mean, harm.hi)]
    drawn = bar(Even(100.0), ends[0], ends[1], ends[2], room) if room >= NARROW else ""
    told = (
        f"{label:{LABEL}}  {row.exposed:>{columns[0]}}  {f'{row.harm} ({row.span})':>{columns[1]}}  {drawn}"
    )
    yield told.rstrip()


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(printable(text), width)
