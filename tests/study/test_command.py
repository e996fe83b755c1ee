"""The command a result prints gives that result again: the same id, whatever was asked for."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from simulator.cli import main
from simulator.results.encoding import read_json

OWN = """
schema: 2
extends: california-patrol
title: Half as many faces
gallery: {persons: {value: 174000, assumed: half of San Diego's}}
"""
BASE = ("run", "orlando-cameras", "--draws", "100", "--no-clock")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def typed(*arguments: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert not left.value.code


def printed(out: str) -> tuple[str, list[str]]:
    """The id of the one result under `out`, and its command as a shell splits it."""
    [file] = Path(out).glob("*/*/summary.json")
    summary: dict[str, Any] = read_json(file)
    return file.parent.name, shlex.split(summary["reproduce"]["command"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*BASE, "--set", "horizon=2 years"), ["--set", "horizon=2 years", "--draws", "100", "--seed", "1"]),
        ((*BASE, "--seed", "7"), ["--draws", "100", "--seed", "7", "--no-clock"]),
        (
            ("run", "prison-gate", "--draws", "100", "--replications", "2", "--log", "1"),
            ["--replications", "2", "--log", "1"],
        ),
    ],
    ids=["a setting with a space", "no clock", "replications and a log"],
)
def test_the_command_gives_the_same_id(
    arguments: tuple[str, ...], told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(*arguments, "--out", "first")
    study, command = printed("first")
    assert command[:2] == ["detention-impact", "run"]
    assert " ".join(told) in " ".join(command)
    typed(*command[1:], "--out", "second")
    assert printed("second") == (study, command)


@pytest.mark.parametrize("file", ["my own.yaml", "-mine.yaml", "plan's.yml"])
def test_a_file_of_ones_own_is_named_as_from_its_folder(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "our proposals"
    place.mkdir()
    (place / file).write_text(OWN, encoding="utf-8")
    typed("run", f"our proposals/{file}", "--draws", "100", "--no-clock", "--out", "first")
    study, command = printed("first")
    monkeypatch.chdir(place)
    typed(*command[1:], "--out", "../second")
    assert printed("../second") == (study, command)
