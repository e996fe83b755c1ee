"""Where limits hold along a sweep: the shares of a comparison's rules, on the page and in a table of their own."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from simulator.evidence import library
from simulator.impact.limits import Horizons, all_kept, kept
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.study.board.limit_files import read_limits
from simulator.study.sweep.axes import axis_of
from simulator.study.sweep.grid import KEPT, TOGETHER, Question
from simulator.study.sweep.run import PAGE, Swept, sweep
from tests.cli.conftest import typed
from tests.study_design.made import limits

NAME = "prison-gate"
RULES = ("measure: wrongly_held, at_most: 3", "measure: wrongful_arrests, at_most: 1, horizon: 5 years")
QUESTION = Question(("wrongly_held", "fpir"), ("all",))


def swept(folder: Path, *axes: str, board: Path | None = None) -> Swept:
    return sweep(
        load(NAME),
        NAME,
        [axis_of(text) for text in axes],
        draws=200,
        seed=3,
        out=folder / "r",
        question=QUESTION,
        limits=None if board is None else read_limits(board, library()),
    )


def test_the_shares_are_those_of_the_rules_at_each_point(tmp_path: Path) -> None:
    board = limits(tmp_path, *RULES)
    done = swept(tmp_path, "mated.stale=0.01:0.3:3", board=board)
    rows = list(csv.DictReader((done.folder / KEPT).open()))
    assert [row["rule"] for row in rows] == ["r0", "r1", TOGETHER] * 3
    loaded = load(NAME, {"mated.stale": "0.3"})
    horizons = Horizons(compile_scenario(loaded.scenario, loaded.library), 3, 200)
    rules = [limit.rule for limit in read_limits(board, library()).limits]
    parts = [kept(horizons.over(rule.years), rule) for rule in rules]
    expected = [float(np.mean(part)) for part in (*parts, all_kept(parts))]
    assert [float(row["kept"]) for row in rows[-3:]] == expected
    page = (done.folder / PAGE).read_text(encoding="utf-8")
    assert "Where the limits hold" in page
    assert "Wrongful arrests, everyone: at most 1 in 5 years" in page


def test_a_page_without_limits_has_curves_and_every_point(tmp_path: Path) -> None:
    page = (swept(tmp_path, "mated.stale=0.01:0.3:7").folder / PAGE).read_text(encoding="utf-8")
    assert page.count("<polyline") == 2, "one curve a measure"
    assert all(f">{value}</th>" in page for value in ("0.01", "0.0583333333333", "0.3"))
    assert "Where the limits hold" not in page
    assert "detention-impact sweep prison-gate --vary mated.stale=0.01:0.3:7" in page
    assert "<script" not in page


def test_two_axes_are_a_map_with_a_square_a_point(tmp_path: Path) -> None:
    axes = ("mated.stale=0.01:0.3:3", "scan=0.2:1:4")
    page = (swept(tmp_path, *axes).folder / PAGE).read_text(encoding="utf-8")
    assert page.count("<rect ") == 2 * 3 * 4


@pytest.mark.parametrize("value", [1, 2])
def test_a_third_axis_has_a_map_for_each_of_its_values(tmp_path: Path, value: int) -> None:
    axes = (f"matcher.frailty=0:{value}:2", "mated.stale=0.01:0.3:2", "scan=0.2:1:2")
    page = (swept(tmp_path, *axes).folder / PAGE).read_text(encoding="utf-8")
    assert f"people who resemble many others {value}" in page


def test_as_json_it_gives_every_row(tmp_path: Path) -> None:
    options = ("--vary", "scan=0.2:1:2", "--measure", "fpir", "--draws", "100", "--out", str(tmp_path / "o"))
    done = typed("sweep", NAME, *options, "--limits", str(limits(tmp_path, *RULES)), "--json")
    told = json.loads(done.out)
    assert {row["scan"] for row in told["points"]} == {0.2, 1.0}
    assert [row["rule"] for row in told["kept"]] == ["r0", "r1", TOGETHER] * 2
    assert Path(told["page"]).is_file()
