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

AWAITED = frozenset(
    {
        "age-bands-beside-all-ages",
        "another-metric-for-an-error-rate",
        "another-metric-in-a-set",
        "another-row-of-the-source",
        "another-unit-in-a-set",
        "count-in-parts-of-a-person",
        "differences-of-something-else",
        "digits-changed-round",
        "dots-between-thousands",
        "error-rate-above-a-half",
        "fmr-for-fpir",
        "gallery-above-population",
        "gallery-size-of-another-test",
        "hits-for-misses",
        "hour-mislabelled",
        "labels-swapped",
        "last-years-rows-added",
        "limit-in-per-cent",
        "limit-nobody-could-break-or-keep",
        "limit-of-another-measure",
        "limit-of-part-of-a-person",
        "limit-turned-round",
        "margin-among-cells",
        "minorities-with-the-reference",
        "nothing-for-a-factor",
        "number-changed-beside-its-row",
        "officers-for-stops",
        "one-share-in-per-cent",
        "people-for-events",
        "per-cent-for-factor",
        "persons-changed-images-kept",
        "priority-for-some-kinds",
        "rates-for-shares",
        "reason-left-blank",
        "rollup-redefined",
        "row-of-another-algorithm-in-a-set",
        "row-of-another-scale",
        "row-twice",
        "searches-without-correlation",
        "servers-beside-shifts",
        "setting-mistyped",
        "share-for-its-complement",
        "sites-not-adding-up",
        "thousands-for-units",
        "threshold-out-of-reach",
        "trials-changed-beside-their-row",
        "unit-of-time",
        "unrelated-row-for-a-guess",
        "value-of-a-neighbouring-row",
    }
)
"""Kinds whose checks are still being written."""


def _wrong(slips: list[Made], desk: Path) -> list[str]:
    """The slips that should be told at their places and are not."""
    return [
        f"{verdict.verdict}: {slip} (expected at {' or '.join(slip.slip.places[:3])}; said: {verdict.said[:2]})"
        for slip, verdict in judged(slips, desk)
        if not slip.slip.secret and verdict.verdict != "told"
    ]


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_slip_is_told_at_its_place(name: str, tmp_path: Path) -> None:
    if name in AWAITED:
        pytest.skip("its check is being written")
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


def test_there_are_enough_slips() -> None:
    assert page.totals().in_ci >= 2_000
    assert page.totals().in_deep >= 20_000
    assert page.totals().frozen * 2 >= page.totals().kinds


def test_there_are_enough_edits() -> None:
    assert sum(min(len(made(kind)), 2 * IN_CI) for kind in edits().values()) >= 500
