"""Where a measure's numbers come from: simulated years, expected years, or one draw's year lived many times.

A measure is written once, over the few questions of a `Source`, and evaluated on each of them: on `Simulated` it has
both doubts, on `Expected` only the doubt about the unknowns, on `Repeated` (room `doubt`) only chance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.kernel import people
from simulator.kernel.draws import Draws
from simulator.kernel.layout import Layout
from simulator.kernel.streams import chunks, stream
from simulator.model.cells import NOT_WANTED, STALE_ENTRY, WANTED

Array = NDArray[np.float64]
Members = tuple[int, ...]


KEPT_YEARS = 131_072
"""Up to so many years a view keeps the counts it was asked for; beyond, memory is worth more than time."""


class Source(Protocol):
    """What a measure may ask of a set of years. Every answer is (years,)."""

    @property
    def layout(self) -> Layout: ...

    def cases(self, members: Members, kind: int, stage: int) -> Array:
        """Cases of one kind that reach a stage, summed over groups; the last index counts those held from the alert."""

    def amount(self, name: str, members: Members) -> Array:
        """`encounters`, `searches`, `population` or `exposure` summed over groups.

        Exposure is what rates are per: a group's encounters, or its people enrolled where harm falls on the gallery.
        """

    def average(self, name: str, members: Members) -> Array:
        """`fpir` or `match_rate`, averaged over groups by their searches."""

    def seconds(self, kind: int, stage: int) -> Array:
        """Mean time at a stage if nobody queues."""

    def persons(self, members: Members, which: str) -> Array:
        """Expected people: `once` or `twice` held at least so often, `not_wanted` kept at least once, `exposed`.

        NaN without the people block.
        """

    def found_anyway(self, members: Members, kind: int, stage: int) -> Array:
        """Of wanted people (or those on stale entries) who reach a stage, those a check of the name finds without the system.

        NaN where that is not known.
        """

    def averted(self, members: Members) -> Array:
        """People mistaken for others in a year whom the system spares, of everybody together; NaN where that is not known."""


@dataclass(frozen=True)
class Expected:
    """Years as expected given each draw's unknowns: no chance in them."""

    draws: Draws

    @property
    def layout(self) -> Layout:
        return self.draws.layout

    def cases(self, members: Members, kind: int, stage: int) -> Array:
        total = np.zeros(self.draws.described)
        for g in members:
            total += self.draws.years.alerts[g, kind] * self.draws.years.share(g, kind, stage)
        return total

    def amount(self, name: str, members: Members) -> Array:
        return _sum(amounts(self.draws, name)[:, : self.draws.described], members)

    def average(self, name: str, members: Members) -> Array:
        years = self.draws.years
        values, weights = {"fpir": years.fpir, "match_rate": years.match_rate}[name], years.searches
        if len(members) == 1:
            return np.asarray(values[members[0]], dtype=np.float64)
        total = np.zeros(self.draws.described)
        for g in members:
            total += values[g] * weights[g]
        return ratio(total, _sum(weights, members))

    def seconds(self, kind: int, stage: int) -> Array:
        return np.asarray(self.draws.years.seconds[kind, stage], dtype=np.float64)

    @cached_property
    def _persons(self) -> dict[str, NDArray[np.float32]]:
        return persons_held(self.draws, self)

    def persons(self, members: Members, which: str) -> Array:
        if self.draws.years.people is None:
            return np.full(self.draws.described, np.nan)
        return _sum(self.draws.years.people.exposed if which == "exposed" else self._persons[which], members)

    def found_anyway(self, members: Members, kind: int, stage: int) -> Array:
        share = anyway(self.draws, kind)
        return (
            self.cases(members, kind, stage) * share
            if share is not None
            else np.full(self.draws.described, np.nan)
        )

    def averted(self, members: Members) -> Array:
        without = self.draws.years.without
        whole = len(members) == len(self.layout.groups)
        if without is None or not whole:
            return np.full(self.draws.described, np.nan)
        return np.asarray(without[2] * without[3], dtype=np.float64)


@dataclass(frozen=True)
class Simulated(Expected):
    """Years as simulated: counts with their chance, encounters with the year's and the sites' variation.

    Distinct people are not simulated: their expected number is given, which has no chance in it. Answers that rest on
    what is kept only of the first draws (`Draws.described`) are that long.
    """

    expected: Expected = field(kw_only=True)

    def cases(self, members: Members, kind: int, stage: int) -> Array:
        return self.draws.counts.total([(g, kind, stage) for g in members]).astype(np.float64)

    def amount(self, name: str, members: Members) -> Array:
        amount = _sum(amounts(self.draws, name), members)
        return amount * self.draws.years.year[: len(amount)] if varies(self.draws, name) else amount

    def persons(self, members: Members, which: str) -> Array:
        return self.expected.persons(members, which)

    def found_anyway(self, members: Members, kind: int, stage: int) -> Array:
        """Coins thrown for each case, by group and kind: what is found anyway and what is not add up in every year.

        Thinning a Poisson count leaves two independent ones (Kingman 1993, §5.1), as far as unknowns are kept.
        """
        share, described = anyway(self.draws, kind), self.draws.described
        if share is None:
            return np.full(described, np.nan)
        total = np.zeros(described)
        for g in members:
            counts = self.cases((g,), kind, stage)[:described].astype(np.int64)
            name = f"found-anyway/{self.layout.groups[g]}/{self.layout.kinds[kind]}"
            for number, start, n in chunks(described):
                part = slice(start, start + n)
                total[part] += stream(self.draws.seed, name, number).binomial(counts[part], share[part])
        return total

    def averted(self, members: Members) -> Array:
        return self.expected.averted(members)


