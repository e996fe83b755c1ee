"""Why the gap: each group's log rate ratio split exactly over the steps that make it.

The expected false-match detentions per resident of a group are a product: encounters per resident × searches per
encounter (scan policy, capture) × innocent share of searches × FPIR per encounter × P(passes review) × P(escalates).
The logarithm of its ratio to the reference group's is therefore a sum. Matcher and gallery share one factor, FPIR; it is
divided between them by the mean over both orders (Shapley 1953): with m° rates that treat groups alike (mean of the
diagonal within, mean of the rest between) and c° a gallery of equal shares,

    matcher = ½[v(m,c°) − v(m°,c°)] + ½[v(m,c) − v(m°,c)],   gallery = ½[v(m°,c) − v(m°,c°)] + ½[v(m,c) − v(m,c°)]

(docs/method.md §4.4, §6.14), v being the log ratio of FPIR. The terms add up to the total in every draw. A group with a zero
anywhere has no log ratio: undefined, and said so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact.intervals import at
from simulator.model.cells import FALSE_MATCH, STALE_ENTRY, false_cells
from simulator.model.pathway import reach
from simulator.quantiles import HIGH, LOW, MIDDLE
from simulator.results import summary as stored

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled, Expectations

Array = NDArray[np.float64]

PROBE_FACTORS = (
    "exposure",
    "scan_policy",
    "capture",
    "enrolment",
    "matcher",
    "gallery",
    "review",
    "escalation",
)
GALLERY_FACTORS = ("gallery", "matcher", "review", "escalation")
LABELS = {
    "exposure": "How often people are met",
    "scan_policy": "Who is scanned",
    "capture": "Whose face is captured",
    "enrolment": "Who is searched without being enrolled",
    "matcher": "The matcher's error rates",
    "gallery": "Who is in the gallery",
    "review": "Human review",
    "escalation": "Who is held after review",
}
_BATCH = 2048


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Log ratios to the reference group.

    factors: names; terms: (factors, groups, draws); total: (groups, draws), the sum of the terms; stale: (groups, draws)
    the log ratio of stale-entry detentions per resident, which is not decomposed. NaN where undefined.
    """

    groups: tuple[str, ...]
    reference: int
    factors: tuple[str, ...]
    terms: Array
    total: Array
    stale: Array

    def summary(self) -> stored.Decomposition:
        """Per group the median and 90 % interval of every term and of the total, and the share defined."""
        return stored.Decomposition(
            reference=self.groups[self.reference],
            factors=tuple(stored.Factor(id=name, label=LABELS[name]) for name in self.factors),
            values={
                group: stored.Gap(
                    total=_part(self.total[g]),
                    stale_entries=_part(self.stale[g]),
                    factors={name: _part(self.terms[f, g]) for f, name in enumerate(self.factors)},
                )
                for g, group in enumerate(self.groups)
            },
        )


def decompose(compiled: Compiled, values: Array) -> Decomposition:
    """Decompose every group's log ratio of false-match detentions per resident to the reference group's, draw by draw.

    Args:
        values: (unknowns, draws), rows as in `Compiled.unknowns`; no simulated year is needed.
    """
    factors = PROBE_FACTORS if compiled.victim == "probe" else GALLERY_FACTORS
    terms = np.empty((len(factors), len(compiled.groups), values.shape[1]))
    total = np.empty(terms.shape[1:])
    stale = np.empty(terms.shape[1:])
    for start in range(0, values.shape[1], _BATCH):
        batch = values[:, start : start + _BATCH]
        expected = compiled.expect(batch)
        here = slice(start, start + batch.shape[1])
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = (
                _probe(compiled, batch, expected)
                if compiled.victim == "probe"
                else _gallery(compiled, expected)
            )
            for term, log in zip(terms, logs, strict=True):
                term[:, here] = log - log[[compiled.reference]]
            rates = np.log(_detentions(compiled, expected) / expected.population)
            ratios = rates - rates[:, [compiled.reference]]
        total[:, here], stale[:, here] = ratios
    terms[:, ~np.isfinite(total)] = np.nan
    return Decomposition(compiled.groups, compiled.reference, factors, terms, _finite(total), _finite(stale))


def _finite(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.nan)


