"""docs/design.md: its files can be read and its commands run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import typed

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "design.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```sh\ndetention-impact (.*)\n```", PAGE)
FILES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_page_has_what_is_run_here() -> None:
    assert [command.split()[0] for command in COMMANDS] == ["design", "design", "design", "safe", "sweep"]
    assert len(FILES) == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_page_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in zip(("levers.yaml", "limits.yaml"), FILES, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    few = [] if command.startswith("safe") else ["--draws", "500"]
    done = typed(*shlex.split(command), *few)
    assert done.code == 0, done.err
    if "levers.yaml" in command:
        assert "The smallest change that holds: " in done.out
        assert "It holds when lived again with another seed" in done.out
