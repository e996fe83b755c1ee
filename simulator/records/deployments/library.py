"""Deployment records that ship as evidence, one figure a row there, as a table with one line a deployment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from simulator.documents import Fault, Faults
from simulator.evidence import Library, Row
from simulator.records.deployments.remarks import remarks_on
from simulator.records.deployments.table import Deployments, by_date, empty_numbers, empty_texts

SETS = {
    "faces": "faces_seen",
    "alerts": "alerts",
    "true-alerts": "true_alerts",
    "false-alerts": "false_alerts",
    "arrests": "arrests",
    "minutes": "duration_min",
    "no-action": "no_action",
}
"""Sets of a source that is a deployment record, and the column that each becomes."""


def from_library(shelf: Library, name: str) -> Deployments:
    """The deployments of a source.

    Raises:
        Faults: the source is no record of deployments.
    """
    source = shelf.source(name)
    if not {"faces", "true-alerts"} <= source.sets.keys():
        rule = "is no record of single deployments"
        raise Faults([Fault(name, 0, 0, "", "", rule, "met-lfr-deployments is one; or give a CSV file")])
    found: dict[str, dict[str, Row]] = {}
    for each, column in SETS.items():
        for row in source.sets.get(each, ()):
            found.setdefault(row.row.removesuffix(f"-{each}"), {})[column] = row
    table = _table({key: rows for key, rows in found.items() if "faces_seen" in rows}, source.title)
    return by_date(replace(table, remarks=remarks_on(table, (), counted=True)))


def _table(found: dict[str, dict[str, Row]], title: str) -> Deployments:
    first = [rows["faces_seen"] for rows in found.values()]
    columns: dict[str, Any] = {
        name: np.array([_value(rows.get(name)) for rows in found.values()]) for name in SETS.values()
    }
    columns["threshold"] = np.array([_number(row.threshold) for row in first])
    columns["watchlist_size"] = np.array([_number(row.gallery_size) for row in first])
    n = len(first)
    force = title.partition(".")[0]
    return Deployments(
        rows=tuple(found),
        days=np.array([date.fromisoformat(row.when) for row in first], "datetime64[D]"),
        texts=empty_texts(n, {"force": (force,) * n, "place": [row.place for row in first]}),
        numbers=empty_numbers(n, columns),
        evidence=tuple(tuple(row.id for row in rows.values()) for rows in found.values()),
    )


def _value(row: Row | None) -> float:
    return float("nan") if row is None else _number(row.value)


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
