"""The result for somebody else's text: in three sentences, in a paragraph, and figure by figure, each with whose simulation it is."""

from __future__ import annotations

from simulator.reports.language import bearing, numbers, sentences, truths
from simulator.reports.language.finding import (
    citation,
    denominator,
    how_sure,
    in_a_sentence,
    what_would_settle,
)
from simulator.reports.language.phrases import phrase
from simulator.reports.language.study import Study
from simulator.reports.language.words import capital, held_point, named, readable
from simulator.results.summary import Driver


def three_sentences(study: Study) -> str:
    """How many, who, and how sure."""
    rows = bearing.bearers(study)
    who = bearing.in_words(study, rows[0]) if rows else bearing.no_shares(study)
    return _joined(study, in_a_sentence(study), who, how_sure(study))


def paragraph(study: Study) -> str:
    """The same with whom else it falls on, what is found, what happens anyway and what would settle it."""
    rows = bearing.bearers(study)
    who = [bearing.in_words(study, row) for row in rows] if rows else [bearing.no_shares(study) or ""]
    return _joined(
        study,
        in_a_sentence(study),
        *who,
        truths.beside(study),
        sentences.benefit(study),
        how_sure(study),
        what_would_settle(study),
    )


def _joined(study: Study, *told: str | None) -> str:
    return " ".join([*(each for each in told if each), f"({citation(study)})"])


def of_draws(study: Study, title: str) -> str:
    """A figure's finding about draws of what is not known, with its stage and what its brackets hold."""
    return phrase(
        "{finding} ({held}; in brackets 9 of 10 {draws}).",
        finding=title,
        held=held_point(study),
        draws=phrase(sentences.DRAWS),
    )


def of_years(study: Study, text: str | None) -> str:
    """Sentences about a year with their stage, their denominator and what their ranges hold; nothing stays nothing."""
    if not text:
        return ""
    parts = (
        held_point(study),
        denominator(study),
        phrase("ranges hold 9 of 10 {years}", years=study.period.many),
    )
    return f"{text} ({'; '.join(each for each in parts if each)}.)"


def of_spread(study: Study, first: Driver) -> str:
    """The unknown that makes most of the spread, and of which spread."""
    return phrase(
        "{share} of the spread of the expected number of wrongful detentions ({held}) comes from one unknown, “{input}” "
        "({grade}).",
        share=numbers.percent(first.first),
        held=held_point(study),
        input=named(first),
        grade=readable(first.grade),
    )


def of_view(study: Study, unit: str, spread: str, rows: list[tuple[str, str]]) -> str:
    """One view of who bears it: what is counted, and so many of its rows as a sentence bears."""
    told = "; ".join(f"{label} {figures}" for label, figures in rows[:QUOTED])
    of = f"; {denominator(study)}" if denominator(study) else ""
    return phrase(
        "{unit} ({held}{of}; in brackets 9 of 10 {years}): {numbers}.",
        unit=capital(unit),
        held=held_point(study),
        of=of,
        years=spread,
        numbers=told,
    )


def benefit(study: Study) -> str:
    """Wanted people found beside the harm, each with its own interval."""
    found = phrase(
        "Wanted people are found {times} {a_year}",
        times=_times(study, "wanted_found"),
        a_year=study.period.in_one,
    )
    if study.get("found_only").known:
        found += phrase(", {times} only because of the scan", times=_times(study, "found_only"))
    return of_years(
        study,
        phrase(
            "{found}; innocent people are wrongly detained {times}.",
            found=found,
            times=_times(study, "wrongly_held"),
        ),
    )


def _times(study: Study, measure: str) -> str:
    cell = study.get(measure)
    ends = numbers.span(numbers.prose_count(cell.lo), numbers.prose_count(cell.hi))
    return f"{numbers.times(cell.median)} ({ends})"


QUOTED = 6
"""Rows of a view that are quoted."""
