"""`run california-patrol`: the answer, the folder, the same bytes twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.results import verify
from tests.cli.command import Command, Done
from tests.cli.conftest import DRAWS

ROOT = Path(__file__).resolve().parents[2]
California = tuple[Done, Path]


def folder_of(root: Path) -> Path:
    (folder,) = (root / "california-patrol").iterdir()
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "timing.json"}


def test_the_answer_is_printed_and_the_dashboard_comes_last(california: California) -> None:
    done, root = california
    assert (done.code, done.err) == (0, "")
    assert "would be wrongly detained (held from questioning" in done.out
    assert "People of colour" in done.out
    assert "--full prints every group" in " ".join(done.out.split())
    dashboard = Path(done.out.splitlines()[-1])
    assert dashboard == folder_of(root) / "dashboard.html"
    assert dashboard.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_the_folder_holds_everything_and_is_sealed(california: California) -> None:
    folder = folder_of(california[1])
    wanted = {
        "dashboard.html",
        "report.md",
        "facts.md",
        "summary.json",
        "measures.csv",
        "funnel.csv",
        "inputs.csv",
        "draws.parquet",
        "scenario.resolved.yaml",
        "evidence.used.json",
        "manifest.json",
        "timing.json",
        "datapackage.json",
    }
    assert wanted <= {path.name for path in folder.iterdir()}
    verification = verify(folder)
    assert (verification.problems, verification.extra) == ((), ())


def test_no_file_names_a_place_on_this_machine(california: California) -> None:
    _, root = california
    for name, content in bytes_of(folder_of(root)).items():
        assert str(root).encode() not in content, name
        assert str(ROOT).encode() not in content, name


@pytest.mark.parametrize("workers", ["1", "2"])
def test_run_again_on_one_and_two_processes_leaves_the_same_bytes(
    california: California, tmp_path: Path, workers: str
) -> None:
    arguments = ["run", "california-patrol", "--draws", DRAWS, "--workers", workers, "--out", "elsewhere"]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-m", "simulator.cli", *arguments],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, second = bytes_of(folder_of(california[1])), bytes_of(folder_of(tmp_path / "elsewhere"))
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_a_stored_study_answers_again_without_computing(stored: Path, command: Command) -> None:
    before = json.loads((stored / "timing.json").read_text())
    done = command("run", "california-patrol", "--draws", DRAWS)
    assert done.code == 0
    assert "already stored" in done.err
    after = json.loads((stored / "timing.json").read_text())
    assert after.pop("asked") > after["finished"]
    assert after == before


def test_json_is_the_summary_and_its_place(stored: Path, command: Command) -> None:
    done = command("run", "california-patrol", "--draws", DRAWS, "--json")
    answer = json.loads(done.out)
    assert Path(answer["dashboard"]).is_file()
    assert answer["summary"] == json.loads((stored / "summary.json").read_text(encoding="utf-8"))


def test_a_setting_is_another_study(stored: Path, command: Command) -> None:
    done = command("run", "california-patrol", "--draws", DRAWS, "--set", "gallery.persons=1000", "--json")
    answer = json.loads(done.out)
    assert done.code == 0
    assert Path(answer["folder"]).name != stored.name
    assert "--set gallery.persons=1000" in answer["summary"]["reproduce"]["command"]


def test_a_damaged_result_is_refused_until_forced(stored: Path, command: Command) -> None:
    good = bytes_of(stored)
    (stored / "summary.json").write_text("{}")
    refused = command("run", "california-patrol", "--draws", DRAWS)
    assert (refused.code, refused.out) == (4, "")
    assert "summary.json differs from what was written" in refused.err
    assert "--force" in refused.err
    assert command("run", "california-patrol", "--draws", DRAWS, "--force").code == 0
    assert bytes_of(stored) == good


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no-such-scenario"], 4, "no shipped scenario has this name"),
        (["california-patrl"], 4, "california-patrol"),
        (["no-such-file.yaml"], 4, "no such file"),
        (["california-patrol", "--set", "gallery.persns=5"], 3, "did you mean persons?"),
        (["california-patrol", "--set", "scan.value=1.2"], 3, "1.2"),
        (["california-patrol", "--set", "scan.value"], 2, "path=value"),
        (["california-patrol", "--draws", "0"], 2, "draws"),
        (["california-patrol", "--seed", "-1"], 2, "seed"),
        ([], 2, "SCENARIO"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_call_is_one_message_and_writes_nothing(
    command: Command, arguments: list[str], code: int, said: str, tmp_path: Path
) -> None:
    done = command("run", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(command: Command, tmp_path: Path) -> None:
    (tmp_path / "results").write_text("a file, not a folder")
    done = command("run", "california-patrol", "--draws", "100")
    assert done.code in (2, 4)
    assert "results" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device"), 4), (ZeroDivisionError(), 1)],
)
def test_a_run_that_is_stopped_leaves_no_folder(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trouble: BaseException, code: int
) -> None:
    def stopped(*_: object) -> None:
        raise trouble

    monkeypatch.setattr("simulator.study.run.write_files", stopped)
    done = command("run", "california-patrol", "--draws", "100")
    assert (done.code, done.out) == (code, "")
    assert not (tmp_path / "results").exists()
