"""Damage to a result is seen and told, and a folder is what its place says."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.results import (
    DamagedResult,
    answer_from,
    open_result,
    verify,
)
from tests.results.made import KEY, write


def damage_text(folder: Path) -> None:
    (folder / "dashboard.html").write_text("<p>22</p>")


def damage_missing(folder: Path) -> None:
    (folder / "summary.json").unlink()


def damage_manifest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["study"]["seed"] = 99
    (folder / "manifest.json").write_text(json.dumps(manifest))


def damage_no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def damage_half_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"outputs": ')


def damage_deep_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("[" * 100_000)


def damage_manifest_beyond_utf_8(folder: Path) -> None:
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text.replace('"patrol"', r'"\ud800"'))


def sealed_anew(folder: Path, **parts: object) -> None:
    """Change parts of a manifest, or leave them out where None, and seal it as a program would."""
    from simulator.results.manifest import seal

    manifest = json.loads((folder / "manifest.json").read_text()) | parts
    manifest = {part: value for part, value in manifest.items() if value is not None}
    manifest["seal"] = seal(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))


def damage_no_study(folder: Path) -> None:
    sealed_anew(folder, study=None)


def damage_no_id(folder: Path) -> None:
    sealed_anew(folder, id=None)


def damage_id(folder: Path) -> None:
    sealed_anew(folder, id="0" * 16)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (damage_text, "dashboard.html differs from what was written"),
        (damage_missing, "summary.json is missing"),
        (damage_manifest, "manifest.json was changed after it was sealed"),
        (damage_no_manifest, "manifest.json is missing"),
        (damage_half_manifest, "manifest.json cannot be read as a manifest"),
        (damage_deep_manifest, "manifest.json cannot be read as a manifest"),
        (damage_manifest_beyond_utf_8, "manifest.json cannot be read as a manifest"),
        (damage_no_study, "manifest.json cannot be read as a manifest"),
        (damage_no_id, "manifest.json cannot be read as a manifest"),
        (damage_id, "manifest.json has an id that its study does not have"),
    ],
)
def test_a_damaged_result_is_refused_and_says_how(tmp_path: Path, damage, said: str) -> None:  # type: ignore[no-untyped-def]
    folder = write(tmp_path)
    damage(folder)
    with pytest.raises(DamagedResult, match="--force") as caught:
        answer_from(tmp_path, KEY)
    assert [str(problem) for problem in caught.value.problems] == [said]
    assert answer_from(tmp_path, KEY, force=True) is None


def test_another_studys_folder_answers_nothing(tmp_path: Path) -> None:
    other = write(tmp_path, replace(KEY, seed=2))
    other.rename(tmp_path / "patrol" / KEY.id)
    with pytest.raises(DamagedResult, match=f"is that of patrol/{other.name}"):
        answer_from(tmp_path, KEY)


@pytest.mark.parametrize("place", ["patrol/ffff000011112222", "patrol/before", f"other/{KEY.id}"])
def test_among_results_each_stands_at_its_own_place(place: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "results")
    copy = tmp_path / "results" / place
    shutil.copytree(folder, copy)
    assert verify(folder, tmp_path / "results").intact
    assert not verify(copy, tmp_path / "results").intact
    with pytest.raises(DamagedResult, match="copies belong outside"):
        open_result(str(copy), tmp_path / "results")


def test_a_link_stands_where_it_stands(tmp_path: Path) -> None:
    folder = write(tmp_path / "results")
    folder.rename(tmp_path / "kept")
    folder.symlink_to(tmp_path / "kept")
    assert verify(folder, tmp_path / "results").intact
    alias = folder.with_name("ffff000011112222")
    alias.symlink_to(folder)
    assert not verify(alias, tmp_path / "results").intact


def test_elsewhere_a_copy_may_be_called_anything_but_another_study(tmp_path: Path) -> None:
    folder = write(tmp_path / "results")
    shutil.copytree(folder, tmp_path / "for the board")
    shutil.copytree(folder, tmp_path / "ffff000011112222")
    assert verify(tmp_path / "for the board", tmp_path / "results").intact
    assert not verify(tmp_path / "ffff000011112222", tmp_path / "results").intact


def test_a_manifest_cannot_point_outside_its_folder(tmp_path: Path) -> None:
    folder = write(tmp_path)
    sealed_anew(folder, outputs={"../secret": {"sha256": "0", "bytes": 0}})
    assert [str(problem) for problem in verify(folder).problems] == ["../secret lies outside the folder"]
