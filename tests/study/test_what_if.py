"""What if: every point is a run of its own, the base is the study itself, and the page offers nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.results import Summary
from simulator.results.what_if import WhatIf
from simulator.scenario import load
from simulator.study.run import Outcome, run_study
from simulator.study.what_if import MOST
from tests.schemas import keeps_its_schema

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DRAWS = 200


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    out = tmp_path_factory.mktemp("what-if")
    return run_study(load("prison-gate"), draws=DRAWS, seed=1, out=out, clock=False, what_if=True)


@pytest.fixture(scope="module")
def asked(ran: Outcome) -> WhatIf:
    assert ran.summary.what_if is not None
    return ran.summary.what_if


def test_the_first_point_is_the_study_itself(ran: Outcome, asked: WhatIf) -> None:
    base, held = asked.points[0], ran.summary.measures["wrongly_held"].values
    assert base.at == {}
    for group, cell in base.held.items():
        assert (cell.median, cell.lo, cell.hi) == (held[group].median, held[group].lo, held[group].hi)
    assert base.people is not None
    assert ran.summary.people is not None
    assert base.people.median == ran.summary.people.median


def test_it_and_the_summary_keep_their_schemas(ran: Outcome) -> None:
    told = json.loads((ran.folder / "summary.json").read_text(encoding="utf-8"))
    keeps_its_schema("summary", told)
    keeps_its_schema("what-if", told["what_if"])


def test_a_point_is_what_a_run_with_its_setting_finds(asked: WhatIf, tmp_path: Path) -> None:
    (lever,) = [each for each in asked.levers if each.id == "purge"]
    at = len(lever.places) - 1
    assert lever.places[at] == "entries purged until at most 4.4 % no longer hold"
    scenario = load("prison-gate", {"mated.stale": "0.044"})
    alone = run_study(scenario, draws=DRAWS, seed=1, out=tmp_path, clock=False).summary
    (point,) = [each for each in asked.points if each.at == {"purge": at}]
    assert point.held["all"].hi == alone.measures["wrongly_held"].values["all"].hi
    assert point.found is not None
    assert point.found.median == alone.measures["wanted_found"].values["all"].median


def test_one_lever_at_a_time_and_named_pairs_and_no_more(asked: WhatIf) -> None:
    places = {lever.id: len(lever.places) for lever in asked.levers}
    assert 2 < len(asked.points) <= MOST
    assert len({tuple(point.at.items()) for point in asked.points}) == len(asked.points)
    for point in asked.points:
        assert len(point.at) <= 1 or tuple(point.at) in asked.pairs
        assert all(0 < place < places[lever] for lever, place in point.at.items())
    for lever in asked.levers:
        assert all(origin.split(":")[0] in ("as it stands", "source", "assumed") for origin in lever.origins)


def test_what_is_asked_is_part_of_the_study(ran: Outcome, tmp_path: Path) -> None:
    plain = run_study(load("prison-gate"), draws=DRAWS, seed=1, out=tmp_path, clock=False)
    assert plain.summary.id != ran.summary.id
    assert plain.summary.what_if is None
    assert ran.summary.reproduce.command.endswith(" --what-if")
    assert Summary.of(ran.summary.plain()) == ran.summary


@pytest.mark.browser
def test_a_slider_moves_among_the_runs_and_the_address_carries_it(ran: Outcome, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    try:
        page.goto((ran.folder / "dashboard.html").as_uri())
        shown = page.locator("#what-chart .point:visible")
        assert shown.get_attribute("data-at") == ""
        page.locator("#what-chart .sliders:visible input").first.focus()
        page.keyboard.press("ArrowRight")
        key = shown.get_attribute("data-at")
        assert key is not None
        assert key.endswith(":1")
        assert "instead of" in shown.inner_text()
        assert page.url.endswith(f"#what={key}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.goto(f"{(ran.folder / 'dashboard.html').as_uri()}#what={key}")
        page.reload()
        assert shown.get_attribute("data-at") == key
    finally:
        page.close()


@pytest.mark.browser
def test_without_scripts_the_settings_are_a_table(ran: Outcome, asked: WhatIf, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((ran.folder / "dashboard.html").as_uri())
    assert page.locator("#what-chart").is_hidden()
    page.locator("details.grid summary").click()
    assert page.locator("#what-table tbody tr:visible").count() == len(asked.points)
    context.close()
