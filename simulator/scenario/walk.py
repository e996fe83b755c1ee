"""Walk a scenario: every block and number with its dotted path, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from simulator.documents.names import Step
from simulator.scenario.grammar import Stage

Steps = tuple[Step, ...]


def walk(node: Any, steps: Steps = ()) -> Iterator[tuple[Steps, BaseModel]]:
    """Every pydantic block below a node, itself included, as (steps, block); outer blocks first."""
    if isinstance(node, BaseModel):
        yield steps, node
        for name, info in type(node).model_fields.items():
            yield from walk(getattr(node, name), (*steps, info.alias or name))
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*steps, key))
    elif isinstance(node, list | tuple):
        for i, value in enumerate(node):
            yield from walk(value, (*steps, i))


def path_of(steps: Steps, scenario: Any) -> str:
    """Steps as a dotted path; stages of the pathway go by their ids."""
    words = []
    for i, step in enumerate(steps):
        if isinstance(step, int) and i == 1 and steps[0] == "pathway":
            stage: Stage = scenario.pathway[step]
            words.append(stage.stage)
        else:
            words.append(str(step))
    return ".".join(words)


def path_of_data(steps: Steps, data: Any) -> str:
    """Steps as the same dotted path, read from plain data that need not be right."""
    stages = data.get("pathway") if isinstance(data, dict) else None
    if len(steps) > 1 and steps[0] == "pathway" and isinstance(steps[1], int) and isinstance(stages, list):
        stage = stages[steps[1]] if steps[1] < len(stages) else None
        name = stage.get("stage") if isinstance(stage, dict) else None
        steps = ("pathway", str(name if name is not None else steps[1]), *steps[2:])
    return ".".join(str(step) for step in steps)
