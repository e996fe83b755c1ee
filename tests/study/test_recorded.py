"""A figure typed beside a row, in a file of cases or of limits, is that row's: of this quantity, of these people, or with what was done to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Fault, Faults
from simulator.scenario.references import shelf_folder
from simulator.study.board.limit_files import read_limits
from simulator.study.cases.running import run_cases

GATE = (shelf_folder() / "cases" / "round-numbers-gate.yaml").read_text(encoding="utf-8")
ALERTS = "met-lfr/2020-2022-false-alerts"
BLACK = "met-lfr-annual-2025/black-share-of-false-alerts"


def said_of_case(folder: Path, expectation: str) -> list[str]:
    (folder / "gate.yaml").write_text(GATE, encoding="utf-8")
    path = folder / "cases.yaml"
    label = "label: prediction, " if "recorded" in expectation else ""
    path.write_text(
        f"draws: 64\ncases: [{{name: a, scenario: ./gate.yaml, {label}expect: [{{{expectation}}}]}}]", "utf-8"
    )
    try:
        run_cases(path)
    except Faults as found:
        return [each.sentence for each in found.faults]
    return []


@pytest.mark.parametrize(
    ("expectation", "sentence"),
    [
        (f"group: all, quantity: false_alerts, recorded: 1, source: {ALERTS}", f"cases.a.expect.0.recorded = 1: is not what {ALERTS} prints, 10; write its figure, or say what was done to it: times: <factor>, with the reason"),
        ("group: all, quantity: false_alerts, recorded: 18, source: met-lfr/2020-2022-true-alerts", "cases.a.expect.0.source = met-lfr/2020-2022-true-alerts: is a row of true_alerts, and here stands false_alerts; did you mean false_alerts?"),
        ("group: all, quantity: fpir, recorded: 10, source: met-lfr/2020-2022-false-alert-rate", "recorded = 10: is not what met-lfr/2020-2022-false-alert-rate prints, 10 of 157,566"),
        (f"group: all, quantity: false_alerts, recorded: 8, source: {BLACK}", f"source = {BLACK}: is of black people, and this is the number of all; name a row of these people"),
        (f"group: white, quantity: false_alerts, recorded: 8, source: {BLACK}", "is of black people, and this is the number of white"),
        ("group: all, quantity: false_alerts, recorded: 10, source: met-lfr/2020-2022-false-alert", "source = met-lfr/2020-2022-false-alert: is not in the evidence library; did you mean met-lfr/2020-2022-false-alerts"),
        (f"group: all, quantity: false_alerts, recorded: 100, source: {ALERTS}, times: 10", "times = 10: says what was done to a row, and a note must say why"),
        ("group: all, quantity: false_alerts, recorded: 100, times: 10, note: ten years", "times = 10: says what was done to a row, and none is named"),
        (f"group: all, quantity: false_alerts, recorded: 100, source: {ALERTS}, times: 0, note: none", "times = 0: must be above 0"),
        ("group: all, quantity: fpir, between: [0, 1], inside: no", "inside = no: must be true or false"),
    ],
    ids=lambda text: text[:60],
)  # fmt: skip
def test_a_recorded_figure_that_is_not_its_row_s(expectation: str, sentence: str, tmp_path: Path) -> None:
    found = said_of_case(tmp_path, expectation)
    assert any(sentence in each for each in found), found


@pytest.mark.parametrize(
    "expectation",
    [
        f"group: all, quantity: false_alerts, recorded: 10, source: {ALERTS}",
        f"group: black, quantity: false_alerts, recorded: 8, source: {BLACK}",
        f"group: all, quantity: false_alerts, recorded: 100, source: {ALERTS}, times: 10, note: ten such records",
        "group: all, quantity: fpir, recorded: 6.35e-5, source: met-lfr/2020-2022-false-alert-rate",
        "group: all, quantity: fpir, recorded: 0.3, note: our own count",
    ],
)
def test_a_recorded_figure_that_is_its_row_s(expectation: str, tmp_path: Path) -> None:
    assert said_of_case(tmp_path, expectation) == []


def said_of_limit(folder: Path, rule: str) -> list[str]:
    path = folder / "limits.yaml"
    path.write_text(f"schema: 1\ntitle: Ours\nlimits: [{{rule: a, reason: ours, {rule}}}]", encoding="utf-8")
    try:
        return [each.sentence for each in read_limits(path).warnings]
    except Faults as found:
        return [each.sentence for each in found.faults]


POLICY = "bridges-2020/false-positive-policy"


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (f"measure: fpir, group: all, at_most: 0.01, source: {POLICY}", f"limits.a.at_most = 0.01: is not what {POLICY} prints, 0.001"),
        (f"measure: false_alerts, group: all, at_most: 11, source: {ALERTS}", f"at_most = 11: is not what {ALERTS} prints, 10"),
        ("measure: false_alerts, group: all, at_most: 18, source: met-lfr/2020-2022-true-alerts", "is a row of true_alerts, and here stands false_alerts"),
        ("measure: fpir, group: all, at_most: 0.01, times: 10", "times = 10: says what was done to a row, and none is named"),
    ],
    ids=lambda text: text[:60],
)  # fmt: skip
def test_a_limit_that_is_not_its_row_s(rule: str, sentence: str, tmp_path: Path) -> None:
    found = said_of_limit(tmp_path, rule)
    assert any(sentence in each for each in found), found


@pytest.mark.parametrize(
    "rule",
    [
        f"measure: fpir, group: all, at_most: 0.001, source: {POLICY}",
        f"measure: fpir, group: all, at_most: 0.0001, source: {POLICY}, times: 0.1",
        "measure: fpir, group: all, at_most: 0.01, source: bridges-2020",
    ],
)
def test_a_limit_that_is_its_row_s(rule: str, tmp_path: Path) -> None:
    assert said_of_limit(tmp_path, rule) == []


def test_what_a_case_s_change_warns_of_is_told(tmp_path: Path) -> None:
    (tmp_path / "gate.yaml").write_text(GATE, encoding="utf-8")
    path = tmp_path / "cases.yaml"
    wanted = "{group: all, quantity: fpir, between: [0, 1]}"
    change = "mated.enrolled_encountered: {value: 39, assumed: x}"
    path.write_text(
        f"draws: 64\ncases: [{{name: a, scenario: ./gate.yaml, set: {{{change}}}, expect: [{wanted}]}}]",
        encoding="utf-8",
    )
    warned: list[Fault] = []
    run_cases(path, warned)
    assert any("39 is not plausible" in each.sentence for each in warned), warned
    assert all(each.warns for each in warned)
