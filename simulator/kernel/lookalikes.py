"""The same people hit again: those whom an entry resembles are met by it at every encounter (docs/method.md §3).

Person i of a group's P exposed has L_i lookalikes among the entries, Poisson of mean Z_i Λ/q with frailty Z_i (gamma, mean 1,
variance κ), and meets the system a_i times a year; each lookalike matches at each encounter with probability q. Given the
persons, a group's false alerts are Poisson of mean q Σ a_i L_i, and the multiplier of its expected alerts is

    G = Σ_i a_i L_i / (P ā Λ/q),    mean 1, variance κ*/P.

Where few people are affected G is what their sum is: persons are drawn one by one. Where its variance is at most `MANY` a gamma
with that mean and variance stands for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel.people import clustering
from simulator.kernel.streams import stream
from simulator.kernel.variation import gamma_of_mean_one
from simulator.model.cells import false_cells

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled, Expectations, PeopleExpectations

Numbers = NDArray[np.floating[Any]]
Array = NDArray[np.float64]
Index = NDArray[np.int64]
Draws = slice | NDArray[np.bool_] | NDArray[np.int64]
Chance = Callable[[str], np.random.Generator]
"""The generator of one decision about a group's lookalikes: `GAMMA`, or one of `ONE_BY_ONE`."""

MANY = 0.05
"""Variance of the multiplier up to which a gamma is used: it moves no probability of a count by more than 0.03, or 0.06 where
encounters are as uneven as a CV of 4 (tests/kernel/test_lookalikes.py)."""
GAMMA = "false_match"
ONE_BY_ONE = ("persons", "affected", "lookalikes", "encounters")
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How people of one or more groups resemble entries; draws are the last axis, and all broadcast.

    match_rate: Λ, false alerts a search. exposed: P. frailty: κ. repeat: q, 0 where nobody is met again. exposure_cv: of a_i.
    """

    match_rate: Numbers
    exposed: Numbers
    frailty: Numbers
    repeat: Numbers
    exposure_cv: Numbers

    @classmethod
    def of(
        cls, victim: str, false_alerts: Numbers, searches: Numbers, people: PeopleExpectations
    ) -> Resemblance:
        """From (groups, draws) yearly false alerts and searches.

        Where harm falls on the gallery every search is somebody else's: no repeats and no uneven exposure. An enrolled
        person's alerts are then Poisson given their frailty, and G is a gamma exactly.
        """
        probe = float(victim == "probe")
        per_search = np.divide(false_alerts, searches, out=np.zeros_like(false_alerts), where=searches > 0)
        return cls(
            per_search,
            people.exposed,
            people.frailty,
            probe * people.repeat_match,
            probe * people.exposure_cv,
        )

    def at(self, group: int, draws: Draws = slice(None)) -> Resemblance:
        """One group's, at these draws: (draws,) each."""
        return Resemblance(
            self.match_rate[group], self.exposed[group], self.frailty, self.repeat, self.exposure_cv
        ).where(draws)

    def where(self, draws: Draws) -> Resemblance:
        """These draws of one group's."""
        return Resemblance(
            self.match_rate[draws],
            self.exposed[draws],
            self.frailty[draws],
            self.repeat[draws],
            self.exposure_cv[draws],
        )

    def variance(self) -> Array:
        """κ*/P, the squared coefficient of variation that met-again people add to false alerts."""
        kappa = clustering(self.frailty, self.repeat, self.match_rate, self.exposure_cv)
        return np.divide(kappa, self.exposed, out=np.zeros_like(kappa), where=self.exposed > 0)

    def few(self, variance: Array) -> NDArray[np.bool_]:
        """Where so few are affected, at this `variance`, that they are drawn one by one."""
        return np.asarray((variance > MANY) & (self.repeat > 0) & (self.match_rate > 0))


@dataclass(frozen=True, slots=True)
class Affected:
    """People with at least one lookalike: the draw (an index) of each, ascending, and their weight a_i L_i / ā."""

    draw: Index
    weight: Array


