"""The synthetic summary in which every text a scenario supplies tries to leave its place: SYNTHETIC TEST DATA."""

from __future__ import annotations

import copy
from typing import Any

from tests.reports.sample import sample

HOSTILE = "<script>alert(1)</script></script><a href=https://evil.example/>&amp;\x1b[31m|`*_[x](https://evil.example/)"


def _poison(value: Any, key: str = "") -> Any:
    """HOSTILE in front of every text a scenario or a user's own audit may supply; ids and grades keep their form."""
    kept = {
        "id",
        "path",
        "source",
        "grade",
        "liberty",
        "kind",
        "name",
        "reference",
        "best_served",
        "horizon",
        "identity",
        "rates",
        "axis",
    }
    if isinstance(value, dict):
        return {k: _poison(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_poison(item, key) for item in value]
    if key == "url":
        return "javascript:alert(1)"
    return HOSTILE + value if isinstance(value, str) and key not in kept | {"kinds", "held_fixed"} else value


def hostile_sample() -> dict[str, Any]:
    """Every scenario-supplied text tries to leave its place."""
    poisoned = _poison(copy.deepcopy(sample()))
    assert isinstance(poisoned, dict)
    return poisoned
