"""The kernel's cost, as ratios in one run: bare Generator calls, SimPy per stop, a Numba loop; and its cost curves.

    python benchmarks/kernel_speed.py [scenario] [--draws 10000] [--no-million]

Writes benchmarks/results/kernel.json and docs/kernel-cost.svg. The SimPy model is measured on a slice of one year and extrapolated:
nobody waits for ten thousand years of it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import kernel_numba  # noqa: E402
import kernel_plot  # noqa: E402
import kernel_simpy  # noqa: E402
from machine import measured_on  # noqa: E402

from simulator.evidence import library  # noqa: E402
from simulator.kernel import brute, draw_unknowns, funnel, lookalikes, run, variation  # noqa: E402
from simulator.kernel.streams import CHUNK, chunks  # noqa: E402
from simulator.kernel.years import years_of  # noqa: E402
from simulator.model.cells import false_cells  # noqa: E402
from simulator.model.compile import compile_scenario  # noqa: E402
from simulator.model.compiled import Compiled  # noqa: E402
from simulator.scenario import load  # noqa: E402

REPEATS = 7
SEED = 20190401


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The shortest of several times, seconds: the one least disturbed."""
    times = []
    for _ in range(repeats):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return min(times)


def scenario(name: str) -> Compiled:
    """A shipped scenario, compiled."""
    loaded = load(name)
    return compile_scenario(loaded.scenario, library())


@dataclass
class Recorded:
    """Every rate array the kernel hands to `Generator.poisson`, and every shape to `standard_gamma`, at these draws."""

    poisson: list[Any]
    gamma: list[Any]
    unknowns: list[tuple[Any, int]]

    @classmethod
    def of(cls, compiled: Compiled, draws: int) -> Recorded:
        """Replays the kernel's own steps and keeps what it would draw."""
        result = cls([], [], [])
        for chunk, _, n in chunks(draws):
            values = draw_unknowns(compiled, SEED, chunk, n)
            expected = compiled.expect(values)
            alike = lookalikes.clustered(compiled, expected, SEED, chunk)
            false = false_cells(len(compiled.kinds))
            year = variation.place_and_time(compiled, SEED, chunk, n).sum(axis=0)
            if expected.people is not None:
                people = lookalikes.Resemblance.of(
                    compiled.victim, expected.false_alerts, expected.searches, expected.people
                )
                result.gamma += list(
                    1 / np.where(people.few(people.variance()), 1, np.maximum(people.variance(), 1e-12))
                )
            result.gamma += [np.full(n, 1 / cv**2) for cv in (compiled.year_cv,) if cv > 0]
            if compiled.site_cv > 0:
                result.gamma += [np.full(n, 1 / compiled.site_cv**2)] * len(compiled.sites)
            result.unknowns += [(unknown.law, n) for unknown in compiled.unknowns]
            _, exits = years_of(compiled, values, expected)
            for g in range(len(compiled.groups)):
                for k in range(len(compiled.kinds)):
                    rate = (
                        year * expected.alerts[g, k] * (alike[g] if alike is not None and k in false else 1)
                    )
                    result._split(rate, exits[g][k])
        return result

    def _split(self, rate: Any, exits: funnel.Exits) -> None:
        def draw(_: str, rates: Any) -> Any:
            self.poisson.append(np.ascontiguousarray(rates))
            return np.zeros(rates.shape, np.int64)

        funnel.split(rate, exits, tuple("" for _ in exits.lasting), draw)

    def bare(self) -> None:
        """Nothing but the Generator calls, from one generator."""
        rng = np.random.default_rng(1)
        for law, n in self.unknowns:
            if hasattr(law, "df"):
                rng.random(n)
            else:
                law.sample(rng, n)
        for shape in self.gamma:
            rng.standard_gamma(shape)
        for rate in self.drawn:
            rng.poisson(rate)

    @cached_property
    def drawn(self) -> list[Any]:
        """The rates that are not 0 in all draws: where nobody leaves the kernel draws nothing."""
        return [rate for rate in self.poisson if rate.any()]

    @property
    def variates(self) -> int:
        """How many."""
        return sum(x.size for x in (*self.drawn, *self.gamma)) + sum(n for _, n in self.unknowns)


