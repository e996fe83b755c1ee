"""What the simulated years mean: measures of harm and benefit, doubts apart, why the gap, what would close it."""

from simulator.impact.measures import MEASURES, Measure
from simulator.impact.summary import Impact, summarise

__all__ = ["MEASURES", "Impact", "Measure", "summarise"]
