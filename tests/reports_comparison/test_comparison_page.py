"""comparison.html in Chromium and as text: it asks nobody, says every verdict in words and number, and never decides."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.reports.comparison import figures, matrix
from simulator.reports.language import comparing, settling, verdicts
from simulator.results import Summary
from tests.reports.hostile import HOSTILE
from tests.reports.sample import sample
from tests.reports.told import comparison_html
from tests.reports.told import read_comparison as read
from tests.reports_comparison.made import made
from tests.reports_comparison.samples import SAMPLES, eight, example, hostile, plain, proxy, unlimited

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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
@pytest.mark.parametrize("name", ["example", "proxy", "hostile", "eight", "no limits"])
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
@pytest.mark.parametrize("name", ["example", "hostile", "eight", "no limits"])
def test_nothing_scrolls_sideways(name: str, width: int, open_page: Callable[[str], Opened]) -> None:
    opened = open_page(name)
    opened.page.set_viewport_size({"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


SEEN = """() => [...document.querySelectorAll('.matrix td')].filter(each => {
  const r = each.getBoundingClientRect();
  return r.width > 0 && r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth;
}).map(each => [each.innerText, ...each.querySelectorAll('.digits')].map(part => part.innerText ?? part).join(' '))"""


@pytest.mark.browser
@pytest.mark.parametrize("screen", [(1280, 800), (390, 844)], ids=["laptop", "phone"])
def test_the_first_screen_is_the_whole_matrix_with_the_joint_row(
    screen: tuple[int, int], open_page: Callable[[str], Opened]
) -> None:
    page = open_page("ruled").page
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false); scrollTo(0, 0)")
    found = [" ".join(each.split()) for each in page.evaluate(SEEN)]
    assert len(found) == 30  # one row of numbers, all rules together, eight rules; three proposals
    assert found[0].startswith("1–100")
    assert "exceeds" in found[3]
    assert "<1" in found[3]
    assert any("mostly within" in each and "84" in each for each in found)
    assert any("cannot be judged" in each for each in found)


@pytest.mark.browser
@pytest.mark.parametrize("screen", [(1280, 800), (390, 844)], ids=["laptop", "phone"])
def test_without_limits_the_first_screen_is_harm_and_how_sure(
    screen: tuple[int, int], open_page: Callable[[str], Opened]
) -> None:
    page = open_page("no limits").page
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    found = [" ".join(each.split()) for each in page.evaluate(SEEN)]
    assert len([each for each in found if re.search(r"\d+.*\d", each)]) >= 4
    assert any("high end" in each for each in found)
    assert (
        "Gate a would wrongly detain innocent people less often than the other"
        in page.locator("h1").inner_text()
    )


@pytest.mark.browser
def test_eight_proposals_are_read_without_scrolling_far(open_page: Callable[[str], Opened]) -> None:
    page = open_page("eight").page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")
    assert page.evaluate("document.documentElement.scrollHeight") <= 4_500
    assert page.locator("#matrix thead").inner_text().count("Gate") == 8
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollHeight") <= 6_500
    told = " ".join(page.locator("#matrix").inner_text().split())
    assert (
        "1 Gate a 1–100 middle 10 2 Gate b" in told
    )  # amounts as a list, each with the number of its column
    assert page.locator("#matrix tr.graded").first.locator(".digits").all_inner_texts() == ["<1"] * 8
    assert "cannot be judged" in told  # nothing is kept from those who listen


@pytest.mark.browser
def test_the_verdicts_stand_without_scripts(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(pages["example"].as_uri())
    text = " ".join(page.locator("#answer").inner_text().split())
    for words in (
        verdicts.EXAMPLE,
        "exceeds",
        "mostly within",
        "(stretches of 5 years)",
        "84",
        "Gate B",
    ):
        assert words in text
    context.close()


def bare(page: str) -> str:
    """What the page says, markup and data taken out."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def cells(page: str) -> list[str]:
    table = re.search(r'<table [^>]*id="matrix".*?</table>', page, re.S)
    assert table
    return [bare(each) for each in re.findall(r"<td.*?</td>", table.group(), re.S)]


def test_every_cell_of_the_limits_has_a_word_and_a_number_or_a_reason() -> None:
    numbers, found = (
        cells(comparison_html(made(), SUMMARIES))[:2],
        cells(comparison_html(made(), SUMMARIES))[2:],
    )
    assert [each.split() for each in numbers] == [
        ["1", "Gate", "a", "1–100", "middle", "10"],
        ["2", "Gate", "b", "2–200", "middle", "20"],
    ]
    assert len(found) == 12
    for cell in found:
        assert re.search(r"within|exceeds|no grade|cannot be judged", cell)
        assert re.search(
            r"(none|all|fewer than|more than|[\d.]+) .*of [\d,]+|has no group called hispanic", cell
        )