def _detentions(compiled: Compiled, expected: Expectations) -> Array:
    """(2, groups, draws) expected false matches, and people on stale entries, that reach the first held stage."""
    if compiled.first_held == len(compiled.stages):
        return np.zeros((2, *expected.population.shape))
    held = expected.alerts * reach(expected.proceeds)[:, :, compiled.first_held]
    false = sum(held[:, cell] for cell in false_cells(len(compiled.kinds)))
    return np.stack([np.asarray(false), held[:, STALE_ENTRY]])


def _passing(compiled: Compiled, expected: Expectations) -> tuple[Array, Array]:
    """(groups, draws) log P(a false match passes the first stage, the review), and from there to the first held stage.

    The latter is the mean over false matches onto listed and onto unlisted entries, where there are both.
    """
    onward = np.log(expected.proceeds[:, FALSE_MATCH, : compiled.first_held])
    shape = expected.population.shape
    review = np.broadcast_to(onward[:, :1].sum(axis=1), shape)
    if len(false_cells(len(compiled.kinds))) == 1:
        return review, np.broadcast_to(onward[:, 1:].sum(axis=1), shape)
    held = _detentions(compiled, expected)[0]
    return review, np.asarray(np.log(held / expected.false_alerts) - review)


def _probe(compiled: Compiled, values: Array, expected: Expectations) -> list[Array]:
    """Logs of the factors in the order of `PROBE_FACTORS`, (groups, draws) each."""
    ones = np.ones_like(expected.encounters)
    alone, either, together, neither = _orders(compiled, values, expected)
    false_match = expected.false_alerts
    return [
        np.log(expected.encounters / expected.population),
        np.log(compiled.scanned.of(values).T * ones),
        np.log(compiled.captured.of(values).T * ones),
        np.log(false_match / expected.searches) - together,
        (alone - neither + together - either) / 2,
        (either - neither + together - alone) / 2,
        *_passing(compiled, expected),
    ]


def _orders(compiled: Compiled, values: Array, expected: Expectations) -> tuple[Array, Array, Array, Array]:
    """(groups, draws) log FPIR per encounter under (m, c°), (m°, c), (m, c) and, (1, draws), (m°, c°)."""
    from simulator.model.search import repeated_fpir

    matching, groups = expected.matching, len(compiled.groups)
    searches, correlation = (term.of(values)[:, None] for term in compiled.repeats)

    def of_rate(match_rate: Array) -> Array:
        found = repeated_fpir(match_rate, matching.frailty[:, None], searches, correlation)
        return np.asarray(np.log(found)).T

    scale = (matching.comparisons * matching.level)[:, None]
    rates = pair_rates(values, expected)
    within = np.mean(np.diagonal(rates, axis1=1, axis2=2), axis=1)[:, None]
    between = (rates.sum(axis=(1, 2))[:, None] - groups * within) / max(groups * (groups - 1), 1)
    equal, shares = 1 / groups, matching.shares
    return (
        of_rate(scale * rates.mean(axis=2)),
        of_rate(scale * (shares * within + (1 - shares) * between)),
        of_rate(matching.match_rate),
        of_rate(scale * (equal * within + (1 - equal) * between)),  # one column: no group differs
    )


def pair_rates(values: Array, expected: Expectations) -> Array:
    """(draws, probe groups, gallery groups) false match rate of a comparison at level 1, transfer included."""
    matching = expected.matching
    differential = matching.matcher.differential
    rates = matching.amplitude[:, :, None] * differential.matrix * matching.amplitude[:, None, :]
    if differential.cross is not None:
        own = np.eye(rates.shape[1])
        rates = rates * (own + (1 - own) * differential.cross.of(values)[:, None, None])
    return np.asarray(matching.transfer[:, :, None] * rates)


def _gallery(compiled: Compiled, expected: Expectations) -> list[Array]:
    """Logs of the factors in the order of `GALLERY_FACTORS`: enrolled per resident, false alerts per person enrolled."""
    return [
        np.log(expected.enrolled / expected.population),
        np.log(expected.false_alerts / expected.enrolled),
        *_passing(compiled, expected),
    ]


def _part(values: Array) -> stored.Part:
    ordered = np.sort(values[np.isfinite(values)])
    return stored.Part(
        median=at(ordered, MIDDLE),
        lo=at(ordered, LOW),
        hi=at(ordered, HIGH),
        defined=len(ordered) / len(values),
    )
