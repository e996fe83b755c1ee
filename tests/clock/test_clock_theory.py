"""Queues with known answers. Each comparison is a t statistic over independent replications, refused beyond 7 standard
errors: with at least 60 replications that happens by chance less than once in 10⁸ comparisons."""

from __future__ import annotations

from collections.abc import Callable
from math import factorial, sqrt

import numpy as np
import pytest

from simulator.clock import replay_engine, simpy_engine
from simulator.clock.cases import CaseTable, Floats
from simulator.clock.journeys import Journeys
from simulator.clock.plan import ClockPlan, ClockStage, Resource

Play = Callable[[ClockPlan, CaseTable], Journeys]
ENGINES = [
    pytest.param(simpy_engine.play, 60, id="simpy"),
    pytest.param(replay_engine.play, 1_000, id="replay"),
]
CASES, WARM_UP = 1_200, 400
TOLERANCE = 7.0

pytestmark = pytest.mark.statistical


def erlang_b(servers: int, load: float) -> float:
    """P(all servers busy) in M/G/c/c (Erlang 1917), by the usual recursion."""
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """P(wait > 0) in M/M/c (Erlang 1917)."""
    b = erlang_b(servers, load)
    return b / (1.0 - load / servers * (1.0 - b))


def erlang_a(servers: int, arrivals: float, impatience: float) -> float:
    """Share abandoning in M/M/c+M with service rate 1 (Palm 1957), from the stationary birth and death chain."""
    weights = [arrivals**k / factorial(k) for k in range(servers + 1)]
    for waiting in range(1, 2_000):
        weights.append(weights[-1] * arrivals / (servers + waiting * impatience))
    queue = sum(max(0, k - servers) * w for k, w in enumerate(weights)) / sum(weights)
    return impatience * queue / arrivals


def poisson_cases(
    rng: np.random.Generator, replications: int, rate: float, service: str, patience: float
) -> CaseTable:
    """Poisson arrivals at one stage; unit mean service, exponential or of the law asked for; exponential patience."""
    shape = (replications, CASES)
    arrival = rng.exponential(1.0 / rate, shape).cumsum(axis=1).ravel()
    n = len(arrival)
    draws = {
        "exponential": rng.exponential(1.0, n),
        "fixed": np.ones(n),
        "log-normal": rng.lognormal(-0.5, 1.0, n),
    }
    duration = draws[service]
    limits = rng.exponential(patience, (n, 1)) if 0.0 < patience < np.inf else np.full((n, 1), patience)
    replication = np.repeat(np.arange(replications), CASES)
    return CaseTable.of(arrival, duration, patience=limits, replication=replication)


def settled(values: Floats, replications: int) -> Floats:
    """The mean of each replication, its first cases left out: the queue starts empty."""
    return np.asarray(values.reshape(replications, CASES)[:, WARM_UP:].mean(axis=1))


def assert_mean(values: Floats, expected: float) -> None:
    error = values.std(ddof=1) / sqrt(len(values))
    assert abs(values.mean() - expected) < TOLERANCE * error, (values.mean(), expected, error)


def plan_of(servers: int, gives_up: bool = False) -> ClockPlan:
    return ClockPlan((ClockStage("desk", 0, gives_up=gives_up),), (Resource("officer", servers),))


@pytest.mark.parametrize(("play", "replications"), ENGINES)
@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (4, 3.2), (10, 8.0)])
def test_mmc_waits_as_erlang_c_says(play: Play, replications: int, servers: int, load: float) -> None:
    table = poisson_cases(np.random.default_rng([1, servers]), replications, load, "exponential", np.inf)
    journeys = play(plan_of(servers), table)
    wait = journeys.start[:, 0] - journeys.queue_entry[:, 0]
    assert_mean(settled((wait > 0.0).astype(float), replications), erlang_c(servers, load))
    assert_mean(settled(wait, replications), erlang_c(servers, load) / (servers - load))


@pytest.mark.parametrize(("play", "replications"), ENGINES)
@pytest.mark.parametrize(("service", "squared_cv"), [("fixed", 0.0), ("log-normal", np.e - 1.0)])
def test_mg1_waits_as_pollaczek_and_khinchine_say(
    play: Play, replications: int, service: str, squared_cv: float
) -> None:
    load = 0.6
    table = poisson_cases(np.random.default_rng([2, int(squared_cv)]), replications, load, service, np.inf)
    journeys = play(plan_of(1), table)
    expected = load * (1.0 + squared_cv) / (2.0 * (1.0 - load))
    assert_mean(settled(journeys.start[:, 0] - journeys.queue_entry[:, 0], replications), expected)


@pytest.mark.parametrize(("play", "replications"), ENGINES)
@pytest.mark.parametrize(("servers", "rate", "patience"), [(3, 4.0, 2.0), (1, 2.0, 0.5)])
def test_mmc_with_impatience_loses_as_palm_says(
    play: Play, replications: int, servers: int, rate: float, patience: float
) -> None:
    table = poisson_cases(np.random.default_rng([3, servers]), replications, rate, "exponential", patience)
    journeys = play(plan_of(servers, gives_up=True), table)
    expected = erlang_a(servers, rate, 1.0 / patience)
    assert_mean(settled(journeys.walked.astype(float), replications), expected)


@pytest.mark.parametrize(("play", "replications"), ENGINES)
@pytest.mark.parametrize("service", ["exponential", "log-normal"])
def test_nobody_waiting_is_blocked_as_erlang_b_says(play: Play, replications: int, service: str) -> None:
    table = poisson_cases(np.random.default_rng(4), replications, 3.0, service, 0.0)
    journeys = play(plan_of(4, gives_up=True), table)
    assert_mean(settled(journeys.walked.astype(float), replications), erlang_b(4, 3.0))


@pytest.mark.parametrize(("play", "replications"), ENGINES)
def test_what_leaves_a_settled_mm1_is_poisson_again(play: Play, replications: int) -> None:
    # Burke 1956: two M/M/1 queues in a row wait as if each stood alone
    rng = np.random.default_rng(5)
    one = poisson_cases(rng, replications, 0.6, "exponential", np.inf)
    table = CaseTable.of(
        one.arrival,
        np.column_stack([one.duration, rng.exponential(1.0, len(one))]),
        replication=one.replication,
    )
    plan = ClockPlan((ClockStage("a", 0), ClockStage("b", 1)), (Resource("a"), Resource("b")))
    journeys = play(plan, table)
    assert_mean(settled(journeys.start[:, 1] - journeys.queue_entry[:, 1], replications), 0.6 / 0.4)
