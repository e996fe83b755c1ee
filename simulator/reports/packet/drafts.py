"""Annexes A to C: what the EU's, the United Kingdom's and NIST's texts ask, with links to the figures and places for answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from simulator.reports.language import drafts as asked
from simulator.reports.language import packet as told
from simulator.reports.language.dates import day
from simulator.reports.language.phrases import phrase
from simulator.reports.language.words import capital
from simulator.reports.packet.forms import BLANK, form
from simulator.reports.packet.references import PAGE, see

PLACES = {
    "proposals": told.PROPOSALS,
    "answer": told.ANSWER,
    "limits": told.LIMITS,
    "rests": told.RESTS,
    "left_out": told.LEFT_OUT,
    "again": told.AGAIN,
    "uk": told.UK,
    "sources": told.SOURCES,
}
"""Headings that the drafts' questions are answered under, by the slot they stand for."""


def drafts(on: date) -> Iterator[str]:
    """The three drafts, each with the date of the text it follows and of this packet."""
    links = {slot: see(heading) for slot, heading in PLACES.items()}
    heads = (asked.NUMBER, asked.ASKED, asked.HAS, asked.NEEDS, told.ANSWERED, told.BY)
    for heading, draft in ((told.EU, asked.EU), (told.UK, asked.UK), (told.NIST, asked.NIST)):
        yield PAGE  # each draft goes to another officer
        yield f"## {phrase(heading)}"
        first = draft is asked.EU
        advice = phrase(asked.DRAFT) if first else phrase(asked.AS_BEFORE, eu=see(told.EU))
        yield f"> **{advice}** {phrase(draft.scope)}"
        yield phrase(asked.FOLLOWS, follows=phrase(draft.follows), day=day(on))
        yield f"**{phrase(asked.QUESTIONS)}**"
        yield form([phrase(head) for head in heads], [_row(each, links) for each in draft.questions])


def _row(question: asked.Question, links: Mapping[str, str]) -> tuple[str, ...]:
    has = capital(phrase(question.has, **links))
    return question.number, phrase(question.asks), has, phrase(question.needs), BLANK, BLANK
