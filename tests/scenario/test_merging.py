"""Encounters counted in another form are other encounters: what the base said of its own is told to be gone."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.documents import Fault, mapping
from simulator.documents.yaml12 import parse
from simulator.scenario.merging import laid_over

BASE: dict[str, Any] = {
    "title": "Base",
    "encounters": {
        "dataset": "a/b",
        "scale": {"value": 2},
        "year_to_year": {"value": 0.1},
        "profile": "a/hours",
    },
}


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("", "year_to_year, profile of the scenario it extends no longer hold"),
        (", profile: null", "year_to_year of the scenario it extends no longer hold"),
        (", year_to_year: {value: 0.2}, profile: null", None),
    ],
)
def test_what_the_base_said_of_its_encounters_is_told_to_be_gone(own: str, told: str | None) -> None:
    found: list[Fault] = []
    text = f"title: Own\nencounters: {{by_group: {{female: 1, male: 2}}{own}}}\n"
    merged = laid_over(BASE, parse(text, "own.yaml"), found)
    assert set(mapping(merged["encounters"])) <= {"by_group", "year_to_year"}
    assert [each.warns and not each.remark and each.rule.split(", so ")[1] for each in found] == (
        [told] if told else []
    )


def test_a_number_changed_in_its_own_form_keeps_the_rest() -> None:
    found: list[Fault] = []
    merged = laid_over(BASE, parse("title: Own\nencounters: {scale: {value: 1}}\n", "own.yaml"), found)
    assert mapping(merged["encounters"])["year_to_year"] == {"value": 0.1}
    assert found == []
