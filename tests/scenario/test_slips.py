"""The slips people make when they write a scenario: each one message in their words, at its place, with what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.scenario import load

WITH = "{value: %s, source: <id>} or {value: %s, assumed: <why>}"
SLIPS = [
    # commas, per cents, quotes
    ("scan: {value: 0,5, assumed: half}", "2:15  scan.value = 0,5: is not a number; write 0.5: a comma is never a decimal point"),
    ("scan: {between: [0.02, 0,1], assumed: x}", "2:17  scan.between = [0.02, 0, 1]: must be two numbers in brackets; write [0.02, 0.1]: a comma only stands between the two"),
    ("scan: {count: [1,000, 20,000], assumed: x}", "2:15  scan.count = [1, 0, 20, 0]: must be two numbers in brackets; write [1000, 20000]: a comma only stands between the two"),
    ("scan: {between: [0.02], assumed: x}", "2:17  scan.between = [0.02]: must be two numbers in brackets; write [low, high]"),
    ("scan: {between: 0.02-0.1, assumed: x}", "2:17  scan.between = 0.02-0.1: must be two numbers in brackets; write the two ends in brackets: between: [0.02, 0.1]"),
    ("gallery:\n  persons: 100,000", "3:12  gallery.persons = 100,000: is not a number; write 100000: digits are not set apart"),
    ("gallery: {persons: '50000'}", "2:20  gallery.persons = 50000: is not a number; write 50000 without quotes"),
    ("gallery: {persons: 1_000}", "2:20  gallery.persons = 1_000: is not a number; write 1000: digits are not set apart"),
    ("gallery: {persons: 50k}", "2:20  gallery.persons = 50k: is not a number; write 50000 in digits"),
    ("matcher: {policy: {fixed_fpir: 0.1%}}", "2:32  matcher.policy.fixed_fpir = 0.1%: is not a number; write 0.001: shares are fractions of 1, not per cents"),
    ("resources: {fingerprint_desk: {servers: '2'}}", "2:41  resources.fingerprint_desk.servers = 2: is not a whole number; write 2 without quotes"),
    ("detention: {minimum: '1,5 min', assumed: x}", "2:22  detention.minimum = 1,5 min: 1,5 min is not a duration; write 1.5 min: a comma is never a decimal point"),
    ("detention: {minimum: 5 mins, assumed: x}", "2:22  detention.minimum = 5 mins: 5 mins is not a duration; did you mean min?"),
    # words for numbers, and numbers for words
    ("scan: no", "2:7  scan = no: is not a number; write " + WITH % (0, 0)),
    ("scan: false", "2:7  scan = false: is not a number; write " + WITH % (0, 0)),
    ("scan: all", "2:7  scan = all: is not a number; write " + WITH % (1, 1)),
    ("scan: 0,5", "2:7  scan = 0,5: is not a number; write " + WITH % (0.5, 0.5) + ": a comma is never a decimal point"),
    ("scan: half", "2:7  scan = half: is not a number; write " + WITH % ("…", "…")),
    ("scan: 0.5", "2:7  scan = 0.5: a number needs its origin; write " + WITH % (0.5, 0.5)),
    ("scan: [0.1, 0.2]", "2:7  scan = [0.1, 0.2]: does not say what these numbers are; write {between: [low, high], assumed: <why>}, or count: or range:"),
    ("title: 5", '2:8  title = 5: must be text; put it in quotes: "5"'),
    ("title: true", '2:8  title = true: must be text; put it in quotes: "true"'),
    ("legal_limit: {value: 48 h, enforced: yes, assumed: x}", "2:38  legal_limit.enforced = yes: must be true or false; write true"),
    ("audits: mine", "2:9  audits = mine: must be a list; write [mine]"),
    ("groups: {axes: {race: [Black British, white]}}", "2:24  groups.axes.race.0 = Black British: must be lower-case letters, digits, - and _; write black-british"),
    # names
    ("groups: {reference: black/female}", "2:21  groups.reference = black/female: is not a group of these axes; did you mean female/black?"),
    ("scan: {by_group: {default: {value: 1, assumed: x}, White/Male: {value: 0, assumed: y}}}", "2:64  scan.by_group.White/Male = White/Male: is no group, level or `default`; did you mean male/white?"),
    ("kind: traffic_stop", "2:7  kind = traffic_stop: must be 'traffic_stops', 'live_cameras', 'facility_gate' or 'mugshot_search'; did you mean traffic_stops?"),
    ("matcher: {policy: {fixed_fpir: 0.1, fixed_fmr: 0.1}}", "2:19  matcher.policy = {fixed_fpir, fixed_fmr}: is not an operating policy; write fixed_threshold, {fixed_fpir: x}, {fixed_fmr: x} or no_threshold"),
    ("matcher: {policy: {fixd_fpir: 0.1}}", "2:19  matcher.policy = {fixd_fpir}: is not an operating policy; write fixed_threshold, {fixed_fpir: x}, {fixed_fmr: x} or no_threshold"),
    # indentation and colons
    ("gallery:\n  persons: 5\nimages: 5", "4:1  images = 5: is not a key of a scenario; it is a key of gallery: write it there, two spaces further in"),
    ("gallery:\n  persons: 5\n  images: 5\n  mated: {}", "5:3  gallery.mated = {}: is not a key here; it is a key of the scenario itself: begin its line further left"),
    ("gallery:\n\tpersons: 5", "3:1  is indented with a tab; write two spaces for each level instead"),
    ("title: Plan: cheap", '2:12  a colon followed by a space begins a value, and this text has one in it; put it in quotes: "Plan: cheap"'),
    ("scan: {value: 1, assumed: some, not all}", '2:27  scan.assumed = some, not all: goes on after a comma, and in braces a comma ends a text; put it in quotes: assumed: "some, not all"'),
]  # fmt: skip


def faults(text: str, folder: Path, name: str = "plan.yaml") -> list[str]:
    path = folder / name
    path.write_text(f"extends: california-patrol\n{text}\n", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        load(str(path))
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


@pytest.mark.parametrize(("text", "message"), SLIPS, ids=[text[:50] for text, _ in SLIPS])
def test_a_slip_is_one_message_in_the_words_of_whoever_made_it(
    text: str, message: str, tmp_path: Path
) -> None:
    found = faults(text, tmp_path)
    assert message in found
    place = message.split("  ")[0]
    assert [each for each in found if each.startswith(f"{place} ")] == [message], "and nothing else there"


def test_all_of_them_come_at_once(tmp_path: Path) -> None:
    text = """title: Plan
