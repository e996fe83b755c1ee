"""The clock's engines side by side: the SimPy engine beside plain SimPy and Ciw, and replay beside the SimPy engine.

    python benchmarks/clock_engines.py

Prints ratios measured in one run and writes benchmarks/results/clock.json. Ciw is compared if it is installed.
Every pair of engines plays the same case table, and the journeys are compared before any time is believed.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import platform
import random
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import simpy

from simulator.clock import replay_engine, simpy_engine
from simulator.clock.cases import CaseTable
from simulator.clock.plan import ClockPlan, ClockStage, Resource

SERVERS, ARRIVALS, SERVICE = 4, 3.2, 1.0  # M/M/4 at 80 % load
CUSTOMERS = 20_000
MM4 = ClockPlan((ClockStage("desk", 0),), (Resource("officer", SERVERS),))
PATHWAY = ClockPlan(
    (
        ClockStage("review", 0, liberty="prolonged", gives_up=True),
        ClockStage("questioned", liberty="held"),
        ClockStage("prints", 1, liberty="held", gives_up=True),
        ClockStage("booked", 2, liberty="held"),
    ),
    (Resource("officer", 3), Resource("desk", 2), Resource("cell", 4)),
    legal_limit=60.0,
)


def best(work: Callable[[], object], repeats: int = 3) -> float:
    """The shortest of several processor times, seconds: nothing here waits, and neighbours on the machine do not count."""
    times = []
    for _ in range(repeats):
        began = process_time()
        work()
        times.append(process_time() - began)
    return min(times)


def mm4_cases(replications: int, cases: int) -> CaseTable:
    rng = np.random.default_rng([4, replications])
    arrival = rng.exponential(1.0 / ARRIVALS, (replications, cases)).cumsum(axis=1).ravel()
    replication = np.repeat(np.arange(replications), cases)
    return CaseTable.of(arrival, rng.exponential(SERVICE, len(arrival)), replication=replication)


def pathway_cases(replications: int, cases: int) -> CaseTable:
    """Four stages, three of them with lines; a fifth of the people leaves at each; some give up."""
    rng = np.random.default_rng([5, replications])
    arrival = rng.exponential(1.0, (replications, cases)).cumsum(axis=1).ravel()
    shape = (len(arrival), 4)
    return CaseTable.of(
        arrival,
        rng.lognormal(0.0, 1.0, shape) * np.array([1.4, 5.0, 1.2, 3.0]),
        patience=rng.exponential(6.0, shape),
        proceeds=rng.random(shape) < 0.8,
        replication=np.repeat(np.arange(replications), cases),
    )


def plain_simpy(customers: int) -> float:
    """An idiomatic SimPy M/M/4: one process a customer, one Resource."""
    rng = random.Random(1)
    env = simpy.Environment()
    desk = simpy.Resource(env, SERVERS)

    def customer() -> Any:
        with desk.request() as turn:
            yield turn
            yield env.timeout(rng.expovariate(1.0 / SERVICE))

    def source() -> Any:
        for _ in range(customers):
            yield env.timeout(rng.expovariate(ARRIVALS))
            env.process(customer())

    env.process(source())
    env.run()
    return float(env.now)


def ciw_mm4(customers: int) -> object:
    """The same queue in Ciw."""
    ciw: Any = importlib.import_module("ciw")

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=ARRIVALS)],
        service_distributions=[ciw.dists.Exponential(rate=1.0 / SERVICE)],
        number_of_servers=[SERVERS],
    )
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers)
    return simulation


def compare_simpy() -> dict[str, float]:
    """Events (an arrival, a start and an end for each customer) per second on M/M/4."""
    table = mm4_cases(1, CUSTOMERS)
    seconds = {
        "simpy_engine": best(lambda: simpy_engine.play(MM4, table)),
        "plain_simpy": best(lambda: plain_simpy(CUSTOMERS)),
    }
    if importlib.util.find_spec("ciw"):
        seconds["ciw"] = best(lambda: ciw_mm4(CUSTOMERS))
    return {name: round(3 * CUSTOMERS / took) for name, took in seconds.items()}


def compare_replay(
    plan: ClockPlan, table_of: Callable[[int, int], CaseTable], cases: int
) -> list[dict[str, Any]]:
    """Cases per second of both engines on one case table, at 1, 100 and 1,000 replications."""
    rows = []
    for replications in (1, 100, 1_000):
        table = table_of(replications, cases)
        reference = simpy_engine.play(plan, table)
        slow = best(lambda table=table: simpy_engine.play(plan, table), 3 if replications < 1_000 else 1)  # type: ignore[misc]
        fast = best(lambda table=table: replay_engine.play(plan, table), 5)  # type: ignore[misc]
        rows.append(
            {
                "replications": replications,
                "cases": len(table),
                "simpy_cases_per_second": round(len(table) / slow),
                "replay_cases_per_second": round(len(table) / fast),
                "ratio": round(slow / fast, 1),
                "different_entries": reference.differences(replay_engine.play(plan, table)),
            }
        )
    return rows


def main() -> None:
    events = compare_simpy()
    print(f"M/M/4 at 80 % load, {CUSTOMERS:,} customers, events a second")
    for name, rate in events.items():
        print(f"  {name:14} {rate:>12,}   {rate / events['plain_simpy']:.2f} × plain SimPy")
    replays = {
        "mm4": compare_replay(MM4, mm4_cases, 300),
        "pathway": compare_replay(PATHWAY, pathway_cases, 300),
    }
    for name, rows in replays.items():
        print(f"{name}: cases a second, the same case table")
        for row in rows:
            print(
                f"  {row['replications']:>5} replications: SimPy {row['simpy_cases_per_second']:>9,}"
                f"  replay {row['replay_cases_per_second']:>12,}  ratio {row['ratio']:>7}"
                f"  different entries {row['different_entries']}"
            )
    versions = {"python": platform.python_version(), "numpy": np.__version__, "simpy": simpy.__version__}
    target = Path(__file__).parent / "results" / "clock.json"
    target.parent.mkdir(exist_ok=True)
    report = {"versions": versions, "mm4_events_per_second": events, "replay": replays}
    target.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
