"""However a command is ended, it ends whole: no worker stays, no half file, no trace where nothing is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.command import Command

ROOT = Path(__file__).resolve().parents[2]
CLI = [sys.executable, "-m", "simulator.cli"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")
SWEEP = ["sweep", "prison-gate", "--vary", "scan=0.1:1:60", "--draws", "4000", "--workers", "2"]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def children(pid: int) -> list[int]:
    """Processes whose parent is this one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_command(ending: signal.Signals, tmp_path: Path) -> None:
    # The workers hold the pipe as well: it is read to its end only when all are gone.
    begun = subprocess.Popen(
        [*CLI, *SWEEP], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        while not (workers := children(begun.pid)) and begun.poll() is None:
            time.sleep(0.05)
        assert len(workers) > 0
        time.sleep(0.5)  # a worker that is just being started has not yet a sweep to end
        begun.send_signal(ending)
        begun.communicate(timeout=60)
    finally:
        begun.kill()
    assert begun.returncode == (-9 if ending == signal.SIGKILL else 128 + ending)
    assert [
        path for path in tmp_path.rglob("*") if ".partial-" in path.name and ending == signal.SIGTERM
    ] == []


@POSIX
def test_a_reader_who_has_seen_enough_is_no_trouble(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m simulator.cli check california-patrol; echo $? >&2"],
        cwd=tmp_path,
        env=environment(),
        stdout=_closed(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.stderr == "141\n"


def _closed() -> int:
    """The end of a pipe that nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def test_json_is_json_where_stdout_is_not_utf_8(tmp_path: Path) -> None:
    line = [*CLI, "check", "california-patrol", "--json"]
    latin = environment(PYTHONIOENCODING="latin-1")
    done = subprocess.run(line, cwd=tmp_path, env=latin, capture_output=True, check=False)
    assert not json.dumps(json.loads(done.stdout), ensure_ascii=False).isascii()  # the signs are all there
    assert done.stdout.isascii()


@POSIX
def test_a_name_that_is_not_utf_8_is_refused_by_name(tmp_path: Path) -> None:
    done = subprocess.run(
        [*map(os.fsencode, CLI), b"check", b"./\xff.yaml"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not UTF-8; rename the file" in done.stderr


def test_a_limit_that_is_no_number_is_refused(command: Command) -> None:
    for number in ("inf", "nan", "1e400"):
        assert command("safe", "prison-gate", "--at-most", number, "--json").code == 2


def test_where_nobody_is_searched_any_level_is_safe(command: Command) -> None:
    done = command("safe", "prison-gate", "--at-most", "10", "--set", "scan=0", "--json")
    assert done.code == 0
    assert json.loads(done.out)["levers"]["false_match_level"]["status"] == "always"


def test_a_page_is_never_written_over_and_found_out_before_the_work(command: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("precious")
    for page in ("page.html", "nowhere/page.html"):
        done = command("validate", "--data", "met-lfr-deployments", "--page", page)
        assert (done.code, done.out) == (2, "")
        assert "name another file" in done.err
    assert (tmp_path / "page.html").read_text() == "precious"


@pytest.mark.parametrize(
    "verb", [["run"], ["compare"], ["sweep", "--vary", "scan=0.1:1:3"]], ids=lambda verb: verb[0]
)
def test_results_that_could_not_be_written_are_not_computed(
    verb: list[str], command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def computed(*_: object, **__: object) -> None:
        raise AssertionError

    (tmp_path / "p.yaml").touch()
    monkeypatch.setattr("simulator.model.compile.compile_scenario", computed)
    done = command(*verb, "prison-gate", "--draws", "100", "--out", "p.yaml/results")
    assert (done.code, done.out) == (4, "")
    assert "p.yaml/results/prison-gate" in done.err
    assert "Not a directory; name another folder" in done.err


@pytest.mark.parametrize("arguments", [["mine.txt"], ["a\nb.yaml"], ["m.yaml", "--from", "./other.yaml"]])
def test_init_writes_only_what_can_be_read_again(
    arguments: list[str], command: Command, tmp_path: Path
) -> None:
    (tmp_path / "other.yaml").write_text("title: 5, x: 1")
    assert command("init", *arguments).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["other.yaml"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-clock", "--log", "0"],
        ["--no-clock", "--replications", "5"],
        ["--log", "5", "--replications", "5"],
    ],
)
def test_a_log_of_what_is_not_played_is_refused(arguments: list[str], command: Command) -> None:
    assert command("run", "prison-gate", "--draws", "100", *arguments).code == 2


def test_a_log_of_a_replication_never_played_is_refused_and_leaves_nothing(
    command: Command, tmp_path: Path
) -> None:
    done = command("run", "prison-gate", "--draws", "100", "--log", "9999")
    assert done.code == 3
    assert "the clock played replications 0 to" in done.err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
