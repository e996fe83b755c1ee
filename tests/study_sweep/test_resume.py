"""A sweep that is killed goes on from its finished points and ends with the same bytes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.results.parts import PartsLeft
from simulator.scenario import load
from simulator.study.sweep.axes import axis_of
from simulator.study.sweep.grid import GRID
from simulator.study.sweep.run import Swept, sweep

NAME, VARIED, POINTS = "prison-gate", "mated.stale=0.001:0.3:80", 80
COMMAND = [sys.executable, "-m", "simulator.cli", "sweep", NAME, "--vary", VARIED, "--draws", "100"]


def again(out: Path, *, resume: bool = False, force: bool = False) -> Swept:
    return sweep(load(NAME), NAME, [axis_of(VARIED)], draws=100, seed=1, out=out, resume=resume, force=force)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results in which a sweep was killed after its first part."""
    out = tmp_path_factory.mktemp("killed")
    process = subprocess.Popen([*COMMAND, "--out", str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while process.poll() is None and not list(out.glob("*/.parts-*/*.json")):
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    return out


def test_what_was_killed_is_gone_on_from_and_ends_with_the_same_bytes(killed: Path, tmp_path: Path) -> None:
    with pytest.raises(PartsLeft, match=r"finished parts? of this very study.*--resume.*--force"):
        again(killed)
    (killed / next(killed.rglob(".parts*")) / "0000072.json").write_text("[[72,")  # as a disk may leave it
    resumed, whole = again(killed, resume=True), again(tmp_path)
    assert 0 < resumed.resumed < POINTS
    assert whole.resumed == 0
    assert (resumed.folder / GRID).read_bytes() == (whole.folder / GRID).read_bytes()
    assert resumed.folder.name == whole.folder.name
    assert not list(killed.rglob(".parts*"))


def test_force_begins_again(tmp_path: Path) -> None:
    def few(*, force: bool) -> Swept:
        axes = [axis_of("mated.stale=0.1:0.2:2")]
        return sweep(load(NAME), NAME, axes, draws=100, seed=1, out=tmp_path, force=force)

    first = few(force=False)
    left = first.folder.parent / f".parts-{first.folder.name}"
    left.mkdir()
    (left / "0000000.json").write_text("[]")
    assert few(force=False).reused
    assert few(force=True).resumed == 0
    assert not left.exists()