@dataclass(frozen=True)
class View:
    """One group or roll-up of a source, with the groups it is compared with.

    `best_rate` is the best-served group's expected wrongful detentions per encounter in each year, so that the excess
    is measured against a rate and not against that group's luck.
    """

    source: Source
    members: Members
    reference: Members
    best: Members
    best_rate: Array
    _kept: dict[tuple[Members, int, int], Array] = field(default_factory=dict, repr=False, compare=False)

    @property
    def layout(self) -> Layout:
        """Names of the axes."""
        return self.source.layout

    def cases(self, kinds: tuple[int, ...], stage: int, of: Members | None = None) -> Array:
        """Cases of these kinds that reach a stage."""
        members = self.members if of is None else of
        total = self._of_kind(members, kinds[0], stage)
        for kind in kinds[1:]:
            total = total + self._of_kind(members, kind, stage)
        return total

    def _of_kind(self, members: Members, kind: int, stage: int) -> Array:
        key = (members, kind, stage)
        if key in self._kept:
            return self._kept[key]
        cases = self.source.cases(members, kind, stage)
        if len(cases) <= KEPT_YEARS:
            self._kept[key] = cases
        return cases

    def rate(self, kinds: tuple[int, ...], stage: int, per: str, of: Members | None = None) -> Array:
        """Cases per `encounters` or per `population`."""
        return ratio(self.cases(kinds, stage, of), self.amount(per, of))

    def amount(self, name: str, of: Members | None = None) -> Array:
        """`encounters`, `searches`, `population` or `exposure`."""
        return self.source.amount(name, self.members if of is None else of)


def anyway(draws: Draws, kind: int) -> Array | None:
    """(described,) share of wanted people, or of those on stale entries, found without the system; None: not known."""
    without = draws.years.without
    row = {WANTED: 0, STALE_ENTRY: 1}[kind]
    return (
        None if without is None or np.isnan(without[row, 0]) else np.asarray(without[row], dtype=np.float64)
    )


def amounts(draws: Draws, name: str) -> NDArray[np.float32]:
    """(groups, draws) of an amount by its name."""
    years = draws.years
    return {
        "encounters": years.encounters,
        "searches": years.searches,
        "population": years.population,
        "exposure": years.encounters if years.enrolled is None else years.enrolled,
    }[name]


def varies(draws: Draws, name: str) -> bool:
    """Whether an amount rises and falls with the year; residents and people enrolled do not."""
    return name != "population" and not (name == "exposure" and draws.years.enrolled is not None)


def ratio(above: Array, below: Array) -> Array:
    """above / below; 0/0 is undefined (NaN) and x/0 unbounded, never zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(above / below)


def _sum(table: NDArray[np.float32], members: Members) -> Array:
    total = np.zeros(table.shape[1])
    for g in members:
        total += table[g]
    return total


def persons_held(draws: Draws, expected: Expected) -> dict[str, NDArray[np.float32]]:
    """Distinct people of each group, (groups, draws): wrongly held at least `once` and `twice`, `not_wanted` kept at least once.

    False matches, stale entries and people not wanted are different people and add up (docs/method.md §6.4, §6.8).
    """
    block, layout = draws.years.people, draws.layout
    assert block is not None
    held = layout.first("held")
    once = np.zeros((len(layout.groups), draws.described), np.float32)
    twice, not_wanted = np.zeros_like(once), np.zeros_like(once)
    if held == len(layout.stages):
        return {"once": once, "twice": twice, "not_wanted": not_wanted}
    for g in range(len(once)):
        ever, again = _lookalikes_held(draws, g, held)
        stale = people.held_on_entry(
            expected.cases((g,), STALE_ENTRY, held), _double(block.stale[g]), _double(block.exposure_cv)
        )
        exposed = _double(block.exposed[g])
        once[g], twice[g] = exposed * ever + stale[0], exposed * again + stale[1]
        for cell in layout.not_wanted:
            stage = layout.held_from_alert if layout.stopped_anyway else held
            kept = people.held_on_entry(
                expected.cases((g,), cell, stage), _double(block.unlisted[g]), _double(block.exposure_cv)
            )
            not_wanted[g] = kept[0]
            if NOT_WANTED in layout.wrongful:
                once[g], twice[g] = once[g] + kept[0], twice[g] + kept[1]
    return {"once": once, "twice": twice, "not_wanted": not_wanted}


def _lookalikes_held(draws: Draws, g: int, held: int) -> tuple[Array, Array]:
    """(draws,) P(held at least once) and P(at least twice) on a false match, for one exposed person of a group."""
    years, block, layout = draws.years, draws.years.people, draws.layout
    assert block is not None
    frailty, repeat, cv = (_double(x) for x in (block.frailty, block.repeat_match, block.exposure_cv))
    exposed = _double(block.exposed[g])
    if layout.victim == "probe":
        per_person = np.where(exposed > 0, ratio(_double(years.searches[g]), exposed), 0.0)
    else:
        repeat, cv = np.zeros_like(repeat), np.zeros_like(cv)
        per_person = np.where(exposed > 0, 1.0, 0.0)
    met = exposed * per_person
    first, *others = (_double(years.alerts[g, cell]) for cell in layout.false_match)
    reaching = _double(years.share(g, layout.false_match[0], held))
    total = first
    for alerts, cell in zip(others, layout.false_match[1:], strict=True):
        total = first + alerts
        both = first * reaching + alerts * _double(years.share(g, cell, held))
        reaching = np.divide(both, total, out=reaching.copy(), where=total > 0)
    alerts = np.divide(total, met, out=np.zeros_like(met), where=met > 0)
    return people.held(alerts, per_person, reaching, frailty, repeat, cv)


def _double(numbers: NDArray[np.floating[Any]]) -> Array:
    return np.asarray(numbers, dtype=np.float64)
