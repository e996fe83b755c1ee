"""report.md: the answer as a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.reports import evidence, tables
from simulator.reports.language import agencies, clock, covered, method, numbers, sentences, truths
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Study, opened
from simulator.reports.language.words import PROXY_ESTIMATE, PROXY_NOTE, held_point
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
        *(given(text) for text in study.summary.cautions),
    ]


def report_markdown(summary: Summary) -> str:
    """The answer, who bears it, the path, how sure, the evidence and the method, as one Markdown document."""
    study = opened(summary)

    def heading(text: str) -> str:
        return f"## {tables.proxied(study, text)}"

    parts = [f"# {tables.proxied(study, plain(given(summary.title)))}"]
    parts += [plain(given(text)) for text in (summary.summary, summary.status) if text]
    if study.proxy:
        parts.append(f"**{phrase(PROXY_NOTE)}**")
    parts += [
        heading(phrase("Answer")),
        *(f"**{plain(text)}**" for text in covered.warnings(study)),
    ]
    parts += _said(study, _answer(study))
    parts += [heading(phrase("Who bears it")), markdown_table(tables.by_group(study))]
    parts += [
        heading(phrase("The path to a wrongful detention")),
        markdown_table(tables.funnel(study)),
    ]
    parts += [heading(phrase("How sure")), *_said(study, [sentences.doubts(study)])]
    parts += [heading(phrase("Evidence and assumptions")), *_evidence(study)]
    parts += [
        heading(phrase("Methods and limits")),
        *(f"**{term}.** {plain(text)}" for term, text in method.method(study)),
    ]
    parts += ["\n".join(f"- {phrase(text)}" for text in method.AXIOMS), signature(study)]
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
    lead = (phrase(PROXY_ESTIMATE) + " ") if study.proxy else ""
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
    fixed = f" ({phrase('fixed')})"
    for shelf in evidence.shelves(study):
        rows = tuple(
            (
                f"{item.label} ({item.path})",
                f"{item.text} {item.unit}{fixed if item.fixed else ''}",
                " · ".join(filter(None, (item.citation or item.source or "", item.locator, item.why))),
            )
            for item in shelf.inputs
        )
        columns = ((phrase("Input"), False), (phrase("Value"), False), (phrase("Source or reason"), False))
        yield markdown_table(
            Table(
                shelf.grade,
                tables.proxied(study, phrase("Inputs: {grade}", grade=given(shelf.grade))),
                columns,
                rows,
            )
        )
    found = [
        f"- {plain(given(source.title))} ({plain(source.id)}). {plain(given(source.limits))} "
        f"{f'<{source.url}>' if source.url else phrase('No web address.')}"
        for source in evidence.sources(study)
    ]
    if found:
        yield f"**{phrase('Sources and their limits')}**\n\n" + "\n".join(found)


def signature(study: Study) -> str:
    """Where detentions begin, and which study it is."""
    told = study.summary
    return phrase(
        "Detentions counted: {held}. Study `{id}` of `{name}`, {draws} draws, seed {seed}, detention-impact {version}.",
        held=plain(held_point(study)),
        id=told.id,
        name=plain(told.name),
        draws=numbers.exact(told.draws),
        seed=told.seed,
        version=plain(told.version),
    )
