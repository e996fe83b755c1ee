"""Chance under control: streams, chunks, workers."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.documents import Faults
from simulator.kernel import CHUNK, DuplicateStream, run, stream
from simulator.kernel.run import stream_names
from simulator.kernel.streams import check_unique, chunks, poisson
from simulator.model.laws import Beta, Uniform
from tests.kernel.worlds import Unknown, World

WORLD = World(
    sigma=0.4,
    year_cv=0.1,
    site_cv=0.3,
    sites=("north", "south"),
    people=(0.5, 1.0, 0.5, 1.0),
    extra=(Unknown("bystander", Beta(3, 10)),),
)


def same(a: object, b: object) -> bool:
    """Bit for bit."""
    return np.array_equal(np.asarray(a), np.asarray(b))


def test_a_stream_is_its_seed_name_and_chunk() -> None:
    def first(seed: int, name: str, chunk: int) -> float:
        return float(stream(seed, name, chunk).random())

    assert first(1, "a", 0) == first(1, "a", 0)
    assert len({first(1, "a", 0), first(2, "a", 0), first(1, "b", 0), first(1, "a", 1)}) == 4


def test_the_numbers_of_a_stream_never_change_between_versions() -> None:
    assert stream(1, "year", 0).integers(0, 1_000_000, 3).tolist() == [529_992, 875_371, 757_513]


def test_a_name_used_twice_is_refused() -> None:
    with pytest.raises(DuplicateStream, match="'year' is named twice"):
        check_unique(["year", "count", "year"])
    check_unique(stream_names(WORLD.compiled))


def test_two_unknowns_of_one_identity_are_refused() -> None:
    twice = WORLD.but(extra=(Unknown("x", Uniform(0, 1)), Unknown("x", Uniform(0, 1))))
    with pytest.raises(DuplicateStream, match="unknown/x"):
        run(twice.compiled, 1, 10)


def test_a_mean_beyond_any_count_is_a_fault_that_names_the_count() -> None:
    with pytest.raises(Faults) as found:
        poisson(stream(1, "count/all/wanted/held", 0), np.array([1.0, 1e19]), "count/all/wanted/held")
    assert str(found.value) == (
        "counts  all/wanted/held = 1e+19 cases: are expected, and so many cannot be counted; "
        "a number of the scenario is far too large; `check` lists them"
    )


def test_chunks_cover_the_draws_once() -> None:
    assert list(chunks(CHUNK + 1)) == [(0, 0, CHUNK), (1, CHUNK, 1)]
    assert list(chunks(5)) == [(0, 0, 5)]


@pytest.mark.parametrize(("seed", "draws"), [(1, 0), (-1, 10)])
def test_bad_runs_are_refused(seed: int, draws: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        run(WORLD.compiled, seed, draws)


def test_the_first_draws_of_a_longer_run_are_the_draws_of_a_shorter_one() -> None:
    short, long = run(WORLD.compiled, 5, 700), run(WORLD.compiled, 5, CHUNK + 300)
    assert same(short.events, long.events[:700])
    assert same(short.years.values, long.years.values[:, :700])
    assert same(short.years.year, long.years.year[:700])


def test_the_same_holds_for_counts_by_site() -> None:
    short, long = (run(WORLD.compiled, 5, n, by_site=True).site_counts for n in (300, 500))
    assert short is not None
    assert long is not None
    assert same(short.array(), long.array()[:300])


def test_seeds_of_any_size_are_taken() -> None:
    first = {float(stream(seed, "a", 0).random()) for seed in (0, 1, 2**32, 2**32 + 1, 2**70)}
    assert len(first) == 5


def test_workers_change_nothing() -> None:
    alone, together = (
        run(WORLD.compiled, 5, 2 * CHUNK + 77),
        run(WORLD.compiled, 5, 2 * CHUNK + 77, workers=2),
    )
    assert same(alone.counts.array(), together.counts.array())
    for ours, theirs in zip(alone.years.arrays(), together.years.arrays(), strict=True):
        assert same(ours, theirs)


def test_another_seed_is_another_study() -> None:
    assert not same(run(WORLD.compiled, 5, 200).events, run(WORLD.compiled, 6, 200).events)


def test_an_added_group_changes_no_other_groups_numbers() -> None:
    larger = WORLD.but(
        groups=("female/asian", *WORLD.groups),
        alerts=((7, 3, 1), *WORLD.alerts),
        encounters=(9e3, *WORLD.encounters),
        population=(4e4, *WORLD.population),
        reference=4,
    )
    assert same(run(WORLD.compiled, 3, 500).events, run(larger.compiled, 3, 500).events[:, 1:])


def test_the_order_of_groups_changes_nothing() -> None:
    order = [2, 0, 3, 1]
    shuffled = WORLD.but(
        groups=tuple(WORLD.groups[i] for i in order),
        alerts=tuple(WORLD.alerts[i] for i in order),
        encounters=tuple(WORLD.encounters[i] for i in order),
        population=tuple(WORLD.population[i] for i in order),
        reference=2,
    )
    assert same(run(WORLD.compiled, 3, 500).events[:, order], run(shuffled.compiled, 3, 500).events)


def test_progress_tells_every_chunk() -> None:
    told: list[tuple[int, int]] = []
    run(WORLD.compiled, 1, CHUNK + 10, progress=lambda done, draws: told.append((done, draws)))
    assert told == [(CHUNK, CHUNK + 10), (CHUNK + 10, CHUNK + 10)]
