"""`safe`: a limit that a lever can meet, one that none can, and questions that have no safe point."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.command import Command
from tests.schemas import keeps_its_schema

LIMIT = [
    "safe",
    "california-patrol",
    "--measure",
    "wrongly_held_false_match",
    "--group",
    "women_or_minorities",
]


@pytest.fixture
def at(command: Command):  # type: ignore[no-untyped-def]
    return lambda *more: command(*LIMIT, *more)


def test_a_looser_limit_allows_a_higher_level_and_needs_a_smaller_audit(at) -> None:  # type: ignore[no-untyped-def]
    strict, loose = (json.loads(at("--at-most", number, "--json").out) for number in ("1000", "10000"))
    assert 0 < strict["levers"]["false_match_level"]["value"] < loose["levers"]["false_match_level"]["value"]
    assert strict["audit"][0]["trials"] > loose["audit"][0]["trials"]
    assert strict["as_is"] < loose["as_is"]


def test_where_stale_entries_alone_break_the_limit_it_says_so(command: Command) -> None:
    done = command("safe", "california-patrol", "--at-most", "2")
    assert done.code == 0
    text = " ".join(done.out.split())
    assert "Hardly any false matches (one in 10,000,000,000 searches) would not be enough" in text
    assert "A list of 3,500 people (350,000 are proposed) would not be enough" in text, (
        "a gallery of nobody has no false matches, whatever the growth"
    )
    assert "kept in fewer than 1 of 10,000 simulated years" in text
    assert not re.search(r"\de-\d|times", text)


def test_a_purge_that_would_be_enough_is_told_in_per_cent(command: Command) -> None:
    asked = ("safe", "california-patrol", "--measure", "wrongly_held_stale_entry", "--at-most", "1500")
    done = command(*asked)
    told = " ".join(done.out.split())
    assert re.search(r"if the list were purged until at most [\d.]+ % of its entries no longer hold", told)
    plain = json.loads(command(*asked, "--json").out)
    lever = plain["levers"]["stale_share"]
    assert lever["status"] == "reached"
    keeps_its_schema("safe", plain)
    assert 0.001 < lever["value"] < 0.2


def test_a_ratio_has_no_safe_point(command: Command) -> None:
    done = command("safe", "california-patrol", "--at-most", "1", "--measure", "ratio_to_reference")
    assert done.code == 2
    assert "neither" in done.err


def test_an_unknown_group_is_named(command: Command) -> None:
    done = command("safe", "california-patrol", "--at-most", "1", "--group", "martians")
    assert done.code == 2
    assert "martians" in done.err