title: Another plan
horizon: 1 year
audits: [mine]
scan: {value: 0,5, assumed: half}
gallery: {persons: '50000', prsons: null}
matcher: {level: {audit: mine/rate, as: fpir}, differential: {audit: mine/by-group}}
groups: {reference: black/female}
"""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "rates.csv").write_text("row;metric;unit;locator;value\na;fpir;rate;p. 1;0,5\n")
    (tmp_path / "mine" / "source.yaml").write_text("id: mine\nkind: [proxy]\n")
    found = faults(text, tmp_path)
    for said in (
        "3:1  title: this key is already given in line 2",
        "4:10  warning: horizon = 1 year: changes nothing",
        "6:15  scan.value = 0,5: is not a number",
        "7:20  gallery.persons = 50000: is not a number",
        "7:29  gallery.prsons: is not a key here; did you mean persons?",
        "9:21  groups.reference = black/female",
        "rates.csv:1:1  its cells are separated by semicolons",
        "rates.csv:2:5  value = 0,5: is not a number; write 0.5",
        "source.yaml:2:1  kind = [proxy]: is required and must be text; write `kind: proxy` without brackets",
    ):
        assert any(said in each for each in found), said
    assert not any("evidence library" in each or "measured by mine" in each for each in found)


def test_a_misspelt_base_hides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("extends: prison-gat\nscan: {value: 2, assumed: x}\n", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        load(str(path))
    assert [fault.path for fault in caught.value.faults] == ["extends", "scan"]


@pytest.mark.parametrize("name", ["PLAN.YAML", "plan.Yml"])
def test_a_file_may_be_named_in_capitals(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / name).write_text("extends: prison-gate\ntitle: Ours\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load(name).scenario.title == "Ours"


def test_a_file_of_another_name_is_pointed_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml.txt").write_text("extends: prison-gate\ntitle: Ours\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Faults, match=r"there is a file of this name here: write \./plan\.yaml\.txt"):
        load("plan.yaml.txt")
    assert load("./plan.yaml.txt").scenario.title == "Ours"
