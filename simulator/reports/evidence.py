"""What the answer rests on: every input with its grade, every source with its limits, what is held fixed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Study
from simulator.reports.language.words import GRADES, input_label


@dataclass(frozen=True, slots=True)
class Input:
    """One number of the scenario. `source` is the id of a listed source, or None."""

    path: str
    label: str
    text: str
    unit: str
    source: str | None
    citation: str
    locator: str
    why: str
    drives: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """All inputs of one grade."""

    grade: str
    means: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document. `url` is empty unless it is an ordinary web address."""

    id: str
    title: str
    url: str
    kind: str
    measured: str
    hand: str
    limits: str


def shelves(study: Study) -> tuple[Shelf, ...]:
    """The inputs grade by grade, the best evidence first; grades nobody listed come last."""
    listed = {s.id for s in sources(study)}
    by_grade: dict[str, list[Input]] = {}
    for row in study.summary.inputs:
        source = re.split(r"[/ ]", row.source or "", maxsplit=1)[0]
        item = Input(
            path=row.path,
            label=input_label(row.path, row.label or row.path),
            text=given(row.text),
            unit=given(row.unit),
            source=source if source in listed else None,
            citation=given(row.citation or ""),
            locator=given(row.locator or ""),
            why=given(row.why or ""),
            drives=given(row.drives),
            fixed=not row.spread,
        )
        by_grade.setdefault(row.grade, []).append(item)
    order = [*GRADES, *(grade for grade in by_grade if grade not in GRADES)]
    return tuple(
        Shelf(grade, phrase(GRADES.get(grade, "")), tuple(by_grade[grade]))
        for grade in order
        if grade in by_grade
    )


def sources(study: Study) -> tuple[Source, ...]:
    """The documents, in the order of the summary."""
    return tuple(
        Source(
            id=row.id,
            title=given(row.title or row.id),
            url=web(row.url or ""),
            kind=given(row.kind),
            measured=given(row.measured),
            hand=row.hand or "",
            limits="; ".join(map(given, row.limits)),
        )
        for row in study.summary.evidence
    )


def web(url: str) -> str:
    """The address if it is an ordinary one, else nothing: a `javascript:` link is no source."""
    plain = url.isprintable() and not set(url) & set("\"'<>` ")
    return url if plain and url.startswith(("https://", "http://")) else ""
