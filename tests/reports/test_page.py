"""The page in Chromium: it asks nobody, breaks nothing, reads without scripts and in print, and does what its buttons say."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from simulator.reports import bundle
from simulator.reports.figures import explore
from simulator.reports.page import csp_hash
from tests.reports.clocked import clock_sample, daily_sample
from tests.reports.hostile import hostile_sample
from tests.reports.sample import sample
from tests.reports.sample_variants import proxy_sample, zero_sample
from tests.reports.shares import SENSITIVITY
from tests.reports.told import dashboard

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "plain": lambda: sample() | {"sensitivity": SENSITIVITY},
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
    """Opens a page by the name of its sample, once for the module."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    kept: dict[str, Opened] = {}

    def opened(name: str) -> Opened:
        if name not in kept:
            kept[name] = Opened(context.new_page(), pages[name])
            kept[name].page.wait_for_selector("html[data-drawn]", timeout=60_000)
        return kept[name]

    yield opened
    context.close()


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds: the rule and the first element that breaks it."""
    from axe_playwright_python.base import AXE_FILE_PATH

    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in found["violations"]]


ALL_OPEN = "open => document.querySelectorAll('details').forEach(d => d.open = open)"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_accessible_silent_and_asks_for_nothing(
    name: str, open_page: Callable[[str], Opened]
) -> None:
    opened = open_page(name)
    opened.page.evaluate(ALL_OPEN, True)
    assert violations(opened.page) == []
    opened.page.evaluate(ALL_OPEN, False)
    assert opened.faults == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in opened.requests if url.startswith("file:")]) == 1


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_page_is_accessible_at_every_width_closed_and_dark(
    width: int, browser: Browser, pages: dict[str, Path]
) -> None:
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
        try:
            page.goto(pages["plain"].as_uri())
            assert page.locator("#dark").is_checked() is (scheme == "dark")
            assert violations(page) == []
        finally:
            page.close()


@pytest.mark.parametrize("width", [320, 390, 640, 1280, 2560])
@pytest.mark.parametrize("name", ["plain", "hostile", "clock", "daily"])
def test_nothing_scrolls_sideways(name: str, width: int, open_page: Callable[[str], Opened]) -> None:
    opened = open_page(name)
    opened.page.set_viewport_size({"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


CUT = """[...document.querySelectorAll('.row .name, .row .said, .shares th, .shares td, h1, h3')].filter(each => {
  const own = each.getBoundingClientRect();
  return own.width > 0 && (own.left < -1 || own.right > innerWidth + 1 || each.scrollWidth > each.clientWidth + 1);
}).map(each => each.textContent)"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_label_and_no_figure_is_cut(width: int, browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    try:
        page.goto(pages["plain"].as_uri())
        assert page.locator(".row").count() > 20
        assert page.evaluate(CUT) == []
    finally:
        page.close()


def test_the_message_and_every_switch_stand_without_scripts(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(pages["plain"].as_uri())
    text = page.locator("body").inner_text()
    for words in (
        "innocent people a year would be wrongly detained",
        "of 100 wrongful detentions",
        "How sure:",
        "9 of 10 simulated years",
        "Of 100 wrongful detentions 90",
    ):
        assert words in text
    assert page.locator("button:visible").count() == 0
    assert page.locator("#who-rate-both .row").first.is_visible()
    page.locator("#q-number").check()
    page.locator("#g-sex").check()
    assert page.locator(".view:visible").count() == 1
    assert page.locator("#who-number-sex").is_visible()
    context.close()


def test_every_picture_stands_alone(pages: dict[str, Path]) -> None:
    import base64

    for name in ("plain", "hostile", "clock"):
        page = pages[name].read_text(encoding="utf-8")
        found = re.findall(r'download="([^"]*)\.svg" href="data:image/svg\+xml;base64,([^"]*)"', page)
        assert len(found) >= 10
        for _, packed in found:
            root = ElementTree.fromstring(base64.b64decode(packed))
            assert root.get("role") == "img"
            assert re.search(r"\d", root.get("aria-label") or "")
            assert not [each for each in root.iter() if each.tag.endswith(("script", "image", "}a"))]


def test_the_page_prints_on_few_sheets(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    page = browser.new_page()
    try:
        page.goto(pages["clock"].as_uri())
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    finally:
        page.close()
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "page.pdf").read_bytes())) <= 8


