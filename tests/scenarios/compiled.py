"""Shipped scenarios, loaded and compiled once a session."""

from __future__ import annotations

from functools import cache

import numpy as np

from simulator.model.cells import false_cells
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled, Expectations
from simulator.scenario import Loaded, load, shipped

BASES = (
    "california-patrol",
    "capital-cameras",
    "orlando-cameras",
    "prison-gate",
    "washington-county-mugshots",
)
VARIANTS = tuple(name for name in shipped() if name not in BASES)


@cache
def loaded(name: str) -> Loaded:
    """A shipped scenario, read and checked against the evidence."""
    return load(name)


@cache
def compiled(name: str) -> Compiled:
    """A shipped scenario as arrays and samplers."""
    scenario = loaded(name)
    return compile_scenario(scenario.scenario, scenario.library)


@cache
def at_medians(name: str) -> Expectations:
    """What a year brings with every unknown at its median."""
    return compiled(name).expect(compiled(name).medians())


def yearly(name: str, kind: str, stage: int | None = None) -> float:
    """Cases of a kind that enter a stage in a year, all groups together; the first held stage where None.

    A false match is one whatever the entry claims.
    """
    kinds = compiled(name).kinds
    at = compiled(name).first_held if stage is None else stage
    cells = false_cells(len(kinds)) if kind == "false_match" else (kinds.index(kind),)
    return float(np.sum(at_medians(name).reach()[:, list(cells), at]))
