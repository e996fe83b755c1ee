"""facts.md: sentences that may be quoted one by one, claim by claim, each with the cell of a table it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.reports import tables
from simulator.reports.language import agencies, clock, covered, quoting, sentences, truths
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Study, opened
from simulator.reports.markdown import plain, queues, signature, to_be_said
from simulator.results.summary import Summary


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence, the claim it is part of, and the cells it rests on: a file, then what to look for in it."""

    claim: str
    text: str
    cells: str


def facts_markdown(summary: Summary) -> str:
    """Sentences that stand alone, each with its stage, its interval, whose simulation it is and, where it is one, the word proxy."""
    study = opened(summary)
    suffix = f" {phrase('(A simulation: {title}.)', title=given(summary.title))}"
    if study.proxy:
        suffix += " " + phrase(
            "(Proxy estimate: the differences between groups come from an audit that measured something else.)"
        )
    lines = [
        f"# {phrase('Facts: {title}', title=plain(given(summary.title)))}",
        "",
        *(f"{plain(given(text))}\n" for text in (summary.summary, summary.status) if text),
        *(f"**{plain(text)}**\n" for text in covered.warnings(study)),
        phrase(
            "Each line may be quoted as it stands, with what must be said with it below. Numbers are rounded to two figures; “in 9 "
            "of 10 {years}” is the interval that holds both chance and what is not known. Under each line: the cells it rests on.",
            years=study.period.many,
        ),
        "",
        f"## {phrase('In three sentences')}",
        "",
        plain(quoting.three_sentences(study)),
        "",
        f"## {phrase('In a paragraph')}",
        "",
        plain(quoting.paragraph(study)),
        "",
    ]
    claim = ""
    for fact in _facts(study):
        if fact.claim != claim:
            claim = fact.claim
            lines += ["", f"## {claim}", ""] if lines[-1] else [f"## {claim}", ""]
        lines += [f"- {plain(fact.text + suffix)}", f"  ({fact.cells})"]
    lines.append("")
    if together := [text for text in to_be_said(study) if text]:
        lines += [
            f"## {phrase('What must be said with it')}",
            "",
            *(f"- {plain(text)}" for text in together),
            "",
        ]
    lines += [signature(study), ""]
    return "\n".join(lines)


def _facts(study: Study) -> Iterator[Fact]:
    claims = (
        (phrase("How many"), _how_many(study)),
        (phrase("Who bears it"), _who(study)),
        (phrase("How many times the rate of others"), _ratios(study)),
        (phrase("What it finds"), _found(study)),
        (phrase("How long"), _long(study)),
        (phrase("What nobody has measured"), _unmeasured(study)),
        (
            phrase("One agency"),
            ((agencies.typical_agency(study), "`summary.json`: `typical_agency`"),),
        ),
    )
    for claim, told in claims:
        yield from (Fact(claim, text, cells) for text, cells in told if text)


Told = Iterator[tuple[str | None, str]]


def _measure(*names: str, group: str = "all") -> str:
    columns = ", ".join(f"`{name}`" for name in names)
    return phrase("`measures.csv`: {columns}, group `{group}`", columns=columns, group=group)


def _how_many(study: Study) -> Told:
    yield (
        " ".join(filter(None, (sentences.headline(study), sentences.width(study)))),
        _measure("wrongly_held"),
    )
    yield sentences.pair(study), _measure("held_from_alert", "wrongly_held")
    yield (
        truths.apart(study),
        _measure("wrongly_held_false_match", "wrongly_held_stale_entry", "kept_not_wanted", "innocent_kept"),
    )
    yield sentences.distinct(study), _measure("people_held_once", "people_held_twice")
    yield (
        sentences.doubts(study, fixed=False),
        phrase("{cells}, columns `chance_lo` to `hi`", cells=_measure("wrongly_held")),
    )


def _who(study: Study) -> Told:
    known = {group.id for group in study.groups}
    for group in (*(g for g in tables.rollups(study) if g.id != "all"), *tables.ordered(study)):
        if group.id in known:
            yield sentences.of_group(study, group), _measure("wrongly_held", group=plain(group.id))


def _ratios(study: Study) -> Told:
    for group in tables.ordered(study):
        yield (
            sentences.ratio(study, group),
            _measure("per_100k_encounters", "ratio_to_reference", group=plain(group.id)),
        )


def _found(study: Study) -> Told:
    yield sentences.benefit(study), _measure("wanted_found", "wrongly_held_per_wanted_found")
    yield truths.without(study), _measure("found_only", "found_anyway", "harm_beyond")


def _long(study: Study) -> Told:
    yield sentences.hours(study), _measure("hours_held")
    yield clock.sentence(study), phrase("`clock.csv`: `held_median`, `held_p95`, people `all`, `innocent`")
    yield clock.limit(study), "`summary.json`: `clock.beyond_limit`"
    yield queues(study), phrase("`clock.csv`: `walked_on` and `correction_…`, people `all`, `innocent`")


def _unmeasured(study: Study) -> Told:
    yield covered.not_measured(study), "`summary.json`: `unmeasured_share`, `unmeasured_harm`"
