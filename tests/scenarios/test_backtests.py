"""The shipped back-tests: the model beside what was counted in the field, a miss included."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from simulator.documents import load as read
from simulator.evidence import library
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.scenario.references import shelf_folder

Array = NDArray[np.float64]
FILES = sorted((shelf_folder() / "backtests").glob("*.yaml"))
CASES = [case for file in FILES for case in read(file).data["cases"]]
DRAWS = 8192


def setting(value: Any) -> str:
    """A case's value as `--set` takes it."""
    return str(yaml.safe_dump(value, default_flow_style=True, width=1000).strip())


@cache
def simulated(index: int) -> dict[str, Array]:
    """(draws,) counts and rates of a case's scenario, all groups together."""
    case = CASES[index]
    scenario = load(case["scenario"], {path: setting(value) for path, value in case["set"].items()})
    model = compile_scenario(scenario.scenario, scenario.library, scenario.base_name)
    rng = np.random.default_rng(2019)
    year = model.expect(np.array([unknown.law.sample(rng, DRAWS) for unknown in model.unknowns]))
    false = year.reach()[:, :, 0].sum(axis=1)
    return {
        "false_alerts": rng.poisson(false[:, 0]).astype(np.float64),
        "wrongly_held_false_match": rng.poisson(false[:, model.first_held]).astype(np.float64),
        "fpir": np.sum(year.fpir * year.searches, axis=1) / np.sum(year.searches, axis=1),
    }


@pytest.mark.parametrize("index", range(len(CASES)), ids=[case["name"] for case in CASES])
def test_the_model_against_the_record(index: int) -> None:
    for wanted in CASES[index]["expect"]:
        assert wanted["group"] == "all"
        values = simulated(index)[wanted["quantity"]]
        if "between" in wanted:
            lo, hi = wanted["between"]
            assert lo <= np.median(values) <= hi
        else:
            lo, hi = np.quantile(values, [0.05, 0.95])
            assert (lo <= wanted["recorded"] <= hi) == wanted.get("inside", True)


@pytest.mark.parametrize("index", range(len(CASES)), ids=[case["name"] for case in CASES])
def test_what_was_recorded_is_what_the_evidence_library_says(index: int) -> None:
    for wanted in CASES[index]["expect"]:
        if "recorded" in wanted:
            row = library().row(wanted["source"])
            assert wanted["recorded"] in (row.value, row.numerator)


def test_the_laboratorys_rate_over_londons_comparisons_is_ninety_nine() -> None:
    """The arithmetic of the first case, from the library's rows alone."""
    rate, comparisons = (
        library().row("npl-neoface-2023/t060-n10000"),
        library().row("met-lfr/t060-comparisons"),
    )
    assert rate.rate is not None
    assert rate.gallery_size is not None
    assert comparisons.value is not None
    assert rate.rate / rate.gallery_size * comparisons.value == pytest.approx(99, abs=0.5)
