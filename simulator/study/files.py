"""The files of a result folder (DESIGN: docs/results.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from simulator.reports import dashboard, facts_markdown, report_markdown
from simulator.results import Draft, datapackage, tables
from simulator.scenario import Loaded
from simulator.study.evidence import own_audits

if TYPE_CHECKING:
    from simulator.impact.summary import Impact
    from simulator.model.compiled import Compiled
    from simulator.study.clocking import Played

KEPT = ("wrongly_held", "held_from_alert", "wrongful_arrests", "wanted_found")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a study computed: its summary, the draws behind it, and the clock's journeys if it was played."""

    summary: dict[str, Any]
    impact: Impact
    played: Played | None


def write_files(
    draft: Draft, loaded: Loaded, answer: Answer, used: list[dict[str, Any]], log: int | None = None
) -> None:
    """Write everything a reader, a spreadsheet or another run needs; `manifest.json` follows by itself."""
    summary = answer.summary
    texts = tables(summary)
    for name, text in texts.items():
        draft.text(name, text)
    draft.json("summary.json", summary)
    draft.json("evidence.used.json", used)
    draft.text(
        "scenario.resolved.yaml",
        yaml.safe_dump(loaded.resolved, sort_keys=False, allow_unicode=True, width=120),
    )
    for name, raw in own_audits(loaded).items():
        draft.path(name).write_bytes(raw)
    draft.text("facts.md", facts_markdown(summary))
    draft.text("report.md", report_markdown(summary))
    draft.text("dashboard.html", dashboard(summary, {name: text.encode() for name, text in texts.items()}))
    _write_draws(draft, answer.impact)
    if answer.played is not None:
        _write_durations(draft, answer.played, answer.impact)
        if log is not None:
            _write_log(draft, answer.played, answer.impact.compiled, log)
    draft.json("datapackage.json", datapackage(draft.folder, summary))


def _write_draws(draft: Draft, impact: Impact) -> None:
    """`draws.parquet`: one row a draw, one column a measure and group: the material of every interval printed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {
        f"{measure}:{selection}": pa.array(impact.simulated_values(measure, selection).astype("int32"))
        for measure in KEPT
        for selection in impact.selections
    }
    pq.write_table(pa.table(columns), draft.path("draws.parquet"), compression="snappy", use_dictionary=False)


def _write_durations(draft: Draft, played: Played, impact: Impact) -> None:
    """`durations.parquet`: one row a person held or kept by the clock: who, and for how many seconds."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from simulator.clock.results import seconds_from_alert, seconds_held

    table, plan = played.table, played.plan
    kept = seconds_from_alert(plan, played.journeys)
    rows = np.flatnonzero(~np.isnan(kept) & (table.arrival >= plan.warm_up))
    columns = {
        "replication": pa.array(table.replication[rows]),
        "draw": pa.array(table.draw[table.replication[rows]]),
        "group": pa.DictionaryArray.from_arrays(table.group[rows], list(impact.compiled.groups)),
        "kind": pa.DictionaryArray.from_arrays(table.kind[rows], list(impact.compiled.kinds)),
        "seconds_from_alert": pa.array(kept[rows].astype(np.float32)),
        "seconds_held": pa.array(
            seconds_held(plan, played.journeys)[rows].astype(np.float32), from_pandas=True
        ),
    }
    pq.write_table(pa.table(columns), draft.path("durations.parquet"), compression="zstd")


def _write_log(draft: Draft, played: Played, compiled: Compiled, replication: int) -> None:
    """`events.csv`: the event log of one replication, in vidigi's columns, groups and sites by name."""
    import csv
    import io
    from dataclasses import asdict

    from simulator.clock.log import COLUMNS, event_log

    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for event in event_log(played.plan, played.table, played.journeys, replication):
        names = {"group": compiled.groups[event.group], "site": compiled.sites[event.site]}
        writer.writerow(asdict(event) | names)
    draft.text("events.csv", out.getvalue())
