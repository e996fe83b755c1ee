"""The tidy tables of a result: one row an observation, made from the summary, for spreadsheets and statistics."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from simulator.results.clock_summary import Clock
from simulator.results.summary import Decomposition, Hundred, Sensitivity, Summary
from simulator.results.values import Value

MEASURES = (
    "measure",
    "unit",
    "group",
    "label",
    "rollup",
    "unmeasured",
    "proxy",
    "median",
    "lo",
    "hi",
    "mean",
    "q17",
    "q83",
    "chance_lo",
    "chance_hi",
    "audit_lo",
    "audit_hi",
    "mc_error",
    "mc_lo",
    "mc_hi",
    "defined",
    "n_draws",
)
FUNNEL = ("group", "kind", "step", "stage", "label", "liberty", "median", "lo", "hi", "n_draws")
INPUTS = (
    "path",
    "label",
    "text",
    "unit",
    "grade",
    "source",
    "citation",
    "locator",
    "why",
    "identity",
    "spread",
)
DECOMPOSITION = ("group", "reference", "factor", "label", "median", "lo", "hi", "defined", "n_draws")
DIFFERENTIAL = ("group", "compared_with", "median", "lo", "hi", "n_draws")
SHARES = ("of", "group", "kind", "stage", "mean", "median", "lo", "hi", "of_means", "highest", "n_draws")
SENSITIVITY = ("measure", "selection", "identity", "path", "label", "grade", "first", "narrower")
CLOCK = (
    "measure",
    "unit",
    "people",
    "who",
    "median",
    "lo",
    "hi",
    "mean",
    "chance_lo",
    "chance_hi",
    "audit_lo",
    "audit_hi",
    "half_width",
    "replications",
)
ENDS = ("median", "lo", "hi")
PROXY = "proxy"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables(summary: Summary) -> dict[str, str]:
    """CSV texts by file name: measures, funnel, inputs and, where the summary has them, why, what drives it, and times.

    `lo` and `hi` bound 90 % intervals, `q17` and `q83` 66 % ones; an undefined value is an empty cell.
    """
    made = {
        "measures.csv": as_csv(MEASURES, _measures(summary)),
        "funnel.csv": _marked(FUNNEL, _funnel(summary), summary),
        "inputs.csv": as_csv(INPUTS, (_of(each, INPUTS) for each in summary.inputs)),
    }
    if summary.decomposition:
        rows = _decomposition(summary.decomposition, summary.draws)
        made["decomposition.csv"] = _marked(DECOMPOSITION, rows, summary)
    if summary.hundred:
        made["shares.csv"] = _marked(SHARES, _shares(summary.hundred, summary.draws), summary)
    if summary.differential:
        made["differential.csv"] = _marked(DIFFERENTIAL, _differential(summary), summary)
    if summary.sensitivity:
        made["sensitivity.csv"] = _marked(SENSITIVITY, _sensitivity(summary.sensitivity), summary)
    if summary.clock:
        made["clock.csv"] = _marked(CLOCK, _clock(summary.clock), summary)
    return made


def _of(value: Value, columns: Sequence[str]) -> list[Any]:
    """Fields of a value, by the names of the columns."""
    return [getattr(value, column) for column in columns]


def _marked(header: Sequence[str], rows: Iterable[Sequence[Any]], summary: Summary) -> str:
    """A table whose every row says `proxy` where a proxy shaped the numbers."""
    mark = PROXY if summary.proxy else ""
    return as_csv((*header, "proxy"), ([*row, mark] for row in rows))


def _measures(summary: Summary) -> Iterator[Sequence[Any]]:
    groups = {group.id: group for group in summary.groups}
    for measure, about in summary.measures.items():
        for group_id, value in about.values.items():
            group = groups[group_id]
            yield (
                measure,
                about.unit,
                group_id,
                group.label,
                group.rollup,
                bool(group.unmeasured),
                PROXY if group.proxy else "",
                *_of(value, ("median", "lo", "hi", "mean", "q17", "q83")),
                *(value.chance or (None, None)),
                *(value.audit or (None, None)),
                *_of(value, ("mc_error", "mc_lo", "mc_hi", "defined")),
                summary.draws,
            )


def _funnel(summary: Summary) -> Iterator[Sequence[Any]]:
    for group, kinds in summary.funnel.values.items():
        for kind, values in kinds.items():
            for step, (stage, value) in enumerate(zip(summary.funnel.stages, values, strict=True)):
                told = (*_of(stage, ("id", "label", "liberty")), *_of(value, ENDS))
                yield (group, kind, step, *told, summary.draws)


def _decomposition(found: Decomposition, draws: int) -> Iterator[Sequence[Any]]:
    """Log ratios to the reference group: the total, each factor's part of it, and stale entries apart."""
    labels = {factor.id: factor.label for factor in found.factors}
    for group, value in found.values.items():
        parts = {"total": value.total, **value.factors, "stale_entries": value.stale_entries}
        for factor, part in parts.items():
            yield (group, found.reference, factor, labels.get(factor), *_of(part, (*ENDS, "defined")), draws)


def _shares(found: Hundred, draws: int) -> Iterator[Sequence[Any]]:
    """Who bears the wrongful detentions beside who is met, then what they came of and where they ended."""
    ends = ("mean", "median", "lo", "hi", "of_means")
    for group, burden in found.burdens.items():
        yield ("exposure", group, None, None, *_of(burden.exposure, ends), None, draws)
        yield ("wrongly_held", group, None, None, *_of(burden.harm, ends), burden.highest, draws)
    for kind, cause in found.causes.items():
        yield ("wrongly_held", "all", kind, None, *_of(cause.whole, ends), None, draws)
        for stage, share in cause.ends.items():
            yield ("wrongly_held", "all", kind, stage, *_of(share, ends), None, draws)


def _differential(summary: Summary) -> Iterator[Sequence[Any]]:
    for group, found in (summary.differential or {}).items():
        for name, value in (("own_group", found.own_group), ("this_gallery", found.this_gallery)):
            yield (group, name, *_of(value, ENDS), summary.draws)


def _sensitivity(found: Sensitivity) -> Iterator[Sequence[Any]]:
    for selection, about in found.selections.items():
        for unknown in about.unknowns:
            yield (found.measure, selection, *_of(unknown, SENSITIVITY[2:]))
            for name, share in unknown.members.items():
                label = f"{unknown.label}: {name} (correlated, do not add)"
                part = (f"{unknown.identity}/{name}", unknown.path, label, unknown.grade, share, None)
                yield (found.measure, selection, *part)


def _clock(found: Clock) -> Iterator[Sequence[Any]]:
    for measure, about in found.measures.items():
        for people, kinds in about.values.items():
            for who, value in kinds.items():
                yield (
                    measure,
                    about.unit,
                    people,
                    who,
                    *_of(value, (*ENDS, "mean")),
                    *(value.chance or (None, None)),
                    *(value.audit or (None, None)),
                    value.half_width,
                    value.replications,
                )


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV: a first line of headings, numbers in full, nothing for what is undefined."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A cell: numbers in full, nothing for what is undefined, and no text that a spreadsheet would run as a formula."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return repr(value) if isinstance(value, float) else value