def against_generator(compiled: Compiled, draws: int) -> dict[str, Any]:
    """Kernel ÷ the bare calls for the same variates, alternating so that both meet the same machine."""
    recorded = Recorded.of(compiled, draws)
    values = [draw_unknowns(compiled, SEED, chunk, n) for chunk, _, n in chunks(draws)]
    kernel = bare = model = float("inf")
    for _ in range(REPEATS):
        kernel = min(kernel, best(lambda: run(compiled, SEED, draws), 1))
        bare = min(bare, best(recorded.bare, 1))
        model = min(model, best(lambda: expectations(compiled, values), 1))
    return {
        "kernel_seconds": kernel,
        "generator_seconds": bare,
        "expectations_seconds": model,
        "variates": recorded.variates,
        "kernel_to_generator": kernel / bare,
        "without_expectations_to_generator": (kernel - model) / bare,
    }


def expectations(compiled: Compiled, values: list[Any]) -> None:
    """Only the model's closed forms, at the same draws."""
    for chunk in values:
        compiled.expect(chunk)


def against_simpy(compiled: Compiled, draws: int, kernel: float) -> dict[str, Any]:
    """Kernel ÷ one SimPy process a stop, the year and the draws extrapolated from a slice."""
    expected = compiled.expect(compiled.medians())
    stops = float(expected.encounters.sum())
    year = kernel_simpy.Year(
        stops,
        list(compiled.groups),
        list(accumulate((expected.encounters[:, 0] / stops).tolist())),
        np.cumsum(expected.alerts[..., 0] / expected.encounters, axis=1).tolist(),
        np.mean(expected.proceeds[..., 0], axis=0).tolist(),
        expected.mean_seconds[0, :, 0].tolist(),
    )
    per_stop = min(kernel_simpy.seconds_per_stop(year) for _ in range(3))
    return {
        "slice_stops": kernel_simpy.SLICE,
        "stops_per_second": 1 / per_stop,
        "stops_a_year": stops,
        "extrapolated_seconds": per_stop * stops * draws,
        "simpy_to_kernel": per_stop * stops * draws / kernel,
    }


def against_numba(compiled: Compiled, draws: int) -> dict[str, Any] | None:
    """The split alone: NumPy's calls as the kernel makes them ÷ a Numba loop over the same rates, in chains as long as the pathway. None without Numba."""
    if not kernel_numba.available():
        return None
    recorded = Recorded.of(compiled, min(draws, CHUNK))
    # Exits that nobody takes are not drawn, so that cells differ in length: chains of one length stand for them.
    chain = len(compiled.stages)
    whole = len(recorded.poisson) // chain * chain
    rates = np.stack(recorded.poisson[:whole]).reshape(-1, chain, len(recorded.poisson[0]))
    out = np.zeros(rates.shape, np.int64)
    split, rng = kernel_numba.compiled_split(), np.random.default_rng(1)
    split(rng, rates[:, :, :2].copy(), out[:, :, :2].copy())

    def numpy_split() -> None:
        for cell in rates:
            exits = [rng.poisson(rate) for rate in cell]
            for t in range(len(exits) - 2, -1, -1):
                exits[t] = exits[t] + exits[t + 1]

    numba_seconds = best(lambda: split(rng, rates, out))
    numpy_seconds = best(numpy_split)
    return {
        "numpy_seconds": numpy_seconds,
        "numba_seconds": numba_seconds,
        "numpy_to_numba": numpy_seconds / numba_seconds,
    }


class Tiled:
    """A scenario with its groups repeated: only the kernel's cost is asked of it."""

    def __init__(self, compiled: Compiled, groups: int) -> None:
        self._compiled, self._index = compiled, np.resize(np.arange(len(compiled.groups)), groups)
        self.groups = tuple(f"group-{g}" for g in range(groups))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled, name)

    def expect(self, values: Any) -> Any:
        """Expectations with the group axis repeated."""
        expected, at = self._compiled.expect(values), self._index
        people, proceeds = expected.people, expected.proceeds
        if people is not None:
            people = replace(people, exposed=people.exposed[at], stale=people.stale[at])
        return replace(
            expected,
            encounters=expected.encounters[at],
            searches=expected.searches[at],
            population=expected.population[at],
            enrolled=expected.enrolled[at],
            match_rate=expected.match_rate[at],
            fpir=expected.fpir[at],
            alerts=expected.alerts[at],
            proceeds=proceeds[at] if len(proceeds) > 1 else proceeds,
            people=people,
        )


