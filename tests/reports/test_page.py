"""The page in Chromium: it asks nobody, breaks nothing, reads without scripts, and draws what it was asked to."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from simulator.reports import bundle
from tests.reports.clocked import clock_sample, daily_sample
from tests.reports.hostile import hostile_sample
from tests.reports.sample import proxy_sample, sample, zero_sample
from tests.reports.told import dashboard

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "plain": sample,
    "proxy": proxy_sample,
    "zero": zero_sample,
    "hostile": hostile_sample,
    "clock": clock_sample,
    "daily": daily_sample,
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, summary in SAMPLES.items():
        made[name] = folder / f"{name}.html"
        made[name].write_text(dashboard(summary(), {"groups.csv": b"group,median\na,1\n"}), encoding="utf-8")
    return made


class Opened:
    """A page with everything it said and asked for."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.faults: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(file.as_uri())


@pytest.fixture(scope="module")
def open_page(browser: Browser, pages: dict[str, Path]) -> Iterator[Callable[[str], Opened]]:
    """Opens a page by the name of its sample; a page is drawn once and stays open for the module."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    kept: dict[str, Opened] = {}

    def opened(name: str) -> Opened:
        if name not in kept:
            kept[name] = Opened(context.new_page(), pages[name])
            kept[name].page.wait_for_selector("html[data-drawn]", timeout=60_000)
        return kept[name]

    yield opened
    context.close()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_accessible_silent_and_asks_for_nothing(
    name: str, open_page: Callable[[str], Opened]
) -> None:
    from axe_playwright_python.base import AXE_FILE_PATH

    opened = open_page(name)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    opened.page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = opened.page.evaluate("axe.run()")
    told = [(v["id"], v["nodes"][0]["html"][:160]) for v in found["violations"]]
    assert told == []
    assert opened.faults == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in opened.requests if url.startswith("file:")]) == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_every_trace_is_drawn_as_the_type_it_asked_for(name: str, open_page: Callable[[str], Opened]) -> None:
    opened = open_page(name)
    drawn = opened.page.evaluate(
        "[...document.querySelectorAll('[data-figure]')].map(b => [b.data.map(t => t.type), b._fullData.map(t => t.type)])"
    )
    assert drawn or name == "zero"
    for asked, got in drawn:
        assert asked == got
    assert opened.page.evaluate("document.querySelectorAll('.undrawn').length") == 0


def test_no_chart_offers_to_send_itself_anywhere(open_page: Callable[[str], Opened]) -> None:
    opened = open_page("plain")
    contexts = opened.page.evaluate(
        "[...document.querySelectorAll('[data-figure]')].map(b => { const c = b._context; "
        "return [c.showSendToCloud, c.plotlyServerURL, c.displaylogo, c.responsive, b._fullLayout.dragmode]; })"
    )
    assert contexts
    assert all(context == [False, "", False, True, False] for context in contexts)
    assert opened.page.evaluate("document.querySelectorAll('.plot a').length") == 0


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", ["plain", "hostile", "clock", "daily"])
def test_nothing_scrolls_sideways(name: str, width: int, open_page: Callable[[str], Opened]) -> None:
    opened = open_page(name)
    opened.page.set_viewport_size({"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


OUTSIDE = """[...document.querySelectorAll('.js-plotly-plot .xtitle')].filter(title => {
  const own = title.getBoundingClientRect(), chart = title.closest('.js-plotly-plot').getBoundingClientRect();
  return own.width > 0 && (own.left < chart.left - 1 || own.right > chart.right + 1 || own.bottom > chart.bottom + 1);
}).map(title => title.textContent)"""


@pytest.mark.parametrize("width", [320, 390])
def test_no_axis_title_is_cut_on_a_phone(width: int, browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    try:
        page.goto(pages["clock"].as_uri())
        page.wait_for_selector("html[data-drawn]")
        page.evaluate("document.querySelectorAll('.js-plotly-plot').forEach(each => each.scrollIntoView())")
        page.wait_for_timeout(500)
        assert page.locator(".xtitle").count() > 4
        assert page.evaluate(OUTSIDE) == []
    finally:
        page.close()


def test_the_message_stands_without_scripts(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(pages["plain"].as_uri())
    text = page.locator("body").inner_text()
    for words in (
        "are wrongly detained",
        "In 9 of 10 simulated years",
        "Of 100 stops, how many end in a wrongful detention",
        "Officer compares the photos at the roadside",
        "Wrongful detentions a year (held from questioning) by group",
    ):
        assert words in text
    assert page.locator("svg.icons").count() == 16
    assert page.locator("noscript p").count() >= 4
    context.close()


def test_no_scenario_text_becomes_a_link_or_an_element(open_page: Callable[[str], Opened]) -> None:
    opened = open_page("hostile")
    links = opened.page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
    assert [href for href in links if not href.startswith(("#", "data:text/csv"))] == []
    in_charts = opened.page.evaluate("document.querySelectorAll('.plot svg a').length")
    assert in_charts == 0


def test_links_out_lead_to_listed_sources_only(pages: dict[str, Path]) -> None:
    page = pages["plain"].read_text(encoding="utf-8")
    urls = {html.unescape(url) for url in re.findall(r'href="(https?:[^"]*)"', page)}
    assert urls == {source["url"] for source in sample()["evidence"]}


def test_policy_admits_two_scripts_and_nothing_else(pages: dict[str, Path]) -> None:
    page = pages["plain"].read_text(encoding="utf-8")
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    assert "default-src 'none'" in policy
    assert len(re.findall("'sha256-", policy)) == 2
    boot = re.findall(r"<script>(.*?)</script>", page, flags=re.S)
    assert len(boot) == 1
    assert bundle.csp_hash(boot[0].encode()) in policy


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_light_enough_to_mail(name: str, pages: dict[str, Path]) -> None:
    assert pages[name].stat().st_size <= 2_500_000


def test_large_files_stay_in_the_folder_and_say_so() -> None:
    page = dashboard(sample(), {"draws.csv": b"1" * 3_000_000, "groups.csv": b"a\n"})
    assert len(page.encode()) <= 2_500_000
    assert "draws.csv: in the result folder, too large to carry here" in page
    assert 'download="groups.csv"' in page


def figures(page: str) -> Iterator[dict[str, Any]]:
    for text in re.findall(
        r'<script type="application/json" id="[\w-]+-data">(.*?)</script>', page, flags=re.S
    ):
        yield json.loads(text)


def test_a_chart_brings_its_own_looks_and_no_theme(pages: dict[str, Path]) -> None:
    drawn = re.findall(
        r'<script type="application/json"[^>]*>(.*?)</script>', pages["clock"].read_text(), re.DOTALL
    )
    figures = [figure for figure in map(json.loads, drawn) if "layout" in figure]
    assert len(figures) > 5
    for figure in figures:
        assert len(json.dumps(figure["layout"].get("template", {}))) < 100


def test_every_chart_has_a_text_with_a_number_and_a_table(pages: dict[str, Path]) -> None:
    page = pages["clock"].read_text(encoding="utf-8")
    texts = re.findall(r'data-alt="([^"]*)"', page)
    assert len(texts) == len(list(figures(page))) >= 8
    assert all(re.search(r"\d", text) for text in texts)
    assert page.count("Every number of this chart, as a table") == len(texts)


def test_a_tampered_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "SHA256", "0" * 64)
    bundle.plotly.cache_clear()
    with pytest.raises(ValueError, match="SHA-256"):
        bundle.plotly()
    bundle.plotly.cache_clear()
