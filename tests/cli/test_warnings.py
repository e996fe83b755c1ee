"""A warning follows its number: stderr with its place, the answer's first lines, JSON, the packet, the comparison, and a repeat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Command

RUN = ("--draws", "100", "--no-clock")
SENTENCE = "were given for another number of people"
LIMITS = """
schema: 2
title: Ours
limits:
- {rule: few, measure: wrongly_held, group: all, at_most: 1e9, reason: because}
- {rule: ratio, measure: ratio_to_reference, group: women, at_most: 125, reason: because}
"""


@pytest.fixture
def overlay(tmp_path: Path) -> str:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "extends: california-patrol\ntitle: Ours\ngallery: {persons: {value: 9000, assumed: x}}\n",
        encoding="utf-8",
    )
    return "ours.yaml"


def flat(text: str) -> str:
    return " ".join(text.split())


def test_run_says_it_on_stderr_and_in_its_first_lines(command: Command, overlay: str) -> None:
    done = command("run", overlay, *RUN)
    assert done.code == 0
    assert "california-patrol.yaml:" in done.err
    assert f"warning: gallery.images = 1,400,000: {SENTENCE}" in done.err
    assert flat(done.out).startswith(f"Ours Warning: gallery.images = 1,400,000: {SENTENCE}")
    again = command("run", overlay, *RUN)
    assert "already stored" in again.err
    assert (SENTENCE in again.err, again.out) == (True, done.out)


def test_json_and_every_file_of_the_result_carry_it(command: Command, overlay: str, tmp_path: Path) -> None:
    done = command("run", overlay, *RUN, "--json")
    found = json.loads(done.out)
    assert SENTENCE in found["summary"]["warnings"][0]
    folder = tmp_path / found["folder"]
    for name in ("summary.json", "report.md", "facts.md", "dashboard.html"):
        assert SENTENCE in (folder / name).read_text(encoding="utf-8"), name
    assert command("packet", "ours", "--to", "paper").code == 0
    paper = (tmp_path / "paper" / "packet-annexes.md").read_text(encoding="utf-8")
    assert SENTENCE in paper.split("## 2. The answer")[1].split("## 3.")[0]
    repeated = command("verify", "ours", "--again")
    assert (repeated.code, "the same bytes" in repeated.out) == (0, True)


@pytest.mark.parametrize("verb", [("explain",), ("explain", "gallery"), ("check",)])
def test_other_verbs_say_it_on_stderr(verb: tuple[str, ...], command: Command, overlay: str) -> None:
    done = command(verb[0], overlay, *verb[1:])
    assert SENTENCE in done.err
    assert SENTENCE not in done.out


def test_a_comparison_says_whose_warning_it_is(command: Command, overlay: str, tmp_path: Path) -> None:
    (tmp_path / "limits.yaml").write_text(LIMITS, encoding="utf-8")
    asked = ("compare", overlay, "prison-gate", "--limits", "./limits.yaml", "--draws", "200")
    done = command(*asked, "--json")
    assert done.code == 0, done.err
    assert "warning: limits.ratio.at_most = 125: asks for 125 times a rate" in done.err
    answer: dict[str, Any] = json.loads(done.out)
    ours, gate = answer["comparison"]["proposals"]
    assert SENTENCE in ours["warnings"][0]
    assert all(SENTENCE not in each for each in gate["warnings"])
    beforehand = [
        each for each in ours["warnings"] if each.startswith("the limit few is decided beforehand: ")
    ]
    assert len(beforehand) == 1
    assert "at_most = 125" in answer["comparison"]["limits"]["warnings"][0]
    folder = tmp_path / answer["folder"]
    page = (folder / "comparison.html").read_text(encoding="utf-8").split("<h1")[0]
    told = (folder / "comparison.md").read_text(encoding="utf-8")
    shown = flat(command(*asked).out)
    for text in (page, told, shown):
        assert SENTENCE in text
        assert "decided beforehand" in text
        assert "asks for 125 times a rate" in text


def test_a_sweep_says_what_its_corners_warn_of(command: Command) -> None:
    done = command("sweep", "prison-gate", "--vary", "people.uneven=1:3.5:2", "--draws", "100")
    assert done.code == 0, done.err
    assert "people.uneven" in done.err
    assert "is not plausible as a coefficient of variation" in done.err
