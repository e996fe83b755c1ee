"""Exploring and sharing in Chromium: rows found, views as tables and CSV, sentences copied, one figure alone, pictures saved."""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reports.sample import sample
from tests.reports.shares import SENSITIVITY
from tests.reports.told import dashboard

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("exploring") / "plain.html"
    page.write_text(dashboard(sample() | {"sensitivity": SENSITIVITY}), encoding="utf-8")
    return page


def test_a_row_is_found_by_pointing_and_by_the_arrow_keys_alike(browser: Browser, plain: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    try:
        page.goto(plain.as_uri())
        rows, readout = page.locator("#who-rate-both .rows .row"), page.locator("#who-rate-both .readout")
        rows.nth(2).hover()
        pointed = readout.inner_text()
        assert "in 9 of 10 draws of what is not known" in pointed
        page.mouse.move(0, 0)
        page.locator("#who-rate-both .rows").focus()
        page.keyboard.press("Home")
        assert readout.inner_text() != pointed
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert readout.inner_text() == pointed
    finally:
        page.close()


def test_the_csv_and_the_table_are_the_view_shown(browser: Browser, plain: Path) -> None:
    summary = sample()
    values = summary["measures"]["ratio_to_reference"]["values"]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    try:
        page.goto(plain.as_uri())
        for switch in ("#q-times", "#g-race", "#as-table"):
            page.locator(switch).check()
        view = page.locator("#who-times-race")
        assert page.locator(".view:visible").count() == 1
        assert view.locator(".chart").is_hidden()
        with page.expect_download() as waiting:
            view.locator(".tools a", has_text="CSV").click()
        head, *rows = csv.reader(Path(waiting.value.path()).read_text(encoding="utf-8").splitlines())
        assert head[1] == "Times the rate of White men: middle"
        assert [row[0] for row in rows] == view.locator("tbody th").all_inner_texts()
        assert [row[0] for row in rows] == view.locator(".name").all_text_contents()
        middles = [float(row[1]) for row in rows]
        assert middles == sorted(middles, reverse=True)
        assert set(middles) <= {cell["median"] for cell in values.values()}  # every digit
        assert "Times the rate of White men" in (view.locator(".copy").get_attribute("data-copy") or "")
    finally:
        page.close()


def test_one_figure_stands_alone_where_the_address_asks_for_it(browser: Browser, plain: Path) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 600})
    try:
        page.goto(f"{plain.as_uri()}?figure=who")
        assert page.locator("#who-chart").is_visible()
        assert page.locator("h1").is_hidden()
        assert page.locator("#path-tree").is_hidden()
        page.goto(f"{plain.as_uri()}?figure=who-number-race")
        assert page.locator("#who-number-race").is_visible()
        page.goto(f"{plain.as_uri()}#who-times-sex")
        page.reload()
        assert page.locator("#who-times-sex").is_visible()
        page.goto(f"{plain.as_uri()}?figure=answer-dots")
        assert page.locator("#answer-dots").is_visible()
        assert page.locator("h1").is_visible()  # dots alone would say nothing
        assert "study 0123456789abcdef" in page.locator("footer").inner_text().lower()
        assert page.locator("#shares").is_hidden()
    finally:
        page.close()


def test_a_picture_comes_as_svg_and_as_png(browser: Browser, plain: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    try:
        page.goto(plain.as_uri())
        for kind, begins in (("svg", b"<svg"), ("png", b"\x89PNG")):
            with page.expect_download() as waiting:
                page.locator(
                    f"#path-tree .tools {'a' if kind == 'svg' else 'button'}", has_text=kind.upper()
                ).click()
            assert waiting.value.suggested_filename == f"path-tree.{kind}"
            assert Path(waiting.value.path()).read_bytes().startswith(begins)
    finally:
        page.close()


def test_a_copied_sentence_carries_interval_stage_denominator_and_citation(plain: Path) -> None:
    page = html.unescape(plain.read_text(encoding="utf-8"))
    copied = re.findall(r'data-copy="(.*?)" title=', page, flags=re.S)
    assert len(copied) >= 6
    for text in copied:
        assert re.search(r"\d", text), text
        assert "detention-impact 0.1.0, study 0123456789abcdef, 10,000 draws, seed 20190417" in text, text
        assert "held from questioning" in text, text
    assert (
        len([text for text in copied if "of 3.6 million stops a year" in text]) >= 6
    )  # counts, rates and views
    first = copied[0]
    for words in (
        "Between ",
        "held from questioning",
        "of 3.6 million stops a year",
        "9 of 10 simulated years",
    ):
        assert words in first
