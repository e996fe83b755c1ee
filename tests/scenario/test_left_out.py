"""People whom tables count and no group holds: counted, told once, and never dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.scenario import Loaded, load
from simulator.scenario.left_out import LeftOut, left_out
from tests.scenario.gate import assumed, written

AUDIT = {"audit": "nist-ir-8280/fig12-yitu-003"}
AXES = {"sex": ["female", "male"]}


def gate(folder: Path, **blocks: Any) -> tuple[LeftOut, ...]:
    loaded = written(folder, AXES, AUDIT, **blocks)
    return left_out(loaded.scenario, loaded.library)


def test_a_table_whose_labels_all_lead_somewhere_leaves_nobody_out(tmp_path: Path) -> None:
    assert gate(tmp_path) == ()


def test_a_label_of_a_total_split_by_shares_is_counted_at_its_share(tmp_path: Path) -> None:
    why = {"transgender-gnc": "no audit covers them"}
    encounters = {
        "total": {"between": [1000, 4000], "assumed": "made up"},
        "shares": {"sex": {"dataset": "ripa-2019/sex-share", "left_out": why}},
    }
    (found,) = gate(tmp_path, encounters=encounters)
    assert (found.table, found.label, found.why) == ("encounters", "transgender gnc", "no audit covers them")
    assert found.rows == ("ripa-2019/sex-transgender-gnc",)
    assert found.shared_out
    assert found.number is not None
    assert abs(found.number - 2000 * 0.002) < 0.01  # 0.2 % of the middle of the total


def test_rows_of_people_that_lead_to_no_group_are_counted_by_label(tmp_path: Path) -> None:
    axes = {"race": ["black", "white"]}
    encounters = {"dataset": "ripa-2018h2/stops-by-race", "scale": assumed(2)}
    loaded = written(tmp_path, axes, AUDIT, encounters=encounters)
    found = {each.label: each for each in left_out(loaded.scenario, loaded.library)}
    assert sorted(found) == [
        "asian", "hispanic", "middle eastern south asian", "multiracial", "native american", "pacific islander",
    ]  # fmt: skip
    assert found["hispanic"].number == 2 * 716029
    assert not found["hispanic"].shared_out
    assert found["hispanic"].why


def test_a_row_that_not_estimated_cites_is_told_there_and_not_twice() -> None:
    california: Loaded = load("california-patrol")
    assert california.scenario.groups.not_estimated
    assert left_out(california.scenario, california.library) == ()
