"""Washington County: five faces come back from every search, whoever is enrolled."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.kernel.run import run
from simulator.reports.language.covered import not_measured
from simulator.reports.language.sentences import ratio
from simulator.reports.packet.paper import annexes_markdown
from simulator.scenario import load
from simulator.study.run import run_study
from tests.reports.told import (
    answer_text,
    dashboard,
    facts_markdown,
    of_one_run,
    read,
    report_markdown,
    source,
)
from tests.reports_packet.given import DAY
from tests.results.made import as_json_holds
from tests.scenarios.compiled import compiled


def test_every_search_returns_five_faces_and_all_but_the_right_one_are_of_innocent_people() -> None:
    scenario = compiled("washington-county-mugshots")
    values = run(scenario, 1, 500).years.values
    expected = scenario.expect(values)
    found = expected.alerts[:, 1:].sum(axis=(0, 1))
    searches = expected.searches.sum(axis=0)
    shown = expected.alerts[:, 0].sum(axis=0)
    np.testing.assert_allclose(shown, 5 * (searches - found) + 4 * found, rtol=1e-9)
    assert np.all(expected.fpir == 1)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("county")
    found: dict[str, Any] = as_json_holds(
        run_study(load("washington-county-mugshots"), draws=400, seed=1, out=out, clock=False).summary
    )
    return found


def _page(summary: dict[str, Any]) -> str:
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", dashboard(summary), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r'href="data:[^"]*"', "", bare))).split())


def test_people_enrolled_stay_so_their_rates_are_of_a_year(county: dict[str, Any]) -> None:
    """An encounter may end in a detention; an entry stays, and is at risk again the year after."""
    measures = county["measures"]
    assert measures["per_100k_encounters"]["unit"] == "detentions a year per 100,000 people enrolled"
    assert measures["difference_to_reference"]["unit"] == "detentions a year per 100,000 people enrolled"
    for name in ("ratio_to_reference", "ratio_to_best_served"):
        assert measures[name]["label"].endswith("per person enrolled")
    study = read(county)
    assert re.match(
        r"For every 100,000 people enrolled who are Asian men, [\d.]+ wrongful detentions are expected a year \(held from",
        ratio(study, study.group("male/asian")) or "",
    )
    packet = annexes_markdown(source(of_one_run(county), {county["name"]: county}), DAY)
    for text in (answer_text(county), facts_markdown(county), report_markdown(county), packet, _page(county)):
        assert not re.search(
            r"enrolments|enrolled\S* (?:are expected to )?end|expected to end in", " ".join(text.split())
        )
        assert not re.search(r"(?<!a year )per 100,000 people enrolled", " ".join(text.split()), re.I)


def test_shares_and_rates_are_of_people_enrolled(county: dict[str, Any]) -> None:
    page = _page(county)
    assert "of 100 people enrolled" in page
    assert "wrongful detentions a year per 100,000 people enrolled" in page
    assert "Per 100,000 residents, not per person enrolled: here being enrolled more often" in page


def test_the_unmeasured_groups_share_is_of_the_people_enrolled(county: dict[str, Any]) -> None:
    """As many Hispanic people and Pacific Islanders as the gallery holds, whoever the suspects are."""
    scenario = compiled("washington-county-mugshots")
    enrolled = scenario.expect(run(scenario, 1, 400).years.values).matching.shares
    share = float(np.median(enrolled[:, scenario.unmeasured].sum(axis=1)))
    assert county["unmeasured_share"] == pytest.approx(share, rel=0.01)
    assert re.search(
        r" Groups without a figure of their own are [\d.]+ % of all people enrolled\. ",
        not_measured(read(county)) or "",
    )


def test_five_years_of_people_enrolled_are_not_a_year(tmp_path: Path) -> None:
    loaded = load("washington-county-mugshots", {"horizon": "5 years"})
    summary = as_json_holds(run_study(loaded, draws=100, seed=1, out=tmp_path, clock=False).summary)
    unit = summary["measures"]["per_100k_encounters"]["unit"]
    assert unit == "detentions in 5 years per 100,000 people enrolled"
    assert " wrongful detentions are expected in 5 years (" in facts_markdown(summary)
