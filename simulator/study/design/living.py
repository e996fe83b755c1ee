"""One design lived: whether a board's rules are kept together in each draw, what harm it does and whom it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact.asked import columns_read
from simulator.impact.limits import Rule, all_kept, kept, members_of, over
from simulator.impact.summary import Impact
from simulator.kernel.run import run

if TYPE_CHECKING:
    from simulator.kernel.columns import Wanted
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]
Single = NDArray[np.float32]

HARM, FOUND, FOUND_AT_ALL = "innocent_kept", "found_only", "wanted_found"
"""The front's two sides: innocent people kept, and wanted people found only because of the scan; where what would be found anyway
is not known, wanted people found."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How often the rules are kept. rules: each by itself, None where it says nothing; kept of draws: all in the same draw."""

    rules: tuple[float | None, ...]
    kept: int
    draws: int

    @property
    def together(self) -> float:
        """Share of draws that keep every rule; 0 where no rule says anything."""
        return self.kept / self.draws if self.draws else 0.0


@dataclass(frozen=True, slots=True)
class Lived:
    """A design's shares, and for each draw the expected harm and people found of an average year."""

    shares: Shares
    harm: Single
    found: Single
    found_only: bool


@dataclass
class Living:
    """What is asked of designs. Designs whose scenarios differ by numbers only share what they read (`alike`)."""

    rules: tuple[Rule, ...]
    draws: int
    seed: int
    _read: dict[float, Wanted] = field(default_factory=dict, repr=False)

    def shares(self, compiled: Compiled) -> Shares:
        """Whether the rules are kept, each over its own years, in the same draws."""
        parts = [np.empty(0)] * len(self.rules)
        for years in dict.fromkeys(rule.years for rule in self.rules):
            impact = self._over(compiled, years)
            for i, rule in enumerate(self.rules):
                if rule.years == years:
                    parts[i] = kept(impact, rule) if members_of(impact, rule) else np.full(self.draws, np.nan)
        together = all_kept(parts)
        defined = together[~np.isnan(together)]
        return Shares(tuple(map(_share, parts)), int(defined.sum()), len(defined))

    def lived(self, compiled: Compiled) -> Lived:
        """Everything."""
        year = Impact(run(over(compiled, 1.0), self.seed, self.draws, only=frozenset()), over(compiled, 1.0))
        found = year.expected_values(FOUND, "all")
        known = not np.isnan(found).all()
        if not known:
            found = year.expected_values(FOUND_AT_ALL, "all")
        harm = year.expected_values(HARM, "all")
        return Lived(self.shares(compiled), harm.astype(np.float32), found.astype(np.float32), known)

    def _over(self, compiled: Compiled, years: float) -> Impact:
        lasting = over(compiled, years)
        if years not in self._read:
            asked = [rule for rule in self.rules if rule.years == years]
            self._read[years] = columns_read(lasting, lambda impact: _ask(impact, asked))
        return Impact(run(lasting, self.seed, self.draws, only=self._read[years]), lasting)


def _ask(impact: Impact, rules: Sequence[Rule]) -> None:
    for rule in rules:
        if members_of(impact, rule):
            kept(impact, rule)


def _share(outcomes: Array) -> float | None:
    defined = outcomes[~np.isnan(outcomes)]
    return float(defined.mean()) if len(defined) else None
