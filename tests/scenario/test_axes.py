"""Axes of any labels: what loads compiles, whichever axes a scenario has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.documents import Faults
from simulator.model.compile import compile_scenario
from simulator.scenario import load, rollups_of
from tests.scenario.gate import scenario

RACES = ["asian", "black", "hispanic", "white"]
SEXES = ["female", "male"]
AGES = ["young", "old"]
TWO_AUDITS = ["nist-ir-8280/fig12-yitu-003", "nist-ir-8280/fig12-imperial-002"]


UNMEASURED = {"hispanic": "no audit at hand reports Hispanic faces"}
BAND = {"between": [0.5, 2], "assumed": "made up"}


@pytest.mark.parametrize(
    ("axes", "unmeasured"),
    [
        ({"race": RACES}, UNMEASURED),
        ({"race": ["black", "white"]}, {}),
        ({"sex": SEXES}, {}),
        ({"sex": SEXES, "race": RACES}, UNMEASURED),
        ({"race": RACES, "sex": SEXES}, UNMEASURED),
        ({"race": RACES, "age": AGES}, UNMEASURED),
        ({"age": AGES, "sex": SEXES, "race": RACES}, UNMEASURED),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
@pytest.mark.parametrize("audit", [TWO_AUDITS[0], TWO_AUDITS], ids=["one", "pooled"])
def test_any_axes_that_load_compile(
    axes: dict[str, list[str]], unmeasured: dict[str, str], audit: Any, tmp_path: Path
) -> None:
    path = tmp_path / "gate.yaml"
    path.write_text(
        json.dumps(scenario(axes, {"audit": audit, "band": BAND, "unmeasured": unmeasured})), encoding="utf-8"
    )
    loaded = load(str(path))
    compiled = compile_scenario(loaded.scenario, loaded.library)
    fpir = compiled.expect(compiled.medians()).fpir[:, 0]
    assert np.isfinite(fpir).all()
    assert (fpir > 0).all()
    assert set(compiled.rollups) == set(rollups_of(loaded.scenario.groups))


def test_an_audit_says_nothing_about_other_axes(tmp_path: Path) -> None:
    path = tmp_path / "gate.yaml"
    path.write_text(json.dumps(scenario({"age": AGES}, {"audit": TWO_AUDITS})), encoding="utf-8")
    with pytest.raises(Faults, match="audits report sex and race, and this scenario has neither axis"):
        load(str(path))
    path.write_text(json.dumps(scenario({"age": AGES}, {"none": "one rate for all"})), encoding="utf-8")
    assert load(str(path)).scenario.groups.reference == "old"
