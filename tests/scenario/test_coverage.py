"""Whom no audit covers: decided cell by cell and axis by axis, borrowed only by name, and told wherever grades are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.documents import Faults
from simulator.model.compile import compile_scenario
from simulator.scenario import Loaded, inputs
from simulator.scenario.coverage import unmeasured
from tests.scenario.gate import written

AUDIT = "nist-ir-8280/fig12-yitu-003"
SEXES = ["female", "male"]
CELLS = ["black", "white"]
OWN = """id: own-lab
title: A. Analyst. A test of our own
url: https://example.org/test
date: 2026-05
licence: ours
kind: identification
measured: Searches of volunteers
groups_coded: as they described themselves
thresholds: one
trials: 2,000 a group
limits: [Volunteers stood still.]
hand: first
known_discrepancies: []
crosswalk: our-labels
"""
HEAD = "row,set,metric,sex,race,threshold,gallery_size,value,unit,numerator,denominator,lo,hi,censored,locator,note\n"
CROSS = {"cross_group": {"between": [0.1, 0.5], "assumed": "made up"}}


def told(loaded: Loaded) -> dict[str, tuple[str, str]]:
    return {
        group: (each.rates, each.why) for group, each in unmeasured(loaded.scenario, loaded.library).items()
    }


def own_audit(folder: Path, cells: list[tuple[str, str]]) -> dict[str, Any]:
    """An audit of one's own with a rate for these cells, as a block of a differential."""
    (folder / "own-lab").mkdir()
    (folder / "own-lab" / "source.yaml").write_text(OWN, encoding="utf-8")
    rows = [
        f"{sex or 'any'}-{race},by-group,fmr,{sex},{race},,,0.0{i + 1},rate,,,,,,Table {i},\n"
        for i, (sex, race) in enumerate(cells)
    ]
    (folder / "own-lab" / "rates.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    return {"audit": "own-lab/by-group"} | CROSS


def test_groups_that_the_audit_measured_are_left_out(tmp_path: Path) -> None:
    assert told(written(tmp_path, {"sex": SEXES, "race": CELLS}, {"audit": AUDIT})) == {}


def test_a_level_called_unmeasured_is_drawn_from_the_spread(tmp_path: Path) -> None:
    differential = {"audit": AUDIT, "unmeasured": {"hispanic": "nobody looked"}}
    loaded = written(tmp_path, {"sex": SEXES, "race": ["hispanic", *CELLS]}, differential)
    assert told(loaded) == {
        "female/hispanic": ("spread", "nobody looked"),
        "male/hispanic": ("spread", "nobody looked"),
    }


@pytest.mark.parametrize("axis", ["age", "area"])
def test_an_axis_no_audit_reports_marks_all_its_groups(axis: str, tmp_path: Path) -> None:
    loaded = written(tmp_path, {"race": CELLS, axis: ["one", "two"]}, {"audit": AUDIT})
    assert told(loaded) == dict.fromkeys(
        ("black/one", "black/two", "white/one", "white/two"),
        ("undivided", f"no audit used reports {axis}"),
    )
    (row,) = [row for row in inputs(loaded) if row.grade == "unmeasured"]
    assert (row.path, row.label, row.spread) == ("matcher.differential.unmeasured.axes", axis, False)


def test_an_audit_by_race_alone_covers_no_sex(tmp_path: Path) -> None:
    differential = own_audit(tmp_path, [("", "black"), ("", "white")])
    axes = {"sex": SEXES, "race": CELLS}
    loaded = written(tmp_path, axes, differential, audits=["./own-lab"])
    assert set(told(loaded).values()) == {("undivided", "no audit used reports sex")}
    assert len(told(loaded)) == 4


def test_a_cell_the_audit_lacks_is_marked_although_its_levels_are_measured(tmp_path: Path) -> None:
    differential = own_audit(tmp_path, [("female", "white"), ("male", "white"), ("male", "black")])
    loaded = written(tmp_path, {"sex": SEXES, "race": CELLS}, differential, audits=["./own-lab"])
    why = "the audits used report female and black, and not the two together"
    assert told(loaded) == {"female/black": ("joined", why)}
    compiled = compile_scenario(loaded.scenario, loaded.library)
    assert compiled.unmeasured.tolist() == [True, False, False, False]


def test_without_any_audit_nobody_is_covered(tmp_path: Path) -> None:
    loaded = written(tmp_path, {"sex": SEXES, "race": CELLS}, {"none": "nobody tested it"})
    assert set(told(loaded).values()) == {("none", "nobody tested it")}
    assert len(told(loaded)) == 4


def test_differences_taken_away_leave_nobody_to_cover(tmp_path: Path) -> None:
    differential = {"audit": AUDIT, "evened": "a what-if", "unmeasured": {"hispanic": "nobody looked"}}
    assert told(written(tmp_path, {"race": ["hispanic", *CELLS]}, differential)) == {}


BORROW = {
    "chinese": {"from": "asian", "because": "counted as Asian"},
    "indian": {"from": "asian", "because": "as well"},
}
PARTS = {"sex": SEXES, "race": ["chinese", "indian", "black", "white"]}
BAND = {"between": [0.5, 2], "assumed": "made up"}


def test_sub_groups_borrow_the_rate_of_the_group_they_are_counted_in(tmp_path: Path) -> None:
    loaded = written(tmp_path, PARTS, {"audit": AUDIT, "borrow": BORROW, "band": BAND})
    whole = written(
        tmp_path, {"sex": SEXES, "race": ["asian", "black", "white"]}, {"audit": AUDIT, "band": BAND}
    )
    of, wider = (compile_scenario(x.scenario, x.library) for x in (loaded, whole))
    ours, theirs = (np.diag(x.matcher.differential.matrix) for x in (of, wider))
    assert ours.tolist() == theirs[[0, 0, 1, 2, 3, 3, 4, 5]].tolist()
    assert told(loaded)["female/chinese"] == (
        "borrowed",
        "the rate of asian people is borrowed: counted as Asian",
    )
    assert of.unmeasured.tolist() == [True, True, False, False] * 2
    bands = [unknown.identity for unknown in of.unknowns if "#" in unknown.identity]
    assert bands == [unknown.identity for unknown in wider.unknowns if "#" in unknown.identity]


def test_what_is_borrowed_has_a_grade_of_its_own_and_may_have_a_spread(tmp_path: Path) -> None:
    borrow = BORROW | {"indian": BORROW["indian"] | {"spread": BAND}}
    loaded = written(tmp_path, PARTS, {"audit": AUDIT, "borrow": borrow})
    rows = {row.path: row for row in inputs(loaded) if row.grade == "borrowed"}
    assert {path: (row.text, row.why, row.spread) for path, row in rows.items()} == {
        "matcher.differential.borrow.chinese": ("the rate of asian people", "counted as Asian", False),
        "matcher.differential.borrow.indian": ("the rate of asian people", "as well", True),
    }
    compiled = compile_scenario(loaded.scenario, loaded.library)
    values = compiled.medians()
    at = [i for i, unknown in enumerate(compiled.unknowns) if "borrow.indian.spread" in unknown.identity]
    values[at] = 2.0
    factor = compiled.matcher.differential.effects.of(values)[0]
    assert factor.tolist() == [1, 2, 1, 1] * 2


@pytest.mark.parametrize(
    ("borrow", "fault"),
    [
        ({"chinese": {"from": "asian"}}, "because is missing"),
        ({"chinese": {"from": "hispanic", "because": "x"}}, "borrow.chinese.from = hispanic: is not measured by"),
        ({"black": {"from": "asian", "because": "x"}}, "borrow.black = black: is measured by the audit named"),
        ({"chines": {"from": "asian", "because": "x"}}, "borrow.chines = chines: is not a level; did you mean chinese?"),
        ({"old": {"from": "asian", "because": "x"}}, "borrow.old = old: is a level of age, and audits report sex and race"),
    ],
)  # fmt: skip
def test_nothing_is_borrowed_from_nowhere(borrow: dict[str, Any], fault: str, tmp_path: Path) -> None:
    axes = {"race": ["chinese", *CELLS], "age": ["old", "young"]}
    with pytest.raises(Faults, match=re.escape(fault)):
        written(tmp_path, axes, {"audit": AUDIT, "unmeasured": {}, "borrow": borrow})


def test_a_level_is_borrowed_or_unmeasured_and_not_both(tmp_path: Path) -> None:
    differential = {"audit": AUDIT, "borrow": {"chinese": BORROW["chinese"]}, "unmeasured": {"chinese": "x"}}
    with pytest.raises(Faults, match="is also called unmeasured; keep one of the two"):
        written(tmp_path, {"race": ["chinese", *CELLS]}, differential)
