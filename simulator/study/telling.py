"""What a study tells beside its counts: the clock's figures and files, then tables, reports and the page.

None of it waits for the counts but the pages, so it can go on beside them (`Beside`).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.results import StudyKey
from simulator.scenario import Loaded

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled
    from simulator.study.clocking import Played

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock's part of the summary, None if it is not played, and its files by name."""

    summary: dict[str, Any] | None
    files: Files


def tell(loaded: Loaded, key: StudyKey) -> Generator[Any, dict[str, Any], None]:
    """First the `Clock`; sent the summary, the `Files` made of it."""
    from simulator.reports.dashboard import prepare

    clock = _clock(loaded, key)
    prepare()
    summary = yield clock
    yield pages(summary)


def pages(summary: dict[str, Any]) -> Files:
    """Tables, reports and the dashboard, by file name."""
    from simulator.reports import dashboard, facts_markdown, report_markdown
    from simulator.results import tables

    made = {name: text.encode() for name, text in tables(summary).items()}
    texts = {"facts.md": facts_markdown, "report.md": report_markdown}
    told = {name: text(summary).encode() for name, text in texts.items()}
    return made | told | {"dashboard.html": dashboard(summary, made).encode()}


def _clock(loaded: Loaded, key: StudyKey) -> Clock:
    if not key.options["clock"]:
        return Clock(None, {})
    from simulator.model.compile import compile_scenario
    from simulator.study.clocking import clock_summary, play_clock

    scenario = loaded.scenario
    compiled = compile_scenario(scenario, loaded.library, loaded.base_name)
    played = play_clock(scenario, compiled, key.seed, key.options["replications"])
    limit = scenario.legal_limit.value if scenario.legal_limit else None
    files = {"durations.parquet": _durations(played, compiled)}
    if key.options["log"] is not None:
        files["events.csv"] = _events(played, compiled, key.options["log"])
    return Clock(clock_summary(played, compiled, limit), files)


def _durations(played: Played, compiled: Compiled) -> bytes:
    """One row a person held or kept by the clock: who, and for how many seconds."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from simulator.clock.results import seconds_from_alert, seconds_held

    table, plan = played.table, played.plan
    kept = seconds_from_alert(plan, played.journeys)
    rows = np.flatnonzero(~np.isnan(kept) & (table.arrival >= plan.warm_up))
    held = seconds_held(plan, played.journeys)[rows].astype(np.float32)
    columns = {
        "replication": pa.array(table.replication[rows]),
        "draw": pa.array(table.draw[table.replication[rows]]),
        "group": pa.DictionaryArray.from_arrays(table.group[rows], list(compiled.groups)),
        "kind": pa.DictionaryArray.from_arrays(table.kind[rows], list(compiled.kinds)),
        "seconds_from_alert": pa.array(kept[rows].astype(np.float32)),
        "seconds_held": pa.array(held, from_pandas=True),
    }
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), out, compression="zstd")
    data: bytes = out.getvalue().to_pybytes()
    return data


def _events(played: Played, compiled: Compiled, replication: int) -> bytes:
    """The event log of one replication, in vidigi's columns, groups and sites by name."""
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
    return out.getvalue().encode()
