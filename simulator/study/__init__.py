"""Studies: a scenario run from its file to a folder of results."""

from simulator.study.run import Outcome, run_study

__all__ = ["Outcome", "run_study"]
