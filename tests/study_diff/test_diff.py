"""Two results held against each other: what is found to differ, and that the parts are the move."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.results.difference import Difference, Step
from simulator.scenario import load
from simulator.scenario.references import shelf_folder
from simulator.study import run_study
from simulator.study.diff.run import between, difference
from simulator.study.diff.sides import Side, sides

GATE = str(shelf_folder() / "cases" / "round-numbers-gate.yaml")
OLD = Path(__file__).parents[1] / "cli" / "old"


def stored(
    folder: Path, changes: dict[str, str] | None = None, name: str = GATE, seed: int = 1, draws: int = 400
) -> str:
    """A result's folder."""
    return str(run_study(load(name, changes), draws=draws, seed=seed, out=folder, clock=False).folder)


def diff(folder: Path, one: str, other: str, measure: str = "wrongly_held") -> Difference:
    return difference(one, other, out=folder, measure=measure)


def total(found: Difference) -> float:
    return sum(step.move for step in found.steps) + (found.interaction or 0.0)


def kinds(steps: tuple[Step, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(step.kind, step.what) for step in steps]


def test_a_study_against_itself_differs_in_nothing(tmp_path: Path) -> None:
    found = diff(tmp_path, stored(tmp_path), stored(tmp_path))
    assert found.nothing
    assert (found.moved, found.steps, found.words) == (0.0, (), ())


def test_each_input_has_its_part_and_the_parts_are_the_move(tmp_path: Path) -> None:
    changes = {"scan.value": "0.5", "mated.stale.value": "0.8"}
    found = diff(tmp_path, stored(tmp_path), stored(tmp_path, changes))
    assert [(each.what, each.old, each.new) for each in found.inputs] == [
        ("scan", "1", "0.5"),
        ("mated.stale", "0.5", "0.8"),
    ]
    assert kinds(found.steps) == [("inputs", ("scan",)), ("inputs", ("mated.stale",))]
    assert found.how == "all orders"
    assert found.moved is not None
    assert total(found) == pytest.approx(found.moved)
    scan, stale = found.steps
    assert scan.move < 0 < stale.move
    assert scan.hi is not None
    assert stale.lo is not None
    assert scan.hi < 0 < stale.lo


def test_the_other_way_round_every_part_turns_its_sign(tmp_path: Path) -> None:
    one, other = stored(tmp_path), stored(tmp_path, {"scan.value": "0.5", "mated.stale.value": "0.8"})
    there, back = diff(tmp_path, one, other), diff(tmp_path, other, one)
    assert [step.move for step in back.steps] == pytest.approx([-step.move for step in there.steps])


def test_seed_and_draws_stand_apart_from_inputs(tmp_path: Path) -> None:
    one = stored(tmp_path)
    other = stored(tmp_path, {"scan.value": "0.5"}, seed=7, draws=900)
    found = diff(tmp_path, one, other)
    assert [(each.what, each.old, each.new) for each in found.chance] == [
        ("seed", "1", "7"),
        ("draws", "400", "900"),
    ]
    assert kinds(found.steps) == [("chance", ("seed", "draws")), ("inputs", ("scan",))]
    assert found.moved is not None
    assert total(found) == pytest.approx(found.moved)


def test_many_differences_go_in_one_at_a_time_and_what_they_do_together_is_named(tmp_path: Path) -> None:
    changes = {
        "scan.value": "0.5", "mated.stale.value": "0.8", "mated.fnir.value": "0.3", "matcher.transfer.value": "2",
        "mated.enrolled_encountered.value": "2",
    }  # fmt: skip
    found = diff(tmp_path, stored(tmp_path), stored(tmp_path, changes))
    assert found.how == "one at a time"
    assert len(found.steps) == 5
    assert found.interaction is not None
    assert abs(found.interaction) > 0
    assert found.moved is not None
    assert total(found) == pytest.approx(found.moved)


def test_differences_that_are_no_study_by_themselves_go_together(tmp_path: Path) -> None:
    listed = "{value: 1, assumed: made up}"
    changes = {
        "gallery.holds": "other",
        "gallery.alerts_on": "any",
        "mated.listed": listed,
        "scan.value": "0.5",
    }
    found = diff(tmp_path, stored(tmp_path), stored(tmp_path, changes))
    together = ("together", ("gallery.holds", "gallery.alerts_on", "mated.listed"))
    assert kinds(found.steps) == [("inputs", ("scan",)), together]
    assert found.moved is not None
    assert total(found) == pytest.approx(found.moved)


def test_words_change_no_number_and_are_named(tmp_path: Path) -> None:
    found = diff(tmp_path, stored(tmp_path), stored(tmp_path, {"title": "Other", "scan.assumed": "why not"}))
    assert found.nothing
    assert set(found.words) == {"title", "scan.assumed"}


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Side:
    folder = tmp_path_factory.mktemp("gate")
    reference = stored(folder, name="prison-gate")
    return sides((reference, reference), folder, "wrongly_held", "all")[0]


def test_a_changed_row_of_evidence_has_its_part(gate: Side) -> None:
    row = gate.rows["npl-neoface-2023/t060-n10000"]
    assert row.value is not None
    other = replace(
        gate,
        rows={**gate.rows, row.id: replace(row, value=3 * row.value, counted_at=None)},
        told=replace(gate.told, version="9.9.9"),
    )
    found = between(gate, other, "per_100k_encounters")
    assert [each.what for each in found.evidence] == [row.id]
    assert ("evidence", (row.id,)) in kinds(found.steps)
    part = next(step for step in found.steps if step.kind == "evidence")
    assert part.move > 0
    assert found.steps[-1].kind == "program"


def test_what_an_earlier_version_said_is_read_and_the_rest_is_the_programs(
    gate: Side, tmp_path: Path
) -> None:
    old = sides((str(OLD / "0.4.0"), str(OLD / "0.4.0")), tmp_path, "wrongly_held", "all")[0]
    found = between(replace(old, told=replace(old.told, version="0.3.9", median=44.0)), gate)
    assert ("detention-impact", "0.3.9") in [(each.what, each.old) for each in found.versions]
    assert found.steps[0].kind == "program"
    assert found.steps[0].move == pytest.approx(-40, abs=10)
    assert found.moved is not None
    assert total(found) == pytest.approx(found.moved)


def test_an_old_study_that_this_program_refuses_is_told_with_its_fault(gate: Side, tmp_path: Path) -> None:
    old = sides((str(OLD / "0.2.0"), str(OLD / "0.2.0")), tmp_path, "wrongly_held", "all")[0]
    found = between(old, gate)
    assert (found.how, found.steps) == ("not run", ())
    assert "0.671" in found.refused[0]
    assert ("matcher.growth", "{range: [0, 1], shared_as: growth-with-gallery}") in [
        (each.what, each.old) for each in found.inputs
    ]
