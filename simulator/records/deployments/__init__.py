"""Deployment records: one line a deployment, what was known before and what was counted."""

from simulator.records.deployments.library import from_library
from simulator.records.deployments.reading import read_deployments
from simulator.records.deployments.table import KNOWN_BEFORE, TARGETS, UNNAMED_FORCE, Deployments

__all__ = [
    "KNOWN_BEFORE",
    "TARGETS",
    "UNNAMED_FORCE",
    "Deployments",
    "from_library",
    "read_deployments",
]
