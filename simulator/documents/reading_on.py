"""Reading on after a line that is not YAML: the block it stands in is left out, and the rest of the file is read as it stands.

A block is what begins at the left edge, a key with all that is below it, or an item of the one list whose items stand apart
(the rules of a board, the cases of a file). Lines are blanked and not removed, so that every place stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from simulator.documents.building import Builder
from simulator.documents.faults import Fault
from simulator.documents.syntax import explained

MOST_ROUNDS = 30
_KEY = re.compile(r"[\"']?([\w-]+)")
_TAB = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_INSIDE = ("flow", "scalar", "simple key")
"""Where the parser names what it was in the middle of, the slip is there and not where it stopped."""


def read_on(
    error: yaml.MarkedYAMLError, text: str, name: str, build: Callable[[str], Builder], apart: str
) -> tuple[Builder | None, list[Fault], frozenset[str]]:
    """What can be read of a text that is not YAML somewhere.

    Args:
        build: reads a text, and raises what the parser raises.
        apart: the key of the list whose items stand apart; empty where there is none.

    Returns:
        The rest, None where nothing is left; every slip on the way; the keys at the left edge that were not read.
    """
    faults: list[Fault] = []
    unread: set[str] = set()
    tabbed: set[int] = set()
    for _ in range(MOST_ROUNDS):
        told = explained(error, text, name)
        if told.line not in tabbed:  # a line of tabs was told already
            faults.append(told)
        if _TAB.search(text):
            tabbed = {i for i, line in enumerate(text.split("\n"), start=1) if _TAB.match(line)}
            text = _TAB.sub(lambda found: found[0].replace("\t", "  "), text)
        else:
            text = _without(error, text, unread, apart)
        if not text.strip():
            break
        try:
            return build(text), faults, frozenset(unread)
        except yaml.MarkedYAMLError as another:
            error = another
    return None, faults, frozenset(unread)


def _without(error: Any, text: str, unread: set[str], apart: str) -> str:
    """The text without the block a slip stands in, whose key is noted; empty where there is none that can be named."""
    lines = text.split("\n")
    inside = error.context_mark is not None and any(word in str(error.context) for word in _INSIDE)
    mark = error.context_mark if inside else error.problem_mark or error.context_mark
    at = min(mark.line, len(lines) - 1) if mark else 0
    edge = [i for i, line in enumerate(lines) if line[:1].strip() and line[0] != "#"]
    listed = bool(edge) and _is_item(lines[edge[0]])
    starts = [i for i in edge if _is_item(lines[i]) == listed]
    above = [i for i in starts if i <= at]
    if not above:
        return ""
    first, last = above[-1], next((i for i in starts if i > at), len(lines))
    if apart and lines[first].startswith(f"{apart}:"):
        first, last = _item(lines, first, at, last)
    elif not listed:
        key = _KEY.match(lines[first])
        if key is None:
            return ""
        unread.add(key[1])
    return "\n".join([*lines[:first], *([""] * (last - first)), *lines[last:]])


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ") or line.strip() == "-"


def _item(lines: list[str], head: int, at: int, last: int) -> tuple[int, int]:
    """The item of a list, from its dash to the next one of the same column; the whole list where there is none above."""
    dashes = {i: len(lines[i]) - len(lines[i].lstrip()) for i in range(head + 1, last) if _is_item(lines[i])}
    items = [i for i, column in dashes.items() if column == min(dashes.values())]
    own = [i for i in items if i <= at]
    return (own[-1], next((i for i in items if i > at), last)) if own else (head, last)
