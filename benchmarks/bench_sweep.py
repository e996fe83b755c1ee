"""Milliseconds of a sweep's point, and seconds of a whole sweep on one worker and on two → results/sweep.json.

A point is timed four ways in turn, in one process: expectations only, with the counts that are asked for, with all counts,
and read and compiled anew. Of many runs the shortest is the machine's, the median a shared machine's; `processor` is the least
processor time, which other work on the machine disturbs less. The ratio is of the shortest to that of reading and compiling anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from machine import measured_on

from simulator.scenario import load
from simulator.study.executors import Local
from simulator.study.points import Anew, InPlace, points_of
from simulator.study.sweep.axes import axis_of
from simulator.study.sweep.grid import GRID, Batch, Question, columns_of, compute
from simulator.study.sweep.run import sweep

NAME, PATH = "california-patrol", "mated.stale"
EXPECTED = Question(("per_100k_encounters",), ("all", "women_or_minorities"))
COUNTED = Question(("wrongly_held", "wanted_found"), ("all", "women_or_minorities"))


def points(draws: int, repeats: int) -> dict[str, dict[str, float]]:
    """Milliseconds of one point, each way."""
    loaded = load(NAME)
    here = points_of(NAME, loaded, [{PATH: "0.01"}, {PATH: "0.4"}])
    assert isinstance(here, InPlace)
    anew = Anew(NAME, {}, loaded.digests)
    point = {PATH: "0.1"}

    def batch(where: InPlace | Anew, question: Question) -> Callable[[], object]:
        asked = Batch(where, [point], 0, draws, 1, question, columns_of(where, point, question))
        return lambda: compute(asked)

    ways = {
        "expectations": batch(here, EXPECTED),
        "with the counts asked for": batch(here, COUNTED),
        "five measures of every group": batch(here, Question()),
        "read and compiled anew, all counts": batch(anew, Question()),
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    busy: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(repeats):
        for way, ask in ways.items():
            started, used = perf_counter(), process_time()
            ask()
            taken[way].append(1e3 * (perf_counter() - started))
            busy[way].append(1e3 * (process_time() - used))
    slowest = min(taken["read and compiled anew, all counts"])
    return {
        way: {
            "min": round(min(each), 1),
            "median": round(median(each), 1),
            "processor": round(min(busy[way]), 1),
            "ratio_to_anew": round(min(each) / slowest, 2),
        }
        for way, each in taken.items()
    }


def main(side: int = 400, draws: int = 2000) -> None:
    """Time a point and a sweep of `side` points, and write what they took."""
    axes = [axis_of(f"{PATH}=0.01:0.4:{side}")]
    seconds, grids = {}, set()
    for workers in (1, 2):
        with TemporaryDirectory() as folder:
            started = perf_counter()
            done = sweep(
                load(NAME), NAME, axes, draws=draws, seed=1, out=Path(folder), executor=Local(workers)
            )
            seconds[str(workers)] = round(perf_counter() - started, 2)
            grids.add((done.folder / GRID).read_bytes())
    result = {
        "points": side,
        "draws": draws,
        "seconds_by_workers": seconds,
        "ratio_one_to_two": round(seconds["1"] / seconds["2"], 2),
        "same_bytes": len(grids) == 1,
        "milliseconds_a_point": points(draws, 60),
        **measured_on(),
    }
    text = json.dumps(result, indent=1) + "\n"
    (Path(__file__).parent / "results" / "sweep.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
