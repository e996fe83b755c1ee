"""What a study computes in the background, which waits for no count: the clock, why the gap; then tables and the page."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.documents import Fault, Faults
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

    clock, files = _clock(loaded, compiled, key, options) if options.clock else (None, {})
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


def _clock(loaded: Loaded, compiled: Compiled, key: StudyKey, options: RunOptions) -> tuple[Clock, Files]:
    from simulator.study.clock_told import clock_summary
    from simulator.study.clocking import play_clock
    from simulator.study.durations_file import clock_files

    scenario = loaded.scenario
    played = play_clock(scenario, compiled, key.seed, options.replications)
    limit = scenario.legal_limit.value if scenario.legal_limit else None
    files = clock_files(played, compiled, key, limit)
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
