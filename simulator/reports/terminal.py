"""The answer in the terminal: two plain tables with their intervals, and the sentences that belong beside them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from simulator.reports.language import agencies, covered, numbers, sentences, truths
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Study, opened
from simulator.reports.language.words import (
    FLAG_UNMEASURED,
    PROXY_ESTIMATE,
    PROXY_NOTE,
    capital,
    held_point,
    marked,
    of_expected,
    per_100k,
    within,
)
from simulator.reports.tables import count_span, hours_span, ordered, proxied, rate_span, rollups
from simulator.results.summary import Summary

WIDTH = 100
LABEL = 34


def answer_text(summary: Summary) -> str:
    """What `run` prints. Scenario-supplied text is stripped of control characters: a terminal would obey them."""
    study = opened(summary)
    blocks = [
        proxied(study, printable(given(summary.title or summary.name))),
        *(_wrapped(text) for text in _before(study) if text),
        _table(
            phrase(
                "Wrongful detentions {a_year} ({held})", a_year=study.period.in_one, held=held_point(study)
            ),
            *_harm(study),
            study,
        ),
        _table(_price_title(study), *_price(study), study),
        *(_wrapped(text) for text in _after(study) if text),
    ]
    return "\n\n".join(blocks) + "\n"


def _before(study: Study) -> list[str | None]:
    return [
        *covered.warnings(study),
        f"{phrase(PROXY_ESTIMATE)} {phrase(PROXY_NOTE)}" if study.proxy else None,
        sentences.headline(study),
        sentences.width(study),
        sentences.doubts(study, fixed=False),
    ]


def _after(study: Study) -> list[str | None]:
    middle = phrase("Middle of the {years}, then what 9 of 10 of them lie between.", years=study.period.many)
    marks = f"{middle} {of_expected(study)}"
    if study.unmeasured:
        marks += f" {FLAG_UNMEASURED} {phrase('the audits used have no figure for this group.')}"
    return [
        " ".join((marks, *covered.holds(rollups(study)))),
        truths.apart(study),
        sentences.benefit(study),
        truths.without(study),
        covered.not_measured(study),
        agencies.typical_agency(study),
        *covered.study_not_estimated(study),
    ]


def _harm(study: Study) -> tuple[list[str], list[list[str]]]:
    base = study.get("per_100k_encounters", study.reference.id)
    against = phrase(
        "Ratio to {group} ({rate})", group=within(study.reference), rate=numbers.rate(base.median)
    )
    rows = []
    for group in (*rollups(study), *ordered(study)):
        held = study.get("wrongly_held", group.id)
        per = study.get("per_100k_encounters", group.id)
        ratio = study.get("ratio_to_reference", group.id)
        told = (
            numbers.undefined()
            if ratio.defined <= 0
            else f"{numbers.rate(ratio.median)} ({rate_span(ratio)})"
        )
        rows.append(
            [
                marked(group),
                f"{numbers.whole(held.median)} ({count_span(held)})",
                f"{numbers.rate(per.median)} ({rate_span(per)})",
                phrase("reference") if group.id == study.reference.id else told,
            ]
        )
    return [
        phrase("Group"),
        phrase("Detentions {a_year}", a_year=study.period.in_one),
        capital(per_100k(study)),
        against,
    ], rows


def _price_title(study: Study) -> str:
    if study.nobody_wanted:
        return phrase("For how long innocent people are held")
    return phrase("What is found, and for how long innocent people are held")


def _price(study: Study) -> tuple[list[str], list[list[str]]]:
    rows = []
    for group in (*rollups(study), *ordered(study)):
        found, hours = study.get("wanted_found", group.id), study.get("hours_held", group.id)
        price = study.get("wrongly_held_per_wanted_found", group.id)
        told = (
            numbers.undefined()
            if price.defined <= 0
            else f"{numbers.rate(price.median)} ({rate_span(price)})"
        )
        benefit = (
            [] if study.nobody_wanted else [f"{numbers.whole(found.median)} ({count_span(found)})", told]
        )
        rows.append([marked(group), *benefit, hours_span(hours)])
    heads = (
        []
        if study.nobody_wanted
        else [phrase("Wanted people found"), phrase("Wrongly held per wanted found")]
    )
    return [phrase("Group"), *heads, phrase("Hours held, as if nobody queued")], rows


def telling_first(labels: Sequence[str]) -> list[str]:
    """Labels in one line each; where several too long for the column begin alike, the words that tell them apart come first."""
    plain = [printable(label) for label in labels]
    found = []
    for label in plain:
        words = label.split()
        alike = [other.split() for other in plain if other[:LABEL] == label[:LABEL]]
        shared = next(
            (i for i, each in enumerate(zip(*alike, strict=False)) if len(set(each)) > 1), len(words)
        )
        if len(label) > LABEL and len(alike) > 1 and shared < len(words):
            label = f"{capital(' '.join(words[shared:]))}: {' '.join(words[:shared])}"
        found.append(label)
    return found


def label_lines(label: str, width: int) -> list[str]:
    """A group's label in lines; its † never stands alone."""
    glued = label.replace(" †", "\u00a0†")
    return [line.replace("\u00a0", " ") for line in textwrap.wrap(glued, width, subsequent_indent="  ")]


def printable(text: str) -> str:
    """The text on one line, without anything a terminal acts on."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _wrapped(text: str) -> str:
    return textwrap.fill(printable(text), WIDTH)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], study: Study) -> str:
    """Columns as wide as they need; headings wrap, and so does the first column, at `LABEL`."""
    labels = [label_lines(label, LABEL) for label in telling_first([row[0] for row in rows])]
    cells = [
        [line, *(map(printable, row[1:]) if line is label[-1] else [""] * (len(row) - 1))]
        for row, label in zip(rows, labels, strict=True)
        for line in label
    ]
    widths = [max([len(row[i]) for row in cells] + [14 if i else 5]) for i in range(len(heads))]
    wrapped = [
        textwrap.wrap(printable(head), width) or [""] for head, width in zip(heads, widths, strict=True)
    ]
    depth = max(len(lines) for lines in wrapped)
    lines = [[""] * (depth - len(part)) + part for part in wrapped]
    out = [proxied(study, title)]
    for row in [*map(list, zip(*lines, strict=True)), ["─" * width for width in widths], *cells]:
        first, *others = row
        padded = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        out.append("  ".join([first.ljust(widths[0]), *padded]).rstrip())
    return "\n".join(out)
