"""Every counted unknown of some scenarios, counted anew in synthetic worlds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from simulator.kernel.streams import stream
from simulator.model.compiled import Compiled
from simulator.study.calibration.experiments import Experiment, experiment_of
from simulator.study.calibration.ranks import DRAWS, Ranks, Verdict, judged, rank


@dataclass(frozen=True, slots=True)
class Audited:
    """One counted unknown: what was counted, which scenarios use it, and the ranks of its truth and of its new count's likelihood."""

    unknown: str
    counted: str
    scenarios: tuple[str, ...]
    value: Verdict
    likelihood: Verdict


@dataclass(frozen=True, slots=True)
class Calibration:
    """Counted unknowns judged over so many worlds, and how many unknowns of the scenarios nobody counted."""

    worlds: int
    seed: int
    audited: tuple[Audited, ...]
    assumed: int

    @property
    def quantities(self) -> int:
        """Ranks that are judged together."""
        return 2 * len(self.audited)

    @property
    def misfits(self) -> tuple[Verdict, ...]:
        """What no right program would show."""
        both = (verdict for each in self.audited for verdict in (each.value, each.likelihood))
        return tuple(verdict for verdict in both if verdict.misfit(self.quantities))


def calibrate(
    scenarios: Mapping[str, Compiled],
    worlds: int,
    seed: int,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Calibration:
    """Count every counted unknown anew in so many worlds; one that several scenarios use is counted once.

    Args:
        scenarios: compiled, by name.
        worlds: at least 100, five ranks for each bin; 2,000 find counts taken half as large again.
        progress: called with (unknowns done, unknowns).
    """
    uses: dict[tuple[str, Experiment], list[str]] = {}
    assumed: set[str] = set()
    for name, compiled in scenarios.items():
        for unknown in compiled.unknowns:
            experiment = experiment_of(unknown.law)
            if experiment is None:
                assumed.add(unknown.identity)
            else:
                uses.setdefault((unknown.identity, experiment), []).append(name)
    found = []
    for done, ((identity, experiment), names) in enumerate(uses.items(), start=1):
        found.append(_audited(identity, experiment, tuple(names), worlds, seed))
        progress(done, len(uses))
    return Calibration(worlds, seed, tuple(found), len(assumed))


def _audited(
    identity: str, experiment: Experiment, names: tuple[str, ...], worlds: int, seed: int
) -> Audited:
    values, likelihoods = ranks_of(identity, experiment, worlds, seed)
    of_likelihood = judged(f"likelihood of {identity}", likelihoods)
    return Audited(identity, str(experiment), names, judged(identity, values), of_likelihood)


def ranks_of(identity: str, experiment: Experiment, worlds: int, seed: int) -> tuple[Ranks, Ranks]:
    """(worlds,) ranks of the truth, and of the likelihood of the new count at the truth, among the program's draws.

    The likelihood finds what the value alone cannot: a program that never read the new count has truths of uniform rank (Modrák
    et al. 2023, arXiv:2211.02383).
    """
    values, likelihoods = np.empty(worlds, np.int64), np.empty(worlds, np.int64)
    for world in range(worlds):
        rng = stream(seed, f"calibration/{identity}", world)
        truth = experiment.truth(rng)
        count = experiment.count(truth, rng)
        draws = experiment.again(count).sample(rng, DRAWS)
        values[world] = rank(truth, draws, rng)
        at_truth, at_draws = np.split(experiment.log_likelihood(np.append(truth, draws), count), [1])
        likelihoods[world] = rank(float(at_truth[0]), at_draws, rng)
    return values, likelihoods
