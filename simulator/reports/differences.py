"""Two results against each other, in a terminal and as Markdown."""

from __future__ import annotations

import textwrap

from simulator.reports.grid import grid
from simulator.reports.language import differences as said
from simulator.reports.language.phrases import phrase
from simulator.reports.markdown import markdown_table, plain
from simulator.reports.tables import Table
from simulator.reports.terminal import printable
from simulator.results.difference import Difference

WIDTH = 100


def difference_text(difference: Difference, width: int = WIDTH) -> str:
    """What `diff` prints."""
    blocks = [textwrap.fill(printable(text), width, subsequent_indent="     ") for text in _ends(difference)]
    for table in _tables(difference):
        heads = [name for name, _ in table.columns]
        rows = [[printable(cell) for cell in row] for row in table.rows]
        blocks += [f"{table.caption}\n\n{grid(heads, rows, width)}"]
        blocks += [textwrap.fill(printable(note), width) for note in table.notes]
    return (
        "\n\n".join([*blocks, *(textwrap.fill(printable(text), width) for text in _rest(difference))]) + "\n"
    )


def difference_markdown(difference: Difference) -> str:
    """The same as a Markdown document."""
    head, *ends = _ends(difference)
    parts = [f"# {plain(head)}", *(plain(text) for text in ends)]
    parts += [markdown_table(table) for table in _tables(difference)]
    return "\n\n".join([*parts, *(plain(text) for text in _rest(difference))]) + "\n"


def _ends(difference: Difference) -> list[str]:
    old, new = said.side(difference.old), said.side(difference.new)
    return [
        said.heading(difference),
        phrase("old: {old}", old=old),
        phrase("new: {new}", new=new),
        said.moved(difference),
    ]


def _rest(difference: Difference) -> list[str]:
    texts = [] if difference.steps else list(said.how(difference))
    return [
        text
        for text in (phrase(said.NOTHING) if difference.nothing else "", *texts, said.of_words(difference))
        if text
    ]


def _tables(difference: Difference) -> list[Table]:
    found = []
    if rows := [(f"{what} ({kind})", old, new) for kind, what, old, new in said.differing(difference)]:
        columns = ((phrase("What differs"), False), (phrase("Old"), False), (phrase("New"), False))
        found.append(Table("differs", phrase("What differs"), columns, tuple(rows)))
    if difference.steps:
        steps = [
            (said.part(step), said.signed(step.move, step.error), said.paired(step))
            for step in difference.steps
        ]
        if difference.interaction is not None:
            steps.append((phrase("interaction"), said.interaction(difference), phrase("not paired")))
        columns = (
            (phrase("Part"), False),
            (phrase("Move of the headline"), True),
            (phrase("In 90 of 100 draws"), True),
        )
        notes = tuple(said.how(difference))
        found.append(Table("parts", phrase("What the move is made of"), columns, tuple(steps), notes))
    return found
