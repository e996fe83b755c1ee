"""Seconds of a sweep of 1,000 points on one worker and on two, as a ratio in one run → results/sweep.json."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from simulator.scenario import load
from simulator.study.executors import Local
from simulator.study.sweep import GRID, axis_of, sweep

NAME = "california-patrol"


def main(side: int = 1000, draws: int = 500) -> None:
    """Sweep `side` points on each number of workers and write what it took."""
    axes = [axis_of(f"gallery.persons=1e5:1e6:{side}:log")]
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
    }
    text = json.dumps(result, indent=1) + "\n"
    (Path(__file__).parent / "results" / "sweep.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
