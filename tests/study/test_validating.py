"""What was learned from is not foretold."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.study.validating import hold_to

HEADER = "row,date,faces_seen,true_alerts\n"


def table(path: Path, days: range) -> str:
    rows = (f"r{i},2024-{1 + i // 28:02}-{1 + i % 28:02},{1000 + 10 * i},{i % 4}\n" for i in days)
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return str(path)


def test_rows_that_were_learned_from_are_told_and_not_scored(tmp_path: Path) -> None:
    train, data = table(tmp_path / "train.csv", range(30)), table(tmp_path / "data.csv", range(25, 40))
    found = hold_to(data, train=train, rolling=False, targets=("true_alerts",))
    assert found.targets["true_alerts"].rows == 10
    assert found.remarks[-1] == (
        "5 of 15 rows stand among the training rows too and are not scored: what was learned from is not foretold."
    )


def test_a_table_of_nothing_but_rows_learned_from_is_a_fault(tmp_path: Path) -> None:
    train = table(tmp_path / "train.csv", range(30))
    with pytest.raises(Faults, match=r"all of its rows stand in .*train\.csv too"):
        hold_to(train, train=train, rolling=False, targets=("true_alerts",))
