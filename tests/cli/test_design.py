"""`design`: from a table of stops to a combination that keeps a board's limits; what is wrong is said before anything is searched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.study_design.made import limits


@pytest.fixture
def city(command: Command, tmp_path: Path) -> Path:
    """A scenario of one's own, begun from 4,000 stops."""
    lines = [
        f"{n},2023-{n % 12 + 1:02}-{n % 28 + 1:02},{n % 24:02}:{n % 59 + 1:02},1,{('black', 'hispanic', 'white')[n % 3]},"
        f"{('female', 'male')[n % 2]},vehicular"
        for n in range(4000)
    ]
    head = "raw_row_number,date,time,district,subject_race,subject_sex,type"
    (tmp_path / "stops.csv").write_text("\n".join([head, *lines]) + "\n")
    assert command("import", "stops.csv", "--to", "ours").code == 0
    assert command("init", "city.yaml", "--stops", "ours", "--like", "california-patrol").code == 0
    return tmp_path / "city.yaml"


def test_on_ones_own_city_it_names_a_combination_and_confirms_it(command: Command, city: Path) -> None:
    limits(city.parent, "measure: wrongly_held, at_most: 1")
    options = ("--limits", "./limits.yaml", "--draws", "600", "--workers", "1")
    done = command("design", "./city.yaml", *options)
    assert done.code == 0, done.err
    assert "The smallest change that holds: " in done.out
    assert "It holds when lived again with another seed" in done.out
    assert done.out.splitlines()[-1].endswith("design.html")
    assert "<h2" in Path(done.out.splitlines()[-1]).read_text(encoding="utf-8")
    again = command("design", "./city.yaml", *options, "--json")
    assert "already stored" in again.err
    found = json.loads(again.out)["design"]
    smallest = found["designs"][found["smallest"]]
    assert smallest["holds"]
    assert 1 <= len(smallest["moved"]) <= 4
    assert found["tried"][-1]["confirmation"]["lower"] >= 0.95


def test_every_fault_of_what_is_asked_is_said(command: Command, tmp_path: Path) -> None:
    limits(tmp_path, "measure: wrongly_held, at_most: 1")
    asked = ("design", "prison-gate", "--limits", "./limits.yaml")
    refused = command(*asked, "--lever", "matcher.policy.fixed_fpir=0.0001:0.01")
    assert (refused.code, "needs a sourced fnir at both ends" in refused.err) == (3, True)
    unknown = command(*asked, "--levers", "board-leavers")
    assert (unknown.code, "did you mean board-levers?" in unknown.err) == (4, True)
    nowhere = command(*asked, "--lever", "mated.stail=0.1:0.2")
    assert (nowhere.code, "is no number of this scenario" in nowhere.err) == (3, True)
    assert not list(tmp_path.rglob("design.json"))
