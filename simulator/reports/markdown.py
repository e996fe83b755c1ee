"""report.md: the answer as a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.reports import evidence, tables
from simulator.reports.figures import clock
from simulator.reports.language import agencies, covered, method, sentences, truths
from simulator.reports.language.study import Study, opened
from simulator.reports.language.words import PROXY_NOTE, held_point
from simulator.reports.tables import Table
from simulator.results.summary import Summary

SPECIAL = re.compile(r"([\\`*_\[\]<>|#&~])")


def plain(text: str) -> str:
    """Text that Markdown shows as it is: no tag, link or heading comes of it, and it stays on its line."""
    one_line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return SPECIAL.sub(r"\\\1", one_line).replace("://", ":\u200b//")


def queues(study: Study) -> str | None:
    """Who walks on because nobody was free, and what it does to the counts."""
    return " ".join(filter(None, (clock.walked(study), clock.correction(study)))) or None


def to_be_said(study: Study) -> list[str]:
    """What no number shows: groups not estimated, cautions."""
    return [
        *covered.study_not_estimated(study),
        *study.summary.cautions,
    ]


def report_markdown(summary: Summary) -> str:
    """The answer, who bears it, the path, how sure, the evidence and the method, as one Markdown document."""
    study = opened(summary)
    mark = " (proxy)" if study.proxy else ""
    parts = [f"# {plain(summary.title)}{mark}"]
    parts += [plain(text) for text in (summary.summary, summary.status) if text]
    if study.proxy:
        parts.append(f"**{PROXY_NOTE}**")
    parts += [f"## Answer{mark}", *(f"**{plain(text)}**" for text in covered.warnings(study))]
    parts += _said(study, _answer(study))
    parts += [f"## Who bears it{mark}", markdown_table(tables.by_group(study))]
    parts += [f"## The path to a wrongful detention{mark}", markdown_table(tables.funnel(study))]
    parts += [f"## How sure{mark}", *_said(study, [sentences.doubts(study)])]
    parts += ["## Evidence and assumptions" + mark, *_evidence(study)]
    parts += [
        f"## Methods and limits{mark}",
        *(f"**{term}.** {plain(text)}" for term, text in method.method(study)),
    ]
    parts += ["\n".join(f"- {text}" for text in method.AXIOMS), signature(study)]
    return "\n\n".join(parts) + "\n"


def _answer(study: Study) -> list[str | None]:
    worst = sentences.most_affected(study)
    return [
        sentences.headline(study),
        sentences.width(study),
        sentences.pair(study),
        truths.apart(study),
        sentences.ratio(study, worst) if worst else None,
        sentences.distinct(study),
        sentences.benefit(study),
        truths.without(study),
        sentences.hours(study),
        clock.sentence(study),
        clock.limit(study),
        queues(study),
        agencies.typical_agency(study),
        covered.not_measured(study),
        *to_be_said(study),
    ]


def _said(study: Study, lines: list[str | None]) -> list[str]:
    lead = "Proxy estimate. " if study.proxy else ""
    return [lead + plain(line) for line in lines if line]


def markdown_table(table: Table) -> str:
    """A table as GitHub and pandoc read it, its caption before and its notes after it."""
    heads = [plain(name) for name, _ in table.columns]
    rule = ["---:" if numeric else "---" for _, numeric in table.columns]
    rows = [[plain(cell) for cell in row] for row in table.rows]
    body = ["| " + " | ".join(cells) + " |" for cells in [heads, rule, *rows]]
    return "\n".join(
        [f"**{plain(table.caption)}**", "", *body, *(f"\n{plain(note)}" for note in table.notes)]
    )


def _evidence(study: Study) -> Iterator[str]:
    for shelf in evidence.shelves(study):
        rows = tuple(
            (
                f"{item.label} ({item.path})",
                f"{item.text} {item.unit}{' (fixed)' if item.fixed else ''}",
                " · ".join(filter(None, (item.citation or item.source or "", item.locator, item.why))),
            )
            for item in shelf.inputs
        )
        columns = (("Input", False), ("Value", False), ("Source or reason", False))
        yield markdown_table(
            Table(shelf.grade, tables.proxied(study, f"Inputs: {shelf.grade}"), columns, rows)
        )
    found = [
        f"- {plain(source.title)} ({plain(source.id)}). {plain(source.limits)} {f'<{source.url}>' if source.url else 'No web address.'}"
        for source in evidence.sources(study)
    ]
    if found:
        yield "**Sources and their limits**\n\n" + "\n".join(found)


def signature(study: Study) -> str:
    """Where detentions begin, and which study it is."""
    told = study.summary
    return (
        f"Detentions counted: {plain(held_point(study))}. Study `{told.id}` of `{plain(told.name)}`, "
        f"{told.draws:,} draws, seed {told.seed}, detention-impact {plain(told.version)}."
    )
