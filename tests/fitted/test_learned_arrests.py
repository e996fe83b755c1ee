"""Arrests per true alert: what they leave to the stage before the arrest, and where they may stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.impact import Impact
from simulator.impact.summary import summarise_impact
from simulator.kernel.run import draw_unknowns, run
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from tests.fitted.folder import columns, fit_folder, learned
from tests.fitted.test_learned_scenarios import gate, told

MINUTE = {"value": "1 min", "assumed": "made up"}


def shares(false: float, stale: float, wanted: Any) -> dict[str, Any]:
    given = {"false_match": false, "stale_entry": stale, "wanted": wanted}
    return {
        kind: each if isinstance(each, dict) else {"value": each, "assumed": "made up"}
        for kind, each in given.items()
    }


def pathway(review: float = 0.9, at: str = "checked") -> list[dict[str, Any]]:
    share = {"posterior": "made/arrest_share"}
    return [
        {"stage": "looked_at", "takes": MINUTE, "proceeds": shares(0.5, 0.8, share if at == "looked_at" else review)},
        {"stage": "checked", "liberty": "held", "takes": MINUTE, "proceeds": shares(0.1, 0.2, share if at == "checked" else 0.5)},
        {"stage": "arrested", "liberty": "held", "counts_as": "arrest", "takes": MINUTE},
    ]  # fmt: skip


def compiled(folder: Path, review: float) -> Compiled:
    fit_folder(folder / "fit")
    loaded = gate(folder, learned(pathway=pathway(review)))
    return compile_scenario(loaded.scenario, loaded.library)


def test_arrests_come_back_out_of_the_whole_way(tmp_path: Path) -> None:
    scenario = compiled(tmp_path, 0.9)
    values = draw_unknowns(scenario, 1, 0, 500)
    rows = values[[unknown.identity for unknown in scenario.unknowns].index("fit/made")].astype(int)
    reach = scenario.expect(values).reach()
    alerts, arrests = (reach[:, 1:, stage].sum(axis=(0, 1)) for stage in (0, 2))
    np.testing.assert_allclose(arrests / alerts, columns()["arrest_share"][rows], rtol=1e-9)


def test_a_way_that_lets_too_few_through_is_said_beside_the_number(tmp_path: Path) -> None:
    scenario = compiled(tmp_path, 0.4)
    impact = Impact(run(scenario, 1, 400), scenario)
    assert scenario.expect(scenario.medians()).proceeds.max() == 1.0
    found = summarise_impact(impact, chance=False).warnings
    assert any("fewer wanted people reach “checked” than the record has arrests" in each for each in found)


def test_arrests_stand_before_the_arrest_and_on_a_list_of_wanted_people(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    early = told(tmp_path, learned(pathway=pathway(at="looked_at")))
    assert any("is of arrests, and the next stage is none" in each for each in early)
    blocks = learned(pathway=pathway())
    blocks["pathway"][1]["proceeds"]["stale_entry"] = {"posterior": "made/arrest_share"}
    assert any("nothing of a fit may stand here" in each for each in told(tmp_path, blocks))


@pytest.mark.parametrize("name", ["false_rate", "true_rate"])
def test_a_rate_is_no_share_of_arrests(tmp_path: Path, name: str) -> None:
    fit_folder(tmp_path / "fit")
    blocks = learned(pathway=pathway())
    blocks["pathway"][1]["proceeds"]["wanted"] = {"posterior": f"made/{name}"}
    assert any("takes arrests per true alert" in each for each in told(tmp_path, blocks))
