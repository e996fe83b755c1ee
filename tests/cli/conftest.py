"""The command as a person types it, in this process; and one finished run that tests may read, copy and damage."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path

import pytest

from simulator.cli import main
from tests.cli.command import Command, Done

DRAWS = "400"


def typed(*arguments: str) -> Done:
    """Run the command with these arguments and return its exit code, stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.raises(SystemExit) as left,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        main(arguments)
    code = left.value.code
    assert isinstance(code, int)
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return typed


@pytest.fixture(scope="session")
def california(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """What `run california-patrol` left, and the folder of results: read it, never write to it."""
    root = tmp_path_factory.mktemp("california") / "results"
    return typed("run", "california-patrol", "--draws", DRAWS, "--out", str(root)), root


@pytest.fixture
def stored(california: tuple[Done, Path], tmp_path: Path) -> Path:
    """A copy of California's result folder, to be read or damaged; its root is `tmp_path / "results"`."""
    shutil.copytree(california[1], tmp_path / "results")
    return next((tmp_path / "results" / "california-patrol").iterdir())
