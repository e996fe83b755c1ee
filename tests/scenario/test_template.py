"""The template: it passes the check and gives an answer, an editor finds its schema, and no number in it looks like evidence."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from simulator.documents import parse
from simulator.model.compile import compile_scenario
from simulator.scenario import inputs, load
from simulator.scenario.grammar import Scenario
from simulator.scenario.template import SCHEMA_LINE, template

OPTIONAL_LEFT_OUT = {"lineage", "status", "audits", "measured_here", "borrowed_from", "search", "fits"}


def test_the_template_is_a_scenario_that_gives_an_answer(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(template(), encoding="utf-8")
    loaded = load(str(tmp_path / "mine.yaml"))
    compiled = compile_scenario(loaded.scenario, loaded.library)
    reach = compiled.expect(compiled.medians()).reach()
    assert np.isfinite(reach).all()
    assert reach[:, :2, compiled.first_held].sum() > 0
    assert all(row.why for row in inputs(loaded) if row.grade == "assumed")


def test_it_shows_nearly_every_block_and_says_what_it_is() -> None:
    data = parse(template(), "template").keyed
    keys = {field.alias or name for name, field in Scenario.model_fields.items()}
    assert keys - set(data) <= OPTIONAL_LEFT_OUT
    assert template().startswith(SCHEMA_LINE)
    assert template().count("\n# ") >= 14
