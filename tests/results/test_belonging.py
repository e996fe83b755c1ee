"""A sealed result whose parts are of several studies is refused, however whole each of them is."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.results import DamagedResult, StudyKey, last_asked, open_result, verify, writing
from simulator.results.manifest import seal, sha256
from tests.results.made import comparison_parts, run_parts

KEY = StudyKey(
    "patrol",
    {"title": "Patrol", "kind": "traffic_stops"},
    [{"id": "a/b", "rate": 0.5}],
    1,
    10,
    "0.3.0",
    {"clock": True},
)
BOARD = StudyKey("compare", {}, [], 1, 10, "0.3.0", {"results": ["aaaa", "bbbb"], "limits": None})


def run(root: Path, key: StudyKey = KEY) -> Path:
    with writing(root, key, {}) as draft:
        run_parts(draft, key)
    return draft.final


def compared(root: Path) -> Path:
    with writing(root, BOARD, {}) as draft:
        comparison_parts(draft, BOARD)
    return draft.final


def forged(folder: Path, **parts: object) -> None:
    """Write the manifest's hashes and its seal anew, as somebody would who knows how."""
    manifest = json.loads((folder / "manifest.json").read_text()) | parts
    for name in manifest["outputs"]:
        if (folder / name).is_file():
            manifest["outputs"][name]["sha256"] = sha256(folder / name)
    manifest["seal"] = seal(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))


def changed(folder: Path, file: str, **parts: Any) -> None:
    path = folder / file
    path.write_text(json.dumps(json.loads(path.read_text()) | parts, ensure_ascii=False))
    forged(folder)


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("id", "0" * 16, "its id differ"),
        ("name", "gate", "its name differ"),
        ("seed", 2, "its seed differ"),
        ("draws", 99, "its draws differ"),
        ("version", "0.2.0", "its version differ"),
        ("title", "Gate", "its title differ"),
        ("kind", "facility_gate", "its kind differ"),
    ],
)
def test_a_summary_of_another_study_is_refused(part: str, value: object, said: str, tmp_path: Path) -> None:
    folder = run(tmp_path)
    assert verify(folder, tmp_path).intact
    changed(folder, "summary.json", **{part: value})
    assert [str(each) for each in verify(folder, tmp_path).problems] == [
        f"summary.json is of another study than the manifest: {said}"
    ]
    with pytest.raises(DamagedResult):
        open_result(str(folder), tmp_path)


def another_scenario(folder: Path) -> None:
    (folder / "scenario.resolved.yaml").write_text("title: Patrol\nkind: traffic_stops\nscan: 0.5\n")


def no_scenario(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["outputs"]["scenario.resolved.yaml"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "scenario.resolved.yaml").unlink()


def another_evidence(folder: Path) -> None:
    (folder / "evidence.used.json").write_text('[{"id": "a/b", "rate": 0.1}]')


@pytest.mark.parametrize(
    ("damage", "file"),
    [
        (another_scenario, "scenario.resolved.yaml"),
        (no_scenario, "scenario.resolved.yaml"),
        (another_evidence, "evidence.used.json"),
    ],
)
def test_inputs_of_another_study_are_refused(
    damage: Callable[[Path], None], file: str, tmp_path: Path
) -> None:
    folder = run(tmp_path)
    damage(folder)
    forged(folder)
    (problem,) = verify(folder, tmp_path).problems
    assert str(problem) == f"{file} is of another study than the manifest"


def test_a_result_under_another_name_is_refused(tmp_path: Path) -> None:
    folder = run(tmp_path)
    forged(folder, name="gate")
    place = tmp_path / "gate" / folder.name
    place.parent.mkdir()
    folder.rename(place)
    assert "its name differ" in str(verify(place, tmp_path).problems[0])


@pytest.mark.parametrize("text", ["\x1b[1A", "\u202e", "\x85", "\u2067"])
def test_nothing_that_is_obeyed_is_read_from_a_result(text: str, tmp_path: Path) -> None:
    folder = run(tmp_path)
    path = folder / "summary.json"
    for ascii_ in (True, False):
        path.write_text(json.dumps(json.loads(path.read_text()) | {"status": text}, ensure_ascii=ascii_))
        forged(folder)
        assert [str(each) for each in verify(folder).problems] == ["summary.json holds control characters"]


def test_a_line_end_and_letters_of_any_script_are_read(tmp_path: Path) -> None:
    folder = run(tmp_path)
    changed(folder, "summary.json", status="שחור\tأسود\nnoir")
    assert verify(folder).intact


def test_a_comparison_of_other_results_is_refused(tmp_path: Path) -> None:
    folder = compared(tmp_path)
    assert verify(folder, tmp_path).intact
    changed(folder, "comparison.json", proposals=[{"name": "proposal-0", "id": "aaaa"}])
    assert "compares other results" in str(verify(folder, tmp_path).problems[0])


def test_a_proposals_summary_of_another_result_is_refused(tmp_path: Path) -> None:
    folder = compared(tmp_path)
    changed(folder, "proposals/proposal-1/summary.json", id="cccc")
    (problem,) = verify(folder, tmp_path).problems
    assert str(problem).startswith("proposals/proposal-1/summary.json is of another study")


def test_limits_and_grids_of_another_study_are_refused(tmp_path: Path) -> None:
    board = replace(BOARD, options={**BOARD.options, "limits": "rules: []\n"})
    with writing(tmp_path, board, {}) as draft:
        comparison_parts(draft, board)
        draft.text("limits.yaml", "rules: []\n")
    assert verify(draft.final).intact
    (draft.final / "limits.yaml").write_text("rules: [other]\n")
    forged(draft.final)
    assert [each.file for each in verify(draft.final).problems] == ["limits.yaml"]
    with writing(tmp_path, KEY, {}) as draft:
        draft.json("sweep.json", {"seed": 1, "draws": 10})
    assert verify(draft.final).intact
    changed(draft.final, "sweep.json", seed=2)
    assert [each.file for each in verify(draft.final).problems] == ["sweep.json"]


def test_one_content_under_two_names_is_one_id(tmp_path: Path) -> None:
    one, other = run(tmp_path), run(tmp_path, replace(KEY, name="copy"))
    assert one.name == other.name
    assert open_result(one.name[:8], tmp_path).id == one.name


def test_a_pipe_or_a_socket_in_a_folder_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = run(tmp_path)
    (folder / "timing.json").unlink()
    os.mkfifo(folder / "timing.json")
    os.mkfifo(folder / "notes")
    monkeypatch.chdir(folder)  # a socket's path has few characters to spare
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("open")
        verification = verify(folder, tmp_path)
    assert verification.intact
    assert verification.extra == ("notes", "open")
    assert last_asked(folder) is None
    assert open_result("patrol", tmp_path).id == folder.name
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")
    assert [str(each) for each in verify(folder).problems] == ["manifest.json cannot be read as a manifest"]
