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
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel import funnel, variation
from simulator.kernel.columns import Columns, narrowed
from simulator.kernel.draws import DESCRIBED, WHOLE, Draws, Layout, PeopleDraws
from simulator.kernel.streams import check_unique, chunks, stream

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled, Expectations

Array = NDArray[np.float64]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One chunk's results: the arrays of `Draws` by name, counts of every column, and site counts if asked for."""

    start: int
    arrays: dict[str, NDArray[Any]]
    counts: dict[tuple[int, ...], NDArray[Any]]
    site_counts: dict[tuple[int, ...], NDArray[Any]]


def run(
    compiled: Compiled,
    seed: int,
    draws: int,
    *,
    workers: int = 1,
    by_site: bool = False,
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
        progress: called with (draws done, draws) after each chunk.

    Raises:
        ValueError: fewer than one draw, or a negative seed.
        DuplicateStream: two decisions would share a stream.
    """
    if draws < 1 or seed < 0:
        raise ValueError(f"draws {draws} must be at least 1 and seed {seed} at least 0")
    check_unique(stream_names(compiled))
    result: Draws | None = None
    for part in _parts(compiled, seed, draws, workers, by_site):
        result = result or _allocate(compiled, seed, draws, part, by_site)
        _store(result, part)
        if progress is not None:
            progress(part.start + len(part.arrays["year"]), draws)
    assert result is not None
    return result


def layout_of(compiled: Compiled) -> Layout:
    """Names of the axes of a scenario's draws."""
    stages = compiled.stages
    return Layout(
        compiled.groups,
        compiled.kinds,
        tuple(stage.id for stage in stages),
        compiled.sites,
        tuple(stage.liberty for stage in stages),
        tuple(stage.counts_as_arrest for stage in stages),
        compiled.victim,
    )


def stream_names(compiled: Compiled) -> list[str]:
    """The name of every stream a run of this scenario uses."""
    names = [f"unknown/{unknown.identity}" for unknown in compiled.unknowns]
    names += ["year", *(f"site/{site}" for site in compiled.sites)]
    names += [f"lookalikes/{group}/false_match" for group in compiled.groups]
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


def _parts(compiled: Compiled, seed: int, draws: int, workers: int, by_site: bool) -> Iterator[Part]:
    """Chunks in order; with several workers never more than two a worker are under way, so memory stays bounded."""
    work = [(compiled, seed, number, start, n, by_site) for number, start, n in chunks(draws)]
    if workers <= 1 or len(work) == 1:
        yield from (simulate_chunk(*arguments) for arguments in work)
        return
    with ProcessPoolExecutor(min(workers, len(work))) as pool:
        pending: deque[Future[Part]] = deque()
        for arguments in work:
            pending.append(pool.submit(simulate_chunk, *arguments))
            if len(pending) >= 2 * workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def simulate_chunk(
    compiled: Compiled, seed: int, chunk: int, start: int, n: int, by_site: bool = False
) -> Part:
    """One chunk of draws: the whole method, in the order of this module's docstring."""
    values = draw_unknowns(compiled, seed, chunk, n)
    expected = compiled.expect(values)
    places = variation.place_and_time(compiled, seed, chunk, n)
    arrays, leave, counted = describe(compiled, values, expected)
    arrays["year"] = places.sum(axis=1)
    alike = clustered(compiled, arrays, seed, chunk)
    exits = exits_of(compiled, leave, counted)
    multiplier = np.ascontiguousarray(places.T) if by_site else arrays["year"]
    counts: dict[tuple[int, ...], NDArray[Any]] = {}
    site_counts: dict[tuple[int, ...], NDArray[Any]] = {}

    def draw(name: str, rate: Array) -> NDArray[np.int64]:
        # draws before sites, so that a shorter run reads the same beginning of the stream
        return stream(seed, name, chunk).poisson(rate.T).T

    for g, group in enumerate(compiled.groups):
        for k, kind in enumerate(compiled.kinds):
            rate = arrays["alerts"][g, k] * multiplier
            if k == 0 and alike is not None:
                rate *= alike[g]
            names = tuple(f"count/{group}/{kind}/{stage.id}" for stage in compiled.stages)
            reached, held = funnel.split(rate, exits[min(g, len(exits) - 1)][k], names, draw)
            for t, column in enumerate((*reached, held)):
                counts[g, k, t] = narrowed(column.sum(axis=0) if by_site else column)
                if by_site:
                    site_counts.update({(s, g, k, t): narrowed(column[s]) for s in range(len(column))})
    return Part(start, arrays, counts, site_counts)


def clustered(compiled: Compiled, arrays: dict[str, NDArray[Any]], seed: int, chunk: int) -> Array | None:
    """(groups, draws) multiplier of false alerts by lookalikes met again; None without the people block."""
    if "exposed" not in arrays:
        return None
    block = (arrays[name] for name in ("searches", "exposed", "frailty", "repeat", "exposure_cv"))
    variance = variation.lookalike_variance(compiled.victim, arrays["alerts"][:, 0], *block)
    return variation.lookalikes(compiled.groups, variance, seed, chunk)


def exits_of(compiled: Compiled, leave: Array, counted: Array) -> list[list[funnel.Exits]]:
    """Exits of each group (one, if it is the same for all) and kind."""
    layout = layout_of(compiled)
    prolonged, held = layout.first("prolonged", "held"), layout.first("held")
    doubtful = tuple(prolonged <= t < held for t in range(len(layout.stages)))
    kinds = range(len(compiled.kinds))
    return [[funnel.Exits.of(of_group[k], counted[k], doubtful) for k in kinds] for of_group in leave]


def describe(
    compiled: Compiled, values: Array, expected: Expectations
) -> tuple[dict[str, NDArray[Any]], Array, Array]:
    """What is expected given the unknowns: arrays of `Draws` by name (draws last), exit and counted shares.

    P(reach a stage) is held once if it is the same for every group.
    """
    grouped = any(
        len(set(terms.items)) > 1 for stage in compiled.stages if stage.proceeds for terms in stage.proceeds
    )
    proceeds = expected.proceeds if grouped else expected.proceeds[:, :1]
    reaching = funnel.reach(np.ascontiguousarray(np.moveaxis(proceeds, 0, -1)))
    leave = funnel.leaving(reaching)
    lasting = np.moveaxis(expected.minimum_share, 0, -1)
    counted = funnel.counted_share(tuple(stage.liberty for stage in compiled.stages), lasting)
    held = np.sum(leave * counted, axis=2, keepdims=True)
    arrays: dict[str, NDArray[Any]] = {
        "values": values,
        "alerts": np.ascontiguousarray(np.moveaxis(expected.alerts, 0, -1)),
        "reaching": np.concatenate([reaching, held], axis=2),
        "seconds": np.moveaxis(expected.mean_seconds, 0, -1),
        **{
            name: np.ascontiguousarray(getattr(expected, name).T)
            for name in ("encounters", "searches", "population", "fpir", "match_rate")
        },
    }
    people = expected.people
    if people is not None:
        stale = (
            compiled.enrolled.of(values)[:, None] * expected.matching.shares * compiled.mated.stale.of(values)
        )
        arrays |= {
            "exposed": np.ascontiguousarray(people.exposed.T),
            "stale": stale.T,
            "frailty": people.frailty,
        }
        arrays |= {"repeat": people.repeat_match, "exposure_cv": people.exposure_cv}
    return arrays, leave, counted


def expect(compiled: Compiled, values: Array) -> Draws:
    """What is expected at given values of the unknowns, as draws without simulated years: no counts, an average year.

    For analyses on closed forms: sensitivity, tipping points, safe levels.

    Args:
        values: (unknowns, draws), rows as in `Compiled.unknowns`.
    """
    arrays, _, _ = describe(compiled, values, compiled.expect(values))
    draws = values.shape[1]
    arrays["year"] = np.ones(draws)
    part = Part(0, arrays, {}, {})
    result = _allocate(compiled, 0, draws, part, by_site=False)
    _store(result, part)
    return result


_PEOPLE = ("exposed", "stale", "frailty", "repeat", "exposure_cv")


def _allocate(compiled: Compiled, seed: int, draws: int, part: Part, by_site: bool) -> Draws:
    """Room for all draws, in the shapes of the first part; expectations in single precision."""
    room = {
        name: np.empty(
            (*array.shape[:-1], draws if name in WHOLE else min(draws, DESCRIBED)),
            np.float64 if name == "values" else np.float32,
        )
        for name, array in part.arrays.items()
    }
    people = PeopleDraws(**{name: room.pop(name) for name in _PEOPLE}) if "exposed" in room else None
    layout = layout_of(compiled)
    shape = (len(layout.groups), len(layout.kinds), len(layout.stages) + 1)
    sites = Columns((len(layout.sites), *shape), draws) if by_site else None
    return Draws(layout, seed, draws, counts=Columns(shape, draws), people=people, site_counts=sites, **room)


def _store(result: Draws, part: Part) -> None:
    """Write one part into its place, as far as there is room for descriptions."""
    for name, array in part.arrays.items():
        target = getattr(result.people if name in _PEOPLE else result, name)[..., part.start :]
        target[..., : array.shape[-1]] = array[..., : target.shape[-1]]
    for index, column in part.counts.items():
        result.counts.put(index, part.start, column)
    if result.site_counts is not None:
        for index, column in part.site_counts.items():
            result.site_counts.put(index, part.start, column)
