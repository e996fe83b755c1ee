"""What was expected of scenarios and what was found, as frozen values: what `validate --json` and `check --cases --json` print."""

from __future__ import annotations

from typing import Literal

from simulator.results.faults import FaultTold
from simulator.results.values import Document, Maybe, Value

Label = Literal["prediction", "in sample", "arithmetic", "bound"]
"""What a case can show. prediction: its inputs were known before, and the recorded number chose none of them. in sample: the
record, or a part of it, had a say in the inputs. arithmetic: the sum is done right. bound: the model lies on the side that is known.
"""


class Score(Value):
    """Shares of the simulated years with just the recorded number (`log`: its logarithm), with at most and with at least as much."""

    exactly: float | None
    so_few: float
    so_many: float
    log: float | None
    years: int


class Expectation(Value):
    """One expectation, in words; `found`: the measure at the medians, or the median of simulated years, then with their 90 % interval.

    missed: the recorded number lies outside it, as was said. kept: share of simulated years on the known side of a bound.
    """

    case: str
    label: Label
    group: str
    quantity: str
    expected: str
    found: Maybe
    interval: tuple[float, float] | None
    holds: bool
    recorded: float | None
    missed: bool
    score: Score | None
    kept: float | None


class CasesHeld(Document):
    """Every expectation of some files of cases, and what is wrong with files that could not be held to anything."""

    expectations: tuple[Expectation, ...]
    faults: tuple[FaultTold, ...]
