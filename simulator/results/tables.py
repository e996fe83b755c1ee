"""The tidy tables of a result: one row an observation, made from the summary, for spreadsheets and statistics."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

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
PROXY = "proxy"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables(summary: Mapping[str, Any]) -> dict[str, str]:
    """CSV texts by file name: measures, funnel, inputs and, where the summary has them, why, what drives it, and times.

    `lo` and `hi` bound 90 % intervals, `q17` and `q83` 66 % ones; an undefined value is an empty cell.
    """
    made = {
        "measures.csv": as_csv(MEASURES, _measures(summary)),
        "funnel.csv": _marked(FUNNEL, _funnel(summary), summary),
        "inputs.csv": as_csv(INPUTS, ([row.get(column) for column in INPUTS] for row in summary["inputs"])),
    }
    draws = summary["draws"]
    if summary.get("decomposition"):
        rows = _decomposition(summary["decomposition"], draws)
        made["decomposition.csv"] = _marked(DECOMPOSITION, rows, summary)
    if summary.get("differential"):
        made["differential.csv"] = _marked(
            DIFFERENTIAL, _differential(summary["differential"], draws), summary
        )
    if summary.get("sensitivity"):
        made["sensitivity.csv"] = _marked(SENSITIVITY, _sensitivity(summary["sensitivity"]), summary)
    if summary.get("clock"):
        made["clock.csv"] = _marked(CLOCK, _clock(summary["clock"]), summary)
    return made


def _marked(header: Sequence[str], rows: Iterable[Sequence[Any]], summary: Mapping[str, Any]) -> str:
    """A table whose every row says `proxy` where a proxy shaped the numbers."""
    mark = PROXY if summary.get("proxy") else ""
    return as_csv((*header, "proxy"), ([*row, mark] for row in rows))


def _measures(summary: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    groups = {group["id"]: group for group in summary["groups"]}
    for measure, about in summary["measures"].items():
        for group_id, value in about["values"].items():
            group = groups.get(group_id, {})
            yield (
                measure,
                about["unit"],
                group_id,
                group.get("label", group_id),
                bool(group.get("rollup")),
                bool(group.get("unmeasured")),
                PROXY if group.get("proxy") else "",
                *(value.get(name) for name in ("median", "lo", "hi", "mean", "q17", "q83")),
                *(value.get("chance") or (None, None)),
                *(value.get("audit") or (None, None)),
                *(value.get(name) for name in ("mc_error", "mc_lo", "mc_hi", "defined")),
                summary["draws"],
            )


def _funnel(summary: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    funnel = summary["funnel"]
    steps = [{"id": "alert", "label": "Alert", "liberty": "free"}, *funnel["stages"]]
    for group, kinds in funnel["values"].items():
        for kind, values in kinds.items():
            # The first value is the alerts themselves where there is one more than stages; else the first stage's.
            named = steps[len(steps) - len(values) :]
            for number, (step, value) in enumerate(zip(named, values, strict=True)):
                yield (
                    group,
                    kind,
                    number,
                    step["id"],
                    step["label"],
                    step.get("liberty"),
                    *(value.get(name) for name in ("median", "lo", "hi")),
                    summary["draws"],
                )


def _decomposition(found: Mapping[str, Any], draws: int) -> Iterator[Sequence[Any]]:
    """Log ratios to the reference group: the total, each factor's part of it, and stale entries apart."""
    labels = {factor["id"]: factor["label"] for factor in found["factors"]}
    for group, value in found["values"].items():
        parts = {"total": value["total"], **value["factors"], "stale_entries": value["stale_entries"]}
        for factor, part in parts.items():
            numbers = (part.get(name) for name in ("median", "lo", "hi", "defined"))
            yield (group, found["reference"], factor, labels.get(factor), *numbers, draws)


def _differential(found: Mapping[str, Any], draws: int) -> Iterator[Sequence[Any]]:
    for group, rows in found.items():
        for compared_with, value in rows.items():
            yield (group, compared_with, *(value.get(name) for name in ("median", "lo", "hi")), draws)


def _sensitivity(found: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    for selection, about in found["selections"].items():
        for unknown in about["unknowns"]:
            yield (found["measure"], selection, *(unknown.get(name) for name in SENSITIVITY[2:]))


def _clock(found: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    for measure, about in found["measures"].items():
        for people, kinds in about["values"].items():
            for who, value in kinds.items():
                yield (
                    measure,
                    about["unit"],
                    people,
                    who,
                    *(value.get(name) for name in ("median", "lo", "hi", "mean")),
                    *(value.get("chance") or (None, None)),
                    *(value.get("audit") or (None, None)),
                    value.get("half_width"),
                    value.get("replications"),
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
