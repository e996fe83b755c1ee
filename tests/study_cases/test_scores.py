"""A recorded number is scored, a bound is told how often it is kept, and a fit foretells other deployments."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest

from simulator.documents import Faults
from simulator.scenario.references import shelf_folder
from simulator.study.cases.running import run_cases
from simulator.study.cases.scores import score

GATE = (shelf_folder() / "cases" / "round-numbers-gate.yaml").read_text(encoding="utf-8")


def in_folder(folder: Path, text: str) -> Path:
    (folder / "gate.yaml").write_text(GATE, encoding="utf-8")
    path = folder / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_score_is_the_share_of_years_with_just_so_many() -> None:
    years = np.array([0.0, 1.0, 1.0, 2.0, 7.0])
    found = score(years, 1, counted=True)
    assert (found.exactly, found.so_few, found.so_many) == (0.4, 0.6, 0.8)
    assert found.log == pytest.approx(log(0.4))
    assert str(found) == "probability of just so many 0.4, of so few 0.6"


def test_a_rate_has_no_probability_of_its_own_and_what_no_year_reached_is_said() -> None:
    found = score(np.array([0.1, 0.2, 0.3, 0.4]), 0.9, counted=False)
    assert (found.exactly, found.log) == (None, None)
    assert str(found) == "probability of so many below 1 in 4"


def test_the_probability_of_a_count_is_the_poissons_where_nothing_is_unknown(tmp_path: Path) -> None:
    """4,695 wrongly held by pencil and paper; a Poisson count has just that many with probability 1/√(2π 4,695)."""
    path = in_folder(
        tmp_path,
        """
draws: 100000
cases:
  - {name: a, label: in sample, scenario: ./gate.yaml, expect: [{group: all, quantity: wrongly_held, recorded: 4695}]}
""",
    )
    (verdict,) = run_cases(path)
    assert verdict.score is not None
    assert verdict.score.exactly == pytest.approx(1 / np.sqrt(2 * np.pi * 4695), rel=0.2)
    assert verdict.score.so_few == pytest.approx(0.5, abs=0.02)
    assert verdict.score.log == pytest.approx(-5.15, abs=0.2)


def test_a_bound_tells_how_many_years_keep_it_and_arithmetic_does_not(tmp_path: Path) -> None:
    expect = "expect: [{group: all, quantity: wrongly_held, between: [4695, 9999]}]"
    path = in_folder(
        tmp_path,
        f"""
- {{name: a, scenario: ./gate.yaml, {expect}}}
- {{name: b, label: arithmetic, scenario: ./gate.yaml, {expect}}}
""",
    )
    bound, arithmetic = run_cases(path)
    assert bound.kept == pytest.approx(0.5, abs=0.05)
    assert "% of simulated years lie there" in str(bound)
    assert arithmetic.kept is None


def test_a_miss_that_was_said_is_told_as_a_miss(tmp_path: Path) -> None:
    path = in_folder(
        tmp_path,
        """
- name: a
  label: in sample
  scenario: ./gate.yaml
  expect: [{group: all, quantity: wrongly_held, recorded: 9999, inside: false}]
""",
    )
    (verdict,) = run_cases(path)
    assert verdict.holds
    assert verdict.missed
    assert str(verdict).startswith("missed, as said  [in sample] a:")


HISTORY = "date,force,faces_seen,false_alerts\n" + "".join(
    f"2024-{month:02d}-{day:02d},Ours,{1000 * day},{day // 9}\n"
    for month in range(1, 7)
    for day in (5, 9, 18, 27)
)
FORETOLD = """
- name: theirs from ours
  label: prediction
  fit: {record}
  deployments: theirs.csv
  expect: [{{group: {group}, quantity: {quantity}, recorded: 3}}]
"""


def test_a_fit_foretells_another_forces_deployments(tmp_path: Path) -> None:
    """Ours has one false alert in 9,000 faces and theirs 27,000 faces: 3, and far from sure, because it is another force."""
    (tmp_path / "ours.csv").write_text(HISTORY, encoding="utf-8")
    (tmp_path / "theirs.csv").write_text("date,force,faces_seen\n2024-08-01,Theirs,27000\n", encoding="utf-8")
    given = {"record": tmp_path / "ours.csv", "group": "all", "quantity": "false_alerts"}
    (other,) = run_cases(in_folder(tmp_path, FORETOLD.format(**given)))
    (tmp_path / "theirs.csv").write_text("date,force,faces_seen\n2024-08-01,Ours,27000\n", encoding="utf-8")
    (own,) = run_cases(in_folder(tmp_path, FORETOLD.format(**given)))
    assert other.interval is not None
    assert own.interval is not None
    assert own.found == pytest.approx(3, abs=1)
    assert other.interval[1] > 2 * own.interval[1]
    assert own.score is not None
    assert other.score is not None
    assert own.score.exactly is not None
    assert other.score.exactly is not None
    assert own.score.exactly > other.score.exactly > 0.02


def test_slips_of_a_foretold_case_are_said_at_once(tmp_path: Path) -> None:
    given = {"record": "met-lfr-deploymints", "group": "women", "quantity": "false_alert"}
    text = FORETOLD.format(**given) + "  scenario: ./gate.yaml\n"
    with pytest.raises(Faults) as caught:
        run_cases(in_folder(tmp_path, text))
    found = [str(fault).split("  ", 1)[1] for fault in caught.value.faults]
    assert found == [
        "theirs from ours.fit = met-lfr-deploymints: is neither a file nor a source of evidence; did you mean met-lfr-deployments?",
        "theirs from ours.deployments = theirs.csv: is not there; give the path of a table",
        "theirs from ours.expect.0.group = women: cannot be told apart by a fit; write all",
        "theirs from ours.expect.0.quantity = false_alert: is not a count that a fit foretells; did you mean false_alerts?",
        "theirs from ours.scenario = ./gate.yaml: has no place beside fit; make two cases of it",
    ]
