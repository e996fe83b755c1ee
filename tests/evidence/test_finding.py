"""Figures are found by metric, vendor, group and kind; an unknown name is a slip and no empty answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.evidence import (
    EvidenceFaults,
    Wanted,
    describe,
    describe_row,
    evidence_table,
    found,
    library,
    load_user_source,
    unknown,
)
from tests.evidence.conftest import SOURCE

SHELF = library()


def ids(**asked: str) -> set[str]:
    return {row.id for _, rows in found(SHELF, Wanted(**asked)) for row in rows}


def test_what_is_found_is_what_was_asked_for_and_all_of_it() -> None:
    by_hand = {
        row.id
        for source in SHELF.sources()
        for row in source.rows
        if row.metric == "gender_error" and row.vendor == "IBM"
    }
    assert by_hand
    assert ids(metric="gender_error", vendor="ibm") == by_hand
    assert ids(metric="fmr_p*") == {
        row.id for source in SHELF.sources() for row in source.rows if row.metric.startswith("fmr_p")
    }
    laws = ("riverside-v-mclaughlin-1991", "ab-1215-2019")
    assert ids(kind="law") == {row.id for law in laws for row in SHELF.source(law).rows}


def test_a_group_is_found_by_our_label_and_by_the_source_s_own() -> None:
    ours = ids(metric="fmr", group="female/american-indian")
    assert "nist-ir-8280/fig12-yitu-003-american-indian-female-american-indian-female" in ours
    assert all("male-american-indian-male" not in each.replace("female", "") for each in ours)
    assert ids(group="native-american") < ids(group="american-indian"), "other sources call them otherwise"


def test_an_entry_counts_the_figures_found_and_says_what_they_are_of() -> None:
    (entry,) = evidence_table(SHELF, Wanted(vendor="Amazon", group="female"))
    assert (entry.id, entry.proxy, entry.rows) == ("actionable-auditing-2019", True, 4)
    assert entry.rows < entry.of == len(SHELF.source(entry.id).rows)
    assert entry.metrics == ("gender_error",)
    assert entry.groups == {"sex": ("female",), "race": ("darker", "lighter")}


@pytest.mark.parametrize(
    ("asked", "field", "hint"),
    [
        ({"metric": "fpirr"}, "metric", "did you mean fpir?"),
        ({"vendor": "Micro-soft"}, "vendor", "did you mean Microsoft?"),
        ({"group": "female/blak"}, "group", "did you mean black?"),
        ({"kind": "blog"}, "kind", "known are: identification"),
    ],
)
def test_a_name_that_nothing_has_comes_with_a_way_out(asked: dict[str, str], field: str, hint: str) -> None:
    ((named, _, told),) = unknown(Wanted(**asked), SHELF)
    assert named == field
    assert hint in told or told.startswith(hint)


def test_a_row_is_told_with_its_whole_provenance() -> None:
    source = SHELF.source("npl-neoface-2023")
    walk = SHELF.crosswalk(source.crosswalk)
    told = describe_row(SHELF.row("npl-neoface-2023/t060-n10000"), source, walk)
    for words in (
        "Figure: fpir: 0.000167 (from 7 events)",
        "Vendor: NEC",
        "Gallery: 10,000 faces; rescaled, counted against 178,000",
        "Where in the document: executive summary",
        "at second hand",
        source.url,
        *(limit[:40] for limit in source.limits),
    ):
        assert words in told
    assert "t060-false-positives:" not in told, "no other figure"
    nist = SHELF.source("nist-ir-8280")
    row = SHELF.row("nist-ir-8280/fig12-yitu-003-black-female-white-female")
    told = " ".join(describe_row(row, nist, SHELF.crosswalk(nist.crosswalk)).split())
    assert "Race: black (nist: recorded by police; includes Black Hispanic people)" in told
    assert "Enrolled person's race: white" in told
    assert "In the set: nist-ir-8280/fig12-yitu-003 (36 rows)" in told


def test_a_source_without_a_web_address_says_so(audit: Callable[..., Path]) -> None:
    folder = audit(SOURCE.replace("https://example.org/audit", "none"))
    source = load_user_source(folder, folder.parent)
    assert source.citation() == "A. Analyst. Our own audit, 2024. no web address"
    assert "\nno web address\n" in describe(source)


EXTENDED = """extends: nist
race: {latine: {to: hispanic, note: self-described}}
"""


def test_a_crosswalk_of_two_lines_extends_a_shipped_one(audit: Callable[..., Path]) -> None:
    folder = audit(SOURCE.replace("our-labels", "own"))
    (folder / "crosswalk.yaml").write_text(EXTENDED, encoding="utf-8")
    source = load_user_source(folder, folder.parent)
    walk, base = source.own_crosswalk, SHELF.crosswalk("nist")
    assert walk is not None
    assert walk.id == "my-audit"
    assert walk.title == f"{base.title}, extended"
    assert walk.entries[:-1] == base.entries
    assert walk.to("race", "latine") == "hispanic"
    assert SHELF.including(source).crosswalk("my-audit") is walk


def test_an_entry_of_its_own_stands_in_the_place_of_the_extended_one(audit: Callable[..., Path]) -> None:
    folder = audit(SOURCE.replace("our-labels", "own"))
    text = EXTENDED.replace("latine", "white").replace("to: hispanic", "left_out: true")
    (folder / "crosswalk.yaml").write_text(text, encoding="utf-8")
    walk = load_user_source(folder, folder.parent).own_crosswalk
    assert walk is not None
    assert walk.to("race", "white") is None
    assert walk.labels("race") == SHELF.crosswalk("nist").labels("race")


def test_only_a_shipped_crosswalk_is_extended(audit: Callable[..., Path]) -> None:
    folder = audit(SOURCE.replace("our-labels", "own"))
    (folder / "crosswalk.yaml").write_text(EXTENDED.replace("nist", "nits"), encoding="utf-8")
    with pytest.raises(
        EvidenceFaults, match=r"crosswalk.yaml:1:10  extends = nits: is not a crosswalk that can"
    ):
        load_user_source(folder, folder.parent)
