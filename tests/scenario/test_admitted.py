"""What may stand where: one table, printed on the page of evidence, that names places of the grammar and metrics of the library."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from simulator.evidence import UNITS, library
from simulator.scenario import load
from simulator.scenario.admitted import TABLE, admitted_markdown, place_of
from simulator.scenario.checks.cited import PLAIN
from simulator.scenario.quantities import Quantity
from simulator.scenario.references import shipped
from simulator.scenario.walk import walk

PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"


def test_the_table_of_the_page_is_the_programs() -> None:
    assert admitted_markdown() in PAGE.read_text(encoding="utf-8")


def test_units_of_the_table_are_units_of_the_format() -> None:
    assert {unit for _, place in TABLE for unit in place.units} <= set(UNITS)


def test_every_number_of_every_shipped_scenario_has_a_place() -> None:
    """A place of the grammar that takes evidence and is not in the table would take any."""
    unplaced = {
        steps
        for name in shipped()
        for steps, block in walk(load(name).scenario)
        if isinstance(block, (Quantity, *PLAIN)) and place_of(steps) is None
    }
    assert unplaced == set()


@pytest.mark.parametrize(
    "metric", ["share_of_alerts_false", "tpir", "alerts", "gender_error", "fmr_worst_group"]
)
def test_what_is_often_mistaken_for_an_error_rate_is_none(metric: str) -> None:
    level = place_of(("matcher", "level"))
    assert level is not None
    assert not any(fnmatchcase(metric, name) for name in level.metrics)


def test_the_library_has_evidence_for_the_places_scenarios_rest_on() -> None:
    rows = [row for source in library().sources() for row in source.rows]
    for path in (
        "encounters.total",
        "population",
        "gallery.persons",
        "matcher.level.fpir",
        "matcher.differential",
        "scan",
    ):
        place = next(place for pattern, place in TABLE if pattern == path)
        assert any(place.admits(row) for row in rows), path
