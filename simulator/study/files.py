"""The files of a result folder (docs/results.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.documents import dump
from simulator.results import Draft, datapackage
from simulator.scenario import Loaded

if TYPE_CHECKING:
    from simulator.impact.summary import Impact

KEPT = ("wrongly_held", "held_from_alert", "wrongful_arrests", "wanted_found")


def write_inputs(draft: Draft, loaded: Loaded, used: list[dict[str, Any]]) -> None:
    """What the study was asked: the scenario with every default, the evidence, and a user's own audits."""
    draft.json("evidence.used.json", used)
    draft.text("scenario.resolved.yaml", dump(loaded.resolved))
    for name, raw in loaded.own.items():
        draft.path(name).write_bytes(raw)


def write_answer(draft: Draft, summary: Mapping[str, Any], impact: Impact) -> None:
    """`summary.json`, the reports it is told in, and behind it `draws.parquet`."""
    from simulator.reports.markdown import facts_markdown, report_markdown

    draft.json("summary.json", summary)
    draft.text("facts.md", facts_markdown(summary))
    draft.text("report.md", report_markdown(summary))
    _write_draws(draft, impact)


def _write_draws(draft: Draft, impact: Impact) -> None:
    """`draws.parquet`: one row a draw, one column a measure and group: the material of every interval printed.

    A measure that is never defined has no column.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = {
        f"{measure}:{selection}": impact.simulated_values(measure, selection)
        for measure in KEPT
        for selection in impact.selections
    }
    columns = {
        name: pa.array(values.astype("int32")) for name, values in found.items() if not np.isnan(values).any()
    }
    pq.write_table(pa.table(columns), draft.path("draws.parquet"), compression="snappy", use_dictionary=False)


def write_files(draft: Draft, summary: Mapping[str, Any], made: Mapping[str, bytes]) -> None:
    """Write what was told of the answer; `manifest.json` follows by itself.

    Args:
        made: the bytes of the tables, the page and the clock's files by name.
    """
    for name, data in made.items():
        draft.path(name).write_bytes(data)
    draft.json("datapackage.json", datapackage(draft.folder, summary))
