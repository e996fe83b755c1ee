"""A result is written whole or not at all, is recognised by its content, and its damage is seen."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Block
from simulator.results import (
    RunOptions,
    StudyKey,
    answer_from,
    stored,
    verify,
    writing,
)
from simulator.results.unfinished import ABANDONED_AFTER, PARTIAL
from tests.results.made import KEY, write


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "timing.json"}


def test_the_folder_is_named_for_the_scenario_and_the_study(tmp_path: Path) -> None:
    folder = write(tmp_path)
    assert folder == tmp_path / "patrol" / KEY.id
    assert sorted(p.name for p in folder.iterdir()) == [
        "dashboard.html",
        "evidence.used.json",
        "manifest.json",
        "scenario.resolved.yaml",
        "summary.json",
        "timing.json",
    ]
    assert verify(folder).intact
    assert answer_from(tmp_path, KEY) == folder


def test_the_same_study_leaves_the_same_bytes(tmp_path: Path) -> None:
    assert bytes_of(write(tmp_path / "one")) == bytes_of(write(tmp_path / "two"))


def test_the_manifest_names_no_place_and_no_time(tmp_path: Path) -> None:
    text = (write(tmp_path) / "manifest.json").read_text()
    assert str(tmp_path) not in text
    assert "2026-11-22" not in text


@pytest.mark.parametrize(
    "change",
    [
        {"scenario": {"title": "Patrols"}},
        {"evidence": {"nist/row-1": 0.6}},
        {"seed": 2},
        {"draws": 11},
        {"version": "0.1.1"},
        {"options": {"clock": "on"}},
        {"warnings": ["a gallery above its population"]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_decides_the_numbers_changes_the_id(change: dict[str, object]) -> None:
    assert replace(KEY, **change).id != KEY.id  # type: ignore[arg-type]


def test_the_bytes_that_are_hashed_stay_as_they_were() -> None:
    """Else a stored result is no answer any more to the question that made it."""
    key = StudyKey(
        "x",
        {"title": "T", "pathway": [{"stage": "a"}], "scan": {"value": 1.0}},
        [{"source": "s", "row": "r", "value": 0.5, "numerator": None}],
        1,
        10,
        "0.5.0",
        RunOptions(clock=True, log=3).plain,
        ("A warning.",),
    )
    assert key.id == "0ecfab6c6a97316b"
    assert RunOptions(clock=False).plain == {"clock": False, "replications": None, "log": None}
    assert RunOptions(clock=True, keep_draws=True, what_if="levers").plain == {
        "clock": True, "replications": None, "log": None, "keep_draws": True, "what_if": "levers",
    }  # fmt: skip


def test_a_name_decides_nothing() -> None:
    assert replace(KEY, name="other").id == KEY.id


def test_the_order_of_keys_changes_nothing() -> None:
    one: Block = {"a": 1, "b": {"c": 2, "d": 3}}
    other: Block = {"b": {"d": 3, "c": 2}, "a": 1}
    assert replace(KEY, scenario=one).id == replace(KEY, scenario=other).id


@given(name=st.text(min_size=1, max_size=40))
def test_no_name_leaves_the_folder_of_results(name: str) -> None:
    folder = replace(KEY, name=name).folder
    assert folder
    assert folder not in {".", ".."}
    assert not set(folder) & set('/\\\0:*?"<>|\n')
    assert not folder.startswith(".")


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail_half_way() -> None:
        with writing(tmp_path, KEY, {}) as draft:
            draft.text("summary.json", "{}")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert list(tmp_path.iterdir()) == []


def test_a_killed_run_leaves_nothing_that_looks_finished(tmp_path: Path) -> None:
    code = textwrap.dedent(f"""
        import pathlib, sys, time
        from simulator.results import StudyKey, writing
        key = StudyKey("patrol", {{}}, [], 1, 10, "0.1.0")
        with writing(pathlib.Path({str(tmp_path)!r}), key, {{}}) as draft:
            draft.text("summary.json", "half")
            print("ready", flush=True)
            time.sleep(60)
    """)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
    assert list(stored(tmp_path)) == []
    left = list((tmp_path / "patrol").iterdir())
    assert [path.name.startswith(".partial-") for path in left] == [True]

    long_ago = time.time() - ABANDONED_AFTER - 60
    os.utime(left[0], (long_ago, long_ago))
    folder = write(tmp_path)
    assert list((tmp_path / "patrol").iterdir()) == [folder]


def test_writing_again_replaces_the_folder_whole(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "stray.txt").write_text("from a reader")
    write(tmp_path, text="<p>24</p>")
    assert not (folder / "stray.txt").exists()
    assert (folder / "dashboard.html").read_text() == "<p>24</p>"
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_written_through_and_stays(there: bool, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    link = tmp_path / "results" / "patrol" / KEY.id
    if there:
        write(tmp_path / "results", text="<p>22</p>").rename(disk / "kept")
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(disk / "kept")
    assert write(tmp_path / "results") == link
    assert link.is_symlink()
    assert (disk / "kept" / "dashboard.html").read_text() == "<p>23</p>"
    assert verify(link, tmp_path / "results").intact
    assert [*disk.iterdir(), *link.parent.iterdir()] == [disk / "kept", link]


def test_only_what_this_program_left_is_swept(tmp_path: Path) -> None:
    parent = tmp_path / "patrol"
    parent.mkdir()
    mine, left = parent / ".partial-thesis", parent / f"{PARTIAL}x-replaced"
    mine.mkdir()
    left.symlink_to(mine)
    long_ago = time.time() - ABANDONED_AFTER - 60
    for path in (mine, left):
        os.utime(path, (long_ago, long_ago), follow_symlinks=False)
    folder = write(tmp_path)
    assert sorted(parent.iterdir()) == sorted([mine, folder])


def test_a_full_disk_is_said_of_the_folder_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="make room there, or name another folder") as caught:
        write(tmp_path / "results")
    assert caught.value.filename == str(tmp_path / "results" / "patrol" / KEY.id)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_read_meanwhile_keeps_its_own_name(tmp_path: Path) -> None:
    def read() -> None:
        with writing(tmp_path / "results", KEY, {}):
            (tmp_path / "gone.csv").read_text()

    with pytest.raises(FileNotFoundError) as caught:
        read()
    assert caught.value.filename == str(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("root", "name", "said"),
    [
        ("file", "patrol", "Not a directory; name another folder"),
        ("file/results", "patrol", "Not a directory; name another folder"),
        ("results", "x" * 300, "File name too long; give the scenario a shorter name"),
    ],
)
def test_a_place_that_cannot_be_written_is_found_before_the_work(
    root: str, name: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    key = replace(KEY, name=name)
    for force in (False, True):
        with pytest.raises(OSError, match=said):
            answer_from(tmp_path / root, key, force=force)
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_trying_a_place_leaves_nothing(tmp_path: Path) -> None:
    assert answer_from(tmp_path / "new" / "results", KEY) is None
    assert list(tmp_path.iterdir()) == []


def test_a_file_added_later_is_noted_and_is_no_damage(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "my-notes.md").write_text("!")
    verification = verify(folder)
    assert verification.intact
    assert verification.extra == ("my-notes.md",)
