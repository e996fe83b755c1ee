"""The frozen key results."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.impact.baseline import FILE, key_results


def flat(value: Any, path: str = "") -> dict[str, Any]:
    """Leaves by path."""
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in flat(inner, f"{path}/{key}").items()}
    if isinstance(value, list):
        return {k: v for i, inner in enumerate(value) for k, v in flat(inner, f"{path}/{i}").items()}
    return {path: value}


def test_key_results_are_the_frozen_ones() -> None:
    frozen, found = flat(json.loads(FILE.read_text(encoding="utf-8"))), flat(key_results())
    assert frozen.keys() == found.keys()
    moved = {
        path: (value, found[path])
        for path, value in frozen.items()
        if (value is None) != (found[path] is None)
        or (value is not None and found[path] != pytest.approx(value, rel=1e-6, abs=1e-9))
    }
    assert not moved, f"{len(moved)} key results moved; if that was meant: python -m tests.impact.baseline"
