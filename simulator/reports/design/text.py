"""A search for a design on the terminal: the answer first, and no more than fits a screen."""

from __future__ import annotations

import textwrap

from simulator.reports.language import designs as say
from simulator.reports.language.levers import designed
from simulator.reports.terminal import printable
from simulator.results.design import DesignFound

WIDTH = 100


def design_text(found: DesignFound) -> str:
    """The whole answer."""
    parts = [found.title, say.asked(found), say.as_it_stands(found), *say.aside(found), say.answer(found)]
    if found.smallest is not None:
        parts.append(say.costs(found.designs[found.smallest], found))
    for each in found.tried:
        if len(found.tried) > 1:
            parts.append(f"Lived again: {designed(found.designs[each.design].moved)}.")
        parts += [say.confirmed(each.confirmation), *say.robust(each, found.draws)]
    if found.smallest is None:
        parts += [f"Nearest: {line}" for line in say.nearest(found)]
    parts += [say.ends_of_front(found)]
    if found.left_out:
        parts.append(f"Levers left out: {'; '.join(say.left_out(found))}.")
    return "\n\n".join(_wrapped(part) for part in parts if part)


def _wrapped(text: str) -> str:
    return textwrap.fill(printable(text), WIDTH, break_on_hyphens=False, break_long_words=False)
