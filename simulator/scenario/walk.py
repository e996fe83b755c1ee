"""Walk a scenario: every block and number with its dotted path, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from simulator.documents import Plain, enter_all, mapping
from simulator.documents.names import Step
from simulator.scenario.grammar import Scenario

Steps = tuple[Step, ...]


def walk(node: object, steps: Steps = ()) -> Iterator[tuple[Steps, BaseModel]]:
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


def path_of(steps: Steps, scenario: Scenario) -> str:
    """Steps as a dotted path; stages of the pathway go by their ids."""
    words = []
    for i, step in enumerate(steps):
        if isinstance(step, int) and i == 1 and steps[0] == "pathway":
            words.append(scenario.pathway[step].stage)
        else:
            words.append(str(step))
    return ".".join(words)


def path_of_data(steps: Steps, data: Plain) -> str:
    """Steps as the same dotted path, read from plain data that need not be right."""
    stages = mapping(data).get("pathway")
    if len(steps) > 1 and steps[0] == "pathway" and isinstance(steps[1], int) and isinstance(stages, list):
        name = enter_all(stages, (steps[1], "stage"))
        steps = ("pathway", str(name if name is not None else steps[1]), *steps[2:])
    return ".".join(str(step) for step in steps)
