"""Sections 4 to 6 of the annexes: what the answer rests on, what is not modelled, and how to repeat it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from simulator.reports.language import covered, method, numbers, sentences
from simulator.reports.language import packet as told
from simulator.reports.language.finding import by_grade
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.words import GRADES, named
from simulator.reports.markdown import markdown_table, plain
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import bullets, line, table, typed
from simulator.reports.tables import EMPTY

DRIVERS = 5
"""Inputs of each proposal named as moving its answer most; the workbook ranks all."""


def resting(source: Source) -> Iterator[str]:
    """The three sections."""
    yield from _rests(source)
    yield from _left_out(source)
    yield from _again(source)


def _rests(source: Source) -> Iterator[str]:
    yield f"## {phrase(told.RESTS)}"
    studies = [study for _, study in source.pairs]
    counts = [Counter(row.grade for row in study.summary.inputs) for study in studies]
    rows = [
        (f"{given(grade)}: {phrase(GRADES[grade])}", *(str(count[grade]) for count in counts))
        for grade in GRADES
        if any(count[grade] for count in counts)
    ]
    heads = (phrase(told.GRADE), *(each.short for each in source.comparison.proposals))
    yield markdown_table(table("grades", phrase(told.GRADES), heads, rows))
    moving = list(_moving(source))
    if moving:
        columns = (told.INPUT, told.OF, told.VALUE, told.MARK, told.ALONE, told.NARROWER)
        yield markdown_table(
            table("moving", phrase(told.MOVING), tuple(phrase(head) for head in columns), moving)
        )
        yield phrase(told.MOVING_NOTE)
    yield bullets(_by_grade(source))


def _moving(source: Source) -> Iterator[tuple[str, ...]]:
    for each in source.comparison.proposals:
        study = source.studies[each.name]
        listed = {row.path: row for row in study.summary.inputs}
        for row in study.drivers[:DRIVERS]:
            # what is drawn for each level of an input has the level in its path: its value and reason are the input's
            whole = listed.get(row.path.partition("#")[0])
            why = (given(whole.why or "") or (whole.source or "").split("/")[0]) if whole else ""
            grade = given(row.grade)
            yield (
                named(row),
                each.short,
                (given(whole.text) if whole else "") or EMPTY,
                f"{grade}: {why}" if why else grade,
                numbers.percent(max(0.0, row.first)),
                numbers.percent(max(0.0, row.narrower)),
            )


def _by_grade(source: Source) -> Iterator[str]:
    for each in source.comparison.proposals:
        study = source.studies[each.name]
        if not study.drivers:
            yield phrase(told.TOO_FEW, title=each.title)
        elif share := by_grade(study):
            yield f"{each.title}: {share}"


def _left_out(source: Source) -> Iterator[str]:
    yield f"## {phrase(told.LEFT_OUT)}"
    yield bullets(phrase(each) for each in (*told.NOT_MODELLED, *method.AXIOMS))
    for each in source.comparison.proposals:
        study = source.studies[each.name]
        yield f"### {plain(each.title)}"
        fixed = sentences.fixed_in_brief(study) if sentences.held_fixed(study) else ""
        yield bullets(
            (
                *(given(text) for text in each.told.cautions),
                *covered.study_not_estimated(study),
                *((phrase(told.HELD_FIXED, inputs=fixed),) if fixed else ()),
            )
        )


def _again(source: Source) -> Iterator[str]:
    c = source.comparison
    yield f"## {phrase(told.AGAIN)}"
    yield phrase(told.REPEAT)
    commands = [each.told.command for each in c.proposals if each.told.command]
    if not source.alone:
        ids = " ".join(each.told.id for each in c.proposals)
        limits = " --limits limits.yaml" if c.limits else ""
        commands.append(f"detention-impact compare {ids}{limits}{c.told.options}")
    yield "\n".join(typed(command) for command in (*commands, f"detention-impact packet {c.told.id}"))
    if c.limits:
        yield phrase(told.LIMITS_FILE)
    content = phrase(
        told.CONTENT_OF,
        id=line(c.told.id),
        draws=numbers.exact(c.told.draws),
        seed=c.told.seed,
        version=plain(c.told.version),
    )
    yield f"{content} {phrase(told.CHECKED, verify='`detention-impact verify`')}"
