"""What a scenario takes of the evidence: rows as they were published, and fits that learned from rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from simulator.scenario.quantities import Quantity
from simulator.scenario.walk import Steps

CITING = ("audit", "source", "dataset", "points")
"""Keys that name rows, or sets of rows."""


def fits_taken(blocks: Iterable[tuple[Steps, BaseModel]]) -> set[str]:
    """The names of the fits that something is taken from."""
    return {block.fit for _, block in blocks if isinstance(block, Quantity) and block.fit is not None}


def cited(blocks: Iterable[tuple[Steps, BaseModel]]) -> Iterator[tuple[Steps, str]]:
    """Every row or set that a number names, with its place."""
    for steps, block in blocks:
        for key in CITING:
            value = getattr(block, key, None)
            for i, each in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(each, str) and "/" in each:
                    yield ((*steps, key, i) if isinstance(value, list) else (*steps, key)), each


def thresholds(blocks: Iterable[tuple[Steps, BaseModel]]) -> dict[Steps, float]:
    """The threshold at which each rate of a fit is wanted, by its place; that of a level which a policy replaces is none."""
    found = {
        (*steps, "at", "threshold"): block.at.threshold
        for steps, block in blocks
        if isinstance(block, Quantity) and block.at is not None and block.at.threshold is not None
    }
    replaced = any(steps[:2] == ("matcher", "policy") for steps in found)
    return {
        steps: value for steps, value in found.items() if not (replaced and steps[:2] == ("matcher", "level"))
    }
