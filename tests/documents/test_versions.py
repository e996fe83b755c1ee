"""The version of a document: which are read, and what is said of the others, by every reader alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator import __version__
from simulator.documents import Faults, load, version_rule
from simulator.evidence import EvidenceFaults, load_user_source
from simulator.records.imports.evidence_format import crosswalk_text, rates_text, source_text
from simulator.scenario import load as load_scenario
from simulator.scenario.references import shelf_folder
from simulator.study.board.limit_files import read_limits
from simulator.study.cases.files import read_cases

LATER = (
    f"schema = 3: is a later version of such a document than detention-impact {__version__} knows, which is 2"
)
UPGRADE = "install a newer detention-impact, or get the document in version 2"
LIMITS = "{title: T, limits: [{rule: a, measure: wrongly_held, group: all, at_most: 1, reason: because}]"
CASES = "{cases: [{name: a, scenario: prison-gate, expect: [{group: all, quantity: encounters, between: [1, 2]}]}]"


@pytest.mark.parametrize("value", [0, -1, "2", 2.0, True, None])
def test_what_is_no_version(value: Any) -> None:
    assert version_rule(value) == ("is not the version of a document, 1 or 2", "write schema: 2")


def test_both_versions_are_known() -> None:
    assert version_rule(1) is version_rule(2) is None


def test_everything_shipped_says_the_newest_version() -> None:
    files = [*shelf_folder().rglob("*.yaml")]
    silent = [
        file.name
        for file in files
        if load(file).keyed.get("schema", 2 if "extends" in load(file).keyed else 0) != 2
    ]
    assert silent == []


def test_limits_and_cases_of_a_later_version(tmp_path: Path) -> None:
    for name, text, read in (("limits", LIMITS, read_limits), ("cases", CASES, read_cases)):
        path = tmp_path / f"{name}.yaml"
        for version in (1, 2):
            path.write_text(f"{text}, schema: {version}}}", encoding="utf-8")
            read(path)
        path.write_text(f"{text}, schema: 3}}", encoding="utf-8")
        with pytest.raises(Faults) as found:
            read(path)
        assert [fault.sentence for fault in found.value.faults] == [f"{LATER}; {UPGRADE}"]


def test_an_audit_of_a_later_version(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    texts = ("id", "title", "date", "licence", "measured", "groups_coded", "thresholds", "trials")
    source = dict.fromkeys(texts, "mine") | {
        "url": "none", "kind": "exposure", "hand": "first", "crosswalk": "own", "limits": [], "known_discrepancies": [],
    }  # fmt: skip
    (folder / "rates.csv").write_text(rates_text([]), encoding="utf-8")
    (folder / "source.yaml").write_text(source_text(source), encoding="utf-8")
    (folder / "crosswalk.yaml").write_text(crosswalk_text("mine", {}), encoding="utf-8")
    for name in ("source.yaml", "crosswalk.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        assert text.startswith("schema: 2\n")
        (folder / name).write_text(text.replace("schema: 2", "schema: 3"), encoding="utf-8")
    with pytest.raises(EvidenceFaults) as found:
        load_user_source(folder, tmp_path)
    told = [
        (Path(fault.file).name, fault.line, fault.sentence)
        for fault in found.value.faults
        if "schema" in fault.path
    ]
    assert sorted(told) == [(name, 1, f"{LATER}; {UPGRADE}") for name in ("crosswalk.yaml", "source.yaml")]


def test_a_scenario_of_a_later_version(tmp_path: Path) -> None:
    text = (shelf_folder() / "prison-gate.yaml").read_text(encoding="utf-8")
    path = tmp_path / "gate.yaml"
    path.write_text(text.replace("schema: 2", "schema: 3"), encoding="utf-8")
    with pytest.raises(Faults) as found:
        load_scenario(str(path))
    assert [fault.sentence for fault in found.value.faults] == [f"{LATER}; {UPGRADE}"]
