"""The result for somebody else's text: in three sentences, and in a paragraph, each with whose simulation it is."""

from __future__ import annotations

from simulator.reports.language import bearing, sentences, truths
from simulator.reports.language.finding import citation, how_sure, in_a_sentence, what_would_settle
from simulator.reports.language.study import Study


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
