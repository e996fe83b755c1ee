"""What an operator holds fixed when gallery and people change, and the level ℓ that follows (docs/method.md §1.3, §6.1).

Λ = τ · N_ref (N/N_ref)^a · ℓ · R, R being a group's relative rate on this gallery. Each policy says what ℓ is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.published import Differential, Level
from simulator.model.search import expected_candidates, fpir, solve_level
from simulator.model.unknowns import Term

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Search:
    """What the draws say of searches here, all but the level.

    values: (unknowns, draws). published: the audit's level; reference: the group ℓ belongs to.
    amplitude A, relative R, transfer τ: (draws, groups). comparisons, frailty: (draws,).
    probes: (draws, groups) shares of the searches made here.
    """

    values: Array
    published: Level
    differential: Differential
    reference: int
    amplitude: Array
    relative: Array
    transfer: Array
    comparisons: Array
    frailty: Array
    probes: Array

    def match_rate(self, level: Array) -> Array:
        """(draws, groups) Λ at a level (draws,)."""
        return self.transfer * (self.comparisons * level)[:, None] * self.relative


class _Threshold:
    """What a threshold does, whoever chose it: alerts are the searches with a face above it."""

    __slots__ = ()

    def level_as_with(self, search: Search, population: Array) -> Array:
        """(draws,) the level at which the FPIR of all people searched is `population`, as with another differential."""
        load = search.transfer * search.comparisons[:, None] * search.relative
        return solve_level(population, search.probes, load, search.frailty)

    def match_rate(self, search: Search, level: Array) -> Array:
        """(draws, groups) Λ at a level."""
        return search.match_rate(level)

    def fpir(self, match_rate: Array, frailty: Array) -> Array:
        """(draws, groups) P(a search returns somebody else)."""
        return fpir(match_rate, frailty[:, None])

    def candidates(self, match_rate: Array, frailty: Array, shown: str | int, beside_mate: bool) -> Array:
        """(draws, groups) wrong faces an investigator sees of a search, at most so many shown."""
        return expected_candidates(match_rate, frailty[:, None], shown, beside_mate)


@dataclass(frozen=True, slots=True)
class FixedThreshold(_Threshold):
    """The audit's threshold is kept: ℓ is what reproduces the audit's level on its own probes and gallery."""

    def level(self, search: Search) -> Array:
        """(draws,) ℓ."""
        published = search.published
        everywhere = np.ones_like(search.amplitude)
        relative = search.differential.onto(
            search.amplitude, published.enrolled[None, :] * everywhere, search.values
        )
        value = published.value.of(search.values)
        if published.kind == "fmr":
            return np.asarray(value / np.sum(published.probes * relative, axis=1))
        assert published.size is not None
        return solve_level(value, published.probes[None, :], published.size * relative, search.frailty)


@dataclass(frozen=True, slots=True)
class FixedFpir(_Threshold):
    """The laboratory FPIR of the people searched here, on this gallery, is kept at `value`; τ still acts."""

    value: Term

    def level(self, search: Search) -> Array:
        """(draws,) ℓ."""
        load = search.comparisons[:, None] * search.relative
        return solve_level(self.value.of(search.values), search.probes, load, search.frailty)


@dataclass(frozen=True, slots=True)
class FixedFmr(_Threshold):
    """The reference group's own FMR is kept at `value`."""

    value: Term

    def level(self, search: Search) -> Array:
        """(draws,) ℓ."""
        own = np.diag(search.differential.matrix)[search.reference]
        return np.asarray(self.value.of(search.values) / (own * search.amplitude[:, search.reference] ** 2))


@dataclass(frozen=True, slots=True)
class NoThreshold:
    """Every search returns `returned` faces, whatever they look like.

    Whose they are is settled at the level at which as many come out of a search on average.
    """

    returned: int

    def level(self, search: Search) -> Array:
        """(draws,) ℓ."""
        at_one = search.match_rate(np.ones_like(search.comparisons))
        mean = np.sum(search.probes * at_one, axis=1)
        return np.asarray(self.returned / np.where(mean > 0, mean, np.inf))

    def level_as_with(self, search: Search, population: Array) -> Array:  # noqa: ARG002
        """(draws,) the same: as many faces come out with any differential."""
        return self.level(search)

    def match_rate(self, search: Search, level: Array) -> Array:
        """(draws, groups) Λ at a level."""
        return np.asarray(search.match_rate(np.ones_like(level)) * level[:, None])

    def fpir(self, match_rate: Array, frailty: Array) -> Array:  # noqa: ARG002
        """(draws, groups) ones: every search returns somebody."""
        return np.ones_like(match_rate)

    def candidates(self, match_rate: Array, frailty: Array, shown: str | int, beside_mate: bool) -> Array:  # noqa: ARG002
        """(draws, groups) all the faces returned; the right one takes a place."""
        return np.full_like(match_rate, self.returned - beside_mate)


Policy = FixedThreshold | FixedFpir | FixedFmr | NoThreshold
