"""What a study computes in the background, which waits for no count: the clock, why the gap; then tables and the page."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.documents import Fault, Faults
from simulator.model.cells import kind_codes, kinds_of
from simulator.results import RunOptions, StudyKey, Summary
from simulator.results.clock_summary import Clock
from simulator.results.summary import Decomposition
from simulator.scenario import Loaded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.model.compiled import Compiled
    from simulator.study.clocking import Played

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Background:
    """Parts of the summary that need no simulated year, None where there is none; the clock's files by name."""

    decomposition: Decomposition
    clock: Clock | None
    files: Files


def in_background(
    loaded: Loaded, compiled: Compiled, key: StudyKey, options: RunOptions
) -> Generator[Any, Summary, None]:
    """First the `Background`; sent the summary, the `Files` made of it."""
    from simulator.impact.decomposition import decompose
    from simulator.reports.dashboard import prepare

    clock, files = _clock(loaded, compiled, key.seed, options) if options.clock else (None, {})
    decomposition = decompose(compiled, _unknowns(compiled, key)).summary()
    prepare()
    summary = yield Background(decomposition, clock, files)
    yield page(summary)


def page(summary: Summary) -> Files:
    """The dashboard and the tables it offers, by file name."""
    from simulator.reports.dashboard import dashboard
    from simulator.results import tables

    made = {name: text.encode() for name, text in tables(summary).items()}
    return made | {"dashboard.html": dashboard(summary, made).encode()}


def _unknowns(compiled: Compiled, key: StudyKey) -> NDArray[np.float64]:
    """(unknowns, draws) values of the draws described, as the kernel draws them."""
    import numpy as np

    from simulator.kernel.run import draw_unknowns
    from simulator.kernel.streams import chunks
    from simulator.kernel.years import DESCRIBED

    parts = chunks(min(key.draws, DESCRIBED))
    return np.concatenate([draw_unknowns(compiled, key.seed, chunk, n) for chunk, _, n in parts], axis=1)


def _clock(loaded: Loaded, compiled: Compiled, seed: int, options: RunOptions) -> tuple[Clock, Files]:
    from simulator.study.clock_told import clock_summary
    from simulator.study.clocking import play_clock

    scenario = loaded.scenario
    played = play_clock(scenario, compiled, seed, options.replications)
    limit = scenario.legal_limit.value if scenario.legal_limit else None
    files = {"durations.parquet": _durations(played, compiled)}
    if options.log is not None:
        files["events.csv"] = _events(played, compiled, _there(options.log, played))
    return clock_summary(played, compiled, limit), files


def _there(replication: int, played: Played) -> int:
    many = played.queued.table.replications
    if replication < many:
        return replication
    rule = f"the clock played replications 0 to {many - 1}"
    raise Faults(
        [Fault("--log", 0, 0, "", str(replication), rule, "ask for one of them, or give --replications")]
    )


def _durations(played: Played, compiled: Compiled) -> bytes:
    """One row a person held or kept by the clock: who, and for how many seconds."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from simulator.clock.estimates.results import seconds_from_alert, seconds_held

    table, journeys, plan = played.queued.table, played.queued.journeys, played.plan
    kept = seconds_from_alert(plan, table, journeys)
    rows = np.flatnonzero(~np.isnan(kept) & (table.arrival >= plan.warm_up))
    held = seconds_held(plan, journeys)[rows].astype(np.float32)
    columns = {
        "replication": pa.array(table.replication[rows]),
        "draw": pa.array(table.draw[table.replication[rows]]),
        "weight": pa.array(played.queued.sample.weight[table.replication[rows]]),
        "group": pa.DictionaryArray.from_arrays(table.group[rows], list(compiled.groups)),
        "kind": pa.DictionaryArray.from_arrays(kind_codes(table.kind[rows]), list(kinds_of(compiled.kinds))),
        "seconds_from_alert": pa.array(kept[rows].astype(np.float32)),
        "seconds_held": pa.array(held, from_pandas=True),
    }
    out = pa.BufferOutputStream()
    # Hardly two lengths of time are alike: a dictionary of them takes a third more room, and most of the time.
    dictionary = [name for name in columns if not name.startswith("seconds")]
    pq.write_table(pa.table(columns), out, compression="zstd", use_dictionary=dictionary)
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
    for event in event_log(played.plan, played.queued.table, played.queued.journeys, replication):
        names = {"group": compiled.groups[event.group], "site": compiled.sites[event.site]}
        writer.writerow(asdict(event) | names)
    return out.getvalue().encode()
