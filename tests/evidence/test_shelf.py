"""The shelf as shipped: every source reads without a fault, and docs/evidence.md lists it truly."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from simulator.evidence import KINDS, as_plain, describe, evidence_table, library, shelf_markdown

SHELF = library()
DOCS = Path(__file__).parents[2] / "docs" / "evidence.md"
NEEDED = [
    "nist-ir-8280",
    "nist-frvt-11-2020",
    "nist-frte-demographics",
    "npl-neoface-2023",
    "npl-pnd-cognitec-2025",
    "gender-shades-2018",
    "actionable-auditing-2019",
    "aclu-rekognition",
    "white-2014",
    "white-2015",
    "howard-2019",
    "ripa-2018h2",
    "ripa-2019",
    "census-2019",
    "fresno-2022",
    "fussey-murray-2019",
    "met-lfr",
    "south-wales-afr",
    "san-diego-tacids",
    "humber-prison",
    "ri-stop-hours",
    "the-hill-2019",
    "riverside-v-mclaughlin-1991",
]


@pytest.mark.parametrize("name", SHELF.source_ids())
def test_every_shipped_source_passes_every_check(name: str) -> None:
    source = SHELF.source(name)
    assert source.rows
    assert all(row.locator for row in source.rows)
    assert source.limits, "a source without limits has not been read critically"


@pytest.mark.parametrize("name", NEEDED)
def test_what_the_scenarios_stand_on_is_there(name: str) -> None:
    assert SHELF.source(name).id == name


def test_every_crosswalk_reads_and_is_used() -> None:
    used = {source.crosswalk for source in SHELF.sources()}
    assert {crosswalk.id for crosswalk in SHELF.crosswalks()} <= used


def test_the_table_has_a_line_for_every_source_and_only_proxies_are_marked() -> None:
    table = evidence_table(SHELF)
    assert [entry.id for entry in table] == list(SHELF.source_ids())
    assert {entry.kind for entry in table} <= set(KINDS)
    assert {e.id for e in table if e.proxy} == {"gender-shades-2018", "actionable-auditing-2019"}
    json.dumps([asdict(entry) for entry in table], allow_nan=False)


def test_a_source_can_be_told_in_words_and_as_plain_data() -> None:
    for source in SHELF.sources():
        text = describe(source)
        assert source.title.split()[0] in text
        assert all(f"{row.row}:" in text for row in source.rows)
        plain = json.loads(json.dumps(as_plain(source), allow_nan=False))
        assert len(plain["rows"]) == len(source.rows)
        assert ("PROXY" in text) is source.is_proxy is plain["proxy"]


def test_a_source_can_be_told_one_set_or_row_at_a_time() -> None:
    source = SHELF.source("ripa-2018h2")
    told = describe(source, "agencies")
    assert [row.row for row in source.rows if f" {row.row}:" in told] == [
        row.row for row in source.sets["agencies"]
    ]
    assert "1800054 stops" in describe(source, "total")


def test_the_documentation_lists_the_shelf_as_it_is() -> None:
    assert shelf_markdown(SHELF) in DOCS.read_text(encoding="utf-8")


def test_no_source_names_the_machine_it_was_written_on() -> None:
    folder = Path(SHELF.source.__func__.__code__.co_filename).parent  # type: ignore[attr-defined]
    for path in sorted((folder / "data").rglob("*.*")):
        if path.suffix == ".parquet":
            assert b"/work/" not in path.read_bytes()
            continue
        text = path.read_text(encoding="utf-8")
        assert "/work/" not in text
        assert "FROM-MEMORY" not in text
        assert "\r" not in text
