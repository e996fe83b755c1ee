"""`compare` as it is typed: what it prints and leaves, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli.compare import failing, spelled_out
from simulator.results.verdicts import Limits
from tests.cli.command import Command
from tests.reports_comparison.made import made

QUICK = ("--draws", "200")
LIMITS = """
schema: 2
title: Ours
limits:
- {rule: few, measure: wrongly_held, group: all, at_most: 100000, reason: because}
- {rule: none, measure: wrongly_held, group: all, at_most: BOUND, reason: because}
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(LIMITS.replace("BOUND", "1"), encoding="utf-8")
    return path


def test_it_answers_leaves_a_folder_and_names_it_last(command: Command, tmp_path: Path) -> None:
    done = command("compare", "prison-gate", "orlando-cameras", "--limits", "board-limits", *QUICK)
    assert done.code == 0, done.err
    page = tmp_path / done.out.splitlines()[-1]
    assert page.is_file()
    assert "These limits are an example" in done.out
    assert "All rules together, in the same draw" in done.out
    assert len(done.out.splitlines()) < 150
    again = command("compare", "prison-gate", "orlando-cameras", "--limits", "board-limits", *QUICK)
    assert "already stored" in again.err
    assert again.out == done.out
    asked = command(
        "compare", "prison-gate", "orlando-cameras", "--limits", "board-limits", *QUICK, "--reasons"
    )
    assert "Why: Face recognition at a prison's gate" in asked.out
    assert "It could be published by" in asked.out
    assert "It could be published by" not in done.out
    told = command("report", "compare")
    assert told.out.strip() == (page.parent / "comparison.md").read_text(encoding="utf-8").strip()
    assert command("report", "compare", "--facts").code == 2
    assert command("verify", "compare").code == 0
    assert command("verify", "compare", "--again").code == 2
    found = json.loads(command("report", "compare", "--json").out)
    assert found["what"] == "comparison"


def test_a_limit_can_fail_the_command(command: Command, board: Path) -> None:
    one = ("compare", "prison-gate", "--limits", str(board), *QUICK)
    assert command(*one).code == 0
    undecided = command(*one, "--fail-on-limit=undecided")
    assert undecided.code == command(*one, "--fail-on-limit=mostly-within").code == 6
    assert command(*one, "--fail-on-limit").code == command(*one, "--fail-on-limit=mostly-exceeds").code == 0
    assert "prison-gate: none (undecided)" in undecided.err
    assert command(*one, "--fail-on-limit=mostly").code == 2
    board.write_text(LIMITS.replace("BOUND", "0").replace("prison", ""), encoding="utf-8")
    crowd = ("compare", "capital-cameras", "--limits", str(board), *QUICK, "--fail-on-limit")
    exceeded = command(*crowd)
    assert exceeded.code == 6
    assert "capital-cameras: none (exceeds)" in exceeded.err
    assert Path(exceeded.out.splitlines()[-1]).is_file(), "the answer is there all the same"


def test_troubles_have_their_exit_codes(command: Command, tmp_path: Path) -> None:
    assert command("compare").code == 2
    assert command("compare", "prison-gate", "--fail-on-limit").code == 2
    assert command("compare", "prison-gat").code == 4
    assert command("compare", "prison-gate", "--limits", "bord-limits").code == 4
    (tmp_path / "bad.yaml").write_text("schema: 2\ntitle: x\nlimits: [{rule: a}]\n", encoding="utf-8")
    both = command("compare", "prison-gate", "nothing-here", "--limits", "./bad.yaml")
    assert both.code == 3
    assert "nothing-here" in both.err, "slips in the limits and in the proposals are said together"
    assert "measure is missing" in both.err
    assert not (tmp_path / "results").exists()
    for each in (both,):
        assert "Traceback" not in each.err


def test_an_unknown_group_a_slip_in_the_limits_and_one_in_a_proposal_are_said_before_anything_is_run(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "ours.yaml").write_text(
        LIMITS.replace("BOUND", "1,5").replace("group: all, at_most: 100000", "group: blak, at_most: 1"),
        encoding="utf-8",
    )
    (tmp_path / "plan.yaml").write_text(
        "extends: prison-gate\nscan: {value: 2, assumed: x}\n", encoding="utf-8"
    )
    done = command("compare", "prison-gate", "./plan.yaml", "--limits", "./ours.yaml", *QUICK, "--json")
    assert done.code == 3
    faults = json.loads(done.out)["faults"]
    assert [(fault["file"], fault["path"], fault["value"]) for fault in faults] == [
        ("ours.yaml", "limits.few.group", "blak"),
        ("ours.yaml", "limits.none.at_most", "1,5"),
        ("plan.yaml", "scan", "{value, assumed}"),
    ]
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (["a", "--fail-on-limit"], ["a", "--fail-on-limit=exceeds"]),
        (["--fail-on-limit", "a"], ["--fail-on-limit=exceeds", "a"]),
        (["a", "--fail-on-limit", "undecided"], ["a", "--fail-on-limit", "undecided"]),
        (["a", "--fail-on-limit", "mostly-within"], ["a", "--fail-on-limit", "mostly-within"]),
        (["a", "--fail-on-limit=undecided"], ["a", "--fail-on-limit=undecided"]),
        ([], []),
    ],
)
def test_the_option_may_stand_without_its_value(typed: list[str], read: list[str]) -> None:
    assert spelled_out(typed) == read


def test_next_to_a_cut_the_worse_grade_counts_and_what_cannot_be_judged_is_undecided() -> None:
    found = made()["limits"]
    found["verdicts"] = {"gate-a": found["verdicts"]["gate-a"]}
    limits = Limits.model_validate(found)
    assert failing(limits, "exceeds") == failing(limits, "mostly-exceeds") == ["gate-a: broken (exceeds)"]
    assert failing(limits, "undecided") == ["gate-a: broken (exceeds), nobody (cannot be judged)"]
    assert failing(limits, "mostly-within") == [
        "gate-a: broken (exceeds), open (mostly-within), nobody (cannot be judged), rare (mostly-within)"
    ]
