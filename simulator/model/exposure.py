"""Who meets the system and who is enrolled: numbers per group, per site, and the gallery's composition."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.unknowns import Term, Terms

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GroupNumbers:
    """People or events per group: a total split by shares, or numbers per group; times a scale."""

    scale: Term
    numbers: Terms | None
    total: Term | None
    joint: JointShares | None
    unrecorded: tuple[Unrecorded, ...] = ()

    def of(self, values: Array) -> Array:
        """(draws, groups)"""
        scale = self.scale.of(values)[:, None]
        if self.numbers is not None:
            numbers = in_proportion = self.numbers.of(values)
            for each in self.unrecorded:
                numbers = numbers + each.moved(in_proportion, values)
            return np.asarray(scale * np.maximum(numbers, 0.0))
        assert self.total is not None
        assert self.joint is not None
        return scale * self.total.of(values)[:, None] * self.joint.of(values)


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """People whose level of an axis nobody recorded, and to whom they belong.

    The numbers by group share them out in proportion. Of group g, U = N − R are such people (R recorded); a drawn factor f for
    each level of the axis tilts them, and within the levels of the other axes their number stays: U f Σ U / Σ U f. Between
    nobody and all of them are of one level, as f is drawn (docs/method.md §1.1).

    recorded: (groups,) terms. tilt: (groups,) terms, alike for groups of one level. within: (groups, cells) 1 where a group has
    those levels of the other axes.
    """

    recorded: Terms
    tilt: Terms
    within: Array

    def moved(self, numbers: Array, values: Array) -> Array:
        """(draws, groups) how many more of each group there are than in proportion; sums to 0 within each cell."""
        unknown = np.maximum(numbers - self.recorded.of(values), 0.0)
        tilted = unknown * self.tilt.of(values)
        sums, tilted_sums = unknown @ self.within, tilted @ self.within
        scale = np.divide(sums, tilted_sums, out=np.ones_like(sums), where=tilted_sums > 0)
        return np.asarray(tilted * (scale @ self.within.T) - unknown)


@dataclass(frozen=True, slots=True)
class JointShares:
    """A joint table made from one-way shares by independence, loosened by drawn odds ratios.

    Shares along each axis are multiplied, each at its drawn value where it has doubt (`drawn`: factors on the published
    product); where `association` names unknowns, a group's weight is also multiplied by its odds ratio and renormalised
    within its level of the last axis, whose shares, as drawn, therefore stay exact.

    `members` is (groups, levels of the last axis), 1 where the group has the level.
    """

    product: Array
    association: Terms | None
    members: Array
    drawn: Terms | None = None

    def of(self, values: Array) -> Array:
        """(draws or 1, groups), rows sum to 1."""
        product = self.product[None, :]
        if self.drawn is not None:
            product = product * self.drawn.of(values)
            product = product / product.sum(axis=1, keepdims=True)
        if self.association is None:
            return product
        weights = product * self.association.of(values)
        within = weights @ self.members
        wanted = product @ self.members
        scale = np.divide(
            wanted, within, out=np.zeros_like(within), where=within > 0
        )  # nobody has an empty level
        return np.asarray(weights * (scale @ self.members.T))


@dataclass(frozen=True, slots=True)
class Composition:
    """The gallery's shares per group, each level within a drawn factor of its published or assumed share."""

    shares: Array
    spread: Terms | None

    def of(self, values: Array) -> Array:
        """(draws or 1, groups), rows sum to 1."""
        if self.spread is None:
            return self.shares[None, :]
        weights = self.shares * self.spread.of(values)
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class FromTrueAlerts:
    """How much oftener people enrolled are met than others (η), where what is known is the rate of true alerts.

    True alerts identify only η (1 − FNIR): η = rate / Σ_g w_g e_g (1 − FNIR_g), w the groups' shares of searches, e the share of a
    group's people who are enrolled, all of the same draw (docs/method.md §8.6). One η holds for all groups. It is of the
    gallery as the scenario has it: a lever that changes the gallery leaves it as it is.
    """

    rate: Term
    encounters: GroupNumbers
    population: GroupNumbers
    scanned: Terms
    captured: Terms
    enrolled: Term
    composition: Composition
    fnir: Terms

    def of(self, values: Array) -> Array:
        """(draws, groups) η."""
        searches = self.encounters.of(values) * self.scanned.of(values) * self.captured.of(values)
        people = np.broadcast_to(self.population.of(values), searches.shape)
        persons = self.enrolled.of(values)[:, None] * self.composition.of(values)
        share = np.minimum(persons, people) / np.where(people > 0, people, np.inf)
        found = np.sum(searches * share * (1 - self.fnir.of(values)), axis=1)
        each_met_once = np.divide(found, searches.sum(axis=1), out=np.zeros_like(found), where=found > 0)
        often = np.divide(
            self.rate.of(values), each_met_once, out=np.zeros_like(found), where=each_met_once > 0
        )
        return np.repeat(often[:, None], searches.shape[1], axis=1)
