"""A prison's residents are its prisoners, whom the scenario leaves out: every page calls its population what it is."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.model.compile import compile_scenario
from simulator.reports.packet.paper import annexes_markdown
from simulator.scenario import load
from simulator.study.explain.arithmetic import arithmetic
from simulator.study.run import run_study
from tests.reports.told import dashboard, facts_markdown, of_one_run, report_markdown, source
from tests.reports_packet.given import DAY
from tests.results.made import as_json_holds

ENTER = "different people who enter"


def test_no_page_of_the_prison_speaks_of_residents(tmp_path: Path) -> None:
    loaded = load("prison-gate")
    summary = as_json_holds(run_study(loaded, draws=200, seed=1, out=tmp_path, clock=False).summary)
    packet = annexes_markdown(source(of_one_run(summary), {"prison-gate": summary}), DAY)
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", dashboard(summary), flags=re.S)
    for text in (
        facts_markdown(summary),
        report_markdown(summary),
        packet,
        re.sub(r'href="data:[^"]*"', "", page),
    ):
        assert not re.search(r"\bresidents?\b", text, re.I)
    assert f"Per 100,000 {ENTER}, not per entry" in page
    assert f"Detentions per 100,000 {ENTER} as multiples of those of White men" in page
    measures = summary["measures"]
    assert measures["per_100k_residents"]["label"] == f"Wrongful detentions per 100,000 {ENTER}"
    assert measures["per_100k_residents"]["unit"] == f"detentions per 100,000 {ENTER} a year"
    assert measures["ratio_per_resident"]["label"] == f"Ratio to the reference group, per 100,000 {ENTER}"
    labels = {row["path"]: row["label"] for row in summary["inputs"]}
    assert labels["people.exposed"] == f"how many of the {ENTER} can be met"
    compiled = compile_scenario(loaded.scenario, loaded.library)
    assert any(line.why.endswith(f"÷ {ENTER}") for line in arithmetic(compiled, loaded.scenario.words, 0))


def test_a_scenario_that_says_nothing_has_residents(tmp_path: Path) -> None:
    (tmp_path / "city.yaml").write_text(
        "extends: prison-gate\ntitle: A city's gate\nwords: {residents: null}\n", encoding="utf-8"
    )
    loaded = load(str(tmp_path / "city.yaml"))
    summary = as_json_holds(run_study(loaded, draws=100, seed=1, out=tmp_path, clock=False).summary)
    assert summary["measures"]["per_100k_residents"]["label"] == "Wrongful detentions per 100,000 residents"
    assert "Per 100,000 residents, not per entry" in dashboard(summary)
