"""A reference to a result is a path, the beginning of an id, or a scenario's name (its latest)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.results import (
    AmbiguousResult,
    DamagedResult,
    Draft,
    OtherLayout,
    OtherVersion,
    ResultMissing,
    StudyKey,
    answer_from,
    candidates,
    comparison_at,
    find,
    last_asked,
    open_result,
    stored,
    writing,
)
from tests.results.made import comparison_parts, run_parts


def write(root: Path, name: str, seed: int, finished: str) -> Path:
    key = StudyKey(name, {}, [], seed, 10, "0.1.0")
    with writing(root, key, {}) as draft:
        run_parts(draft, key)
        draft.timing({"finished": finished})
    return draft.final


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "patrol", 1, "2026-11-22T10:00:00Z")
    write(tmp_path, "patrol", 2, "2026-11-22T09:00:00Z")
    write(tmp_path, "gate", 3, "2026-11-22T08:00:00Z")
    return tmp_path


def test_a_name_means_its_latest_result(root: Path) -> None:
    assert open_result("patrol", root).manifest.study.seed == 1
    assert open_result("gate", root).manifest.study.seed == 3


def test_what_was_asked_for_again_is_the_latest(root: Path) -> None:
    assert answer_from(root, StudyKey("patrol", {}, [], 2, 10, "0.1.0")) is not None
    assert open_result("patrol", root).manifest.study.seed == 2
    seeds = [open_result(str(each), root).manifest.study.seed for each in candidates("patrol", root)]
    assert seeds == [2, 1]


def test_a_copy_has_the_same_latest(root: Path, tmp_path: Path) -> None:
    for folder in sorted(stored(root), key=lambda folder: folder == find("patrol", root), reverse=True):
        shutil.copytree(
            folder, tmp_path / "copy" / folder.parent.name / folder.name, copy_function=shutil.copyfile
        )
    assert find("patrol", tmp_path / "copy").name == find("patrol", root).name


@pytest.mark.parametrize("broken", ["", "[]", '{"finished": 7}', '{"asked": "soon"}', "[" * 100_000])
def test_a_time_that_cannot_be_read_comes_before_all_others(broken: str, root: Path) -> None:
    latest = find("patrol", root)
    (latest / "timing.json").write_text(broken)
    assert find("patrol", root) != latest
    assert answer_from(root, StudyKey("patrol", {}, [], 1, 10, "0.1.0")) == latest
    assert find("patrol", root) == latest


def test_a_copy_among_results_is_none_of_them(root: Path) -> None:
    latest = find("patrol", root)
    shutil.copytree(latest, latest.with_name("before"), copy_function=shutil.copyfile)
    assert find("patrol", root) == latest
    with pytest.raises(ResultMissing):
        find("before", root)


def test_every_result_says_when_it_was_finished(tmp_path: Path) -> None:
    with writing(tmp_path, StudyKey("compare", {}, [], 1, 10, "0.1.0"), {}) as draft:
        draft.json("comparison.json", {})
    assert last_asked(draft.final) is not None


def test_a_run_called_compare_does_not_hide_comparisons(tmp_path: Path) -> None:
    for seed, parts in enumerate([comparison_parts, run_parts]):
        key = StudyKey("compare", {}, [], seed, 10, "0.1.0", {"results": []})
        with writing(tmp_path, key, {}) as draft:
            parts(draft, key)
    comparison = open_result("compare", tmp_path)
    assert comparison.kind == "comparison"
    assert candidates("compare", tmp_path)[0] == comparison.folder
    assert len(candidates("compare", tmp_path)) == 2
    (comparison.folder / "manifest.json").write_text("")
    with pytest.raises(DamagedResult):
        open_result("compare", tmp_path)
    shutil.rmtree(comparison.folder)
    assert open_result("compare", tmp_path).kind == "run"


def test_a_summary_laid_out_by_another_version_is_refused_with_the_way_out(root: Path) -> None:
    result = open_result("patrol", root)
    with pytest.raises(
        OtherVersion, match=r"is of version 1, written by detention-impact 0\.1\.0.* run it again"
    ):
        result.summary  # noqa: B018
    (result.folder / "summary.json").write_text('{"schema": 2, "version": "0.1.0"}', encoding="utf-8")
    with pytest.raises(OtherLayout, match=r"written by version 0\.1\.0 .* Make the result again"):
        result.summary  # noqa: B018


def test_a_comparison_of_a_later_version_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "comparison.json").write_text('{"schema": 3, "version": "9.0"}', encoding="utf-8")
    with pytest.raises(OtherVersion, match="schema = 3: is a later version"):
        comparison_at(tmp_path)


def test_an_id_and_its_beginning_mean_one_result(root: Path) -> None:
    for folder in stored(root):
        assert find(folder.name, root) == folder
        assert find(folder.name[:6].upper(), root) == folder


def test_a_path_means_itself_from_anywhere(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = next(iter(stored(root)))
    assert find(str(folder), Path("elsewhere")) == folder
    assert find(str(folder / "summary.json"), Path("elsewhere")) == folder
    monkeypatch.chdir(folder)
    assert find(".", Path("elsewhere")) == Path()


def test_a_folder_in_a_result_is_not_the_result(root: Path) -> None:
    inside = next(iter(stored(root))) / "proposals"
    inside.mkdir()
    with pytest.raises(ResultMissing):
        find(str(inside), root)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (run_parts, "run"),
        (comparison_parts, "comparison"),
        (lambda draft, _key: draft.json("grid.parquet", {}), "table"),
    ],
)
def test_a_result_is_what_it_was_sealed_as(
    parts: Callable[[Draft, StudyKey], None], kind: str, tmp_path: Path
) -> None:
    key = StudyKey("gate", {}, [], 1, 10, "0.1.0", {"results": ["aaaa"]})
    with writing(tmp_path, key, {}) as draft:
        parts(draft, key)
    for name in ("summary.json", "comparison.json"):
        if not (draft.final / name).exists():
            (draft.final / name).write_text("{}")
    assert open_result("gate", tmp_path).kind == kind


def test_too_short_a_beginning_says_how_many(root: Path) -> None:
    twin = root / "patrol" / f"{next(iter(stored(root))).name[:4]}ffffffffffff"
    twin.mkdir()
    (twin / "manifest.json").write_text("{}")
    with pytest.raises(AmbiguousResult, match="beginning of 2 ids"):
        find(twin.name[:4], root)


@pytest.mark.parametrize("reference", ["cameras", "ab", "", "no/such/folder"])
def test_what_is_not_there_names_what_is(root: Path, reference: str) -> None:
    with pytest.raises(ResultMissing, match="stored there: gate, patrol"):
        find(reference, root)


def test_an_empty_place_says_so(tmp_path: Path) -> None:
    with pytest.raises(ResultMissing, match="nothing is stored there yet"):
        find("patrol", tmp_path / "results")
