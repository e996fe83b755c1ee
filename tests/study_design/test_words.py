"""What a search for designs says in words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from simulator.reports.language.designs import ends_of_front


@pytest.mark.parametrize(
    ("harms", "told"),
    [
        ((0.8, 1.2), "Innocent people kept a year: 1 in all of them."),
        ((1.0, 30.0), "Innocent people kept a year: from 1 to 30."),
    ],
)
def test_a_front_whose_ends_print_alike_names_one_figure(harms: tuple[float, float], told: str) -> None:
    designs = [
        SimpleNamespace(on_front=True, harm=SimpleNamespace(median=harm), found=SimpleNamespace(median=found))
        for harm, found in zip(harms, (14.0, 15.0), strict=True)
    ]
    found: Any = SimpleNamespace(designs=designs, searched=12, found_only=False)
    said = ends_of_front(found)
    assert told in said
    assert "Wanted people found a year" in said
    assert said.endswith(": from 14 to 15.")