def test_what_warns_of_a_number_is_printed_with_it(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    try:
        page.goto(pages["plain"].as_uri())
        page.emulate_media(media="print")
        assert "extrapolated and widened" in page.locator(".banner").inner_text()
        assert page.locator("nav").is_hidden()
    finally:
        page.close()


def test_with_forced_colours_no_mark_keeps_a_colour_of_its_own(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.new_page(forced_colors="active")
    try:
        page.goto(pages["plain"].as_uri())
        marks = page.evaluate(
            "[...document.querySelectorAll('.rows svg circle, .strip .dot')].slice(0, 60).map(m => getComputedStyle(m).fill)"
        )
        ink = page.evaluate("getComputedStyle(document.body).color")
        assert set(marks) <= {ink, page.evaluate("getComputedStyle(document.body).backgroundColor")}
    finally:
        page.close()


def test_no_scenario_text_becomes_a_link_or_an_element(open_page: Callable[[str], Opened]) -> None:
    opened = open_page("hostile")
    links = opened.page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
    assert [href for href in links if not href.startswith(("#", "data:text/csv", "data:image/svg"))] == []


def test_links_out_lead_to_listed_sources_only(pages: dict[str, Path]) -> None:
    page = pages["plain"].read_text(encoding="utf-8")
    urls = {html.unescape(url) for url in re.findall(r'href="(https?:[^"]*)"', page)}
    assert urls == {source["url"] for source in sample()["evidence"]}


def test_links_within_lead_somewhere_and_ids_are_used_once(pages: dict[str, Path]) -> None:
    for name in ("plain", "zero", "clock"):
        page = pages[name].read_text(encoding="utf-8")
        ids = re.findall(r'\bid="([^"]*)"', page)
        assert sorted(ids) == sorted(set(ids))
        assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)


def test_policy_admits_the_page_s_script_and_the_library_and_nothing_else(pages: dict[str, Path]) -> None:
    page = pages["plain"].read_text(encoding="utf-8")
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    assert "default-src 'none'" in policy
    assert len(re.findall("'sha256-", policy)) == 2
    assert bundle.plotly().csp_hash in policy
    (script,) = re.findall(r"<script>(.*?)</script>", page, flags=re.S)
    assert csp_hash(script.encode()) in policy


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_light_enough_to_mail(name: str, pages: dict[str, Path]) -> None:
    assert pages[name].stat().st_size <= 1_600_000


def test_large_files_stay_in_the_folder_and_say_so() -> None:
    page = dashboard(sample(), {"draws.csv": b"1" * 3_000_000, "groups.csv": b"a\n"})
    assert len(page.encode()) <= 1_600_000
    assert "draws.csv: in the result folder, too large to carry here" in page
    assert 'download="groups.csv"' in page


def test_a_heavy_page_leaves_out_the_largest_files(monkeypatch: pytest.MonkeyPatch) -> None:
    csvs = {"large.csv": b"1" * 200_000, "small.csv": b"a\n"}
    whole = dashboard(sample(), csvs)
    assert 'download="large.csv"' in whole
    monkeypatch.setattr("simulator.reports.dashboard.HEAVIEST", len(whole.encode()) - 1_000)
    lighter = dashboard(sample(), csvs)
    assert len(lighter.encode()) <= len(whole.encode()) - 1_000
    assert 'download="large.csv"' not in lighter
    assert 'download="small.csv"' in lighter


def test_a_page_tells_whoever_shares_it_what_it_found() -> None:
    page = dashboard(sample())
    described = re.findall(r'<meta name="description" content="([^"]*)"', page)[0]
    assert "innocent people a year would be wrongly detained" in described
    assert 'property="og:title"' in page
    assert "og:image" not in page


@pytest.mark.parametrize("name", ["plain", "zero", "hostile"])
def test_every_measure_can_be_looked_at_by_group(name: str, browser: Browser, pages: dict[str, Path]) -> None:
    """The library is unpacked when the figure is opened; each trace is of the type it asked for, and what it holds is the summary's."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    opened = Opened(page, pages[name])
    assert page.evaluate("typeof Plotly") == "undefined"
    page.click("#explore > summary")
    page.wait_for_selector("#explore-chart[data-drawn=encounters]", timeout=60_000)
    page.select_option("#explore-groups", "single")
    page.select_option("#explore-measure", index=5)
    page.wait_for_selector("#explore-chart[data-drawn=wrongly_held]")
    asked, drawn = page.evaluate(
        "(() => { const c = document.getElementById('explore-chart');"
        " return [c.data.map(t => [t.type, t.x]), c._fullData.map(t => t.type)]; })()"
    )
    summary = SAMPLES[name]()
    ids = {group["id"] for group in summary["groups"] if not group["rollup"]}
    values = summary["measures"]["wrongly_held"]["values"]
    assert [kind for kind, _ in asked] == drawn == ["scatter"]
    assert sorted(asked[0][1]) == pytest.approx(sorted(values[g]["median"] for g in ids), rel=0.06)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.faults == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert page.locator("#explore-chart a[href]").count() == 0
    page.close()


def test_no_chart_offers_to_send_itself_anywhere() -> None:
    assert explore.CONFIG["showSendToCloud"] is False
    assert explore.CONFIG["plotlyServerURL"] == ""


def test_a_tampered_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "SHA256", "0" * 64)
    bundle.plotly.cache_clear()
    with pytest.raises(ValueError, match="SHA-256"):
        bundle.plotly()
    bundle.plotly.cache_clear()
