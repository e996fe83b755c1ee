"""The matcher in the deployment: from an audit's level and differential to each group's rate on this gallery.

Λ[g] = τ · N_ref · (N/N_ref)^a · ℓ · A[g] Σ_h M[g,h] A[h] c[h]      (DESIGN §3.11.2–3)
FPIR[g] = 1 − (1 + κΛ[g])^(−1/κ)

ℓ is solved so that the audit's own probes on the audit's own gallery reproduce its published level; κ is drawn once
and used in both directions. τ acts on the per-comparison rate, never on FPIR.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.model.exposure import Composition
from simulator.model.search import expected_candidates, fpir, solve_level
from simulator.model.unknowns import Term, Terms

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Differential:
    """m[g,h] / ℓ = M[g,h] A[g] A[h], with the off-diagonal optionally times a drawn cross-group factor.

    `matrix` is (groups, groups); `effects` are the groups' A² terms.
    """

    matrix: Array
    effects: Terms
    cross: Term | None = None

    def amplitude(self, values: Array) -> Array:
        """(draws, groups) A."""
        return np.sqrt(self.effects.of(values))

    def onto(self, amplitude: Array, shares: Array, values: Array) -> Array:
        """(draws, groups) A[g] Σ_h M[g,h] A[h] c[h]: expected false matches per comparison at ℓ = 1."""
        weighted = amplitude * shares
        if self.cross is None:
            return np.asarray(amplitude * (weighted @ self.matrix.T))
        diagonal = np.diag(self.matrix) * weighted
        factor = self.cross.of(values)[:, None]
        return np.asarray(amplitude * (diagonal + factor * (weighted @ self.matrix.T - diagonal)))


@dataclass(frozen=True, slots=True)
class Level:
    """The published level: an FMR of one group, or an FPIR over an audit's probes and gallery of `size` templates.

    `probes` and `enrolled` are (groups,) shares; `reference` is set where the level belongs to one group.
    """

    rate: Term
    kind: Literal["fmr", "fpir"]
    size: float | None
    probes: Array
    enrolled: Array


Policy = Literal["fixed_threshold", "fixed_fpir", "fixed_fmr", "no_threshold"]


@dataclass(frozen=True, slots=True)
class Matcher:
    """Everything between a face and an alert. `policy` names what the operator holds fixed; `held` is its value.

    returned: faces that every search returns where there is no threshold; 0 where there is one.
    as_with: a differential whose FPIR of the people searched is kept, where this one is a what-if (DESIGN §3.11.14).
    """

    level: Level
    differential: Differential
    composition: Composition
    reference: int
    templates: Term
    transfer: Term
    transfer_by_group: Terms | None
    frailty: Term
    growth: Term
    policy: Policy
    held: Term | None
    returned: int = 0
    as_with: Differential | None = None

    def of(self, values: Array, probe_weights: Array) -> Matching:
        """Rates of every draw. `probe_weights` is (draws, groups): shares of searches, used where no threshold is kept."""
        kappa = self.frailty.of(values)
        amplitude = self.differential.amplitude(values)
        shares = np.broadcast_to(self.composition.of(values), amplitude.shape)
        relative = self.differential.onto(amplitude, shares, values)
        comparisons = self._comparisons(values)
        transfer = self.transfer.of(values)[:, None] * np.ones_like(amplitude)
        if self.transfer_by_group is not None:
            transfer = transfer * self.transfer_by_group.of(values)
        if self.as_with is None or self.policy == "no_threshold":
            level = self._level(values, amplitude, relative, comparisons, kappa, probe_weights)
        else:
            known = replace(self, differential=self.as_with, as_with=None).of(values, probe_weights)
            population = np.sum(probe_weights * known.fpir, axis=1)
            level = solve_level(population, probe_weights, transfer * comparisons[:, None] * relative, kappa)
        rate = transfer * (comparisons * level)[:, None] * relative
        if self.policy == "no_threshold":
            # Who is returned is settled at the threshold where as many faces as are shown come out on average.
            scale = self.returned / np.sum(probe_weights * rate, axis=1)
            level, rate = level * scale, rate * scale[:, None]
            found = np.ones_like(rate)
        else:
            found = fpir(rate, kappa[:, None])
        return Matching(self, level, comparisons, transfer, amplitude, shares, kappa, rate, found)

    def _comparisons(self, values: Array) -> Array:
        """(draws,) N_ref (N/N_ref)^a: the templates that count, between the audit's gallery and this one."""
        if self.level.size is None:
            return self.templates.of(values)
        growth = self.growth.of(values)
        return np.asarray(self.level.size * (self.templates.of(values) / self.level.size) ** growth)

    def _level(
        self,
        values: Array,
        amplitude: Array,
        relative: Array,
        comparisons: Array,
        kappa: Array,
        probes: Array,
    ) -> Array:
        """(draws,) ℓ, the reference group's FMR at the operating point."""
        if self.policy == "no_threshold":
            return np.ones(values.shape[1])
        if self.policy == "fixed_fmr":
            assert self.held is not None
            own = np.diag(self.differential.matrix)[self.reference] * amplitude[:, self.reference] ** 2
            return np.asarray(self.held.of(values) / own)
        if self.policy == "fixed_fpir":
            assert self.held is not None
            return solve_level(self.held.of(values), probes, comparisons[:, None] * relative, kappa)
        published = self.level.rate.of(values)
        on_audit = self.differential.onto(
            amplitude, self.level.enrolled[None, :] * np.ones_like(amplitude), values
        )
        if self.level.kind == "fmr":
            mean = np.sum(self.level.probes * on_audit, axis=1)
            return np.asarray(published / mean)
        assert self.level.size is not None
        return solve_level(published, self.level.probes[None, :], self.level.size * on_audit, kappa)


@dataclass(frozen=True, slots=True)
class Matching:
    """Rates of every draw: `match_rate` Λ and `fpir` are (draws, groups), `level` ℓ and `frailty` κ are (draws,)."""

    matcher: Matcher
    level: Array
    comparisons: Array
    transfer: Array
    amplitude: Array
    shares: Array
    frailty: Array
    match_rate: Array
    fpir: Array

    def candidates(self, shown: str | int, beside_mate: bool = False) -> Array:
        """(draws, groups) wrong faces an investigator sees a search; `beside_mate`: of one that returns the right face too."""
        if self.matcher.policy == "no_threshold":
            return np.full_like(self.match_rate, self.matcher.returned - beside_mate)
        return expected_candidates(self.match_rate, self.frailty[:, None], shown, beside_mate)

    def onto_gallery(self, cases: Array, values: Array) -> Array:
        """(draws, gallery groups) false candidates by the group they fall on, of `cases` (draws, probe groups).

        A candidate of a probe from g falls on h with share c[h] m[g,h] / Σ_h c[h] m[g,h] (DESIGN §3.2).
        """
        differential = self.matcher.differential
        relative = differential.onto(self.amplitude, self.shares, values)
        source = cases * self.amplitude / np.where(relative > 0, relative, np.inf)
        falling = source @ differential.matrix
        if differential.cross is not None:
            own = source * np.diag(differential.matrix)
            falling = own + differential.cross.of(values)[:, None] * (falling - own)
        return np.asarray(self.amplitude * self.shares * falling)
