"""comparison.md: the comparison as one Markdown document."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.reports.comparison import sharing, tables
from simulator.reports.language import comparing, numbers
from simulator.reports.language import verdicts as said
from simulator.reports.language.comparison import Comparison, opened
from simulator.reports.language.method import AXIOMS
from simulator.reports.language.phrases import given, phrase
from simulator.reports.markdown import markdown_table, plain
from simulator.results import comparison as document

BY_GROUP = ("wrongly_held", "per_100k_encounters", "per_100k_residents", "ratio_to_reference", "wanted_found")


def comparison_markdown(comparison: document.Comparison) -> str:
    """Proposals side by side, the limits and why, paired differences, what differs, how to repeat it."""
    c = opened(comparison)
    parts = ["# " + plain(" · ".join(each.title for each in c.proposals))]
    parts += [
        f"## {phrase('The answer, side by side')}",
        *(f"**{plain(each.title)}: {plain(text)}**" for each in c.proposals for text in each.warnings),
        *(f"**{plain(text)}**" for text in c.limit_warnings),
        *(plain(comparing.headline(c, each.name)) for each in c.proposals),
    ]
    parts += [markdown_table(tables.side_by_side(c, c.first.id))]
    if c.limits:
        parts += list(limits_blocks(c))
    parts += [
        f"## {phrase('By group')}",
        *(markdown_table(tables.by_group(c, measure)) for measure in BY_GROUP),
    ]
    parts += [plain(phrase(comparing.LABELS)), *absent(c)]
    if c.pairs:
        parts += [
            f"## {phrase('The same years, two by two')}",
            plain(phrase(comparing.PAIRED)),
            *pairs_blocks(c),
        ]
    parts += [
        f"## {phrase('What is not modelled, and what each proposal warns of')}",
        "\n".join(f"- {phrase(text)}" for text in AXIOMS),
    ]
    parts += [
        "\n".join(
            f"- {plain(each.title)}: {plain(given(str(caution)))}"
            for each in c.proposals
            for caution in each.told.cautions
        )
    ]
    parts += [
        f"## {phrase('Repeat it')}",
        *(f"    {each.told.command}" for each in c.proposals),
        _signature(c),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def limits_blocks(c: Comparison) -> Iterator[str]:
    """The rules, each proposal's verdicts, and why; limits must have been applied."""
    assert c.limits is not None
    yield f"## {phrase('Limits: {title}', title=plain(given(c.limits.title)))}"
    if c.limits.example:
        yield f"**{plain(phrase(said.EXAMPLE))}**"
    elif c.limits.note:
        yield plain(given(c.limits.note))
    yield "\n".join(f"- {plain(said.overall(c, each.name))}" for each in c.proposals)
    yield markdown_table(tables.verdicts(c))
    yield plain(phrase(said.VALUES))
    yield markdown_table(tables.rules(c))
    for each in c.proposals:
        yield f"### {phrase('Why: {proposal}', proposal=plain(each.title))}"
        for rule in c.rules:
            verdict = c.verdict(each.name, rule.rule)
            told = f"{said.rule(rule)}: {said.kept(rule, verdict)}."
            reasons = (f"  - {plain(line)}" for line in said.why(rule, verdict))
            yield "\n".join([f"- {plain(told)}", *reasons])


def absent(c: Comparison) -> Iterator[str]:
    """Groups that not every proposal has: named, never dropped."""
    found = c.told.not_shared
    if found:
        yield phrase("Groups that not every proposal has, and which are therefore in none of these tables:")
        yield "\n".join(
            "- "
            + phrase(
                "{group}: only {proposals}",
                group=plain(given(each.label)),
                proposals=plain(", ".join(each.proposals)),
            )
            for each in found
        )
    for each in c.proposals:
        for told in each.not_estimated:
            yield f"- {plain(each.title)}: {plain(told)}"


def pairs_blocks(c: Comparison, differing: bool = True) -> Iterator[str]:
    """Each pair's differences; with `differing` also the inputs in which they differ."""
    for pair in c.pairs:
        yield plain(comparing.better(c, pair))
        yield markdown_table(tables.differences(c, pair, c.first.id))
        if differing:
            yield markdown_table(tables.differs(c, pair)) if pair.differs else phrase(comparing.ALIKE)
            yield plain(sharing.sentence(c, pair))
            yield markdown_table(sharing.table(c, pair))


def _signature(c: Comparison) -> str:
    told = c.told
    return phrase(
        "Comparison `{id}`, {draws} draws, seed {seed}, detention-impact {version}.",
        id=told.id,
        draws=numbers.exact(told.draws),
        seed=told.seed,
        version=plain(told.version),
    )