def test_an_example_is_called_one_before_and_beside_every_verdict() -> None:
    page = comparison_html(example(), SUMMARIES)
    assert "which rules, and how strict, is the board’s choice" in page
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
    why = bare(page[page.index('<section id="why"') : page.index('<section id="settle"')])
    for words in (
        "Most likely to settle it: “share of entries that are stale”",
        "The rule would be kept in 95 of 100 simulated stretches of 5 years if at most 20 in a million",
        "Least surely kept for: Black women",
    ):
        assert why.count(words) == 2
    assert why.count("cannot be judged: this proposal has no group called hispanic.") == 2
    assert "Wrongful detentions, everyone: at most 12 a year" not in why


def test_pairs_say_in_how_many_years_the_first_is_lower() -> None:
    page = comparison_html(made(), SUMMARIES)
    assert "“Gate A” lies below “Gate B” in 98 of 100 simulated years" in bare(page)
    grid = matrix.pairs(read(made()))
    assert [[cell.word for cell in cells] for _, cells in grid.rows] == [
        ["–", "98 of 100"],
        ["2 of 100", "–"],
    ]
    assert grid.rows[0][1][1].below == "−10 (−11 to −9)"
    assert grid.rows[1][1][0].below == "+10 (+9 to +11)"


def test_nearly_all_years_are_not_printed_as_all() -> None:
    found = made()
    cell = {"below": 0.996, "above": 0.004}
    found["pairs"][0]["differences"]["wrongly_held"]["women_or_minorities"] |= cell
    assert matrix.pairs(read(found)).rows[0][1][1].word == "more than 99 of 100"


def test_the_finding_counts_who_is_within_all_limits() -> None:
    found = made()
    assert verdicts.finding(read(found)) == "None of two proposals is surely within all five limits together"
    kept = {"grade": "within", "probability": 1.0, "not_judged": []}
    found["limits"]["together"]["gate-b"] = found["limits"]["together"]["gate-b"] | kept
    assert verdicts.finding(read(found)) == "One of two proposals is surely within all five limits together"
    assert verdicts.all_together(read(found)) == (
        "All rules that can be judged are kept together in fewer than 1 of 100 draws by Gate a; in all of 1,000 draws by Gate b."
    )


def test_what_would_settle_most_comes_first_and_shared_inputs_are_one() -> None:
    c = read(made())
    (first,) = settling.ranked(c)  # the same input of both proposals, half likely to settle a rule of each
    assert (first.input.label, first.expected, len(first.rules)) == (
        "share of entries that are stale",
        1.0,
        4,
    )
    assert settling.open_rules(c) == 4
    assert settling.sentence(c) == (
        "4 verdicts are open, neither within nor exceeding. Of the inputs, “share of entries that are stale” (Gate a and Gate b; assumed) "
        "would settle most: were it known exactly, about 1 of them, on average. It could be published by the agency: an audit of its gallery."
    )


def test_proposals_of_one_title_are_told_apart_by_what_differs() -> None:
    c = read(eight())
    assert comparing.told_apart(c, c.proposals[0]) == "Unlike Gate b: share scanned 1 (design)."
    assert comparing.told_apart(c, c.proposals[1]) == "Unlike Gate a: share scanned not there."
    assert comparing.told_apart(read(made()), read(made()).proposals[0]) == ""


def test_the_chart_says_what_is_harm_and_what_is_benefit() -> None:
    chart = figures.harm_and_benefit(read(made()))
    assert chart is not None
    assert chart.title == "In the middle, no proposal wrongly detains more often than it finds wanted people"
    assert chart.table.rows[0] == ("Gate a", "10 (1–100)", "10 (1–100)")
    assert "Comparison feedfacefeedface" in chart.sentence


def test_without_limits_or_a_second_proposal_their_sections_are_not_there() -> None:
    page = comparison_html(unlimited(), {})
    for section in ("why", "settle", "pairs"):
        assert f'<section id="{section}"' not in page
    assert "How many innocent people would it wrongly detain?" in page
    assert "limits?" not in page


def test_a_proxy_is_marked_wherever_its_proposal_is_named() -> None:
    page = comparison_html(proxy(), {})
    assert page.count("Gate b (proxy)") >= 6
    assert "Gate a (proxy)" not in page
    assert "measured something else" in bare(page)


def test_nothing_a_scenario_or_a_board_supplies_becomes_markup() -> None:
    page = comparison_html(hostile(), SUMMARIES)
    assert HOSTILE not in page
    assert "<script>alert" not in page
    assert 'href="https://evil' not in page


def test_the_page_is_light_and_the_same_every_time() -> None:
    page = comparison_html(example(), SUMMARIES)
    assert page == comparison_html(example(), SUMMARIES)
    assert len(page.encode()) <= 1_000_000
