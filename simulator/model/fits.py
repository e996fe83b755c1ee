"""What a fit taught, as the model draws it: one unknown, the number of a row, from which all its parameters are read.

Rows are joint draws, so what was learned together stays together, and they are sorted along their first principal component,
so that the number of the row is a quantity like any other (docs/method.md §8.6). A place the fit does not know differs by
σ[row] · z, z a standard normal number of its own: the number of the row and z are independent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.evidence import Parameter, Posterior
from simulator.evidence.posteriors import TARGETS
from simulator.model.laws import Drawn, Law
from simulator.scenario.identity import fit_identity, new_identity
from simulator.scenario.quantities import NewPlace, Quantity

Array = NDArray[np.float64]
Register = Callable[[str, Law, str, str], int]
"""Registers an unknown: its identity, law, label and path; gives its row in the matrix of values."""
PER = 0.01
"""Slopes by threshold are per hundredth."""


class Factor(Protocol):
    """A part of a number that is read from other unknowns than by multiplying them."""

    def of(self, values: Array) -> Array:
        """(draws,) at values (unknowns, draws)."""


@dataclass(frozen=True, slots=True)
class RowOf(Drawn):
    """The number of a row of a fit, each as likely: floor(R·u). Its middle is the medoid of the parameters that are read.

    members: those parameters, (rows,) each, by name.
    """

    digest: str
    rows: int
    medoid: int = field(default=0, compare=False)
    members: Mapping[str, Array] = field(default_factory=dict, compare=False, repr=False)

    @property
    def median(self) -> float:
        return float(self.medoid)

    def at(self, z: Array) -> Array:
        from scipy.special import ndtr

        return self.ppf(ndtr(z))

    def ppf(self, u: Array) -> Array:
        return np.minimum(np.floor(self.rows * np.asarray(u)), self.rows - 1)


@dataclass(frozen=True, slots=True)
class StandardNormal(Drawn):
    """How a new place differs, in standard deviations of those that are known."""

    @property
    def median(self) -> float:
        return 0.0

    def at(self, z: Array) -> Array:
        return z

    def ppf(self, u: Array) -> Array:
        from scipy.special import ndtri

        return np.asarray(ndtri(u))


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A parameter's draws, (rows,), `name` as in the fit. row: of the fit in the matrix of values."""

    name: str
    row: int
    numbers: Array

    def of(self, values: Array) -> Array:
        """(draws,) the parameter in each draw's row."""
        return np.asarray(self.numbers[values[self.row].astype(np.intp)])


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """exp(σ[row] z): how a new place differs; of several settings, their mean."""

    sigma: Column
    places: tuple[int, ...]

    def of(self, values: Array) -> Array:
        """(draws,) the factor."""
        sigma = self.sigma.of(values)
        return np.asarray(np.mean([np.exp(sigma * values[place]) for place in self.places], axis=0))


@dataclass(frozen=True, slots=True)
class Grown:
    """(N/N₀)^slope[row]: a rate that holds at a watchlist of N₀, at one of N."""

    slope: Column
    gallery: Factor
    reference: float

    def of(self, values: Array) -> Array:
        """(draws,) the factor."""
        return np.asarray((self.gallery.of(values) / self.reference) ** self.slope.of(values))


@dataclass(frozen=True, slots=True)
class Moved:
    """exp(slope[row] (T − T₀)/0.01): a rate that holds at threshold T₀, at T. seen: the thresholds the fit's table saw."""

    slope: Column
    reference: float
    threshold: float
    seen: tuple[float, float]

    def of(self, values: Array) -> Array:
        """(draws,) the factor."""
        return np.asarray(np.exp((self.threshold - self.reference) / PER * self.slope.of(values)))


