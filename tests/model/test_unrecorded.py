"""People whose race nobody recorded: in proportion where nothing tilts them, never beyond the bounds, the total kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator.documents import Faults
from simulator.model.compile import compile_scenario
from simulator.model.exposure import Unrecorded
from simulator.model.unknowns import Term, Terms
from simulator.scenario import load
from simulator.scenario.template import template

Array = NDArray[np.float64]
WITHIN = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0]])
"""Two sexes, three races."""


def tilted(recorded: list[float]) -> Unrecorded:
    rows = Terms(tuple(Term(1.0, (i % 3,)) for i in range(6)))
    return Unrecorded(Terms(tuple(map(Term, recorded))), rows, WITHIN)


@given(
    st.lists(st.floats(0, 1e6), min_size=6, max_size=6),
    st.lists(st.floats(0, 1e6), min_size=6, max_size=6),
    st.lists(st.floats(1e-3, 1e3), min_size=3, max_size=3),
)
def test_every_draw_stays_within_the_bounds_and_keeps_each_sex_its_number(
    recorded: list[float], unknown: list[float], factors: list[float]
) -> None:
    numbers = np.array([recorded]) + np.array([unknown])
    moved = tilted(recorded).moved(numbers, np.array(factors)[:, None])
    after = numbers + moved
    scale = 1e-9 * (1 + numbers.sum())
    assert (after >= np.array(recorded) - scale).all()
    assert (after <= np.array(recorded) + np.array(unknown) @ WITHIN @ WITHIN.T + scale).all()
    np.testing.assert_allclose(after @ WITHIN, numbers @ WITHIN, atol=scale)


def test_without_a_tilt_they_are_in_proportion_and_with_a_large_one_all_of_one_race() -> None:
    numbers, recorded = np.array([[120.0, 60, 60, 240, 120, 120]]), [100.0, 50, 50, 200, 100, 100]
    block = tilted(recorded)
    np.testing.assert_allclose(block.moved(numbers, np.ones((3, 1))), 0, atol=1e-12)
    after = numbers + block.moved(numbers, np.array([[1.0], [1e9], [1.0]]))
    np.testing.assert_allclose(after, [[100, 90, 50, 200, 180, 100]], atol=1e-4)


def test_one_tilt_by_hand() -> None:
    """Women: 20, 10 and 10 unrecorded; the second race goes unrecorded twice as often: 16, 16 and 8."""
    numbers, recorded = np.array([[120.0, 60, 60, 240, 120, 120]]), [100.0, 50, 50, 200, 100, 100]
    after = numbers + tilted(recorded).moved(numbers, np.array([[1.0], [2.0], [1.0]]))
    np.testing.assert_allclose(after, [[116, 66, 58, 232, 132, 116]])


def scenario(tmp_path: Path, unrecorded: object, **changes: object) -> Path:
    data = yaml.safe_load(template())
    axes = data["groups"]["axes"]
    ids = [f"{sex}/{race}" for sex in axes["sex"] for race in axes["race"]]
    data["encounters"] = {
        "by_group": {name: {"value": 1000, "assumed": "counted"} for name in ids},
        "unrecorded": unrecorded,
    } | changes
    path = tmp_path / "ours.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return path


def block(recorded: float, **more: object) -> dict[str, object]:
    return {
        "by_group": {"default": {"value": recorded, "assumed": "counted"}},
        "tilt": {"between": [0.1, 10], "assumed": "not known"},
    } | more


def test_a_scenario_draws_them_and_every_year_adds_up(tmp_path: Path) -> None:
    loaded = load(str(scenario(tmp_path, {"race": block(800)})))
    compiled = compile_scenario(loaded.scenario, loaded.library)
    rng = np.random.default_rng(1)
    values = np.stack([unknown.law.sample(rng, 2000) for unknown in compiled.unknowns])
    met = compiled.encounters.of(values)
    assert met.min() >= 800
    assert met.std(axis=0).min() > 50
    np.testing.assert_allclose(met.sum(axis=1), 1000 * len(compiled.groups))
    sexes = np.array([[name.startswith(sex) for name in compiled.groups] for sex in ("female", "male")])
    np.testing.assert_allclose(met @ sexes.T, np.broadcast_to(1000 * sexes.sum(axis=1), (2000, 2)))


@pytest.mark.parametrize(
    ("unrecorded", "rule"),
    [
        ({"race": block(1200)}, "more were recorded of .* than it has in all, 1000"),
        ({"rase": block(800)}, "is not an axis with several levels; did you mean race?"),
        ({"race": block(800, tilt={"between": [0.1, 10]})}, "unrecorded.race.tilt"),
        ({"race": block(800, extra=1)}, "unrecorded.race.extra"),
    ],
)
def test_what_cannot_be_is_a_fault(tmp_path: Path, unrecorded: object, rule: str) -> None:
    with pytest.raises(Faults, match=rule):
        load(str(scenario(tmp_path, unrecorded)))