def affected(alike: Resemblance, chance: Chance) -> Affected:
    """The affected people of one group in each draw, one by one.

    Each decision has its own generator, which each draw uses in turn, so that a shorter run begins like a longer one. A
    group of, say, 3.6 people has 3 or 4.
    """
    whole = np.floor(alike.exposed + chance("persons").random(len(alike.exposed))).astype(np.int64)
    mean, kappa = alike.match_rate / alike.repeat, np.maximum(alike.frailty, _TINY)
    any_at_all = -np.expm1(-np.log1p(kappa * mean) / kappa)
    draw = np.repeat(np.arange(len(whole)), chance("affected").binomial(whole, any_at_all))
    number = at_least_one(mean, kappa, draw, chance("lookalikes").random(len(draw)))
    sigma = np.sqrt(np.log1p(alike.exposure_cv**2))
    weight = np.exp(sigma[draw] * chance("encounters").standard_normal(len(draw)) - (sigma**2 / 2)[draw])
    return Affected(draw, number * weight)


def at_least_one(mean: Array, kappa: Array, draw: Index, uniform: Array) -> Array:
    """Numbers of lookalikes of people who have any: negative binomial (mean, variance mean + κ mean²) above 0, by inversion.

    mean, kappa: (draws,). draw, uniform: of each person.
    """
    none = -np.log1p(kappa * mean) / kappa
    odds = mean / (1 + kappa * mean)
    one = odds * np.exp(none) / -np.expm1(none)
    odds, kappa, term = odds[draw], kappa[draw], one[draw]
    number, at_most = np.ones(len(draw)), term.copy()
    more = np.flatnonzero(uniform > at_most)
    while len(more):
        term[more] *= odds[more] * (1 + kappa[more] * number[more]) / (number[more] + 1)
        at_most[more] += term[more]
        number[more] += 1
        more = more[(uniform[more] > at_most[more]) & (term[more] > 1e-17)]
    return number


def multiplier(alike: Resemblance, chance: Chance) -> Array:
    """(draws,) G of one group: `alike` has (draws,) of each."""
    variance = alike.variance()
    few = alike.few(variance)
    result = gamma_of_mean_one(chance(GAMMA), np.where(few, 0.0, variance), len(few))
    if few.any():
        some = alike.where(few)
        people = affected(some, chance)
        total = np.bincount(people.draw, people.weight, minlength=len(some.exposed))
        result[few] = total * some.repeat / (some.exposed * some.match_rate)
    return result


def stream_names(group: str) -> list[str]:
    """The streams of one group's lookalikes."""
    return [_stream_name(group, what) for what in (GAMMA, *ONE_BY_ONE)]


def _stream_name(group: str, what: str) -> str:
    return f"lookalikes/{group}/{what}"


def multipliers(
    groups: tuple[str, ...],
    alike: Resemblance,
    seed: int,
    chunk: int,
    draws: Draws = slice(None),
    only: Collection[int] | None = None,
) -> Array:
    """(groups, draws) G of every group at these draws, each from streams of its own; 1 for groups that are not among `only`."""

    def of_group(g: int, group: str) -> Array:
        here = alike.at(g, draws)
        if only is not None and g not in only:
            return np.ones(len(here.exposed))
        return multiplier(here, lambda what: stream(seed, _stream_name(group, what), chunk))

    return np.stack([of_group(g, group) for g, group in enumerate(groups)])


def resemblance(compiled: Compiled, expected: Expectations) -> Resemblance | None:
    """How people of every group resemble entries; None without the people block."""
    if expected.people is None:
        return None
    false = expected.alerts[:, list(false_cells(len(compiled.kinds)))].sum(axis=1)
    return Resemblance.of(compiled.victim, false, expected.searches, expected.people)


def clustered(compiled: Compiled, expected: Expectations, seed: int, chunk: int) -> Array | None:
    """(groups, draws) multiplier of false alerts by people met again; None without the people block."""
    alike = resemblance(compiled, expected)
    return None if alike is None else multipliers(compiled.groups, alike, seed, chunk)
