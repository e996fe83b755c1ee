"""Several rows of one set for one cell made into one rate (docs/method.md §1.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log, sqrt

from simulator.evidence import Row
from simulator.model.laws import Z95, Law, LogNormal
from simulator.model.unknowns import row_law


@dataclass(frozen=True, slots=True)
class Pooled:
    """One rate of a cell: its median, and the law of what is not known about it, under the name of its rows."""

    rate: float
    law: Law | None
    identity: str


def pooled(rows: Sequence[Row]) -> Pooled:
    """One rate from the rows that tell of one group alone: counts are added, rates without counts pooled by random effects.

    With counts the law is that of the sum; without, the predictive of one more row of the kind, since whoever is met
    here belongs to one of them. A single rate without counts keeps no law: its doubt is the scenario's band.
    """
    identity = joined(rows)
    if all(row.is_counted for row in rows):
        law = row_law(summed(rows), probability=True)[1]
        assert law is not None
        return Pooled(law.median, law, identity)
    mean, spread = random_effects([log(rate(row)) for row in rows], [_variance(row) for row in rows])
    return Pooled(exp(mean), LogNormal(mean, spread) if len(rows) > 1 else None, identity)


def pair_rate(rows: Sequence[Row]) -> float:
    """One rate from the rows that tell of a pair of groups, both orders among them: their mean on the log scale."""
    if len(rows) == 1:
        return rate(rows[0])
    return exp(random_effects([log(rate(row)) for row in rows], [_variance(row) for row in rows])[0])


def rate(row: Row) -> float:
    """The printed rate of a row that has one."""
    assert row.rate is not None
    return row.rate


def joined(rows: Sequence[Row]) -> str:
    """The name of what several rows tell together, whatever their order in the file."""
    return rows[0].id if len(rows) == 1 else f"{rows[0].source}/{'+'.join(sorted(row.row for row in rows))}"


def summed(rows: Sequence[Row]) -> Row:
    """One row with the events and trials of all."""
    if len(rows) == 1:
        return rows[0]
    events, trials = sum(row.numerator or 0.0 for row in rows), sum(row.denominator or 0.0 for row in rows)
    return replace(rows[0], numerator=events, denominator=trials, value=None, lo=None, hi=None)


def random_effects(values: Sequence[float], variances: Sequence[float]) -> tuple[float, float]:
    """The mean of several figures, and the standard deviation of one more of their kind.

    τ² solves Σ wᵢ(yᵢ − ȳ)² = k − 1 with wᵢ = 1/(vᵢ + τ²) (Paule & Mandel 1982, J. Res. Natl. Bur. Stand. 87(5), 377; recommended by
    Veroniki et al. 2016, Res. Synth. Methods 7, 55), 0 where the figures differ no more than their vᵢ explain. The predictive
    variance is τ² + 1/Σ wᵢ (Higgins, Thompson & Spiegelhalter 2009, J. R. Stat. Soc. A 172, §4). Where no vᵢ is published all are 0
    and τ² is the sample's own variance.

    Args:
        values: k figures on the scale they are averaged on.
        variances: what is not known of each, 0 where nothing is published.
    """
    k = len(values)
    if k == 1:
        return values[0], sqrt(variances[0])

    def weighted(tau2: float) -> tuple[float, float, float]:
        weights = [1 / (v + tau2) for v in variances]
        total = sum(weights)
        mean = sum(w * y for w, y in zip(weights, values, strict=True)) / total
        return mean, 1 / total, sum(w * (y - mean) ** 2 for w, y in zip(weights, values, strict=True))

    low, high = 1e-12, max(k * (max(values) - min(values)) ** 2, 1e-12)
    if weighted(low)[2] > k - 1:
        for _ in range(200):
            middle = sqrt(low * high)
            low, high = (middle, high) if weighted(middle)[2] > k - 1 else (low, middle)
    mean, of_mean, _ = weighted(low)
    return mean, sqrt(low + of_mean)


def _variance(row: Row) -> float:
    """Of the logarithm of a rate, from its printed 90 % interval; 0 where none is printed."""
    if row.lo is None or row.hi is None or not 0 < row.lo < row.hi:
        return 0.0
    return ((log(row.hi) - log(row.lo)) / (2 * Z95)) ** 2
