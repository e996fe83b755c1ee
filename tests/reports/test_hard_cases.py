"""Results that are hard to tell: nobody ever, one group, sixty, a range without a middle, labels without an end."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.reports.clocked import clock_sample
from tests.reports.sample import sample
from tests.reports.sample_variants import proxy_sample, zero_sample
from tests.reports.shares import share
from tests.reports.told import dashboard

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Plain = dict[str, Any]
LONG = "People of a group with a very long name that " + "goes on and on and " * 5 + "ends here"


def only(summary: Plain, ids: list[str]) -> Plain:
    """The sample with no group or roll-up but these."""
    summary["groups"] = [group for group in summary["groups"] if group["id"] in ids]
    for measure in summary["measures"].values():
        measure["values"] = {g: c for g, c in measure["values"].items() if g in ids}
    burdens = summary["hundred"]["burdens"]
    summary["hundred"]["burdens"] = {g: b for g, b in burdens.items() if g in ids}
    return summary


def one_group() -> Plain:
    return only(sample(), ["male/white", "all"]) | {"reference": "male/white"}


def sixty_groups() -> Plain:
    summary = sample()
    model = next(group for group in summary["groups"] if group["id"] == "female/black")
    for i in range(44):
        name = f"female/group-{i}"
        summary["groups"].append(model | {"id": name, "label": f"Women of group {i}"})
        for measure in summary["measures"].values():
            measure["values"][name] = copy.deepcopy(measure["values"]["female/black"])
        summary["hundred"]["burdens"][name] = {"exposure": share(0.001), "harm": share(0.001), "highest": 0.0}
    return summary


def counted(**changes: float) -> Plain:
    """The sample with another number of detentions, and as many people."""
    summary = sample()
    summary["measures"]["wrongly_held"]["values"]["all"] |= changes
    summary["people"] |= {name: changes[name] for name in ("median", "lo", "hi", "mean")}
    return summary


def very_wide() -> Plain:
    return counted(median=2_300.0, lo=6.0, hi=230_000.0, mean=40_000.0)


def enormous() -> Plain:
    return counted(median=4.2e9, lo=1.1e9, hi=9.9e9, mean=4.5e9)


def unmeasured() -> Plain:
    summary = sample()
    for group in summary["groups"]:
        if not group["rollup"]:
            group |= {"unmeasured": "no audit at hand reports this label", "rates": "spread"}
    return summary | {"unmeasured_share": 1.0}


def victim_in_the_gallery() -> Plain:
    summary = sample() | {"victim": "gallery", "people": None}
    summary["words"] |= {"exposure": "people enrolled", "one_exposure": "person enrolled"}
    return summary


def long_labels() -> Plain:
    summary = sample() | {"title": LONG}
    for i, group in enumerate(summary["groups"]):
        group["label"] = f"{LONG} {i}"
    for stage in summary["funnel"]["stages"]:
        stage["label"] = LONG
    return summary


def right_to_left() -> Plain:
    summary = sample()
    for group in summary["groups"]:
        group["label"] = f"نساء \u202e{group['id']}"
    return summary


def five_years() -> Plain:
    return sample() | {"horizon": "5 years"}


def warned() -> Plain:
    return sample() | {"warnings": ["The gallery holds more people than the city has. " * 4] * 3}


def forty_sites() -> Plain:
    """Forty agencies of very unequal size: the middle one is told of, the queues of all are added up."""
    summary = clock_sample()
    summary["clock"]["sites"] = 40
    summary["typical_agency"] |= {"label": "the agency in the middle of 40, by its stops", "share": 0.004}
    return summary


def hardly_any() -> Plain:
    return counted(median=0.0, lo=0.0, hi=0.0, mean=0.2) | {
        "hundred": {"few": 0.9, "burdens": {}, "causes": {}}
    }


CASES: dict[str, Callable[[], Plain]] = {
    "nobody": zero_sample,
    "hardly any": hardly_any,
    "one group": one_group,
    "sixty groups": sixty_groups,
    "very wide": very_wide,
    "enormous": enormous,
    "unmeasured": unmeasured,
    "proxy": proxy_sample,
    "gallery": victim_in_the_gallery,
    "long labels": long_labels,
    "right to left": right_to_left,
    "five years": five_years,
    "warned": warned,
    "forty sites": forty_sites,
    "clock": clock_sample,
}
HEADLINES = {
    "nobody": "Nobody innocent would be wrongly detained in any of the draws.",
    "hardly any": "Nobody innocent would be wrongly detained in 9 of 10 simulated years.",
    "very wide": "Between 6 and 230,000 innocent people a year would be wrongly detained.",
    "enormous": "4,200 million innocent people a year would be wrongly detained, between 1,100 million and 9,900 million in 9 of 10 simulated years.",
    "gallery": "times a year an innocent person would be wrongly detained.",
    "five years": "in 5 years would be wrongly detained",
}


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return {name: dashboard(summary()) for name, summary in CASES.items()}


def words(page: str) -> str:
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r'(href|data-copy)="[^"]*"', "", bare))).split())


@pytest.mark.parametrize("name", HEADLINES)
def test_the_headline_is_true_of_a_hard_result(name: str, made: dict[str, str]) -> None:
    (headline,) = re.findall(r'<span class="finding">(.*?)</span>', made[name], re.S)
    assert HEADLINES[name] in " ".join(unescape(re.sub(r"<[^>]+>", "", headline)).split())


@pytest.mark.parametrize("name", CASES)
def test_no_hard_result_prints_what_is_no_number(name: str, made: dict[str, str]) -> None:
    assert not re.search(r"\b(?:nan|None|inf|Infinity)\b", words(made[name]))
    assert "\u202e" not in made[name]
    assert len(made[name].encode()) <= 1_600_000


def test_years_without_any_stand_in_a_column_of_their_own(made: dict[str, str]) -> None:
    places = re.findall(r'class="dot" cx="([\d.]+)"', made["nobody"])
    assert len(places) == 100  # fifty, drawn for a phone and for a desk
    assert max(map(float, places)) < 60
    assert 'text-anchor="middle">none</text>' in made["nobody"]


def test_where_hardly_one_is_expected_the_page_says_why_it_tells_no_shares(made: dict[str, str]) -> None:
    assert "Fewer than one wrongful detention is expected in 90 of 100 draws" in words(made["hardly any"])
    assert "of 100 wrongful detentions" not in made["hardly any"]


def test_with_one_group_there_is_nothing_to_switch_or_to_compare(made: dict[str, str]) -> None:
    assert 'name="whom"' not in made["one group"]
    assert 'id="who-times' not in made["one group"]


def test_every_one_of_sixty_groups_has_a_row_in_its_own_order(made: dict[str, str]) -> None:
    view = made["sixty groups"].split('id="who-rate-both">')[1].split('class="view"')[0]
    assert view.count('<li class="row') >= 60


def test_forty_sites_are_added_up_and_the_one_in_the_middle_is_told_of(made: dict[str, str]) -> None:
    told = words(made["forty sites"])
    assert "all 40 sites together" in told
    assert told.count("the agency in the middle of 40") == 1


COLLIDING = """[...document.querySelectorAll('.view, .fig')].filter(each => each.offsetParent).flatMap(fig => {
  const rows = [...fig.querySelectorAll('.rows > .row')].map(r => r.getBoundingClientRect()).filter(r => r.height > 0);
  return rows.slice(1).filter((r, i) => r.top < rows[i].bottom - 1 && r.left < rows[i].right).map(() => fig.id);
})"""
"""Figures whose rows lie upon one another."""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_no_hard_result_runs_out_of_the_page(
    width: int, made: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    try:
        for name, text in made.items():
            file = tmp_path / f"{name}.html"
            file.write_text(text, encoding="utf-8")
            page.goto(file.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert page.evaluate(COLLIDING) == [], name
    finally:
        page.close()
