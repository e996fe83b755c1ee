"""Every kind of slip in one register."""

from __future__ import annotations

from tests.slips.frozen import amounts, citing, exposing, limiting, origins, sizes, tables, writing
from tests.slips.kinds import EDITS, KINDS, Kind
from tests.slips.later import cells, claims, hand, misplaced, rules, shapes, spreadsheets, turned
from tests.slips.legitimate import numbers, words

FROZEN = (writing, sizes, citing, exposing, tables, limiting, amounts, origins)
LATER = (hand, shapes, cells, rules, spreadsheets, misplaced, claims, turned)
LEGITIMATE = (numbers, words)


def kinds() -> dict[str, Kind]:
    """The kinds by name, in the order they were written."""
    assert {kind.module for kind in KINDS.values()} == {module.__name__ for module in (*FROZEN, *LATER)}
    return KINDS


def is_frozen(kind: Kind) -> bool:
    """Whether a kind was written before the checks it tests."""
    return kind.module in {module.__name__ for module in FROZEN}


def edits() -> dict[str, Kind]:
    """The legitimate edits by name."""
    assert {kind.module for kind in EDITS.values()} == {module.__name__ for module in LEGITIMATE}
    return EDITS
