"""A solution that needs three levers together is found, confirmed, and told for what it is."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.reports.design.text import design_text
from simulator.results import verify
from simulator.results.design import DesignFound
from simulator.study.design.run import Designed, read_design
from tests.schemas import keeps_its_schema
from tests.study_design.made import searched

SCENARIO = "orlando-cameras-wanted-list"
RULE = "measure: wrongly_held_false_match, at_most: 100"
LEVERS = (
    "gallery.persons=100:1000:2",
    "scan=0.1:1:2",
    "pathway.operator_review.proceeds.false_match=0.05:0.9:2",
)


@dataclass(frozen=True)
class Planted:
    done: Designed
    folder: Path

    @property
    def found(self) -> DesignFound:
        return self.done.found


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    folder = tmp_path_factory.mktemp("planted")
    return Planted(searched(folder, SCENARIO, [RULE], LEVERS), folder)


def test_three_levers_together_are_found_and_nothing_smaller(planted: Planted) -> None:
    found = planted.found
    assert found.smallest is not None
    smallest = found.designs[found.smallest]
    assert smallest.moved == (
        "a list of 100 people",
        "10 % of encounters scanned",
        "operator review: share of false matches that go on: 5 %",
    )
    assert [each.moved for each in found.designs if each.holds] == [smallest.moved]
    assert (found.holding, found.searched) == (1, 2 * 2 * 3)
    assert smallest.together is not None
    assert found.designs[0].moved == ()
    assert smallest.together >= found.needed == pytest.approx(0.95 + 2 * (0.95 * 0.05 / 1000) ** 0.5)


def test_the_document_keeps_its_schema(planted: Planted) -> None:
    keeps_its_schema("design", json.loads((planted.done.folder / "design.json").read_text(encoding="utf-8")))


def test_it_says_what_to_type_for_a_run_of_it_with_the_other_seed(planted: Planted) -> None:
    assert planted.found.to_run == (
        "detention-impact run orlando-cameras-wanted-list --set gallery.persons=100 --set scan=0.1"
        " --set pathway.operator_review.proceeds.false_match=0.05 --seed 2"
    )
    assert design_text(planted.found).endswith(f"every page:\n  {planted.found.to_run}")


def test_it_is_lived_again_with_another_seed_and_many_draws(planted: Planted) -> None:
    (tried,) = planted.found.tried
    again = tried.confirmation
    assert (again.seed, again.draws, again.passed) == (2, 40_000, True)
    assert 0.95 <= again.lower < again.share < again.lower + 0.01
    assert again.share == again.kept / again.draws


def test_what_rests_on_growth_is_not_called_robust(planted: Planted) -> None:
    (tried,) = planted.found.tried
    shares = {case.words: case.share for case in tried.robustness}
    without_growth = shares["false alerts did not grow with the list"]
    assert without_growth is not None
    assert without_growth < 0.75
    assert not tried.robust
    assert planted.found.smallest_robust is None


def test_the_folder_tells_of_it_and_is_answered_from(planted: Planted) -> None:
    folder = planted.done.folder
    assert verify(folder, folder.parents[1]).intact
    assert json.loads((folder / "design.json").read_text())["schema"] == 2
    assert read_design(folder) == planted.found
    rows = list(csv.DictReader((folder / "front.csv").open()))
    assert len(rows) == len(planted.found.designs)
    assert {row["holds"] for row in rows} == {"true", "false"}
    again = searched(planted.folder, SCENARIO, [RULE], LEVERS)
    assert again.reused
    assert again.found == planted.found


def test_a_rule_no_lever_reaches_is_left_aside_by_name(tmp_path: Path) -> None:
    rules = [RULE, "measure: fpir, at_most: 0.000000001"]
    found = searched(tmp_path, SCENARIO, rules, LEVERS[:1]).found
    within, beyond = found.rules
    assert (within.out_of_reach, beyond.out_of_reach) == (False, True)
    assert beyond.reached is not None
    assert beyond.reached < 0.95
    assert found.smallest is None
    assert found.tried == ()
