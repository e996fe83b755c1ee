"""Every kind of slip in one register."""

from __future__ import annotations

from tests.slips.frozen import citing, exposing, limiting, sizes, tables, writing
from tests.slips.kinds import KINDS, Kind

FROZEN = (writing, sizes, citing, exposing, tables, limiting)


def kinds() -> dict[str, Kind]:
    """The kinds by name, in the order they were written."""
    assert all(module.__name__ in {kind.module for kind in KINDS.values()} for module in FROZEN)
    return KINDS
