"""What the README shows works: its scenarios are right, its commands exist, its links and pictures are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from simulator.cli.app import app
from simulator.documents import parse
from simulator.scenario import load

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SCENARIOS = [text for language, text in BLOCKS if language == "yaml"]
SPOKEN = re.findall(r"`(detention-impact [a-z][^`]*)`", README)
SETTINGS = re.findall(r"--set ([\w.-]+)=([^\s`]+)", README)
MAKE = {target for _, text in BLOCKS for target in re.findall(r"\bmake (\w+)", text)}


def test_the_readme_shows_a_scenario_and_the_two_commands() -> None:
    assert SCENARIOS
    assert {"california", "test"} <= MAKE


def test_after_the_two_commands_comes_what_puts_the_program_on_the_path() -> None:
    shell = [text.strip() for language, text in BLOCKS if language == "sh"]
    first = next(i for i, text in enumerate(shell) if text.startswith("detention-impact"))
    assert shell[first - 1] == ". .venv/bin/activate"
    assert f"'  {shell[first - 1]}'" in MAKEFILE.replace("$(BIN)", ".venv/bin")  # and `make` says it


@pytest.mark.parametrize("text", SCENARIOS)
def test_a_scenario_it_shows_is_right(text: str, tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(text, encoding="utf-8")
    assert load(str(file)).name == "my"


@pytest.mark.parametrize("text", SCENARIOS)
def test_a_scenario_it_shows_fits_in_about_ten_lines(text: str) -> None:
    assert len(text.splitlines()) <= 12
    assert parse(text, "README.md").keyed["title"]


@pytest.mark.parametrize(("path", "value"), SETTINGS)
def test_a_setting_it_shows_can_be_set(path: str, value: str) -> None:
    assert load("california-patrol", {path: value}).overrides == {path: value}


@pytest.mark.parametrize("line", SPOKEN)
def test_a_command_it_names_exists(line: str) -> None:
    verb = shlex.split(line)[1]
    assert verb in get_command(app).commands  # type: ignore[attr-defined]


def test_it_names_every_verb() -> None:
    verbs = get_command(app).commands  # type: ignore[attr-defined]
    named = set(re.findall(r"`(?:detention-impact )?([a-z]+)\b[^`]*`", README))
    assert set(verbs) <= named


@pytest.mark.parametrize("target", sorted(MAKE))
def test_a_target_it_names_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_what_it_links_to_is_there(link: str) -> None:
    assert (ROOT / link).exists()
