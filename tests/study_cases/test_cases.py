"""Cases: our own worked examples hold, one changed figure fails, and every slip in a file is said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.scenario.references import shelf_folder
from simulator.study.cases.files import find_cases, read_cases
from simulator.study.cases.running import run_cases

GATE = (shelf_folder() / "cases" / "round-numbers-gate.yaml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gate.yaml").write_text(GATE, encoding="utf-8")
    return tmp_path


def cases(folder: Path, text: str) -> Path:
    path = folder / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        run_cases(cases(folder, text))
    return [str(fault).split("  ", 1)[1] for fault in caught.value.faults]


def test_the_worked_examples_hold() -> None:
    verdicts = run_cases(find_cases("worked-examples"))
    assert len(verdicts) >= 15
    assert [str(verdict) for verdict in verdicts if not verdict.holds] == []


def test_a_wrong_expectation_fails_and_says_what_was_found(folder: Path) -> None:
    text = "- {name: Twice as many, scenario: ./gate.yaml, at: medians, expect: [{group: black, quantity: false_alerts, between: [190, 191]}]}"
    (verdict,) = run_cases(cases(folder, text))
    assert not verdict.holds
    assert (
        str(verdict)
        == "FAILS  [arithmetic] Twice as many: false_alerts of black should lie between 190 and 191; it is 95.25"
    )
    assert verdict.told().found == 95.25


def test_a_run_has_chance_and_medians_have_none(folder: Path) -> None:
    text = """
cases:
  - {name: run, label: prediction, scenario: ./gate.yaml, expect: [{group: all, quantity: wrongly_held, recorded: 4695, between: [1, 2]}]}
"""
    assert faults(folder, text) == [
        "cases.run.expect.0: needs either between: [low, high] or recorded: a number"
    ]
    held = text.replace(", between: [1, 2]", "")
    (verdict,) = run_cases(cases(folder, held))
    assert verdict.holds
    assert verdict.interval is not None
    lo, hi = verdict.interval
    assert 4500 < lo < verdict.found < hi < 4900
    assert (verdict.label, verdict.missed) == ("prediction", False)
    (outside,) = run_cases(cases(folder, held.replace("4695", "4695, inside: false")))
    assert not outside.holds
    assert str(outside).startswith("FAILS  [prediction] run")


def test_the_same_file_gives_the_same_verdicts(folder: Path) -> None:
    path = cases(
        folder,
        "- {name: a, scenario: ./gate.yaml, expect: [{group: all, quantity: wrongly_held, between: [0, 9999]}]}",
    )
    assert run_cases(path) == run_cases(path)


def test_every_slip_of_a_file_is_said_at_once(folder: Path) -> None:
    text = """
draws: 0
at: median
cases:
  - {name: a, scenario: ./gate.yaml, expect: [{group: all, quantity: wrongly_heldd, between: [2, 1]}], sett: {}}
  - {name: a, scenario: 3, label: bounds, expect: []}
  - {name: c, scenario: ./gate.yaml, set: [1], expect: [{group: all, quantity: fpir, between: [a, 1]}, 7]}
  - {name: d, scenario: ./gate.yaml, label: arithmetic, at: medians, expect: [{quantity: fpir, recorded: .nan}]}
  - {name: e, scenario: ./gate.yaml, expect: [{group: all, quantity: fpir, recorded: 1}]}
  - nothing
"""
    assert faults(folder, text) == [
        "draws = 0: must be a whole number from 1 to 1,000,000",
        "at = median: must be run or medians",
        "cases.a.expect.0.quantity = wrongly_heldd: is not a measure; did you mean wrongly_held?",
        "cases.a.expect.0.between = [2, 1]: is upside down; write [low, high]",
        "cases.a.sett = {}: is not a key here; did you mean set?",
        "cases.a.name = a: is the name of another case too; tell them apart",
        "cases.a.scenario = 3: must be text",
        "cases.a.label = bounds: must be arithmetic or bound",
        "cases.a.expect = []: must be a list; write - {group: all, quantity: …, between: [low, high]}",
        "cases.c.set = [1]: must be a mapping of paths to values",
        "cases.c.expect.0.between.0 = a: is not a number",
        "cases.c.expect.1 = 7: must be a mapping: group, quantity, between",
        "cases.d.label = arithmetic: must be prediction or in sample",
        "cases.d.expect.0: group is missing",
        "cases.d.expect.0.recorded = nan: is held to an interval, and medians have none; write at: run, or between: [low, high]",
        "cases.d.expect.0.recorded = nan: is not a number",
        "cases.e: holds a recorded number, and nothing says whether that number had a say in the inputs; write label: prediction, or label: in sample",
        "cases.5 = nothing: must be a mapping: name, scenario, set, expect",
    ]


def test_what_only_the_scenario_shows(folder: Path) -> None:
    wanted = "expect: [{group: blak, quantity: fpir, between: [0, 1]}]"
    text = f"""
- {{name: a, scenario: ./gate.yaml, {wanted}}}
- {{name: b, scenario: ./gat.yaml, {wanted}}}
- {{name: c, scenario: ./gate.yaml, set: {{gallery.person: 2, scan: -1}}, {wanted}}}
"""
    found = faults(folder, text)
    assert (
        found[0]
        == "a.expect.0.group = blak: is no group and no sum over groups of ./gate.yaml; did you mean black?"
    )
    assert found[1].startswith("b.scenario = ./gat.yaml: makes a scenario that is not right: ")
    assert found[2:] == [
        "c.set.gallery.person = 2: is not a key here; did you mean persons?",
        "c.set.scan = -1: value -1 is outside [0, 1] for a probability",
        "c.expect.0.group = blak: is no group and no sum over groups of ./gate.yaml; did you mean black?",
    ]


def test_slips_of_the_file_hide_none_of_its_scenarios(folder: Path) -> None:
    text = """
- {name: a, name: b, scenario: ./gate.yaml, expect: [{group: Black, quantity: fpir, between: [0, 0,5]}]}
- {name: c, scenario: ./gate.yaml, set: {scan.value: 2}, expect: [{group: all, quantity: fpr, between: [0, 1]}]}
"""
    assert faults(folder, text) == [
        "a.name: this key is already given in line 2; keep one of them",
        "b.expect.0.group = Black: is no group and no sum over groups of ./gate.yaml; did you mean black?",
        "b.expect.0.between = [0, 0, 5]: must be two numbers in brackets; write [0, 0.5]: a comma only stands between the two",
        "c.set.scan.value = 2: value 2 is outside [0, 1] for a probability",
        "c.expect.0.quantity = fpr: is not a measure; did you mean fpir?",
    ]


def test_shipped_files_go_by_name() -> None:
    assert read_cases(find_cases("london")).cases
    with pytest.raises(Faults, match="did you mean worked-examples") as caught:
        find_cases("worked-exampels")
    assert caught.value.missing
