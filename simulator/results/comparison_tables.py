"""The tidy tables of a comparison: values, paired differences and verdicts, made from `comparison.json`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from simulator.results.comparison import Comparison
from simulator.results.csv_tables import as_csv
from simulator.results.values import Interval
from simulator.results.verdicts import Judged

VALUES = (
    "proposal", "measure", "unit", "group", "label", "rollup", "unmeasured", "proxy", "median", "lo", "hi", "mean",
    "chance_lo", "chance_hi", "audit_lo", "audit_hi", "defined", "n_draws",
)  # fmt: skip
DIFFERENCES = (
    "a", "b", "measure", "unit", "group", "label", "median", "lo", "hi", "chance_lo", "chance_hi", "audit_lo",
    "audit_hi", "below", "equal", "above", "defined", "n_draws",
)  # fmt: skip
VERDICTS = (
    "proposal", "rule", "measure", "group", "at_most", "at_least", "years", "judged_on", "grade", "better", "worse", "kept",
    "probability", "probability_lo", "probability_hi", "undefined", "median", "lo", "hi", "n_draws",
)  # fmt: skip
ALL = "all-rules-together"
"""The row of a proposal that says how surely all its rules are kept in the same draw."""


def comparison_tables(comparison: Comparison) -> dict[str, str]:
    """The CSV files of a comparison by name; `verdicts.csv` only where limits were applied."""
    found = {
        "comparison.csv": as_csv(VALUES, _values(comparison)),
        "differences.csv": as_csv(DIFFERENCES, _differences(comparison)),
    }
    if comparison.limits:
        found["verdicts.csv"] = as_csv(VERDICTS, _verdicts(comparison))
    return found


def _values(comparison: Comparison) -> Iterator[Sequence[Any]]:
    proxy = {each.name: "proxy" if each.proxy else "" for each in comparison.proposals}
    for proposal, measures in comparison.values.items():
        for measure in comparison.measures:
            for group in comparison.groups:
                row = measures[measure.id][group.id]
                yield (
                    proposal,
                    measure.id,
                    measure.unit,
                    group.id,
                    group.label,
                    group.rollup,
                    group.unmeasured[proposal] is not None,
                    proxy[proposal],
                    *(getattr(row, name) for name in ("median", "lo", "hi", "mean")),
                    *_ends(row.chance),
                    *_ends(row.audit),
                    row.defined,
                    row.n_draws,
                )


def _differences(comparison: Comparison) -> Iterator[Sequence[Any]]:
    for pair in comparison.pairs:
        for measure in comparison.measures:
            for group in comparison.groups:
                row = pair.differences[measure.id][group.id]
                yield (
                    pair.a,
                    pair.b,
                    measure.id,
                    measure.unit,
                    group.id,
                    group.label,
                    *(getattr(row, name) for name in ("median", "lo", "hi")),
                    *_ends(row.chance),
                    *_ends(row.audit),
                    *(getattr(row, name) for name in ("below", "equal", "above", "defined")),
                    comparison.draws,
                )


def _verdicts(comparison: Comparison) -> Iterator[Sequence[Any]]:
    limits = comparison.limits
    if limits is None:
        return
    for proposal, verdicts in limits.verdicts.items():
        for each in verdicts:
            rule, found = limits.rule(each.rule).model_dump(), each.found or Interval()
            yield (
                proposal,
                each.rule,
                *(rule[name] for name in VERDICTS[2:8]),
                *_judged(each),
                *(found.median, found.lo, found.hi),
                each.n_draws,
            )
        yield (
            proposal,
            ALL,
            *(None,) * 6,
            *_judged(limits.together[proposal]),
            *(None,) * 3,
            limits.together[proposal].n_draws,
        )


def _judged(each: Judged) -> Sequence[Any]:
    return each.grade, *_ends(each.neighbours), each.kept, each.probability, *_ends(each.mc), each.undefined


def _ends(pair: Sequence[Any] | None) -> Sequence[Any]:
    return (None, None) if pair is None else pair
