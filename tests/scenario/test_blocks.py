"""The blocks that checks are given are the grammar's, all of them."""

from __future__ import annotations

from dataclasses import fields

from simulator.scenario import load
from simulator.scenario.blocks import Blocks
from simulator.scenario.grammar import Scenario


def test_every_block_of_the_grammar_is_there_in_its_order() -> None:
    assert [field.name for field in fields(Blocks)] == list(Scenario.model_fields)


def test_blocks_that_are_right_are_the_scenario() -> None:
    scenario = load("prison-gate").scenario
    given = {name: getattr(scenario, name) for name in scenario.model_fields_set}
    assert Blocks(**given).whole() == scenario
    assert [name for name, _ in Blocks(title="x", schema_=2).given()] == ["schema_", "title"]
