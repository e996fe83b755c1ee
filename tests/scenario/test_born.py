"""Regions of birth stand for the groups their crosswalk says they may stand for, and a largest ratio is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.test_plausibility import told

EAST_ASIA = "nist-ir-8280/fig5-region-east-asia"
WHITE_MEN = "nist-ir-8280/fig12-imperial-002-white-male-white-male"


def born(text: str) -> str:
    return f"matcher: {{differential: {{born: {{{text}}}}}}}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"regions: {{hispanic: {EAST_ASIA}}}", f"regions.hispanic = {EAST_ASIA}: is of people born in east asia, who may stand for asian"),
        (f"regions: {{white: {WHITE_MEN}}}", f"regions.white = {WHITE_MEN}: is of white people, and here stands a region of birth"),
        (f"across: {{hispanic: {{white: {EAST_ASIA}}}}}", f"across.hispanic.white = {EAST_ASIA}: is of people born in east asia, who may stand for asian"),
        ("highest: 1", "highest = 1: is a largest ratio, and groups with one above 1 are measured"),
        ("highest: 0.25", "highest = 0.25: is a largest ratio"),
    ],
)  # fmt: skip
def test_what_does_not_stand_for_a_group_is_refused(text: str, sentence: str, tmp_path: Path) -> None:
    faults, _ = told(born(text), tmp_path)
    assert any(f"matcher.differential.born.{sentence}" in each for each in faults), faults


def test_a_country_of_the_region_stands_for_the_group_too(tmp_path: Path) -> None:
    assert told(born("regions: {hispanic: nist-ir-8280/fig5-born-in-mexico}"), tmp_path)[0] == []


def test_a_largest_ratio_beyond_all_measured_warns(tmp_path: Path) -> None:
    _, warnings = told(born("highest: 2500"), tmp_path)
    assert any(
        "born.highest = 2500: is a largest ratio above any measured (400): a per cent?" in each
        for each in warnings
    )
    assert told(born("highest: 100"), tmp_path) == ([], [])
