"""The kernel: simulated years of a compiled scenario, chunk by chunk.

Order of a chunk:
1. draw the unknowns, each from its own stream;
2. expectations given the unknowns (the model's closed forms);
3. the year's, the sites' and the lookalikes' multipliers;
4. split the alerts of each group and kind over the stages at which cases leave.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel import funnel, lookalikes, variation
from simulator.kernel.columns import Wanted, narrowed
from simulator.kernel.draws import Draws
from simulator.kernel.gathering import Part, allocate, store
from simulator.kernel.gathering import expect as expect
from simulator.kernel.streams import CHUNK, check_unique, chunks, poisson, stream
from simulator.kernel.workers import pool
from simulator.kernel.years import years_of
from simulator.model.cells import false_cells

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]
Progress = Callable[[int, int], None]


def run(
    compiled: Compiled,
    seed: int,
    draws: int,
    *,
    workers: int = 1,
    by_site: bool = False,
    only: Wanted | None = None,
    progress: Progress | None = None,
) -> Draws:
    """Simulate `draws` years of a scenario; each draw has its own unknowns and its own luck.

    Results do not depend on `workers`, and the first draws of a longer run are the draws of a shorter one.

    Args:
        compiled: the scenario as arrays and samplers.
        seed: of the study; compared scenarios share it, and so share the draws of the unknowns they share.
        draws: at least 1.
        workers: processes; 1 stays in this one.
        by_site: keep counts per site as well.
        only: the columns of counts that will be read, where not all are. Those are the same as of a run of all.
        progress: called with (draws done, draws) after each chunk.

    Raises:
        ValueError: fewer than one draw, or a negative seed.
        DuplicateStream: two decisions would share a stream.
    """
    if draws < 1 or seed < 0:
        raise ValueError(f"draws {draws} must be at least 1 and seed {seed} at least 0")
    check_unique(stream_names(compiled))
    result: Draws | None = None
    for part in _parts(compiled, seed, draws, workers, by_site, only):
        result = result or allocate(compiled, seed, draws, part, by_site, only)
        store(result, part)
        if progress is not None:
            progress(part.start + len(part.years), draws)
        del part  # before the next one is made: it is as large as what is worked on
    assert result is not None
    return result


def stream_names(compiled: Compiled) -> list[str]:
    """The name of every stream a run of this scenario uses."""
    names = [f"unknown/{unknown.identity}" for unknown in compiled.unknowns]
    names += ["year", *(f"site/{site}" for site in compiled.sites)]
    names += [name for group in compiled.groups for name in lookalikes.stream_names(group)]
    for group in compiled.groups:
        for kind in compiled.kinds:
            for stage in compiled.stages:
                names += [f"count/{group}/{kind}/{stage.id}", f"count/{group}/{kind}/{stage.id}/short"]
    return names


def draw_unknowns(compiled: Compiled, seed: int, chunk: int, n: int) -> Array:
    """(unknowns, n) values of one chunk, each unknown from the stream of its identity."""
    values = np.empty((len(compiled.unknowns), n))
    for row, unknown in enumerate(compiled.unknowns):
        values[row] = unknown.law.sample(stream(seed, f"unknown/{unknown.identity}", chunk), n)
    return values


def _parts(
    compiled: Compiled, seed: int, draws: int, workers: int, by_site: bool, only: Wanted | None
) -> Iterator[Part]:
    """Chunks in order; with several workers never more than two a worker are under way, so memory stays bounded."""
    work = [(compiled, seed, number, start, n, by_site, only) for number, start, n in chunks(draws)]
    if workers <= 1 or len(work) == 1:
        yield from (simulate_chunk(*arguments) for arguments in work)
        return
    with pool(min(workers, len(work))) as processes:
        pending: deque[Future[Part]] = deque()
        for arguments in work:
            pending.append(processes.submit(simulate_chunk, *arguments))
            if len(pending) >= 2 * workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def relive(compiled: Compiled, values: Array, seed: int) -> Draws:
    """Years at given values of the unknowns, with the chance a run of this seed has in its first chunk.

    For what is found by trying values: the same luck at each makes their differences those of the values.

    Args:
        values: (unknowns, draws), rows as in `Compiled.unknowns`; draws at most one chunk.

    Raises:
        ValueError: more draws than a chunk has.
    """
    draws = values.shape[1]
    if draws > CHUNK:
        raise ValueError(f"{draws} draws are more than the {CHUNK} of one chunk")
    part = _lived(compiled, values, seed, 0, 0)
    result = allocate(compiled, seed, draws, part, by_site=False)
    store(result, part)
    return result


def simulate_chunk(
    compiled: Compiled,
    seed: int,
    chunk: int,
    start: int,
    n: int,
    by_site: bool = False,
    only: Wanted | None = None,
) -> Part:
    """One chunk of draws: the whole method, in the order of this module's docstring."""
    return _lived(compiled, draw_unknowns(compiled, seed, chunk, n), seed, chunk, start, by_site, only)


def _lived(
    compiled: Compiled,
    values: Array,
    seed: int,
    chunk: int,
    start: int,
    by_site: bool = False,
    only: Wanted | None = None,
) -> Part:
    expected = compiled.expect(values)
    places = variation.place_and_time(compiled, seed, chunk, values.shape[1])
    alike = None if only == frozenset() else lookalikes.clustered(compiled, expected, seed, chunk)
    years, exits = years_of(compiled, values, expected, places.sum(axis=0))
    multiplier = np.ascontiguousarray(places) if by_site else years.year
    counts: dict[tuple[int, ...], NDArray[Any]] = {}
    site_counts: dict[tuple[int, ...], NDArray[Any]] = {}

    def draw(name: str, rate: Array) -> NDArray[np.int64]:
        if not rate.any():  # nobody leaves here: a quarter of California's exits
            return np.zeros(rate.shape, np.int64)
        # draws before sites, so that a shorter run reads the same beginning of the stream
        return poisson(stream(seed, name, chunk), rate.T, name).T

    false = false_cells(len(compiled.kinds))
    for g, group in enumerate(compiled.groups):
        for k, kind in enumerate(compiled.kinds):
            since = _since((g, k), exits[g][k], only)
            if since is None:
                continue
            rate = expected.alerts[g, k] * multiplier
            if k in false and alike is not None:
                rate *= alike[g]
            names = tuple(f"count/{group}/{kind}/{stage.id}" for stage in compiled.stages)
            leaving, held = funnel.split(rate, exits[g][k], names, draw, since)
            for t, column in enumerate((*leaving, held), start=since):
                if t == len(names) and only is not None and (g, k, t) not in only:
                    continue
                counts[g, k, t] = narrowed(column.sum(axis=0) if by_site else column)
                if by_site:
                    site_counts.update({(s, g, k, t): narrowed(column[s]) for s in range(len(column))})
    return Part(start, years, counts, site_counts)


def _since(at: tuple[int, int], exits: funnel.Exits, only: Wanted | None) -> int | None:
    """The earliest stage whose exits make up the wanted columns of a group and kind; None where none is wanted."""
    if only is None:
        return 0
    stages = len(exits.counts)
    first_held = next((t for t, counts in enumerate(exits.counts) if counts), stages)
    wanted = [t for t in range(stages + 1) if (*at, t) in only]
    return min((first_held if t == stages else t for t in wanted), default=None)
