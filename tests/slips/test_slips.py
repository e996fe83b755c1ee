"""Nothing that people get wrong goes through without a word, and nothing that is right is spoken of.

Each kind of slip and of edit is tried as often as `running.IN_CI` says; `make deep` tries them `running.IN_DEEP` times. The page
docs/reliability.md lists the kinds with these figures; `python -m tests.slips` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.slips import page
from tests.slips.catalogue import edits, kinds
from tests.slips.running import IN_CI, IN_DEEP, Made, first, judged, made


def _wrong(slips: list[Made], desk: Path) -> list[str]:
    """The slips that should be told at their places and are not."""
    return [
        f"{verdict.verdict}: {slip} (expected at {' or '.join(slip.slip.places[:3])}; said: {verdict.said[:2]})"
        for slip, verdict in judged(slips, desk)
        if not slip.slip.secret and verdict.verdict != "told"
    ]


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_slip_is_told_at_its_place(name: str, tmp_path: Path) -> None:
    kind = kinds()[name]
    every = made(kind)
    assert page.row(kind, every) in page.published(), "run python -m tests.slips"
    assert _wrong(first(kind, every, IN_CI), tmp_path) == []


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted(kinds()))
def test_many_slips_are_told_at_their_places(name: str, tmp_path: Path) -> None:
    kind = kinds()[name]
    assert _wrong(first(kind, made(kind), IN_DEEP), tmp_path) == []


@pytest.mark.parametrize("name", sorted(edits()))
def test_a_legitimate_edit_raises_nothing(name: str, tmp_path: Path) -> None:
    kind = edits()[name]
    tried = judged(first(kind, made(kind), 2 * IN_CI), tmp_path)
    assert [f"{edit}: {verdict.said[:2]}" for edit, verdict in tried if verdict.verdict != "silent"] == []


def test_the_page_has_every_kind_and_no_other() -> None:
    assert [line.split("|")[1].strip(" `") for line in page.published()] == list(kinds())
    assert page.closing() in page.PAGE.read_text(encoding="utf-8")


def test_there_are_enough_slips() -> None:
    assert page.totals().in_ci >= 2_000
    assert page.totals().in_deep >= 20_000
    assert page.totals().frozen * 2 >= page.totals().kinds


def test_there_are_enough_edits() -> None:
    assert sum(min(len(made(kind)), 2 * IN_CI) for kind in edits().values()) >= 500