class FitRows:
    """One fit in one scenario: its rows, read once, and the factors that its parameters became."""

    def __init__(self, name: str, fit: Posterior, register: Register) -> None:
        self.name, self.fit, self.register = name, fit, register
        self._made: dict[tuple[object, ...], Factor] = {}
        self.columns: dict[str, Column] = {}

    @cached_property
    def _table(self) -> Mapping[str, tuple[Array, str]]:
        """Each parameter's draws, and the scale on which nothing bounds them."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pq.read_table(pa.BufferReader(self.fit.content))
        return {
            each.name: (
                table[each.name].to_numpy().astype(np.float64),
                (each.metadata or {}).get(b"scale", b"plain").decode(),
            )
            for each in table.schema
        }

    def grows(self, quantity: Quantity) -> bool:
        """Whether it is a rate that its row's own slope carries to another watchlist."""
        parameter = self._parameter(quantity)
        slope = self.fit.slope(parameter.short, "watchlist")
        return parameter.is_rate and slope is not None and self.fit.watchlist_size > 0

    def factors(self, quantity: Quantity, path: str, gallery: Factor | None) -> tuple[Factor, ...]:
        """What a quantity is made of: its parameter, carried to where it is wanted, and how a new place differs.

        Args:
            gallery: entries searched where the quantity names no number; None where the fit's own is meant.
        """
        parameter, at = self._parameter(quantity), quantity.at
        found: list[Factor] = [self._column(parameter.name, path)]
        if self.grows(quantity):
            slope = self._column(f"{parameter.short}_watchlist", path)
            if at is not None and at.watchlist_size is not None:
                found.append(self._power(slope, log(at.watchlist_size / self.fit.watchlist_size)))
            elif gallery is not None:
                found.append(Grown(slope, gallery, self.fit.watchlist_size))
        if parameter.is_rate and at is not None and at.threshold is not None and self.fit.threshold:
            slope = self._column(f"{parameter.short}_threshold", path)
            seen = self.fit.seen.get("threshold", (at.threshold, at.threshold))
            found.append(Moved(slope, self.fit.threshold, at.threshold, seen))
        if quantity.new is not None:
            found += [self._new(parameter, family, quantity.new, path) for family in quantity.new.differs_by]
        return tuple(found)

    def _parameter(self, quantity: Quantity) -> Parameter:
        assert quantity.posterior is not None
        return self.fit.parameters[quantity.posterior.split("/")[1]]

    def _column(self, name: str, path: str) -> Column:
        row = self.register(
            fit_identity(self.name),
            RowOf(self.fit.digest, self.fit.rows),
            f"what the fit {self.name} taught",
            path,
        )
        if name not in self.columns:
            numbers = self._table[name][0]
            if len(numbers) != self.fit.rows or not np.isfinite(numbers).all():
                raise ValueError(
                    f"{path}: {name} of the fit {self.name} has not {self.fit.rows:,} finite rows"
                )
            self.columns[name] = Column(name, row, numbers)
        return self.columns[name]

    def _power(self, slope: Column, by: float) -> Factor:
        """exp(slope[row] · by): what equal terms of several groups share is made once."""
        key = (slope.name, by)
        if key not in self._made:
            self._made[key] = Column(f"{slope.name} × {by:.4g}", slope.row, np.exp(by * slope.numbers))
        return self._made[key]

    def _new(self, parameter: Parameter, family: str, new: NewPlace, path: str) -> Factor:
        key = (parameter.short, family, new.place, new.settings)
        if key not in self._made:
            target = TARGETS[parameter.short]
            label = f"how {new.place} differs in {target.replace('_', ' ')}, by {family}"
            places = tuple(
                self.register(
                    new_identity(self.name, new.place, target, family, number), StandardNormal(), label, path
                )
                for number in range(new.settings)
            )
            self._made[key] = Difference(self._column(f"{parameter.short}_{family}", path), places)
        return self._made[key]

    def law(self) -> RowOf:
        """The law of its row, once every parameter that is read is known."""
        members = {name: column.numbers for name, column in self.columns.items()}
        return RowOf(self.fit.digest, self.fit.rows, self._medoid(), members)

    def _medoid(self) -> int:
        """The row nearest to the median of the parameters read, by Mahalanobis distance on their unconstrained scales."""
        from scipy.special import logit

        scales = {"log": np.log, "logit": logit, "plain": np.asarray}
        table = np.column_stack([scales[self._table[name][1]](self._table[name][0]) for name in self.columns])
        away = table - np.median(table, axis=0)
        spread = away.std(axis=0)
        away = away / np.where(spread > 0, spread, 1.0)
        weights = np.linalg.pinv(np.atleast_2d(np.cov(away, rowvar=False)))
        return int(np.argmin(np.einsum("ri,ij,rj->r", away, weights, away)))
