"""Years lived by hand in worlds whose truth is known, ranked among the years that the program foretells of them.

The counted unknowns are counted anew, as `simulator.study.calibration` does; the assumed ones are drawn from their law and mostly
revealed to the program, so that an outcome's doubt is that of what was counted and of luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.impact.summary import Impact
from simulator.kernel.run import relive
from simulator.kernel.streams import stream
from simulator.model.compiled import Compiled
from simulator.model.laws import Law
from simulator.study.calibration.experiments import Shares
from simulator.study.calibration.ranks import DRAWS, Ranks, rank
from tests.calibration import town

Array = NDArray[np.float64]

OUTCOMES = ("alerts", "wrongly_held", "wrongful_arrests", "wanted_found", "people_held_once")
SELECTIONS = {"all": town.GROUPS, "women": town.GROUPS[:2], "female/black": town.GROUPS[:1]}
Z95 = 1.6448536269514722


def truth_of(rng: np.random.Generator) -> tuple[dict[str, float], dict[str, Law]]:
    """A world: the truth of every unknown, and the program's law of each counted one after it was counted again."""
    truth: dict[str, float] = {}
    laws: dict[str, Law] = {}
    for name, (events, trials) in town.COUNTED.items():
        experiment = Shares(events, trials)
        truth[name] = experiment.truth(rng)
        laws[name] = experiment.again(experiment.count(truth[name], rng))
    for name, (low, high) in town.ASSUMED.items():
        if name in town.INTERVALS:  # of a positive number: log-normal
            middle, sigma = (log(low) + log(high)) / 2, (log(high) - log(low)) / (2 * Z95)
            truth[name] = float(rng.lognormal(middle, sigma))
        else:
            truth[name] = float(rng.uniform(low, high))
    return truth, laws


def ranks(
    program: Compiled,
    worlds: int,
    seed: int,
    *,
    revealed: bool = False,
    assumed: Literal["revealed", "hidden", "held"] = "revealed",
) -> Mapping[str, Ranks]:
    """(worlds,) ranks of every outcome of every selection among the program's years.

    Args:
        program: what is tested; the town, or the town with something wrong.
        revealed: whether the program is told the counted unknowns too: what is left is luck.
        assumed: whether the program is told the assumed unknowns; hidden, it draws them from their laws; held, it takes their middles
            for the truth, which is wrong.
    """
    found = {f"{outcome} of {who}": np.empty(worlds, np.int64) for outcome in OUTCOMES for who in SELECTIONS}
    for world in range(worlds):
        rng = stream(seed, "town", world)
        truth, laws = truth_of(rng)
        year = town.live(truth, rng)
        if revealed:
            laws = {}
        if assumed == "hidden":
            laws |= {each.identity: each.law for each in program.unknowns if each.identity in town.ASSUMED}
        known = truth
        if assumed == "held":
            known = truth | {
                each.identity: each.law.median for each in program.unknowns if each.identity in town.ASSUMED
            }
        values = np.stack(
            [
                laws[each.identity].sample(rng, DRAWS)
                if each.identity in laws
                else np.full(DRAWS, known[each.identity])
                for each in program.unknowns
            ]
        )
        told = Impact(relive(program, values, int(rng.integers(2**60))), program)
        for outcome in OUTCOMES:
            lived = getattr(year, outcome)
            for who, groups in SELECTIONS.items():
                happened = float(sum(lived[town.GROUPS.index(group)] for group in groups))
                found[f"{outcome} of {who}"][world] = rank(happened, _years(told, outcome, who, rng), rng)
    return found


def _years(told: Impact, outcome: str, who: str, rng: np.random.Generator) -> Array:
    """(draws,) what the program says of an outcome. Of distinct people it says what is expected of an average year; how many there are is luck."""
    if outcome == "people_held_once":
        expected = told.expected_values(outcome, who)[:DRAWS] * told.draws.years.year
        return rng.poisson(expected).astype(float)
    return np.asarray(told.values(outcome, who), float)
