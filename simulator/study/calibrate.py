"""Simulation-based calibration: in synthetic worlds whose truth is known, do the intervals hold it as often as they say?

A world draws every unknown's truth from a proper prior: a counted probability from Beta(½, ½), an assumed one from its
own law. Each counted probability is then audited anew (x ~ Binomial(n, truth)) and gets the posterior the program would
give it. The rank of the true expected count among draws from the program's posterior is uniform if the program is right
(Talts, Betancourt, Simpson, Vehtari & Gelman 2018, arXiv:1804.06788). It tests the code, not the model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.impact.summary import Impact
from simulator.kernel.run import draw_unknowns, expect
from simulator.kernel.streams import stream
from simulator.model.compiled import Compiled
from simulator.model.laws import Beta
from simulator.scenario.grammar import ON_LIST

Array = NDArray[np.float64]

QUANTITIES = (
    ("wrongly_held", "all"),
    ("wrongly_held", "women"),
    ("wrongly_held", "minorities"),
    ("wrongly_held", "female/black"),
    ("wrongly_held_false_match", "all"),
    ("wrongful_arrests", "all"),
    ("wanted_found", "all"),
    ("ratio_to_reference", "female/black"),
)
"""Registered before the first run: measures and selections whose coverage is reported."""

DRAWS = 399  # ranks 0 … 399; the central 90 % is ranks 20 … 379


@dataclass(frozen=True, slots=True)
class Calibration:
    """Ranks of the truth among `DRAWS` posterior draws: (quantities, worlds)."""

    scenario: str
    seed: int
    quantities: tuple[tuple[str, str], ...]
    ranks: NDArray[np.int64]

    def coverage(self, level: float = 0.9) -> Array:
        """(quantities,) share of worlds whose central interval of this level holds the truth."""
        tail = (1 - level) / 2 * (DRAWS + 1)
        return np.asarray(np.mean((self.ranks >= tail) & (self.ranks < DRAWS + 1 - tail), axis=1))

    def plain(self) -> dict[str, Any]:
        """Coverage at 50, 80, 90 and 98 % and a ten-bin histogram of ranks, per quantity."""
        levels = (0.5, 0.8, 0.9, 0.98)
        covered = [self.coverage(level) for level in levels]
        bins = np.linspace(0, DRAWS + 1, 11)
        return {
            "scenario": self.scenario,
            "seed": self.seed,
            "worlds": self.ranks.shape[1],
            "draws": DRAWS,
            "quantities": [
                {
                    "measure": measure,
                    "selection": selection,
                    "coverage": {
                        str(level): float(each[q]) for level, each in zip(levels, covered, strict=True)
                    },
                    "histogram": np.histogram(self.ranks[q], bins)[0].tolist(),
                }
                for q, (measure, selection) in enumerate(self.quantities)
            ],
        }


def calibrate(
    compiled: Compiled, worlds: int, seed: int, progress: Callable[[int, int], None] | None = None
) -> Calibration:
    """Ranks of the truth in `worlds` synthetic worlds of a scenario.

    Args:
        compiled: its counted unknowns (x of n) are audited anew in every world.
        worlds: at least 1; 2,000 give a coverage to about ±1.3 % (95 %).
    """
    undefined = {"wanted_found"} if ON_LIST in compiled.kinds else set()
    chosen = tuple(
        (m, s) for m, s in QUANTITIES if s in (*compiled.groups, *compiled.rollups) and m not in undefined
    )
    ranks = np.empty((len(chosen), worlds), dtype=np.int64)
    for world in range(worlds):
        truth, posterior = _world(compiled, seed, world)
        values = draw_unknowns(posterior, _seed_of(seed, world), 0, DRAWS)
        everything = Impact(expect(compiled, np.concatenate([truth[:, None], values], axis=1)), compiled)
        for q, (measure, selection) in enumerate(chosen):
            found = everything.expected_values(measure, selection)
            ranks[q, world] = int(np.sum(found[1:] < found[0]))
        if progress is not None:
            progress(world + 1, worlds)
    return Calibration(compiled.title, seed, chosen, ranks)


def _seed_of(seed: int, world: int) -> int:
    return int(stream(seed, f"calibration/world/{world}/draws", 0).integers(0, 2**62))


def _world(compiled: Compiled, seed: int, world: int) -> tuple[Array, Compiled]:
    """(unknowns,) the truth of one world, and the scenario with the posteriors its audits give."""
    rng = stream(seed, f"calibration/world/{world}", 0)
    truth, unknowns = [], []
    for unknown in compiled.unknowns:
        if isinstance(unknown.law, Beta):
            trials = int(unknown.law.trials)
            share = rng.beta(0.5, 0.5)
            truth.append(share)
            unknowns.append(
                replace(unknown, law=Beta(float(rng.binomial(trials, share)), unknown.law.trials))
            )
        else:
            truth.append(float(unknown.law.sample(rng, 1)[0]))
            unknowns.append(unknown)
    return np.array(truth), replace(compiled, unknowns=tuple(unknowns))
