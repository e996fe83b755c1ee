"""packet-annexes.md: what the board's two pages rest on. The one source of its Word file and its PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from simulator.reports.comparison import matrix
from simulator.reports.comparison import tables as side
from simulator.reports.language import comparing, covered, sentences
from simulator.reports.language import packet as told
from simulator.reports.language.dates import day
from simulator.reports.language.gaps import gap
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Study
from simulator.reports.language.words import (
    DEPLOYMENTS,
    FLAG_UNMEASURED,
    PROXY_ESTIMATE,
    PROXY_NOTE,
    SPREAD,
    as_proxy,
    held_point,
)
from simulator.reports.markdown import markdown_table, plain
from simulator.reports.packet import annexes, limits, resting
from simulator.reports.packet.board import grid
from simulator.reports.packet.drafts import drafts
from simulator.reports.packet.references import PAGE, see
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import bullets, line, table
from simulator.reports.tables import EMPTY, LIBERTY, Table, ordered, rollups
from simulator.results.summary import Group

BY_GROUP = ("wrongly_held", "per_100k_encounters")
PROCEEDS = re.compile(r"^pathway\.[^.]+\.proceeds\.false_match")


def annexes_markdown(source: Source, on: date) -> str:
    """Proposals, answer, limits, what it rests on, what is left out, reproduction; then drafts, assumptions and sources."""
    parts = [
        *_head(source, on),
        *_proposals(source),
        *_answer(source),
        *limits.limits(source),
        *resting.resting(source),
        *drafts(on),
        PAGE,
        *annexes.assumptions(source),
        *annexes.sources(source),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(source: Source, on: date) -> Iterator[str]:
    c = source.comparison
    titles = " · ".join(plain(each.title) for each in c.proposals)
    yield f"# {phrase(told.ANNEXES, titles=titles)}"
    study = phrase(told.STUDY if source.alone else told.COMPARISON, id=line(c.told.id))
    yield f"{phrase(told.MADE_ANNEXES, study=study, day=day(on))} {phrase(told.LEAD)}"
    if c.proxy:
        yield f"**{plain(phrase(PROXY_NOTE))}**"


def _proposals(source: Source) -> Iterator[str]:
    """What is proposed, a column a proposal: what it is, whom it meets, what follows an alert and who may stop it."""
    c = source.comparison
    yield f"## {phrase(told.PROPOSALS)}"
    studies = [study for _, study in source.pairs]
    rows = [
        (phrase(told.TITLE), *(each.title for each in c.proposals)),
        (phrase(told.WHAT), *(_said(study) for study in studies)),
        (phrase(told.STATUS), *(given(study.summary.status or EMPTY) for study in studies)),
        (phrase(told.WHOM), *(study.word("scope") for study in studies)),
        (phrase(told.AFTER), *(_stages(study) for study in studies)),
        (phrase(told.PASS), *(_oversight(study) for study in studies)),
        (phrase(told.BEGINS), *(held_point(study) for study in studies)),
    ]
    heads = (phrase(told.OF_EACH), *(each.short for each in c.proposals))
    yield markdown_table(table("proposals", phrase(told.WHAT_IS_PROPOSED), heads, rows))


def _said(study: Study) -> str:
    kind = phrase(DEPLOYMENTS.get(study.summary.kind, study.summary.kind))
    return f"{kind}. {given(study.summary.summary)}"


def _stages(study: Study) -> str:
    stages = [
        f"{given(stage.label)} ({phrase(LIBERTY.get(stage.liberty, stage.liberty))})"
        for stage in study.stages
    ]
    return "; ".join(stages) or phrase(told.NO_STAGE)


def _oversight(study: Study) -> str:
    rows = [row for row in study.summary.inputs if PROCEEDS.match(row.path)]
    return "; ".join(f"{given(row.label)}: {given(row.text)} ({given(row.grade)})" for row in rows) or phrase(
        told.NO_REVIEW
    )


def _answer(source: Source) -> Iterator[str]:
    c = source.comparison
    yield f"## {phrase(told.ANSWER)}"
    yield phrase(told.FIGURES, years=c.period.many, proposals=see(told.PROPOSALS))
    for each in c.proposals:
        study = source.studies[each.name]
        yield f"### {plain(as_proxy(each.title, each.proxy))}"
        lines = [
            *each.warnings,
            sentences.headline(study),
            sentences.nobody_to_find(study.nobody_wanted) if study.nobody_wanted else None,
            sentences.width(study),
            sentences.doubts(study, fixed=False),
            gap(study),
            covered.not_measured(study),
        ]
        said = [text for text in lines if text]
        yield bullets(f"{phrase(PROXY_ESTIMATE)} {text}" if each.proxy else text for text in said)
    yield f"### {phrase(told.SOME_FIGURES if source.alone else told.SIDE_BY_SIDE)}"
    yield phrase(told.GROUPS)
    yield from _tables(_figures(source))
    if c.pairs:
        yield f"### {phrase(told.PAIRS)}"
        yield plain(phrase(comparing.PAIRED))
        yield markdown_table(grid(matrix.pairs(c)))
        yield plain(phrase(comparing.LABELS))


def _figures(source: Source) -> Iterator[Table]:
    """Every measure of everyone and of the group asked about, then all groups of all proposals."""
    c = source.comparison
    for group in dict.fromkeys((c.first.id, "all")):
        found = side.side_by_side(c, group)
        yield replace(found, columns=(found.columns[0], *((each.short, True) for each in c.proposals)))
    for measure in BY_GROUP:
        yield by_group(source, measure)


def by_group(source: Source, measure: str) -> Table:
    """One measure of every group that any proposal has: sums first, then the cells by their rate.

    Groups of one name share a row, whatever their ids: two sums of one name are one sum, and proposals are compared by name.
    """
    c = source.comparison
    sums: dict[str, dict[str, Group]] = {}
    cells: dict[str, dict[str, Group]] = {}
    for name, study in source.pairs:
        for group in (*rollups(study), *(group for group in study.groups if group.rollup)):
            sums.setdefault(group.label, {}).setdefault(name, group)
        for group in ordered(study):
            cells.setdefault(group.label, {}).setdefault(name, group)
    found = (*sums.items(), *cells.items())
    label = given(c.measure(measure).label)
    notes = [comparing.of_what(c.period)]
    groups = [group for _, each in found for group in each.values()]
    if flag := covered.flag_note((group.rates for group in groups), phrase(SPREAD)):
        notes.append(flag)
    return Table(
        f"by-group-{measure}",
        phrase(told.BY_GROUP, measure=label),
        ((phrase(told.GROUP), False), *((each.short, True) for each in c.proposals)),
        tuple(
            (given(label), *(_of(source, name, measure, each.get(name)) for name in source.studies))
            for label, each in found
        ),
        tuple(notes),
    )


def _of(source: Source, name: str, measure: str, group: Group | None) -> str:
    if group is None:
        return EMPTY
    mark = f" {FLAG_UNMEASURED}" if group.unmeasured else ""
    return side.cell(source.studies[name].get(measure, group.id), measure) + mark


def _tables(tables: Iterator[Table]) -> Iterator[str]:
    """Tables in a row; a note that one before has made already is not made again."""
    before: set[str] = set()
    for each in tables:
        yield markdown_table(replace(each, notes=tuple(note for note in each.notes if note not in before)))
        before.update(each.notes)
