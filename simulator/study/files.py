"""The files of a result folder (DESIGN: docs/results.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from simulator.reports import dashboard, facts_markdown, report_markdown
from simulator.results import Draft, datapackage, tables
from simulator.scenario import Loaded

if TYPE_CHECKING:
    from simulator.impact.summary import Impact

KEPT = ("wrongly_held", "held_from_alert", "wrongful_arrests", "wanted_found")


def write_files(
    draft: Draft, loaded: Loaded, summary: dict[str, Any], impact: Impact, used: list[dict[str, Any]]
) -> None:
    """Write everything a reader, a spreadsheet or another run needs; `manifest.json` follows by itself."""
    texts = tables(summary)
    for name, text in texts.items():
        draft.text(name, text)
    draft.json("summary.json", summary)
    draft.json("evidence.used.json", used)
    draft.text(
        "scenario.resolved.yaml",
        yaml.safe_dump(loaded.resolved, sort_keys=False, allow_unicode=True, width=120),
    )
    draft.text("facts.md", facts_markdown(summary))
    draft.text("report.md", report_markdown(summary))
    draft.text("dashboard.html", dashboard(summary, {name: text.encode() for name, text in texts.items()}))
    _write_draws(draft, impact)
    draft.json("datapackage.json", datapackage(draft.folder, summary))


def _write_draws(draft: Draft, impact: Impact) -> None:
    """`draws.parquet`: one row a draw, one column a measure and group: the material of every interval printed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {
        f"{measure}:{selection}": pa.array(impact.simulated_values(measure, selection).astype("int64"))
        for measure in KEPT
        for selection in impact.selections
    }
    pq.write_table(pa.table(columns), draft.path("draws.parquet"), compression="zstd")
