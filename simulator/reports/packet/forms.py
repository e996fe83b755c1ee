"""Tables with cells to fill in: which cells these are, how they are read from Markdown, and how an answer is put back.

A cell's slot is what it answers: the first cell of its row and the head of its column, “Step 5 / Answer”. No other part of a packet
has to know which cells are open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from simulator.reports.language import packet as told
from simulator.reports.language.phrases import phrase
from simulator.reports.packet.words import line

OPEN = (told.ANSWERED, told.BY, told.NAME, told.REMARK, told.SIGNED)
"""Heads of columns whose cells are filled in by people, in the order of a table that has them all."""
BLANK = "…" * 9
DOTS = re.compile("…{3,}")
"""A dotted line, which may be left before or after what is written on it."""
FILLING = " …."
"""What dotted lines are made of."""
NEW_LINE = " ¶ "
"""A line's end within an answer, in a cell of Markdown."""
CELLS = re.compile(r"(?<!\\)\|")
ESCAPED = re.compile(r"\\([^a-zA-Z0-9\s])")


def open_heads() -> dict[str, str]:
    """The heads of open columns as they are said, each with its name in slots: an answer keeps its slot in every language."""
    return {phrase(head): head for head in OPEN}


def form(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown whose cells are Markdown already."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))


def is_blank(text: str) -> bool:
    """Whether nothing has been written, or nothing but dots."""
    return not text.strip(FILLING)


def slots(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """Row, column and slot of every open cell of a table, its heads first; none where no column is open."""
    if not rows:
        return
    heads = [open_heads().get(" ".join(head.split())) for head in rows[0]]
    for at, cells in enumerate(rows[1:], start=1):
        for column, head in enumerate(heads[: len(cells)]):
            if column and head:
                question = " ".join(_typed(cells[0]).split())
                yield at, column, f"{question} / {head}"


def read(paper: str) -> dict[str, str]:
    """The answers in a paper in Markdown by their slots; "" for a cell that is still blank."""
    return {
        slot: _plain(table[at][column])
        for _, table in _tables(paper.split("\n"))
        for at, column, slot in slots(table)
    }


def filled(paper: str, answers: Mapping[str, str]) -> str:
    """The paper with these answers in their cells; the others stay as they are."""
    lines = paper.split("\n")
    for place, table in _tables(lines):
        for at, column, slot in slots(table):
            if answers.get(slot):
                table[at][column] = cell(answers[slot])
                lines[place[at]] = f"| {' | '.join(table[at])} |"
    return "\n".join(lines)


def cell(answer: str) -> str:
    """An answer as one cell of Markdown."""
    return NEW_LINE.join(line(each) for each in answer.split("\n"))


def outside(paper: str) -> str:
    """The paper without what was filled in: by it one sees whether somebody changed anything else."""
    lines = paper.split("\n")
    for place, table in _tables(lines):
        for at, column, _ in slots(table):
            table[at][column] = ""
            lines[place[at]] = "|".join(table[at])
    return "\n".join(each.rstrip() for each in lines)


def tidy(text: str) -> str:
    """An answer as it is kept: its lines, single spaces; "" where nothing was written."""
    lines = DOTS.sub(" ", text).replace(NEW_LINE.strip(), "\n").split("\n")
    said = "\n".join(" ".join(each.split()) for each in lines).strip()
    return "" if is_blank(said) else said


def _plain(text: str) -> str:
    """A cell as it was typed: without the marks that keep Markdown from reading it."""
    return tidy(_typed(text))


def _typed(text: str) -> str:
    return ESCAPED.sub(r"\1", text).replace("\u200b", "")


def _tables(lines: Sequence[str]) -> Iterator[tuple[list[int], list[list[str]]]]:
    """Tables with open cells: the line of each row, and the cells; the rule below the heads is no row."""
    run: list[int] = []
    for at, each in enumerate([*lines, ""]):
        if each.startswith("|"):
            run.append(at)
        elif run:
            places = [run[0], *run[2:]]
            table = [_cells(lines[place]) for place in places]
            if not open_heads().keys().isdisjoint(table[0]):
                yield places, table
            run = []


def _cells(row: str) -> list[str]:
    return [each.strip() for each in CELLS.split(row.strip())[1:-1]]
