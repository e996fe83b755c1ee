"""What version 2 of a scenario asks for, and what version 1 is read as."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.scenario import Loaded, load
from simulator.scenario.references import shelf_folder

GATE = (shelf_folder() / "cases" / "round-numbers-gate.yaml").read_text(encoding="utf-8")
SILENT = GATE.replace("  holds: wanted_list\n", "").replace("without: {not_known: the gate is made up}\n", "")
MUGSHOTS = (shelf_folder() / "washington-county-mugshots.yaml").read_text(encoding="utf-8")


def loaded(folder: Path, text: str) -> Loaded:
    path = folder / "gate.yaml"
    path.write_text(text, encoding="utf-8")
    return load(str(path))


def faults(folder: Path, text: str) -> list[tuple[int, str]]:
    with pytest.raises(Faults) as found:
        loaded(folder, text)
    return [(fault.line, fault.sentence) for fault in found.value.faults]


def test_version_2_says_what_the_gallery_holds_and_what_is_known_without_it(tmp_path: Path) -> None:
    gallery = SILENT.splitlines().index("gallery:") + 2
    assert faults(tmp_path, SILENT) == [
        (
            1,
            "without is missing: nothing says what would happen without the system, so harm cannot be told apart from what "
            "happens anyway; add without: {not_known: why}",
        ),
        (
            gallery,
            "gallery: nothing says what its entries are, so nobody knows whom an alert is about; "
            "add holds: wanted_list, or mugshots, licences, volunteers, other",
        ),
    ]


def test_version_1_is_read_as_a_list_of_wanted_people_and_a_remark_says_so(tmp_path: Path) -> None:
    old = loaded(tmp_path, SILENT.replace("schema: 2", "schema: 1"))
    assert old.scenario.gallery.holds == "wanted_list"
    assert old.warned == ()
    assert [each.sentence for each in old.remarks] == [
        "schema = 1: version 1 takes everybody in a gallery for wanted; "
        "write schema: 2 and gallery: {holds: wanted_list}, or what else it holds"
    ]


def test_version_1_that_says_what_it_holds_needs_no_remark(tmp_path: Path) -> None:
    assert loaded(tmp_path, GATE.replace("schema: 2", "schema: 1")).remarks == ()


def test_where_version_1_cannot_mean_wanted_people_one_fault_gives_the_lines_to_add(tmp_path: Path) -> None:
    lines = (
        "; add these lines to it: schema: 2; gallery: {holds: %s, alerts_on: any}; "
        "mated: {listed: {between: [low, high], assumed: why}}; without: {not_known: why}"
    )
    taken = "schema = 1: version 1 takes everybody in a gallery for wanted, and "
    mugshots = re.sub(r"  listed:\n(    .*\n)+", "", MUGSHOTS)
    for line in ("  holds: mugshots\n", "  alerts_on: any\n"):
        mugshots = mugshots.replace(line, "")
    assert [told for _, told in faults(tmp_path, mugshots.replace("schema: 2", "schema: 1"))] == [
        taken + "booking photos are of people once arrested, wanted or not" + lines % "mugshots"
    ]
    volunteers = SILENT.replace("gallery:\n", "gallery:\n  nobody_wanted: they are staff\n")
    told = [told for _, told in faults(tmp_path, volunteers.replace("schema: 2", "schema: 1"))]
    assert taken + "this one says that nobody is" + lines % "volunteers" in told
