"""Ten seconds on a phone or a laptop: how many, the range, who, and how sure, for all five deployments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from simulator.scenario import load
from simulator.study.run import run_study

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FIVE = (
    "california-patrol",
    "capital-cameras",
    "orlando-cameras",
    "prison-gate",
    "washington-county-mugshots",
)
SCREENS = ((1280, 800), (390, 844))
SEEN = """() => {
  const whole = each => { const r = each.getBoundingClientRect(); return r.width > 0 && r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth; };
  const told = selector => [...document.querySelectorAll(selector)].filter(whole).map(each => each.textContent.trim());
  return { finding: told('h1 .finding'), status: told('h1 .status'), below: told('.below'), strip: told('.strip'), rows: told('#shares tbody tr'), sure: told('.sure') };
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("five")
    return {
        name: run_study(load(name), draws=500, seed=1, out=out, clock=False).folder / "dashboard.html"
        for name in FIVE
    }


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def seen(page: Page, file: Path, screen: tuple[int, int]) -> dict[str, Any]:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto(file.as_uri())
    found: dict[str, Any] = page.evaluate(SEEN)
    return found


@pytest.mark.parametrize("screen", SCREENS, ids=["laptop", "phone"])
@pytest.mark.parametrize("name", FIVE)
def test_the_first_screen_says_how_many_who_and_how_sure(
    name: str, screen: tuple[int, int], page: Page, pages: dict[str, Path]
) -> None:
    found = seen(page, pages[name], screen)
    (finding,), (sure,) = found["finding"], found["sure"]
    numbers = re.findall(r"[\d,]+", finding)
    assert len(numbers) >= 2, finding  # both ends of the range stand in the headline
    assert "innocent" in finding
    assert "wrongly detained" in finding
    assert found["status"], "what it is, and whether it ever happened, stands in the headline's own line"
    assert len(found["strip"]) == 1
    assert len(found["rows"]) >= 3
    for row in found["rows"]:
        assert re.search(r"\d+.*\d+.*\(.+–.+\)", row, re.S), row
    assert "% of the spread rests on assumptions" in sure
    assert "groups no audit measured" in sure


def test_what_never_happened_says_so_in_the_headline(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["orlando-cameras"].as_uri())
    assert "never worked; modelled as proposed, not as run" in page.locator("h1").inner_text()


def test_california_is_read_in_a_minute_and_mailed_in_one_go(page: Page, pages: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(pages["california-patrol"].as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= 9_000
    assert len(page.evaluate("document.body.innerText").split()) <= 1_800
    assert pages["california-patrol"].stat().st_size <= 1_600_000


def violations(page: Page) -> list[tuple[str, str]]:
    from axe_playwright_python.base import AXE_FILE_PATH

    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in found["violations"]]


@pytest.mark.parametrize("name", FIVE)
def test_all_five_are_accessible_on_a_phone(name: str, page: Page, pages: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(pages[name].as_uri())
    assert violations(page) == []


@pytest.mark.deep
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", FIVE)
def test_all_five_are_accessible_with_everything_open(
    name: str, width: int, page: Page, pages: dict[str, Path]
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(pages[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
