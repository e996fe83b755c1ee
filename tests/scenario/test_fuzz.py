"""Mutated scenarios either load and give finite numbers, or are refused with faults; never anything else."""

from __future__ import annotations

import json
import os
import random
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.documents import Fault, Faults
from simulator.model.compile import compile_scenario
from simulator.scenario import Loaded, inputs, load
from tests.scenario.mutation import mutated

BASES = (
    "california-patrol",
    "capital-cameras",
    "prison-gate",
    "washington-county-mugshots",
    "california-patrol-proxy-ibm-2018",
)
EXAMPLES = 2000
DEEP = int(os.environ.get("DEEP_FUZZ", "30000"))
SEED = 20_190_417


@cache
def base(name: str) -> Any:
    return load(name).resolved


def refused_or_finite(data: Any, path: Path) -> bool:
    """Whether a scenario is refused; where it loads, every expectation at the medians is finite and 0 or more."""
    path.write_text(json.dumps(data), encoding="utf-8")
    found: Faults | None = None
    try:
        loaded = load(str(path))
    except Faults as faults:
        found = faults
    if found is not None:
        assert found.faults
        assert all(fault.rule and "\n" not in str(fault.value) for fault in found.faults)
        return True
    assert_finite(loaded)
    return False


def assert_finite(loaded: Loaded) -> None:
    assert inputs(loaded)
    compiled = compile_scenario(loaded.scenario, loaded.library)
    with np.errstate(all="ignore"):
        expected = compiled.expect(compiled.medians())
    for name in (
        "encounters",
        "searches",
        "population",
        "match_rate",
        "fpir",
        "alerts",
        "proceeds",
        "mean_seconds",
    ):
        values = getattr(expected, name)
        assert np.isfinite(values).all(), name
        assert (values >= 0).all(), name
    assert (expected.reach() >= 0).all()


def fuzz(examples: int, seed: int, folder: Path) -> int:
    """Refusals among so many mutated scenarios."""
    chance, refusals = random.Random(seed), 0
    for number in range(examples):
        data = mutated(base(BASES[number % len(BASES)]), chance)
        try:
            refusals += refused_or_finite(data, folder / "mutated.yaml")
        except Exception as error:
            (folder / "mutated.yaml").rename(folder / f"broken-{seed}-{number}.yaml")
            raise AssertionError(f"mutation {number} of seed {seed}: {error!r}") from error
    return refusals


@pytest.mark.parametrize("part", range(4))
def test_a_mutated_scenario_is_refused_with_faults_or_gives_finite_numbers(part: int, tmp_path: Path) -> None:
    refusals = fuzz(EXAMPLES // 4, SEED + part, tmp_path)
    assert EXAMPLES // 4 > refusals > EXAMPLES // 40


def overlaid(chance: random.Random, name: str) -> str:
    """An overlay of a few mutated blocks of its own base, as text, perhaps with a sign put in where it does not belong."""
    data = mutated(base(name), chance)
    blocks = chance.sample(sorted(data), min(len(data), chance.randint(1, 4)))
    text = f"extends: {name}\n" + "".join(f"{key}: {json.dumps(data[key])}\n" for key in blocks)
    for _ in range(chance.choice((0, 0, 1, 3))):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice((",", "0,5", ": ", "null", "\t", "  ", "%", '"', "{x}")) + text[at:]
    return text


def fuzz_overlays(examples: int, seed: int, folder: Path) -> int:
    """Refusals among so many overlays, some with a setting."""
    chance, refusals = random.Random(seed), 0
    path = folder / "overlay.yaml"
    for number in range(examples):
        text = overlaid(chance, BASES[number % len(BASES)])
        path.write_text(text, encoding="utf-8")
        found: tuple[Fault, ...] = ()
        settings = chance.choice(
            ({}, {}, {"gallery.persons": "7"}, {"matcher.growth": "null", "scan": "0,5"})
        )
        try:
            load(str(path), settings)
        except Faults as faults:
            refusals += 1
            found = faults.faults
        except Exception as error:
            path.rename(folder / f"broken-{seed}-{number}.yaml")
            raise AssertionError(f"overlay {number} of seed {seed}: {error!r}") from error
        assert all(fault.rule and "\n" not in str(fault) for fault in found), text
    return refusals


def test_a_mutated_overlay_is_refused_with_faults_or_loads(tmp_path: Path) -> None:
    assert 200 > fuzz_overlays(200, SEED, tmp_path) > 20


@pytest.mark.deep
def test_many_mutated_overlays(tmp_path: Path) -> None:
    assert fuzz_overlays(DEEP // 10, SEED + 5, tmp_path) > DEEP // 100


@pytest.mark.deep
def test_many_mutated_scenarios(tmp_path: Path) -> None:
    assert fuzz(DEEP, SEED + 4, tmp_path) > DEEP // 10
