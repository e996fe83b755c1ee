"""packet-annexes.md: what the board's two pages rest on. The one source of its Word file and its PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from simulator.reports.comparison import tables as side
from simulator.reports.comparison.markdown import limits_blocks
from simulator.reports.language import comparing as told
from simulator.reports.language import covered, method, numbers, sentences, verdicts
from simulator.reports.language.finding import by_grade
from simulator.reports.language.study import Study
from simulator.reports.language.words import GRADES, PROXY_NOTE, named
from simulator.reports.markdown import markdown_table, plain
from simulator.reports.packet import annexes, eu, nist, uk
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import DRAFT, NOT_SUPPLIED, bullets, gap, line, table, typed
from simulator.reports.tables import Table, proxied

BY_GROUP = ("wrongly_held", "per_100k_encounters", "ratio_to_reference")
DRIVERS = 8
LEFT_OUT = (
    "Officers who stop more people because a scan is cheap; people who stay away from places with cameras.",
    "Errors of the databases beyond entries that no longer justify a stop.",
    "Force used during a stop, and what happens after release.",
    "Whether a detention is lawful, and what a proposal costs in money.",
)
PAGE = "---"
"""A new page in the Word file and in print."""


def annexes_markdown(source: Source) -> str:
    """Question, answer, comparison, limits, evidence, assumptions, what drives the answer, reproduction, drafts, inputs, sources."""
    parts = [
        *_question(source),
        *_answer(source),
        *_limits(source),
        *_evidence(source),
        *_assumptions(source),
    ]
    parts += [*_not_modelled(source), *_drivers(source), *_again(source), *_drafts(source)]
    parts += [PAGE, *annexes.assumptions(source, "D"), *annexes.other_inputs(source, "E")]
    parts += [*annexes.sources(source, "F"), *annexes.what_differs(source, "G")]
    return "\n\n".join(part for part in parts if part) + "\n"


def _question(source: Source) -> Iterator[str]:
    c = source.comparison
    titles = [plain(each.title) for each in c.proposals]
    yield f"# Annexes to the board paper: {' · '.join(titles)}"
    yield (
        f"{'Study' if source.alone else 'Comparison'} {line(c.told.id)}. The answer in two pages, and the lines to sign, are in the paper "
        f"itself. What this tool does not know is marked “{NOT_SUPPLIED}”."
    )
    if c.proxy:
        yield f"**{plain(PROXY_NOTE)}**"
    yield "## 1. The question"
    yield (
        "Face recognition is proposed. How many innocent people, above all women and people of colour, would each proposal wrongly "
        "detain, for how long, and how sure are we? This paper estimates it from published audits. It does not say what the "
        "board should decide."
    )
    for each in c.proposals:
        status = f" Status: {plain(str(each.told.status).rstrip('.'))}." if each.told.status else ""
        yield f"**{plain(each.title)}{' (proxy)' if each.proxy else ''}.** {plain(str(each.told.summary))}{status}"


def _answer(source: Source) -> Iterator[str]:
    c = source.comparison
    yield "## 2. The answer"
    yield (
        f"Each figure is the middle of the {c.period.many}; the range beside it holds 9 of 10 of them, chance and lack of knowledge "
        "together. A wrongful detention: an innocent person is held because of an alert."
    )
    for each in c.proposals:
        study = source.studies[each.name]
        yield f"### {plain(each.title)}{' (proxy)' if each.proxy else ''}"
        lines = [
            *each.warnings,
            _alone(each.title, told.headline(c, each.name)),
            *((sentences.headline(study),) if c.first.id != "all" else ()),
            _alone(each.title, verdicts.overall(c, each.name)) if c.limits else None,
            sentences.width(study),
            sentences.doubts(study, fixed=False),
            gap(study),
            covered.not_measured(study),
        ]
        mark = "Proxy estimate. " if each.proxy else ""
        yield bullets(f"{mark}{text}" for text in lines if text)
    if c.limits and c.limits.example:
        yield f"**{plain(verdicts.EXAMPLE)}**"
    yield "### The figures" if source.alone else "### Side by side"
    shown = [
        side.side_by_side(c, c.first.id),
        *(side.by_group(c, each) for each in BY_GROUP if each in c.measures),
    ]
    yield from _tables(shown)
    if unshared := [f"{each.label}: only {', '.join(each.proposals)}" for each in c.told.not_shared]:
        yield "Groups that not every proposal has, and which are therefore in none of these tables:"
        yield bullets(unshared)
    if c.pairs:
        yield "### The same years, two by two"
        yield plain(told.PAIRED)
        yield plain(told.LABELS)
        if c.proxy:
            yield line(side.PROXY)
        for pair in c.pairs:
            yield line(told.better(c, pair))
            yield markdown_table(replace(side.differences(c, pair, c.first.id), notes=()))


def _tables(tables: Iterable[Table]) -> Iterator[str]:
    """Tables in a row; a note that the one before has made already is not made again."""
    before: tuple[str, ...] = ()
    for each in tables:
        yield markdown_table(replace(each, notes=tuple(note for note in each.notes if note not in before)))
        before = (*before, *each.notes)


def _alone(title: str, sentence: str) -> str:
    """A sentence below a heading that has already said whose it is."""
    for mark in (f"{title}: ", f"{title} (proxy): "):
        if sentence.startswith(mark):
            rest = sentence.removeprefix(mark)
            return rest[:1].upper() + rest[1:]
    return sentence


def _limits(source: Source) -> Iterator[str]:
    yield "## 3. Limits and verdicts"
    if source.comparison.limits is None:
        yield f"Limits: {NOT_SUPPLIED} (for the board to supply). `detention-impact compare … --limits FILE` applies a board’s own."
        return
    for block in limits_blocks(source.comparison):
        yield f"#{block}" if block.startswith("##") else block


def _evidence(source: Source) -> Iterator[str]:
    yield "## 4. Evidence and its grade"
    studies = [source.studies[each.name] for each in source.comparison.proposals]
    counts = [Counter(row.grade for row in study.summary.inputs) for study in studies]
    rows = [
        (f"{grade}: {GRADES[grade]}", *(str(count[grade]) for count in counts))
        for grade in GRADES
        if any(count[grade] for count in counts)
    ]
    heads = ("Grade", *(each.title for each in source.comparison.proposals))
    yield markdown_table(table("grades", "Inputs by the grade of their evidence", heads, rows))
    yield (
        "Annex D lists every assumption, annex E every other input with its source, annex F the sources with what each measured and what "
        "limits it."
    )


def _assumptions(source: Source) -> Iterator[str]:
    yield "## 5. Assumptions"
    yield (
        "An input without a source is marked “assumed” and has a reason; “unmeasured” are the rates of a group that no audit measured. Whoever "
        "disagrees with one can change it in one line of the scenario’s file and see what it changes. These move the answer most; annex D "
        "lists all."
    )
    for each in source.comparison.proposals:
        study = source.studies[each.name]
        listed = {row.path: row for row in study.summary.inputs}
        count = sum(row.grade in annexes.ASSUMED for row in listed.values())
        yield line(f"{each.title}: {count} of {len(listed)} inputs are assumed, by proxy or unmeasured.")
        driving = [row for row in study.drivers if row.grade in annexes.ASSUMED][:DRIVERS]
        rows = []
        for row in driving:
            # what is drawn for each level of an input has the level in its path: its value and reason are the input's
            given = listed.get(row.path.partition("#")[0])
            cells = (given.text, row.grade, given.why or "") if given else ("", row.grade, "")
            rows.append((named(row), *cells))
        if rows:
            heads = ("Input", "Value", "Its mark", "Why")
            yield markdown_table(
                table("assumptions", f"What moves the answer most: {each.title}", heads, rows)
            )


def _not_modelled(source: Source) -> Iterator[str]:
    yield "## 6. What is not modelled, and what to bear in mind"
    yield bullets((*LEFT_OUT, *method.AXIOMS))
    for each in source.comparison.proposals:
        study = source.studies[each.name]
        yield f"### {plain(each.title)}"
        unseen = covered.study_not_estimated(study)
        fixed = (
            [f"Held fixed, without a range: {sentences.fixed_in_brief(study)}."]
            if sentences.held_fixed(study)
            else []
        )
        yield bullets((*each.told.cautions, *unseen, *fixed))


def _drivers(source: Source) -> Iterator[str]:
    yield "## 7. What drives the answer"
    yield (
        "Both columns of shares are estimated from the draws and have no interval of their own. An input of grade “assumed” near "
        "the top is where a published figure would help most."
    )
    for each in source.comparison.proposals:
        study = source.studies[each.name]
        rows = _unknowns(study)
        if not rows:
            yield f"{plain(each.title)}: too few draws to tell what drives the answer."
            continue
        heads = (
            "Input",
            "Grade",
            "Share of the doubt it explains alone",
            "Interval narrower by, if it were known",
        )
        yield markdown_table(
            table(
                "drivers",
                proxied(study, f"What drives the doubt about wrongful detentions: {each.title}"),
                heads,
                rows,
            )
        )
        if share := by_grade(study):
            yield line(share)


def _unknowns(study: Study) -> list[tuple[str, ...]]:
    return [
        (
            named(row),
            row.grade,
            numbers.percent(max(0.0, row.first)),
            numbers.percent(max(0.0, row.narrower)),
        )
        for row in study.drivers[:DRIVERS]
    ]


def _again(source: Source) -> Iterator[str]:
    c = source.comparison
    yield "## 8. Repeat it"
    yield "The same commands give the same bytes with the same version on the same platform:"
    commands = [each.told.command for each in c.proposals if each.told.command]
    if not source.alone:
        ids = " ".join(each.told.id for each in c.proposals)
        limits = " --limits limits.yaml" if c.limits else ""
        commands.append(f"detention-impact compare {ids}{limits}{c.told.options}")
    yield "\n".join(typed(command) for command in (*commands, f"detention-impact packet {c.told.id}"))
    if c.limits:
        yield "The file limits.yaml lies in the comparison’s folder; it holds the rules as they were applied."
    yield (
        f"Content {line(c.told.id)}, {c.told.draws:,} draws, seed {c.told.seed}, detention-impact {plain(c.told.version)}. "
        "`detention-impact verify` recomputes the hash of every file."
    )


def _drafts(source: Source) -> Iterator[str]:
    drafts = (
        ("A", eu.TITLE, eu.SCOPE, eu.assessment),
        ("B", uk.TITLE, uk.SCOPE, uk.evidence),
        ("C", nist.TITLE, nist.SCOPE, nist.measures),
    )
    for letter, title, scope, draft in drafts:
        yield PAGE
        yield f"## Annex {letter}. {plain(title)}"
        yield f"> **{plain(DRAFT)}** {plain(scope)}"
        for each in source.comparison.proposals:
            yield markdown_table(draft(source, each.name))
            if draft is eu.assessment:
                yield markdown_table(eu.groups(source.studies[each.name]))
