"""The result folder: written whole or not at all, recognised by its content, checked against its manifest.

A study's id is a fingerprint of what decides its numbers, so the same study is the same folder. A folder is written under
a temporary name and renamed when complete; `verify` recomputes every hash. Times and durations live in `timing.json`, the
one file outside the hashes: when a study was asked for last decides which result a name means.
"""

from simulator.results.comparison import Comparison
from simulator.results.csv_tables import tables
from simulator.results.datapackage import datapackage
from simulator.results.encoding import as_json
from simulator.results.environment import environment
from simulator.results.errors import (
    AmbiguousResult,
    DamagedResult,
    NotRepeated,
    OtherLayout,
    OtherVersion,
    ResultError,
    ResultMissing,
)
from simulator.results.finding import Result, candidates, comparison_at, find, open_result, stored, summary_at
from simulator.results.key import RunOptions, StudyKey
from simulator.results.problems import Problem, Verification
from simulator.results.summary import Summary
from simulator.results.timing import last_asked
from simulator.results.tolerance import differences
from simulator.results.variants import variants
from simulator.results.verifying import verify
from simulator.results.writing import Draft, answer_from, writing

__all__ = [
    "AmbiguousResult",
    "Comparison",
    "DamagedResult",
    "Draft",
    "NotRepeated",
    "OtherLayout",
    "OtherVersion",
    "Problem",
    "Result",
    "ResultError",
    "ResultMissing",
    "RunOptions",
    "StudyKey",
    "Summary",
    "Verification",
    "answer_from",
    "as_json",
    "candidates",
    "comparison_at",
    "datapackage",
    "differences",
    "environment",
    "find",
    "last_asked",
    "open_result",
    "stored",
    "summary_at",
    "tables",
    "variants",
    "verify",
    "writing",
]
