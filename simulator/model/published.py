"""What audits published, as the matcher takes it: a level, and each pair of groups' ratio to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.model.unknowns import Term, Terms

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Level:
    """The published level: an FMR of one group, or an FPIR over an audit's probes and gallery of `size` templates.

    counted_at: templates its events were counted against, from where errors grow; None where growth has no start.
    value: the FMR or the FPIR. `probes` and `enrolled` are (groups,) shares of the audit's own searches and gallery.
    """

    value: Term
    kind: Literal["fmr", "fpir"]
    size: float | None
    counted_at: float | None
    probes: Array
    enrolled: Array


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
