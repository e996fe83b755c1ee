"""`diff` as a person types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from simulator.scenario import load
from simulator.scenario.references import shelf_folder
from simulator.study import run_study
from tests.cli.command import Command

GATE = str(shelf_folder() / "cases" / "round-numbers-gate.yaml")
OLD = Path(__file__).with_name("old")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """The ids of two stored results below `results`."""
    found = [
        run_study(load(GATE, changes), draws=300, seed=1, out=tmp_path / "results", clock=False).folder.name
        for changes in ({}, {"scan.value": "0.5"})
    ]
    return found[0], found[1]


def test_it_says_what_differs_and_what_each_does(pair: tuple[str, str], command: Command) -> None:
    done = command("diff", *pair)
    assert done.code == 0
    assert "Wrongful detentions: all, 1 year" in done.out
    assert "scan (input)  1    0.5" in done.out
    assert "The headline moved by −" in done.out
    assert "Shapley" in done.out


def test_markdown_and_json_say_the_same(pair: tuple[str, str], command: Command) -> None:
    page = command("diff", *pair, "--markdown").out
    assert page.startswith("# Wrongful detentions: all, 1 year\n")
    assert "| scan (input) | 1 | 0.5 |" in page
    told = json.loads(command("diff", *pair, "--json").out)
    assert (told["schema"], told["what"], told["how"]) == (2, "diff", "all orders")
    assert told["moved"] == told["new"]["median"] - told["old"]["median"] == told["steps"][0]["move"]
    assert told["inputs"] == [{"what": "scan", "old": "1", "new": "0.5"}]


def test_a_scenario_is_run_with_the_draws_and_seed_of_the_other_side(
    pair: tuple[str, str], command: Command
) -> None:
    told = json.loads(command("diff", pair[0], GATE, "--json").out)
    assert (told["new"]["id"], told["new"]["draws"]) == (pair[0], 300)
    assert told["moved"] == 0


def test_another_measure_and_group(pair: tuple[str, str], command: Command) -> None:
    told = json.loads(command("diff", *pair, "--measure", "alerts", "--group", "black", "--json").out)
    assert (told["measure"], told["group"], told["label"]) == ("alerts", "black", "Alerts")


@pytest.mark.parametrize("version", ["0.2.0", "0.3.0", "0.4.0"])
def test_results_of_earlier_versions_are_either_side(
    version: str, pair: tuple[str, str], command: Command
) -> None:
    shutil.copytree(OLD / version, Path("results") / "old")
    told = json.loads(command("diff", "results/old", pair[0], "--json").out)
    assert told["old"]["version"] == version
    assert told["inputs"]
    refused = version in ("0.2.0", "0.3.0")
    assert bool(told["refused"]) is refused
    assert bool(told["steps"]) is not refused


def test_what_cannot_be_told_apart_is_refused_with_the_way_out(
    pair: tuple[str, str], command: Command
) -> None:
    wrong = command("diff", *pair, "--measure", "wrongly_hold", "--json")
    assert wrong.code == 3
    fault = json.loads(wrong.out)["faults"][0]
    assert (fault["path"], fault["value"], fault["hint"]) == (
        "measure",
        "wrongly_hold",
        "did you mean wrongly_held?",
    )
    nobody = command("diff", *pair, "--group", "women")
    assert (nobody.code, nobody.out) == (3, "")
    assert "this result has no such group" in nobody.err
    assert command("diff", pair[0], "nothing-like-it").code == 4
    assert command("diff", *pair, "--markdown", "--json").code == 2
