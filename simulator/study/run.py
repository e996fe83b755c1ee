"""One study: compile, simulate, measure, write. The only place where rooms meet files.

Order:
1. the evidence the scenario names, and the key that decides every number;
2. an identical study that is already stored answers at once;
3. compile, draw, summarise; in a second process, play the clock (`background`);
4. write everything into a folder that appears whole or not at all; there too, make the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.results import RunOptions, StudyKey, Summary, answer_from, summary_at, writing
from simulator.scenario import InputRow, Loaded, inputs
from simulator.study.background import in_background
from simulator.study.draws_file import DRAWS, write_draws
from simulator.study.evidence_used import as_kept, evidence_used, input_hashes
from simulator.study.files import write_answer, write_files, write_inputs
from simulator.study.second_process import SecondProcess

if TYPE_CHECKING:
    from simulator.impact.summary import Impact
    from simulator.model.compiled import Compiled
    from simulator.results.what_if import WhatIf

Progress = Callable[[float, str], None]


MANY = 100_000
"""Draws up to which a result keeps each of them, and from which it pays to simulate in processes of their own."""


def silent(_share: float, _what: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished study: its folder, its summary, the inputs it rests on, and whether it was already stored."""

    folder: Path
    summary: Summary
    rows: tuple[InputRow, ...]
    reused: bool


def run_study(
    loaded: Loaded,
    *,
    draws: int,
    seed: int,
    out: Path,
    workers: int = 1,
    force: bool = False,
    clock: bool = True,
    replications: int | None = None,
    log: int | None = None,
    keep_draws: bool = False,
    what_if: bool = False,
    progress: Progress = silent,
) -> Outcome:
    """Answer a scenario and leave its folder under `out`.

    Args:
        draws: Monte Carlo draws, at least 1.
        seed: same inputs, seed, dependencies and platform give the same bytes.
        workers: processes; the numbers do not depend on it. 1 stays in this one.
        force: compute again although the same study is stored.
        clock: play cases through queues as well; off, times are as if nobody queued.
        replications: draws the clock plays through the queues; chosen by precision where None.
        log: also write the event log of this replication of the clock, from 0.
        keep_draws: write `draws.parquet` although there are more than `MANY` draws.
        what_if: also run the scenario at other places of a board's levers (`study.what_if`).

    Raises:
        results.DamagedResult: the stored study is not what its manifest says, and `force` is not given.
        ValueError: audits that cannot be combined as the scenario asks, with the path and the way out.
        OSError: the folder cannot be written; nothing is left behind.
    """
    library = loaded.library
    rows = inputs(loaded)
    used = evidence_used(rows, library)
    options = RunOptions(clock, replications, log, keep_draws and draws > MANY, _levers() if what_if else "")
    kept, asked = as_kept(used), options.plain
    key = StudyKey(loaded.name, loaded.resolved, kept, seed, draws, __version__, asked, loaded.warned)
    stored = answer_from(out, key, force=force)
    if stored is not None:
        return Outcome(stored, summary_at(stored), rows, reused=True)
    started = perf_counter()
    progress(0.02, "reading the evidence")
    compiled = _compiled(loaded)
    with SecondProcess(lambda: in_background(loaded, compiled, key, options), process=workers > 1) as second:
        summary, impact = _compute(loaded, compiled, rows, key, workers, progress)
        to_write = impact if keep_draws or draws <= MANY else None
        del impact  # of a million draws it is most of the memory, and what follows needs some
        progress(0.85, "playing the queues")
        background = second.receive()
        summary = summary.completed(background.decomposition, background.clock)
        if what_if:
            summary = summary.model_copy(update={"what_if": _what_if(loaded, key, workers, progress)})
        second.send(summary)
        progress(0.9, "writing")
        with writing(out, key, input_hashes(loaded, used)) as draft:
            write_inputs(draft, loaded, used)
            write_answer(draft, summary)
            if to_write is not None:
                write_draws(draft.path(DRAWS), to_write, key)
            write_files(draft, summary, background.files | second.receive())
            draft.timing({"seconds": round(perf_counter() - started, 3), "workers": workers})
    progress(1.0, "done")
    return Outcome(draft.final, summary, rows, reused=False)


def _levers() -> str:
    from simulator.study.what_if import asked_of

    return asked_of()


def _what_if(loaded: Loaded, key: StudyKey, workers: int, progress: Progress) -> WhatIf:
    from simulator.study.what_if import what_if

    return what_if(loaded, key, workers, lambda done: progress(0.85 + 0.05 * done, "asking what if"))


def _compiled(loaded: Loaded) -> Compiled:
    """The scenario as arrays. Heavy imports are made from here on, so that a stored answer needs none."""
    from simulator.model.compile import compile_scenario

    return compile_scenario(loaded.scenario, loaded.library)


def _compute(
    loaded: Loaded,
    compiled: Compiled,
    rows: tuple[InputRow, ...],
    key: StudyKey,
    workers: int,
    progress: Progress,
) -> tuple[Summary, Impact]:
    """The summary but for what comes of the background, and what is behind it."""
    from simulator.impact.summary import Impact
    from simulator.kernel.run import run
    from simulator.study.summary import summary_of

    draws = run(
        compiled,
        key.seed,
        key.draws,
        workers=workers if key.draws >= MANY else 1,
        progress=lambda done, total: progress(0.05 + 0.35 * done / total, "simulating years"),
    )
    impact = Impact(draws, compiled)
    return summary_of(loaded, rows, key, impact, progress), impact
