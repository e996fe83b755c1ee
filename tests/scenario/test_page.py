"""docs/scenario.md: every block of YAML on the page does what the page says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from simulator.model.compile import compile_scenario
from simulator.scenario import Loaded, grammar, inputs, load
from simulator.scenario.references import shelf_folder
from simulator.study.cases.running import run_cases

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scenario.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
CSV = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
CASES = [block for block in BLOCKS if "expect:" in block]
SOURCE = next(block for block in BLOCKS if block.startswith("id: my-lab"))
SCENARIOS = [block for block in BLOCKS if block not in (*CASES, SOURCE)]


def loaded(block: str, folder: Path) -> Loaded:
    """A block as a file; what names no base is laid over California."""
    text = block if block.startswith("extends:") else f"extends: california-patrol\n{block}"
    (folder / "page.yaml").write_text(text, encoding="utf-8")
    return load(str(folder / "page.yaml"))


def own_audit(folder: Path) -> None:
    (folder / "my-lab").mkdir()
    (folder / "my-lab" / "source.yaml").write_text(SOURCE, encoding="utf-8")
    (folder / "my-lab" / "rates.csv").write_text(CSV[0], encoding="utf-8")


@pytest.mark.parametrize("block", SCENARIOS, ids=[block.split("\n")[1][:40] for block in SCENARIOS])
def test_a_block_loads_and_gives_numbers(block: str, tmp_path: Path) -> None:
    own_audit(tmp_path)
    scenario = loaded(block, tmp_path)
    compiled = compile_scenario(scenario.scenario, scenario.library)
    reach = compiled.expect(compiled.medians()).reach()
    assert np.isfinite(reach).all()
    assert reach.sum() > 0


def test_the_shortest_scenario_has_ten_lines_and_does_what_it_says(tmp_path: Path) -> None:
    assert len(SCENARIOS[0].strip().splitlines()) == 10
    ours, base = loaded(SCENARIOS[0], tmp_path), load("california-patrol")
    held = [
        float(compiled.expect(compiled.medians()).reach()[:, 0, compiled.first_held].sum())
        for compiled in (compile_scenario(each.scenario, each.library) for each in (ours, base))
    ]
    assert held[0] < held[1]


def test_the_cases_of_the_page_hold(tmp_path: Path) -> None:
    shutil.copy(shelf_folder() / "backtests" / "cardiff-2018.csv", tmp_path)
    for block in CASES:
        (tmp_path / "cases.yaml").write_text(block, encoding="utf-8")
        assert [str(each) for each in run_cases(tmp_path / "cases.yaml") if not each.holds] == []


def test_an_audit_of_one_s_own_is_evidence_like_any_other(tmp_path: Path) -> None:
    own_audit(tmp_path)
    scenario = loaded(next(block for block in SCENARIOS if "my-lab" in block), tmp_path)
    rows = {row.path: row for row in inputs(scenario)}
    assert rows["matcher.level"].source == "my-lab/fpir"
    assert rows["matcher.level"].text == "41 of 8,000"
    assert rows["matcher.differential.audit"].source == "my-lab/by-group"
    compiled = compile_scenario(scenario.scenario, scenario.library)
    assert "my-lab/fpir" in {unknown.identity for unknown in compiled.unknowns}
    fpir = dict(zip(compiled.groups, compiled.expect(compiled.medians()).fpir[:, 0], strict=True))
    assert fpir["female/black"] > fpir["female/white"] > fpir["male/white"]


def test_every_key_of_a_scenario_stands_on_the_page() -> None:
    table = PAGE.split("## Keys")[1].split("### Groups")[0]
    for name, field in grammar.Scenario.model_fields.items():
        assert re.search(rf"`{field.alias or name}[.`:]", table), name


def test_every_key_of_every_block_stands_on_the_page() -> None:
    blocks = [
        value
        for value in vars(grammar).values()
        if isinstance(value, type) and hasattr(value, "model_fields")
    ]
    missing = {
        f"{block.__name__}.{field.alias or name}"
        for block in blocks
        for name, field in block.model_fields.items()
        if not re.search(rf"\b{field.alias or name}\b", PAGE)
    }
    assert missing == set()
