"""The year a per-stop discrete-event model would simulate: one SimPy process a stop, as its documentation teaches.

    python benchmarks/kernel_simpy.py

Prints stops per second of a slice. `kernel_speed.py` compares the kernel with it.
"""

from __future__ import annotations

import random
from collections.abc import Generator
from dataclasses import dataclass
from itertools import accumulate
from time import perf_counter
from typing import Any

import simpy

SLICE = 100_000


@dataclass(frozen=True)
class Year:
    """One draw of a scenario in plain Python numbers.

    stops a year; shares cumulative over groups; alerts: per group cumulative P(alert of a kind | stop); proceeds: per
    kind and stage; seconds: mean per stage.
    """

    stops: float
    groups: list[str]
    shares: list[float]
    alerts: list[list[float]]
    proceeds: list[list[float]]
    seconds: list[float]


def stop(
    env: simpy.Environment, year: Year, group: int, reached: dict[tuple[int, int, int], int]
) -> Generator[Any, Any, None]:
    """One person stopped: searched, perhaps alerted on, then through the pathway until let go."""
    coin = random.random()
    kind = next((k for k, p in enumerate(year.alerts[group]) if coin < p), None)
    if kind is None:
        return
    for stage, onward in enumerate(year.proceeds[kind]):
        reached[group, kind, stage] = reached.get((group, kind, stage), 0) + 1
        yield env.timeout(random.expovariate(1 / year.seconds[stage]))
        if random.random() >= onward:
            return


def arrivals(
    env: simpy.Environment, year: Year, stops: int, reached: dict[tuple[int, int, int], int]
) -> Generator[Any, Any, None]:
    """Stops at random times."""
    gap = 31_557_600 / year.stops
    names = range(len(year.groups))
    for _ in range(stops):
        yield env.timeout(random.expovariate(1 / gap))
        group = random.choices(names, cum_weights=year.shares)[0]
        env.process(stop(env, year, group, reached))


def seconds_per_stop(year: Year, stops: int = SLICE) -> float:
    """Measured on a slice of the year."""
    random.seed(1)
    env = simpy.Environment()
    reached: dict[tuple[int, int, int], int] = {}
    env.process(arrivals(env, year, stops, reached))
    began = perf_counter()
    env.run()
    return (perf_counter() - began) / stops


def example() -> Year:
    """Four groups, three stages."""
    return Year(
        3.6e6,
        ["a", "b", "c", "d"],
        list(accumulate([0.1, 0.2, 0.3, 0.4])),
        [[0.01, 0.02, 0.03]] * 4,
        [[0.5, 0.3, 0.0]] * 3,
        [60.0, 600.0, 3600.0],
    )


if __name__ == "__main__":
    print(
        f"{1 / seconds_per_stop(example()):,.0f} stops a second, one SimPy process a stop, {SLICE:,} stops measured"
    )
