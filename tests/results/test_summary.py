"""The typed summary: what it refuses, and the schema published of it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from simulator.results import Summary
from simulator.results.summary import Estimate, Group


def test_a_key_nobody_knows_is_refused_with_its_path() -> None:
    with pytest.raises(ValidationError, match=r"measures\.wrongly_held\.values\.all\.middle"):
        Summary.of({"measures": {"wrongly_held": {"values": {"all": {"middle": 1}}}}})


def test_numbers_stay_what_they_are() -> None:
    assert [type(Estimate(median=x).median) for x in (1, 1.0, None)] == [int, float, type(None)]


def test_a_value_cannot_be_changed() -> None:
    group = Group(id="all", label="Everyone", rollup=True)
    with pytest.raises(ValidationError, match="frozen"):
        group.__setattr__("label", "Nobody")
