"""Tables, progress and settings: the small mechanics of the command line."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from simulator.cli.options import overrides
from simulator.cli.output import Progress, table


class Terminal(io.StringIO):
    """A stderr that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_columns_align_and_the_last_one_wraps() -> None:
    text = table(
        ("group", "held", "why"), [("Black women", "23", "word " * 30), ("All", "1,400", "")], right=(1,)
    )
    lines = text.splitlines()
    assert lines[0] == "group         held  why"
    assert lines[1].startswith("Black women     23  word word")
    assert lines[2].startswith(" " * 20 + "word")
    assert lines[-1] == "All          1,400"
    assert max(map(len, lines)) <= 110


def test_progress_is_written_over_on_a_terminal_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = Progress()
    progress(0.5, "counting")
    progress(1.0, "done")
    progress.clear()
    assert terminal.getvalue() == "\r 50%  counting\r100%  done    \r" + " " * 10 + "\r"


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    progress(0.5, "counting")
    progress.clear()
    assert capsys.readouterr().err == ""


def test_settings_are_paths_and_values() -> None:
    assert overrides(["gallery.persons=100000", "scan.value = 0.5=x"]) == {
        "gallery.persons": "100000",
        "scan.value": " 0.5=x",
    }
    assert overrides(None) == {}


@pytest.mark.parametrize("settings", [["gallery.persons"], ["=5"], ["a=1", "a=2"]])
def test_a_setting_that_is_none_is_refused(settings: list[str]) -> None:
    with pytest.raises(typer.BadParameter, match=r"path=value|twice"):
        overrides(settings)


def test_a_terminal_without_our_signs_still_gets_the_answer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator.cli", "check", "california-patrol"],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "matcher.level" in done.stdout
