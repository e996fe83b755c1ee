"""A horizon that is not a year: no unit, label, heading or sentence says “a year” of it, whatever the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest

from simulator.reports.markdown import plain
from simulator.reports.packet.paper import annexes_markdown
from simulator.scenario import load
from simulator.study.run import run_study
from tests.reports.told import answer_text, of_one_run, source
from tests.reports_packet.given import DAY

WRONG = re.compile(
    r"yearss|\ba\s+year\b|yearly|\bsimulated\s+years?\b|single\s+year|another\s+year|\b(?:9|2)\s+(?:in|of)\s+(?:10|3)\s+years\b(?! \()"
    r"|\bin\s+in\b|\b1\s+year\b"
)
"""What is wrong of any horizon but a year. Evidence keeps its own words: a mean whole year is one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A run and everything it says."""

    years: str
    summary: dict[str, Any]
    texts: dict[str, str]


def _of_results(page: str) -> str:
    """The page without what is quoted of the evidence, which has years of its own."""
    start, end = page.index("<summary>Every input"), page.index('<details id="methods"')
    bare = re.sub(
        r"<(script|style)\b(?! type=\"application/json\").*?</\1>", " ", page[:start] + page[end:], flags=re.S
    )
    return re.sub(r'href="data:[^"]*"', "", bare)


@pytest.fixture(
    scope="module",
    params=[
        ("prison-gate", "0.5 years"),
        ("prison-gate", "2 years"),
        ("washington-county-mugshots", "5 years"),
        ("prison-gate", "10 years"),
    ],
    ids=lambda given: f"{given[0]}, {given[1]}",
)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    name, years = request.param
    out = tmp_path_factory.mktemp("horizon")
    ran = run_study(load(name, {"horizon": years}), draws=200, seed=1, out=out, clock=False)
    files = {
        path.name: path.read_text("utf-8")
        for path in ran.folder.iterdir()
        if path.suffix in (".md", ".csv", ".html")
    }
    files["datapackage.json"] = (ran.folder / "datapackage.json").read_text("utf-8")
    return Told(years, ran.summary.plain(), files)


def test_people_not_estimated_are_counted_over_the_horizon(told: Told) -> None:
    yearly = {"prison-gate": 110.0}.get(told.summary["name"])
    counted = told.summary["not_estimated"][0]["encounters"]
    assert yearly is None or counted == pytest.approx(yearly * float(told.years.split()[0]))


def test_no_measure_is_of_a_year(told: Told) -> None:
    for measure, table in told.summary["measures"].items():
        for part in ("label", "unit", "sentence"):
            assert not WRONG.search(table[part]), (measure, table[part])
    risk = told.summary["measures"]["risk_per_person"]
    assert risk["label"] == f"One person's risk in {told.years}"
    assert f"within {told.years}" in risk["sentence"]
    assert told.summary["measures"]["wrongly_held"]["unit"] == f"detentions in {told.years}"


@pytest.mark.parametrize("name", ["facts.md", "report.md", "dashboard.html", "terminal", "packet", "tables"])
def test_no_text_calls_it_a_year(told: Told, name: str) -> None:
    text = _text(told, name)
    assert [text[max(0, m.start() - 90) : m.end() + 30] for m in WRONG.finditer(text)] == []
    if name != "tables":
        assert re.search(rf"simulated periods? of {told.years}", " ".join(text.split()))


def _without(text: str, quoted: list[str]) -> str:
    for each in quoted:
        text = text.replace(each, "")
    return text


def _text(told: Told, name: str) -> str:
    if name == "terminal":
        return answer_text(told.summary)
    if name == "packet":
        run = told.summary
        paper = annexes_markdown(source(of_one_run(run), {run["name"]: run}), DAY)
        said = [
            run["reproduce"]["command"],
            run["summary"],
            *(str(row["why"]) for row in run["inputs"] if row["why"]),
        ]
        return _without(paper.split("## Annex A")[0], [*said, *map(plain, said)])
    if name == "tables":
        heads = [text.splitlines()[0] for file, text in told.texts.items() if file.endswith(".csv")]
        return "\n".join([*heads, told.texts["datapackage.json"], told.texts["measures.csv"]])
    if name == "report.md":
        before, evidence = told.texts[name].split("## Evidence and assumptions")
        return before + evidence[evidence.index("## Methods and limits") :]
    return _of_results(told.texts[name]) if name.endswith(".html") else told.texts[name]
