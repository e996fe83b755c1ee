"""A search for a design on the terminal: the answer first, and no more than fits a screen."""

from __future__ import annotations

import textwrap

from simulator.reports.language import designs as say
from simulator.reports.language.phrases import phrase
from simulator.reports.terminal import printable
from simulator.results.design import DesignFound

WIDTH = 100


def design_text(found: DesignFound) -> str:
    """The whole answer."""
    parts = [found.title, say.asked(found), say.as_it_stands(found), *say.aside(found), say.answer(found)]
    if found.smallest is not None:
        first = next(each for each in found.tried if each.design == found.smallest)
        parts.append(say.costs(found.designs[found.smallest], found))
        parts += [say.confirmed(first.confirmation), *say.robust(first, found.draws)]
    parts += say.others_tried(found)
    if found.smallest is None:
        parts += [phrase("Nearest: {design}", design=line) for line in say.nearest(found)]
    parts += [say.ends_of_front(found)]
    if found.left_out:
        parts.append(phrase("Levers left out: {levers}.", levers="; ".join(say.left_out(found))))
    told = [_wrapped(part) for part in parts if part]
    if found.to_run:
        told.append(
            f"{phrase(say.TO_RUN)}\n  {printable(found.to_run)}"
        )  # a command is copied: it is never wrapped
    return "\n\n".join(told)


def _wrapped(text: str) -> str:
    return textwrap.fill(printable(text), WIDTH, break_on_hyphens=False, break_long_words=False)
