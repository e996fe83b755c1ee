"""A scenario of one's own out of an import: groups, encounters and hours from the data, the rest borrowed or left to decide."""

from simulator.records.starting.gathering import Given, gather
from simulator.records.starting.writing import files_of

__all__ = ["Given", "files_of", "gather"]
