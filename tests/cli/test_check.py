"""`check`: every kind of bad file is one clear message with its place, exit 3 (4 for a missing file)."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

import pytest

from simulator.cli.inputs_told import in_brief
from simulator.scenario import InputRow, resolve_reference
from simulator.scenario.outliving import NOTHING_INHERITED
from tests.cli.command import Command

GOOD = resolve_reference("california-patrol").read_text(encoding="utf-8")


def replaced(old: str, new: str) -> str:
    assert old in GOOD, old
    return GOOD.replace(old, new, 1)


def test_a_good_scenario_shows_what_each_input_rests_on(command: Command) -> None:
    done = command("check", "california-patrol", "--full")
    assert (done.code, done.err) == (0, "")
    for grade in ("measured", "measured elsewhere", "another algorithm", "assumed", "unmeasured"):
        assert re.search(rf"^{grade} {{2,}}[a-z_.\d]+", done.out, re.MULTILINE), grade
    assert "held fixed" in done.out


@pytest.mark.parametrize("name", ["california-patrol-own-county", "capital-cameras-learned"])
def test_without_being_asked_it_keeps_to_two_screens(command: Command, name: str) -> None:
    done = command("check", name)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert len(lines) <= 48
    assert max(map(len, lines[1:])) <= 160
    assert f"{name} PATH" in done.out
    assert "Assumed and held fixed: " in done.out
    assert "--full prints each" in done.out
    assert "cautions" in done.out, "what a base still says is named"


def test_sixty_groups_keep_to_two_screens_too() -> None:
    rows = [
        InputRow(f"population.by_group.{sex}/r{i}", "", "1", "", grade, None, None, None, "", spread)
        for i, (sex, grade, spread) in enumerate(
            product(("f", "m"), ("assumed", "borrowed"), (True, False) * 15)
        )
    ]
    told = in_brief(rows, NOTHING_INHERITED, "x")
    assert len(told.splitlines()) <= 20
    assert (
        "Assumed, with a range: population.by_group.{f/r0, f/r2, f/r4, f/r6, f/r8, f/r10, … 24 more}." in told
    )


def test_check_as_json_is_only_json(command: Command) -> None:
    (report,) = json.loads(command("check", "california-patrol", "--json").out)
    assert report["ok"]
    assert {"path", "grade", "source", "why"} <= set(report["inputs"][0])


def test_strict_refuses_what_no_source_supports(command: Command) -> None:
    done = command("check", "california-patrol", "--strict")
    assert done.code == 3
    assert "matcher.transfer" in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("[" * 100_000, "deep"),
        ("schema: 1\nschema: 1\n", "already given"),
        ("a: &x 1\nb: *x\n", "alias"),
        ("just words", "mapping"),
        ("\x00\x01", "YAML"),
        (replaced("schema: 2", "schema: 2\nunknwon: 2"), "unknwon"),
        (replaced("title:", "titel:"), "did you mean title"),
        (replaced("fnir:", "fnri:"), "did you mean fnir"),
        (replaced("reference: male/white", "reference: male/whit"), "male/white"),
        (replaced("ripa-2018h2/total", "ripa-2018h3/total"), "ripa-2018h2"),
        (replaced("between: [0.5, 2.0]", "between: [2.0, 0.5]"), "upside down"),
        (replaced("between: [0.5, 2.0]", "between: [.nan, 2.0]"), "association"),
        (replaced("between: [0.5, 2.0]", "between: [-0.5, 2.0]"), "association"),
    ],
    ids=[
        "empty",
        "brackets",
        "duplicate",
        "alias",
        "words",
        "binary",
        "unknown",
        "title",
        "fnir",
        "reference",
        "audit",
        "upside-down",
        "nan",
        "negative",
    ],
)
def test_a_bad_file_is_one_clear_message(command: Command, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    done = command("check", "bad.yaml")
    assert (done.code, done.out) == (3, "")
    assert said in done.err
    assert done.err.startswith("bad.yaml")
    assert "Traceback" not in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.yaml"]


def test_every_fault_is_named_in_one_pass(command: Command, tmp_path: Path) -> None:
    text = (
        replaced("schema: 2", "schema: 2\nnonsense: 2")
        .replace("fnir:", "fnri:", 1)
        .replace("[0.5, 2.0]", "[3, 2]")
    )
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    lines = command("check", "bad.yaml").err.splitlines()
    assert len(lines) >= 3
    assert all(line.startswith("bad.yaml:") for line in lines)


def test_a_missing_file_and_a_folder(command: Command, tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert command("check", "missing.yaml").code == 4
    assert command("check", "folder.yaml").code == 3


def test_several_files_are_all_checked_and_the_worst_code_wins(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("title: 3", encoding="utf-8")
    done = command("check", "missing.yaml", "bad.yaml", "california-patrol")
    assert done.code == 4
    assert "bad.yaml" in done.err
    assert "missing.yaml" in done.err
    assert "california-patrol" in done.out


def test_faults_and_warnings_are_objects_in_json(command: Command, tmp_path: Path) -> None:
    text = "extends: prison-gate\nhorizon: 1 year\nscan: {value: 0,5, assumed: x}\n"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    done = command("check", "plan.yaml", "missing.yaml", "--json")
    assert done.code == 4
    plan, missing = json.loads(done.out)
    assert plan["faults"] == [
        {
            "severity": "fault",
            "path": "scan.value",
            "file": "plan.yaml",
            "line": 3,
            "column": 15,
            "value": "0,5",
            "rule": "is not a number",
            "hint": "write 0.5: a comma is never a decimal point",
        }
    ]
    assert [each["path"] for each in plan["warnings"]] == ["horizon"]
    assert (missing["ok"], missing["faults"][0]["file"]) == (False, "missing.yaml")
    assert "plan.yaml:3:15  scan.value = 0,5: is not a number" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "file", "path"),
    [
        (("run", "plan.yaml"), 3, "plan.yaml", "scan.value"),
        (("safe", "plan.yaml", "--at-most", "10"), 3, "plan.yaml", "scan.value"),
        (("run", "prison-gate", "--set", "scan=0,5"), 3, "--set", "scan"),
        (("compare", "plan.yaml"), 3, "plan.yaml", "scan.value"),
        (("run", "missing.yaml"), 4, "missing.yaml", ""),
        (("check", "--cases", "cases.yaml"), 3, "cases.yaml", "a.set.scan"),
        (("validate", "cases.yaml"), 3, "cases.yaml", "a.set.scan"),
        (("report", "nothing"), 4, "", ""),
        (("packet", "nothing"), 4, "", ""),
        (("evidence", "show", "nothing"), 3, "", ""),
    ],
)
def test_every_verb_that_speaks_json_gives_its_faults_so(
    command: Command, tmp_path: Path, arguments: tuple[str, ...], code: int, file: str, path: str
) -> None:
    (tmp_path / "plan.yaml").write_text(
        "extends: prison-gate\nscan: {value: 0,5, assumed: x}\n", encoding="utf-8"
    )
    (tmp_path / "cases.yaml").write_text(
        "- {name: a, scenario: prison-gate, set: {scan: no}, expect: [{group: all, quantity: fpir, between: [0, 1]}]}",
        encoding="utf-8",
    )
    done = command(*arguments, "--json")
    assert done.code == code
    told = json.loads(done.out)
    (fault,) = told["faults"]
    assert (fault["file"], fault["path"], bool(fault["rule"])) == (file, path, True)
    assert done.err.strip()
