"""comparison.html in Chromium and as text: it asks nobody, says every verdict in words and number, and never decides."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from simulator.reports.comparison.figures import paired
from simulator.reports.language import verdicts
from simulator.results import Summary
from tests.reports.hostile import HOSTILE
from tests.reports.sample import sample
from tests.reports.told import comparison_html
from tests.reports.told import read_comparison as read
from tests.reports_comparison.made import made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Raw = dict[str, Any]


def plain() -> Raw:
    return made()


def example() -> Raw:
    found = made()
    found["limits"] |= {"example": True, "title": "Example limits"}
    found["draws"] = 10_000
    return found


def proxy() -> Raw:
    found = made()
    found["proposals"][1]["proxy"] = True
    return found


def unlimited() -> Raw:
    found = made()
    return found | {"limits": None, "pairs": [], "not_shared": [], "proposals": found["proposals"][:1]}


def hostile() -> Raw:
    found = example()
    found["proposals"][0] |= {
        "title": HOSTILE,
        "summary": HOSTILE,
        "status": HOSTILE,
        "cautions": [HOSTILE],
        "command": HOSTILE,
    }
    found["limits"] |= {"title": HOSTILE, "note": HOSTILE, "name": HOSTILE}
    found["limits"]["rules"][0] |= {"group_label": HOSTILE, "reason": HOSTILE, "citation": HOSTILE}
    found["groups"][1]["label"] = HOSTILE
    found["pairs"][0]["differs"][0] |= {"label": HOSTILE, "a": HOSTILE}
    return found


SAMPLES: dict[str, Callable[[], Raw]] = {
    "plain": plain,
    "example": example,
    "proxy": proxy,
    "unlimited": unlimited,
    "hostile": hostile,
}
SUMMARIES = {"gate-a": Summary.of(sample())}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("comparisons")
    made_pages = {}
    for name, comparison in SAMPLES.items():
        made_pages[name] = folder / f"{name}.html"
        made_pages[name].write_text(comparison_html(comparison(), SUMMARIES), encoding="utf-8")
    return made_pages


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
        page.wait_for_selector("html[data-drawn]", timeout=60_000)


@pytest.fixture(scope="module")
def open_page(browser: Browser, pages: dict[str, Path]) -> Iterator[Callable[[str], Opened]]:
    """Opens a page by the name of its sample, once."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    kept: dict[str, Opened] = {}

    def opened(name: str) -> Opened:
        if name not in kept:
            kept[name] = Opened(context.new_page(), pages[name])
        return kept[name]

    yield opened
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["example", "proxy", "hostile"])
def test_a_page_is_accessible_silent_and_asks_for_nothing(
    name: str, open_page: Callable[[str], Opened]
) -> None:
    from axe_playwright_python.base import AXE_FILE_PATH

    opened = open_page(name)
    opened.page.set_viewport_size({"width": 1280, "height": 900})
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    opened.page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    for width in (1280, 390) if name == "example" else (1280,):
        opened.page.set_viewport_size({"width": width, "height": 900})
        found = opened.page.evaluate("axe.run()")
        assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found["violations"]] == []
    assert opened.faults == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", ["example", "hostile"])
