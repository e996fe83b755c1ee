"""Scenarios: what an analyst writes, loaded and checked with every fault in one pass. Imports no numpy."""

from simulator.scenario.groups import Group, groups_of, rollup_label, rollups_of, selections_of
from simulator.scenario.identity import identity_of
from simulator.scenario.inputs import InputRow, inputs
from simulator.scenario.loading import Loaded, load, selections_in, title_of
from simulator.scenario.references import resolve_reference, shipped
from simulator.scenario.schema import json_schema

__all__ = [
    "Group",
    "InputRow",
    "Loaded",
    "groups_of",
    "identity_of",
    "inputs",
    "json_schema",
    "load",
    "resolve_reference",
    "rollup_label",
    "rollups_of",
    "selections_in",
    "selections_of",
    "shipped",
    "title_of",
]
