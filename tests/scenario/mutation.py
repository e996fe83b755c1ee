"""Mutated scenarios: what a tired analyst, a search-and-replace or an enemy might leave in a file."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from simulator.documents.names import Step

Steps = tuple[Step, ...]
IDS = (
    "ripa-2018h2/total",
    "nist-ir-8280/fig12-yitu-003",
    "npl-neoface-2023",
    "nowhere/nothing",
    "gender-shades-2018/ibm",
    "x",
)
WORDS = (
    "",
    "black",
    "no",
    "22:30",
    "male/white",
    "default",
    "fixed_threshold",
    "\u202e",
    "a" * 500,
    "../../etc",
)
KEYS = (*WORDS, "value", "audit", "spread", "by_group", "unmeasured")
NUMBERS = (0, 1, -1, 0.5, 1e-300, 1e300, 1e12, 3.7, 2**70, float("nan"), float("inf"), True)
FORMS: tuple[Any, ...] = (
    {"value": 0.5, "assumed": "x"}, {"value": 0, "assumed": "x"}, {"value": 1, "assumed": "x"}, {"value": 7, "assumed": "x"},
    {"count": [0, 10], "assumed": "x"}, {"count": [5, 2], "assumed": "x"}, {"between": [0.1, 0.9], "assumed": "x"},
    {"between": [2, 1], "assumed": "x"}, {"range": [0, 1], "assumed": "x"}, {"range": [0, 3], "assumed": "x", "shared_as": "s"},
    {"audit": "npl-neoface-2023/t060-n10000"}, {"audit": "ripa-2018h2/total"}, {"by_group": {"default": {"value": 0.1, "assumed": "x"}}},
    {"by_group": {"black": {"value": 0.1, "assumed": "x"}}}, {"value": "5 min", "assumed": "x"}, {"median": "1 min", "p95": "2 min", "assumed": "x"},
    {"median": "2 min", "p95": "1 min", "assumed": "x"}, {"levels": {}}, {"dataset": "ripa-2018h2/stops-by-race"}, {}, [], [[]], None,
)  # fmt: skip


def places(data: Any, steps: Steps = ()) -> Iterator[Steps]:
    """Every place in plain data but the root."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*steps, key)
        yield from places(value, (*steps, key))


def holder(data: Any, steps: Steps) -> Any:
    """The mapping or list that holds a place."""
    for step in steps[:-1]:
        data = data[step]
    return data


def mutated(data: Any, chance: random.Random) -> Any:
    """A copy with one to three places dropped, swapped, doubled, renamed or replaced."""
    result = deepcopy(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        every = list(places(result))
        if every:
            _mutate(result, chance.choice(every), every, chance)
    return result


def _mutate(data: Any, at: Steps, every: list[Steps], chance: random.Random) -> None:
    inside, last = holder(data, at), at[-1]
    match chance.randrange(7):
        case 0:
            del inside[last]
        case 1:
            inside[last] = chance.choice(NUMBERS)
        case 2:
            inside[last] = chance.choice(WORDS + IDS)
        case 3:
            inside[last] = deepcopy(chance.choice(FORMS))
        case 4:
            other = chance.choice(every)
            inside[last] = deepcopy(holder(data, other)[other[-1]])
        case 5 if isinstance(inside, dict):
            inside[chance.choice(KEYS)] = inside[last]
        case _:
            value = inside[last]
            if isinstance(value, int | float) and not isinstance(value, bool):
                inside[last] = value * chance.choice((0, -1, 0.1, 10, 1e6))
            elif isinstance(value, list):
                chance.shuffle(value)
