"""The example limits: every rule names a measure and a group that exist, one bound, and a reason."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from simulator.documents import load as read
from simulator.impact.measures import MEASURES
from simulator.scenario.references import shelf_folder
from simulator.study.board.limit_files import find_limits, read_limits
from tests.scenarios.compiled import BASES, compiled

FILE = shelf_folder() / "board-limits.yaml"


@cache
def limits() -> Any:
    return read(FILE).data


@pytest.mark.parametrize("rule", limits()["limits"], ids=lambda rule: rule["rule"])
def test_a_rule_can_be_applied_to_every_deployment(rule: dict[str, Any]) -> None:
    assert rule["measure"] in MEASURES
    assert len(rule["reason"].split()) >= 6
    for name in BASES:
        assert rule["group"] in {"each", *compiled(name).groups, *compiled(name).rollups}


def test_the_limits_say_that_they_are_an_example() -> None:
    assert limits()["example"] is True
    assert "example" in limits()["title"].lower()
    assert "example" in limits()["note"]


def test_every_rule_is_read() -> None:
    assert len(read_limits(find_limits("board-limits")).limits) == len(limits()["limits"])


def test_rules_have_names_of_their_own() -> None:
    names = [rule["rule"] for rule in limits()["limits"]]
    assert len(set(names)) == len(names)
