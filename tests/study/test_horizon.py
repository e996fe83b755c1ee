"""A horizon that is not a year: no unit, label or sentence says “a year” of it."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.reports.markdown import facts_markdown, report_markdown
from simulator.scenario import load
from simulator.study.run import run_study


def test_five_years_are_called_five_years(tmp_path: Path) -> None:
    loaded = load("prison-gate", {"horizon": "5 years"})
    summary = run_study(loaded, draws=200, seed=1, out=tmp_path, clock=False).summary
    for measure, table in summary["measures"].items():
        for part in ("label", "unit", "sentence"):
            assert not re.search(r"\ba year\b|yearly", table[part]), (measure, table[part])
    unit = summary["measures"]["per_100k_residents"]["unit"]
    assert unit == "detentions per 100,000 different people who enter in 5 years"
    assert summary["measures"]["risk_per_person"]["label"] == "One person's risk in 5 years"
    assert "within 5 years" in summary["measures"]["risk_per_person"]["sentence"]
    told = facts_markdown(summary) + report_markdown(summary)
    assert "9 of 10 years" not in told
    assert "simulated period of 5 years" in told
