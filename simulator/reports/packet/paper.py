"""packet.md: the board paper. The one source of the Word file and the PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from simulator.reports import evidence, limits, numbers, sentences
from simulator.reports.comparison import sentences as told
from simulator.reports.comparison import tables as side
from simulator.reports.comparison.markdown import absent, limits_blocks, pairs_blocks
from simulator.reports.markdown import markdown_table, plain
from simulator.reports.packet import eu, nist, uk
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import DRAFT, NOT_SUPPLIED, table
from simulator.reports.reading import Study, number
from simulator.reports.words import GRADES

BY_GROUP = ("wrongly_held", "per_100k_encounters", "ratio_to_reference")
DRIVERS = 8
ROLES = ("Prepared by", "Read by the statistician", "Chair of the board", "For the agency")
OPEN = ("assumed", "proxy", "unmeasured")


def packet_markdown(source: Source) -> str:
    """The paper: question, answer, comparison, limits, evidence, assumptions, sensitivity, reproduction, sign-off, drafts."""
    parts = [
        *_question(source),
        *_answer(source),
        *_limits(source),
        *_evidence(source),
        *_assumptions(source),
    ]
    parts += [*_not_modelled(source), *_drivers(source), *_again(source), *_sign_off(), *_drafts(source)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _question(source: Source) -> Iterator[str]:
    c = source.comparison
    titles = [plain(each.title) for each in c.proposals]
    yield f"# Board paper: {' · '.join(titles)}"
    yield "## 1. The question"
    yield (
        "Face recognition is proposed. How many innocent people, above all women and people of colour, would each proposal wrongly "
        "detain, for how long, and how sure are we? This paper estimates it from published audits. It does not say what the "
        "board should decide."
    )
    for each in c.proposals:
        status = f" Status: {plain(str(each.raw['status']).rstrip('.'))}." if each.raw.get("status") else ""
        yield f"**{plain(each.title)}{' (proxy)' if each.proxy else ''}.** {plain(str(each.raw['summary']))}{status}"


def _answer(source: Source) -> Iterator[str]:
    c = source.comparison
    yield "## 2. The answer"
    for each in c.proposals:
        study = source.studies[each.name]
        lines = (
            told.headline(c, each.name),
            sentences.width(study),
            sentences.doubts(study),
            sentences.not_measured(study),
        )
        yield " ".join(plain(line) for line in lines if line)
    yield markdown_table(side.side_by_side(c, c.first.id))
    for measure in BY_GROUP:
        yield markdown_table(side.by_group(c, measure))
    yield from absent(c)
    if c.pairs:
        yield "### The same years, two by two"
        yield plain(told.PAIRED)
        yield plain(told.LABELS)
        yield from pairs_blocks(c, differing=False)


def _limits(source: Source) -> Iterator[str]:
    yield "## 3. Limits and verdicts"
    if source.comparison.limits is None:
        yield f"Limits: {NOT_SUPPLIED}. `detention-impact compare … --limits FILE` applies a board’s own."
        return
    yield from limits_blocks(source.comparison)


def _evidence(source: Source) -> Iterator[str]:
    yield "## 4. Evidence and its grade"
    studies = [source.studies[each.name] for each in source.comparison.proposals]
    counts = [Counter(str(row.get("grade")) for row in study.listed("inputs")) for study in studies]
    rows = [
        (f"{grade}: {GRADES[grade]}", *(str(count[grade]) for count in counts))
        for grade in GRADES
        if any(count[grade] for count in counts)
    ]
    heads = ("Grade", *(each.title for each in source.comparison.proposals))
    yield markdown_table(table("grades", "Inputs by the grade of their evidence", heads, rows))
    found = {item.id: item for study in studies for item in evidence.sources(study)}
    listed = [
        (plain(item.title), item.hand, item.measured, item.limits or "—")
        for item in sorted(found.values(), key=lambda item: item.id)
    ]
    heads = ("Source", "Hand", "What it measured", "Its limits")
    yield markdown_table(table("sources", "Sources; second hand means seen quoted", heads, listed))


def _assumptions(source: Source) -> Iterator[str]:
    yield "## 5. Assumptions"
    yield "Whoever disagrees with one can change it in one line of the scenario’s file and see what it changes."
    for each in source.comparison.proposals:
        study = source.studies[each.name]
        rows = [
            (
                f"{item.label} ({item.path})",
                f"{item.text} {item.unit}".strip(),
                "held fixed" if item.fixed else "drawn anew in every simulated year",
                item.why or item.citation or "—",
            )
            for shelf in evidence.shelves(study)
            if shelf.grade in OPEN
            for item in shelf.inputs
        ]
        heads = ("Input", "Value", "Its doubt", "Why")
        yield markdown_table(
            table("assumptions", f"Assumed, by proxy or unmeasured: {each.title}", heads, rows)
        )


def _not_modelled(source: Source) -> Iterator[str]:
    yield "## 6. What is not modelled, and what to bear in mind"
    yield "\n".join(f"- {plain(text)}" for text in limits.AXIOMS)
    cautions = [
        f"- {plain(each.title)}: {plain(str(caution))}"
        for each in source.comparison.proposals
        for caution in each.raw["cautions"]
    ]
    yield "\n".join(cautions)


def _drivers(source: Source) -> Iterator[str]:
    yield "## 7. What drives the answer"
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
            table("drivers", f"What drives the doubt about wrongful detentions: {each.title}", heads, rows)
        )


def _unknowns(study: Study) -> list[tuple[str, ...]]:
    found = ((study.raw.get("sensitivity") or {}).get("selections") or {}).get("all") or {}
    return [
        (
            str(row.get("label")),
            str(row.get("grade")),
            numbers.percent(number(row.get("first"))),
            numbers.percent(number(row.get("narrower"))),
        )
        for row in (found.get("unknowns") or ())[:DRIVERS]
    ]


def _again(source: Source) -> Iterator[str]:
    c = source.comparison
    yield "## 8. Repeat it"
    yield "The same commands give the same bytes with the same version on the same platform:"
    yield "\n".join(f"    {each.raw['command']}" for each in c.proposals)
    yield (
        f"Content `{c.raw['id']}`, {c.raw['draws']:,} draws, seed {c.raw['seed']}, detention-impact {plain(str(c.raw['version']))}. "
        "`detention-impact verify` recomputes the hash of every file."
    )


def _sign_off() -> Iterator[str]:
    yield "## 9. Sign-off"
    line = "\\_" * 12
    rows = "\n".join(f"| {role} | {line} | {line} | {line} |" for role in ROLES)
    yield f"| | Name | Decision or remark | Signature and date |\n| --- | --- | --- | --- |\n{rows}"


def _drafts(source: Source) -> Iterator[str]:
    annexes = (
        ("A", eu.TITLE, eu.SCOPE, eu.assessment),
        ("B", uk.TITLE, uk.SCOPE, uk.evidence),
        ("C", nist.TITLE, nist.SCOPE, nist.measures),
    )
    for letter, title, scope, draft in annexes:
        yield f"## Annex {letter}. {plain(title)}"
        yield f"**{plain(DRAFT)}**"
        yield plain(scope)
        for each in source.comparison.proposals:
            yield markdown_table(draft(source.studies[each.name]))
