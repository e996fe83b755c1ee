"""Evidence is used once: what one proposal takes from a fit, another of the same comparison takes from it too, or not at all.

A row that a fit learned from is one unknown. Taken from the fit by one proposal and as it was published, or from a fit of
another name, by the other, it is drawn twice: each number is right in itself, but a difference between the two is of worlds in
which one measurement has two outcomes (docs/method-fits.md §8.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from simulator.documents import Fault
from simulator.evidence import Posterior
from simulator.results.comparison import EVIDENCE_TWICE
from simulator.scenario import Loaded
from simulator.scenario.taken import cited, fits_taken
from simulator.scenario.walk import walk

HINT = (
    f"compare proposals that take it in one way; or add {EVIDENCE_TWICE}: the comparison then says that it is drawn apart, and that "
    "differences between these two are of worlds that cannot be"
)


@dataclass(frozen=True, slots=True)
class Twice:
    """Evidence drawn twice in a comparison. learned, other: numbers of the proposals. fit: as `learned` calls it. row: one of the rows.

    how: in what way `other` takes it.
    """

    learned: int
    other: int
    fit: str
    row: str
    how: str


def used_twice(proposals: Sequence[Loaded]) -> tuple[Twice, ...]:
    """Evidence that two proposals do not take in one way, once for each two."""
    if not any(each.library.fits for each in proposals):
        return ()
    fits = [_fits(each) for each in proposals]
    rows = [sorted({key for _, key in cited(walk(each.scenario))}) for each in proposals]
    found: dict[tuple[int, int], Twice] = {}
    for i, j in permutations(range(len(proposals)), 2):
        for name, fit in fits[i].items():
            how = _as_published(fit, rows[j], proposals[j]) or _under_another_name(name, fit, fits[j])
            if how and tuple(sorted((i, j))) not in found:
                found[min(i, j), max(i, j)] = Twice(i, j, name, *how)
    return tuple(found.values())


def _fits(loaded: Loaded) -> dict[str, Posterior]:
    return {name: loaded.library.fits[name] for name in sorted(fits_taken(walk(loaded.scenario)))}


def _as_published(fit: Posterior, keys: Sequence[str], other: Loaded) -> tuple[str, str] | None:
    for key in keys:
        if other.library.learned_how(fit, other.library.named(key)):
            return key, "as it was published"
    return None


def _under_another_name(name: str, fit: Posterior, others: dict[str, Posterior]) -> tuple[str, str] | None:
    """A refit of one name is drawn at the same place of both; under two names even one fit is drawn twice."""
    for other, its in others.items():
        if other != name and (both := fit.evidence & its.evidence):
            return min(both), f"from a fit called {other}"
    return None


def fault(names: Sequence[str], found: Twice) -> Fault:
    """What is refused unless it is asked for."""
    rule = (
        f"is taken from the fit {found.fit} by {names[found.learned]}, and {found.how} by {names[found.other]}: "
        "evidence would be used twice"
    )
    return Fault("compare", 0, 0, "", found.row, rule, HINT)


def sentence(title: str, found: Twice) -> str:
    """What a reader of the other proposal is told. title: of the proposal that takes it from the fit."""
    return (
        f"{title} takes {found.row} from the fit {found.fit}, and this proposal takes it {found.how}: it is drawn twice, as if it had two "
        "outcomes in one world. Each proposal's own numbers stand; do not quote how much they differ, nor how often one is below the other."
    )
