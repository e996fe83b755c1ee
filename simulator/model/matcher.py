"""The matcher in the deployment: from an audit's level and differential to each group's rate on this gallery.

Λ[g] = τ · N_ref · (N/N_ref)^a · ℓ · A[g] Σ_h M[g,h] A[h] c[h]      (docs/method.md §1.3)
FPIR[g] = 1 − (1 + κΛ[g])^(−1/κ)

ℓ is solved so that the audit's own probes on the audit's own gallery reproduce its published level; κ is drawn once
and used in both directions. τ acts on the per-comparison rate, never on FPIR.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.model.exposure import Composition
from simulator.model.policies import Policy, Search
from simulator.model.published import Differential, Level
from simulator.model.unknowns import ONE, Term, Terms

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matcher:
    """Everything between a face and an alert.

    policy: what the operator holds fixed.
    entries: how much this list's entries, few as they may be, resemble people more than entries do on average.
    as_with: a differential whose FPIR of the people searched is kept, where this one is a what-if (docs/method.md §6.14).
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
    entries: Term = ONE
    as_with: Differential | None = None

    def of(self, values: Array, probe_weights: Array) -> Matching:
        """Rates of every draw. `probe_weights` is (draws, groups): shares of searches, used where no threshold is kept."""
        frailty = self.frailty.of(values)
        amplitude = self.differential.amplitude(values)
        shares = np.broadcast_to(self.composition.of(values), amplitude.shape)
        relative = self.differential.onto(amplitude, shares, values)
        comparisons = self._comparisons(values)
        transfer = self.transfer.of(values)[:, None] * np.ones_like(amplitude)
        if self.transfer_by_group is not None:
            transfer = transfer * self.transfer_by_group.of(values)
        search = Search(
            values,
            self.level,
            self.differential,
            self.reference,
            amplitude,
            relative,
            transfer,
            comparisons,
            frailty,
            probe_weights,
        )
        if self.as_with is None:
            level = self.policy.level(search)
        else:
            known = replace(self, differential=self.as_with, as_with=None).of(values, probe_weights)
            level = self.policy.level_as_with(search, np.sum(probe_weights * known.fpir, axis=1))
        match_rate = self.policy.match_rate(search, level)
        found = self.policy.fpir(match_rate, frailty)
        return Matching(self, level, comparisons, transfer, amplitude, shares, frailty, match_rate, found)

    def _comparisons(self, values: Array) -> Array:
        """(draws,) G N_ref (N/N_ref)^a: the templates that count, between the gallery its events were counted on and this one."""
        first = self.level.counted_at
        templates, entries = self.templates.of(values), self.entries.of(values)
        if first is None:
            return entries * templates
        return np.asarray(entries * first * (templates / first) ** self.growth.of(values))


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
        return self.matcher.policy.candidates(self.match_rate, self.frailty, shown, beside_mate)

    def onto_gallery(self, cases: Array, values: Array) -> Array:
        """(draws, gallery groups) false candidates by the group they fall on, of `cases` (draws, probe groups).

        A candidate of a probe from g falls on h with share c[h] m[g,h] / Σ_h c[h] m[g,h] (docs/method.md §1.5).
        """
        differential = self.matcher.differential
        relative = differential.onto(self.amplitude, self.shares, values)
        source = cases * self.amplitude / np.where(relative > 0, relative, np.inf)
        falling = source @ differential.matrix
        if differential.cross is not None:
            own = source * np.diag(differential.matrix)
            falling = own + differential.cross.of(values)[:, None] * (falling - own)
        return np.asarray(self.amplitude * self.shares * falling)