def test_nothing_scrolls_sideways(name: str, width: int, open_page: Callable[[str], Opened]) -> None:
    opened = open_page(name)
    opened.page.set_viewport_size({"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_every_trace_is_drawn_as_the_type_it_asked_for(open_page: Callable[[str], Opened]) -> None:
    drawn = open_page("example").page.evaluate(
        "[...document.querySelectorAll('[data-figure]')].map(b => [b.data.map(t => t.type), b._fullData.map(t => t.type)])"
    )
    assert len(drawn) >= 4
    assert all(asked == got for asked, got in drawn)
    assert {kind for asked, _ in drawn for kind in asked} == {"scatter", "bar"}


@pytest.mark.browser
def test_the_verdicts_stand_without_scripts(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(pages["example"].as_uri())
    text = page.locator("#limits").inner_text()
    for words in (
        verdicts.EXAMPLE,
        "exceeds",
        "mostly within",
        "kept in 84 of 100 simulated stretches of 5 years",
        "Gate B",
    ):
        assert words in text
    context.close()


def bare(page: str) -> str:
    """What the page says, markup and data taken out."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def cells(page: str) -> list[str]:
    table = re.search(r'<table class="matrix".*?</table>', page, re.S)
    assert table
    return [bare(each) for each in re.findall(r"<td.*?</td>", table.group(), re.S)]


def test_every_cell_of_the_limits_has_a_word_and_a_number_or_a_reason() -> None:
    found = cells(comparison_html(made(), SUMMARIES))
    assert len(found) == 12
    for cell in found:
        assert re.search(r"within|exceeds|no grade|cannot be judged", cell)
        assert re.search(
            r"kept in (none|all|fewer than|more than|[\d.]+) .*of [\d,]+|has no group called hispanic", cell
        )


def test_an_example_is_called_one_before_and_beside_every_verdict() -> None:
    page = comparison_html(example(), SUMMARIES)
    assert page.count("Which rules a board sets, and how strict, is the board’s choice") >= 3
    text = bare(page)
    assert text.index(verdicts.EXAMPLE) < text.index("mostly within")
    assert verdicts.EXAMPLE not in bare(comparison_html(plain(), SUMMARIES))


@pytest.mark.parametrize("name", ["plain", "example", "proxy", "unlimited"])
def test_the_page_decides_nothing(name: str) -> None:
    text = bare(comparison_html(SAMPLES[name](), {}))
    assert not re.search(r"\b(approv|refus|reject|recommend|safe to|acceptable)", text, re.I)
    assert verdicts.VALUES in text or name == "unlimited"


def test_why_stands_beside_each_rule_that_is_not_kept() -> None:
    page = comparison_html(made(), SUMMARIES)
    why = bare(page[page.index('id="why"') : page.index('id="pairs"')])
    for words in (
        "Most likely to settle it: “share of entries that are stale”",
        "The rule would be kept in 95 of 100 simulated stretches of 5 years if at most 20 in a million",
        "Least surely kept for: Black women",
    ):
        assert why.count(words) == 2
    assert "Wrongful detentions, everyone: at most 12 a year" not in why


def test_pairs_say_in_how_many_years_the_first_is_lower() -> None:
    page = comparison_html(made(), SUMMARIES)
    assert "“Gate A” lies below “Gate B” in 98 of 100 simulated years" in bare(page)
    chart = paired(read(made()))
    assert chart is not None
    below, _, above = json.loads(chart.json)["data"]
    assert below["x"] == pytest.approx([98.0, 98.0])
    assert above["x"] == pytest.approx([2.0, 2.0])


def test_nearly_all_years_are_not_printed_as_all() -> None:
    found = made()
    found["pairs"][0]["differences"]["wrongly_held"]["women_or_minorities"] |= {
        "below": 0.996,
        "above": 0.004,
    }
    chart = paired(read(found))
    assert chart is not None
    assert json.loads(chart.json)["data"][0]["text"][0] == ">99 lower"


def test_without_limits_or_a_second_proposal_their_sections_are_not_there() -> None:
    page = comparison_html(unlimited(), {})
    for section in ("limits", "why", "pairs", "differs"):
        assert f'id="{section}"' not in page
    assert "One proposal for face recognition" in page
    assert "limits?" not in page


def test_a_proxy_is_marked_wherever_its_proposal_is_named() -> None:
    page = comparison_html(proxy(), {})
    assert page.count("Gate b (proxy)") >= 6
    assert "Gate a (proxy)" not in page
    assert "measured something else" in bare(page)


def test_every_chart_has_a_text_with_a_number_and_a_table() -> None:
    page = comparison_html(example(), SUMMARIES)
    texts = re.findall(r'data-alt="([^"]*)"', page)
    assert len(texts) >= 4
    assert all(re.search(r"\d", text) for text in texts)
    assert page.count("Every number of this chart, as a table") == len(texts)


def test_nothing_a_scenario_or_a_board_supplies_becomes_markup() -> None:
    page = comparison_html(hostile(), SUMMARIES)
    assert HOSTILE not in page
    assert "<script>alert" not in page
    assert 'href="https://evil' not in page


def test_the_page_is_light_and_the_same_every_time() -> None:
    page = comparison_html(example(), SUMMARIES)
    assert page == comparison_html(example(), SUMMARIES)
    assert len(page.encode()) <= 2_500_000
