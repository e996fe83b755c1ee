"""A small scenario whose groups have any axes: made up, right by itself, and quick to compile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from simulator.scenario import Loaded, load


def assumed(value: float) -> dict[str, Any]:
    return {"value": value, "assumed": "made up"}


def scenario(axes: dict[str, list[str]], differential: dict[str, Any]) -> dict[str, Any]:
    """A small gate whose groups have these axes; the last level of each is the reference's."""
    return {
        "schema": 1,
        "title": "A gate",
        "kind": "facility_gate",
        "summary": "Made up.",
        "words": {"scope": "people here"},
        "groups": {"axes": axes, "reference": "/".join(levels[-1] for levels in axes.values())},
        "encounters": {"by_group": {"default": assumed(1000)}},
        "population": {"by_group": {"default": assumed(500)}},
        "scan": assumed(1),
        "gallery": {
            "persons": 10,
            "composition": {axis: {"levels": {level: assumed(2) for level in levels}} for axis, levels in axes.items()},
        },
        "mated": {"enrolled_encountered": assumed(1), "stale": assumed(0.1), "fnir": assumed(0.1)},
        "matcher": {
            "level": {"audit": "npl-neoface-2023/t060-n10000", "as": "fpir"},
            "differential": differential,
            "transfer": assumed(1),
            "frailty": assumed(1),
            "growth": assumed(1),
            "policy": "fixed_threshold",
        },
        "pathway": [{"stage": "held", "liberty": "held", "takes": {"value": "1 min", "assumed": "made up"}}],
        "detention": {"minimum": 0, "assumed": "made up"},
    }  # fmt: skip


def written(folder: Path, axes: dict[str, list[str]], differential: dict[str, Any], **blocks: Any) -> Loaded:
    """The same written down and loaded, some blocks replaced."""
    path = folder / "gate.yaml"
    path.write_text(json.dumps(scenario(axes, differential) | blocks), encoding="utf-8")
    return load(str(path))