def curves(compiled: Compiled, draws: int) -> dict[str, list[dict[str, float]]]:
    """Seconds over draws, groups and sites."""
    few = len(compiled.sites)
    sites = [
        replace(compiled, sites=compiled.sites[:n], site_share=np.full(n, 1 / n))
        for n in range(1, few + 1, 1)
    ]
    return {
        "draws": [
            {"x": n, "seconds": best(lambda n=n: run(compiled, SEED, n), 3)}
            for n in (1_000, 3_000, 10_000, 30_000, 100_000)
        ],
        "groups": [
            {"x": n, "seconds": best(lambda n=n: run(Tiled(compiled, n), SEED, draws), 3)}
            for n in (2, 4, 8, 16, 32)
        ],
        "sites": [
            {"x": len(each.sites), "seconds": best(lambda each=each: run(each, SEED, draws, by_site=True), 3)}
            for each in sites
        ],
    }


def million(name: str) -> dict[str, Any]:
    """Peak resident memory and time of 1,000,000 draws, in a process of their own."""
    code = (
        "import sys, resource, json; from time import perf_counter; sys.path[:0] = sys.argv[1:3]\n"
        "from kernel_speed import scenario, run, SEED\n"
        "c = scenario(sys.argv[3]); began = perf_counter(); d = run(c, SEED, 1_000_000); took = perf_counter() - began\n"
        "print(json.dumps({'seconds': took, 'peak_rss_mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}))"
    )
    command = [sys.executable, "-c", code, str(ROOT), str(Path(__file__).parent), name]
    return dict(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


def records_per_second(compiled: Compiled) -> float:
    """Brute force: one world's year as records, one core."""
    values = compiled.medians()
    began = perf_counter()
    made = sum(len(week) for week in brute.records(compiled, values, SEED))
    return made / (perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", nargs="?", default="california-patrol")
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--no-million", action="store_true", help="leave out the run of 1,000,000 draws")
    chosen = parser.parse_args()
    compiled = scenario(chosen.scenario)
    shape = {"groups": len(compiled.groups), "kinds": len(compiled.kinds), "stages": len(compiled.stages)}
    generator = against_generator(compiled, chosen.draws)
    report: dict[str, Any] = {
        "scenario": chosen.scenario,
        "draws": chosen.draws,
        "shape": shape | {"sites": len(compiled.sites), "unknowns": len(compiled.unknowns)},
        **measured_on(),
        "generator": generator,
        "simpy": against_simpy(compiled, chosen.draws, generator["kernel_seconds"]),
        "numba": against_numba(compiled, chosen.draws),
        "records_per_second": records_per_second(compiled),
        "curves": curves(compiled, chosen.draws),
        "million": None if chosen.no_million else million(chosen.scenario),
    }
    target = Path(__file__).parent / "results"
    target.mkdir(exist_ok=True)
    (target / "kernel.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    told(report)
    kernel_plot.main()


def told(report: dict[str, Any]) -> None:
    """The figures in lines."""
    generator, simpy = report["generator"], report["simpy"]
    print(f"{report['scenario']}, {report['draws']:,} draws, {report['shape']}")
    print(
        f"  kernel {generator['kernel_seconds']:.3f} s, of which the model's expectations {generator['expectations_seconds']:.3f} s"
    )
    print(
        f"  bare Generator calls for its {generator['variates']:,} variates: {generator['generator_seconds']:.3f} s"
    )
    print(
        f"  kernel ÷ Generator {generator['kernel_to_generator']:.2f}; without expectations {generator['without_expectations_to_generator']:.2f}"
    )
    print(
        f"  SimPy, one process a stop: {simpy['stops_per_second']:,.0f} stops a second over {simpy['slice_stops']:,} stops;"
        f" extrapolated to {report['draws']:,} years of {simpy['stops_a_year']:,.0f}: {simpy['simpy_to_kernel']:,.0f} × the kernel"
    )
    numba = report["numba"]
    print(
        "  Numba: not installed"
        if numba is None
        else f"  NumPy ÷ Numba, the same rates: {numba['numpy_to_numba']:.2f}"
    )
    print(f"  brute force: {report['records_per_second'] / 1e6:.1f} million records a second")
    for axis, points in report["curves"].items():
        print(f"  {axis:7}" + "".join(f"  {p['x']:>7,}: {p['seconds']:.3f} s" for p in points))
    if report["million"]:
        print(
            f"  1,000,000 draws: {report['million']['seconds']:.0f} s, {report['million']['peak_rss_mb']:.0f} MB at the peak"
        )


if __name__ == "__main__":
    main()
