"""One design lived: whether a board's rules are kept together in each draw, what harm it does and whom it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
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
class Expected:
    """What is expected of a design, without counts.

    harm, found: (draws,) of an average year. kept: by the number of each rule on expected values, (draws,) whether the draw can
    keep it: it does, or the rule says nothing there.
    """

    harm: Single
    found: Single
    found_only: bool
    kept: dict[int, NDArray[np.bool_]]

    def at_most(self, rules: Sequence[int]) -> float:
        """Share of draws that can keep all of these rules at once: together they are kept no oftener. 1 where none needs no count."""
        parts = [self.kept[i] for i in rules if i in self.kept]
        return float(np.mean(np.all(parts, axis=0))) if parts else 1.0


@dataclass
class Living:
    """What is asked of designs. One serves designs whose scenarios differ by numbers only: they read the same counts."""

    rules: tuple[Rule, ...]
    draws: int
    seed: int
    _read: dict[float, Wanted] = field(default_factory=dict, repr=False)

    def afresh(self) -> Living:
        """The same questions, asked of other scenarios."""
        return Living(self.rules, self.draws, self.seed)

    def expected(self, compiled: Compiled) -> Expected:
        """Harm, people found, and the rules that need no counts."""
        impacts = {1.0: self._over(compiled, 1.0, frozenset())}
        rules = {i: rule for i, rule in enumerate(self.rules) if rule.basis == "expected rates"}
        for rule in rules.values():
            if rule.years not in impacts:
                impacts[rule.years] = self._over(compiled, rule.years, frozenset())
        found = impacts[1.0].expected_values(FOUND, "all")
        known = not np.isnan(found).all()
        if not known:
            found = impacts[1.0].expected_values(FOUND_AT_ALL, "all")
        harm = impacts[1.0].expected_values(HARM, "all")
        possible = {i: self._kept(impacts[rule.years], rule) != 0 for i, rule in rules.items()}
        return Expected(harm.astype(np.float32), found.astype(np.float32), known, possible)

    def shares(self, compiled: Compiled) -> Shares:
        """Whether the rules are kept, each over its own years, in the same draws."""
        parts = [np.empty(0)] * len(self.rules)
        for years in dict.fromkeys(rule.years for rule in self.rules):
            impact = self._over(compiled, years, self._columns(compiled, years))
            for i, rule in enumerate(self.rules):
                if rule.years == years:
                    parts[i] = self._kept(impact, rule)
        together = all_kept(parts)
        defined = together[~np.isnan(together)]
        return Shares(tuple(map(_share, parts)), int(defined.sum()), len(defined))

    def _columns(self, compiled: Compiled, years: float) -> Wanted:
        """The counts that the rules of these years read."""
        if years not in self._read:
            asked = [rule for rule in self.rules if rule.years == years]
            self._read[years] = columns_read(compiled, partial(_ask, asked))
        return self._read[years]

    def _over(self, compiled: Compiled, years: float, only: Wanted) -> Impact:
        lasting = over(compiled, years)
        return Impact(run(lasting, self.seed, self.draws, only=only), lasting)

    def _kept(self, impact: Impact, rule: Rule) -> Array:
        """(draws,) as `limits.kept`; NaN for a group that the scenario does not have."""
        return kept(impact, rule) if members_of(impact, rule) else np.full(self.draws, np.nan)


def _ask(rules: Sequence[Rule], impact: Impact) -> None:
    for rule in rules:
        if members_of(impact, rule):
            kept(impact, rule)


def _share(outcomes: Array) -> float | None:
    defined = outcomes[~np.isnan(outcomes)]
    return float(defined.mean()) if len(defined) else None
