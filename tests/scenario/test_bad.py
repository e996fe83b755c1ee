"""A scenario in which everything is wrong: every fault in one pass, each with its place, its value and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator import __version__
from simulator.documents import Faults
from simulator.scenario import load

HERE = Path(__file__).parent / "data"


def faults(path: Path | str) -> list[str]:
    """The messages of a scenario that cannot be loaded, without the file's name."""
    with pytest.raises(Faults) as caught:
        load(str(path))
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


def test_everything_wrong_is_said_at_once() -> None:
    wanted = (HERE / "everything-wrong.txt").read_text(encoding="utf-8").replace("VERSION", __version__)
    assert faults(HERE / "everything-wrong.yaml") == wanted.splitlines()


def test_every_fault_offers_a_way_out_or_states_the_rule() -> None:
    for line in (HERE / "everything-wrong.txt").read_text(encoding="utf-8").splitlines():
        place, message = line.split("  ", 1)
        assert place.count(":") == 1
        assert ": " in message or " is missing" in message


SHORT = [
    ("groups: {reference: male/whit}", "groups.reference = male/whit: is not a group of these axes; did you mean male/white?"),
    ("groups: {axes: {race: []}}", "groups.axes.race = []: an axis needs at least one level"),
    ("groups: {axes: {race: [white, female]}}", "groups.axes.sex.0 = female: this level is given twice; levels are unique over all axes; it is inherited from california-patrol.yaml, line 42"),
    ("encounters: {total: {audit: ripa-2018h3/total}}", "encounters.total.audit = ripa-2018h3/total: is not in the evidence library; did you mean ripa-2018h2?"),
    ("encounters: {total: {audit: nist-ir-8280/fig12-yitu-003}}", "encounters.total.audit = nist-ir-8280/fig12-yitu-003: is not in the evidence library; did you mean nist-ir-8280/fig17-white-male?"),
    ("encounters: {year_to_year: {between: [0.1, 0.2], assumed: x}}", "encounters.year_to_year = {between, assumed}: is a coefficient of variation and must be one number; give value: and assumed: or source:"),
    ("population: {by_group: null}", "population: group female/middle-eastern-south-asian has no population: neither census-2019/california nor by_group has it; add by_group: {female/middle-eastern-south-asian: …}"),
    ("scan: {by_group: {black: {value: 1, assumed: x}}}", "scan.by_group = [black]: says nothing for female/american-indian; add it, or a default"),
    ("scan: {by_group: {default: {value: 1, assumed: x}, blak: {value: 1, assumed: x}}}", "scan.by_group.blak = blak: is no group, level or `default`; did you mean black?"),
    ("matcher: {transfer: {by_group: {default: {value: 1, assumed: x}}}}", "matcher.transfer.by_group: this number is one for all groups; by_group may stand at scan, capture.failure, mated.enrolled_encountered, mated.listed, mated.stale, mated.fnir, gallery.listed_templates, people.exposed, matcher.transfer_by_group and in proceeds"),
    ("matcher: {differential: {unmeasured: {hispanic: null}}}", "matcher.differential: hispanic is not measured by nist-ir-8280/fig12-yitu-003 and nist-ir-8280/fig12-imperial-002; say so: unmeasured: {hispanic: no audit at hand reports this group}"),
    ("matcher: {differential: {unmeasured: {black: nobody looked}}}", "matcher.differential.unmeasured.black = black: is measured by the audit named; take it off this list"),
    ("matcher: {differential: {crosswalk: nowhere}}", "matcher.differential.crosswalk = nowhere: is not in the evidence library; see `detention-impact evidence list`"),
    ("matcher: {differential: {audit: gender-shades-2018/microsoft}}", "matcher.differential = gender-shades-2018/microsoft: this audit compares no group with another; add cross_group: {between: [low, high], assumed: why}"),
    ("matcher: {differential: {evened: why not, reversed: true}}", "matcher.differential.evened = why not: takes the audit's differences away, and reversed turns them round; keep one of the two"),
    ("matcher: {differential: {none: why, evened: why not}}", "matcher.differential.evened = why not: takes an audit's differences away, and there is none; name the audit, or write none: <why> alone"),
    ("matcher: {differential: {audit: npl-pnd-cognitec-2025/fpir-by-ethnicity, unmeasured: {american-indian: no label}, cross_group: {between: [0.5, 2], assumed: x}}}", "matcher.differential.cross_group = {between, assumed}: must lie between 0 and 1 where an audit printed rates of whole searches: their own groups' rates are solved from them; give between: [low, high] below 1"),
    ("matcher: {level: {value: 0.1, as: fpir, assumed: x}}", "matcher.level = {value, as, assumed}: an FPIR belongs to a gallery size; add gallery_size: N"),
    ("matcher: {level: {value: 0.1, as: fmr, assumed: x}}", "matcher.level: an FMR belongs to a group; add group: male/white"),
    ("matcher: {level: {threshold: 0.7}}", "matcher.level.threshold = 0.7: needs rates at two thresholds at least; name rows of the audit at others in points:"),
    ("matcher: {level: {audit: met-lfr/t060-false-alert-rate, points: [met-lfr/t062-false-alert-rate], threshold: 0.64}}", "matcher.level.threshold = 0.64: the rates rise from 5.09e-05 at 0.6 to 0.000241 at 0.62, and whoever passes the stricter passes both; name rows of one test in points:"),
    ("matcher: {policy: {fixed_fpir: 1}}", "matcher.policy.fixed_fpir = 1: must be below 1; where every search returns faces, write policy: no_threshold"),
    ("matcher: {policy: no_threshold}", "matcher.policy = no_threshold: needs search: {victim: gallery, candidates: top1 or a number}; a search of passers-by without a threshold would stop everybody; where there is one, write fixed_threshold"),
    ("matcher: {frailty: {range: [0, 1], assumed: x, shared_as: growth-with-gallery}, growth: {range: [0, 0.5], assumed: y, shared_as: growth-with-gallery}}", "matcher.growth = {range, assumed, shared_as}: growth-with-gallery is drawn from another law at matcher.frailty, and one name is one unknown; give both the same numbers, or this one a shared_as of its own"),
    ("gallery: {composition: {sex: {levels: {female: {value: 0.3, assumed: x}, male: {value: 0.6, assumed: x}}}}}", "gallery.composition.sex.levels = 0.9: shares must sum to 1; or give counts"),
    ("gallery: {composition: {sex: {levels: {female: {value: 0, assumed: x}, male: {value: 0, assumed: x}}}}}", "gallery.composition.sex.levels = 0: these numbers add up to nothing, so there is nothing to share"),
    ("gallery: {nobody_wanted: volunteers}", "pathway.questioned.liberty = held: nobody enrolled is wanted (gallery.nobody_wanted), and people on the list would be held here; write proceeds: {wanted: {value: 0, assumed: why}} at a stage before it; it is inherited from california-patrol.yaml, line 231"),
    ("gallery: {images: 5}", "gallery.images = 5: fewer images than persons (348000); every person enrolled has an image"),
    ("pathway: {identity_check: {by: fingerprint_dsk}}", "pathway.identity_check.by = fingerprint_dsk: is not a resource; did you mean fingerprint_desk?"),
    ("pathway: {identity_check: {proceeds: {wanted: null}}}", "pathway.identity_check.proceeds: says nothing for wanted; nobody is written {value: 0, assumed: why}"),
    ("pathway: {questioned: {proceeds: null}}", "pathway.questioned: only the last stage may leave out proceeds; say who goes on to the next"),
    ("pathway: {questioned: {takes: {by_kind: {wanted: {value: 1 min, assumed: x}, wantd: {value: 1 min, assumed: x}}}}}", "pathway.questioned.takes.by_kind.wantd = wantd: is not a kind of case; did you mean wanted?"),
    ("resources: {fingerprint_desk: {shifts: [1, 2]}}", "resources.fingerprint_desk.shifts = 2 numbers: a shift pattern is the number of servers in each of 24 or 168 hours, 0 or more; somebody must be there at some hour"),
    ("matcher: {frailty: {range: [0, 300], assumed: x}}", "matcher.frailty.range = [0, 300]: a variance above 20 would leave all false matches to a few people in a thousand; if per cent are meant, write 3"),
    ("audits: [../secret]", "audits.0 = ../secret: lies outside the scenario's folder; copy the audit's folder beside the scenario and give its relative path"),
    ("audits: [/etc]", "audits.0 = /etc: lies outside the scenario's folder; copy the audit's folder beside the scenario and give its relative path"),
    ("audits: [./mine]", "audits.0 = ./mine: there is no such folder; an audit is a folder with source.yaml and rates.csv"),
    ('audits: ["\\0"]', "audits = �: holds U+0000, a character that is obeyed and not shown; take it out"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), SHORT, ids=[text[:50] for text, _ in SHORT])
def test_one_slip_is_one_clear_message(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "slip.yaml"
    path.write_text(f"extends: california-patrol\n{text}\n", encoding="utf-8")
    found = faults(path)
    assert message in [line.split("  ", 1)[1] for line in found]
    assert [entry.name for entry in tmp_path.iterdir()] == ["slip.yaml"]
