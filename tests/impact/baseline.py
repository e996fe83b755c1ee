"""Key results of one small scenario, frozen: a change of any is a decision, not an accident.

    python -m tests.impact.baseline

writes them anew after a change that was meant; `test_baseline.py` compares.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from simulator.impact import summarise
from simulator.kernel import run
from tests.impact.scenes import scene

FILE = Path(__file__).with_name("baseline.json")
KEPT = {"median", "mean", "lo", "hi", "audit", "chance", "defined"}
SELECTIONS = ("all", "women", "female/black", "male/hispanic", "male/white")


def key_results() -> dict[str, Any]:
    """Every measure for a few groups and roll-ups of the hand-made scenario, 2,000 draws of seed 1."""
    compiled = scene()
    measures = summarise(run(compiled, 1, 2000), compiled).values
    return {
        measure: {name: table[name].model_dump(include=KEPT, mode="json") for name in SELECTIONS}
        for measure, table in measures.items()
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(key_results(), indent=1) + "\n", encoding="utf-8")
