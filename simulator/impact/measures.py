"""The measures of harm and of benefit: one list of ids, used by tables, limits, cases and the API.

Counts are simulated, luck included. Rates, ratios and shares are of expected counts: they describe a system and not one
year, in which a group met three hundred times can only have a rate of 0 or of 310 in 100,000.

Each is evaluated per draw; roll-ups add counts first and divide afterwards. 0/0 is undefined, never zero. Where nobody
enrolled is wanted there is nobody to find, and every measure of wanted people is undefined.
Where harm falls on people in a gallery, "per encounter" means per person enrolled and year: a search harms none of those searched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from simulator.impact.sources import View, ratio

Array = NDArray[np.float64]
Formula = Callable[[View], Array]

FALSE_MATCH, STALE_ENTRY, WANTED = 0, 1, 2
INNOCENT = (FALSE_MATCH, STALE_ENTRY)
EVERY = (FALSE_MATCH, STALE_ENTRY, WANTED)
OF_WANTED = ("wanted_found", "wrongly_held_per_wanted_found", "ppv", "ppv_held")
"""Measures of wanted people."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its id, words, and formula on a `View`.

    `chance` says whether it varies by chance once the unknowns are known; `additive` whether groups add up to roll-ups.
    """

    id: str
    label: str
    unit: str
    sentence: str
    formula: Formula
    chance: bool = True
    additive: bool = False

    @property
    def simulated(self) -> bool:
        """Whether it is a count of simulated years; any other measure is an expected one."""
        return self.additive and self.chance


def _held(view: View) -> int:
    return view.layout.first("held")


def reaching_held(view: View, kinds: tuple[int, ...]) -> Array:
    """Cases of these kinds that reach the first stage marked `held`; zero if there is none."""
    held = _held(view)
    if held == len(view.layout.stages):
        return np.zeros_like(view.amount("encounters"))
    return view.cases(kinds, held)


def _found(view: View) -> Array:
    if view.layout.nobody_wanted:
        return np.full_like(view.amount("encounters"), np.nan)
    return reaching_held(view, (WANTED,))


def _arrests(view: View) -> Array:
    stages = [t for t, arrest in enumerate(view.layout.arrests) if arrest]
    return view.cases(INNOCENT, stages[0]) if stages else np.zeros_like(view.amount("encounters"))


def _hours(view: View) -> Array:
    total = np.zeros_like(view.source.seconds(FALSE_MATCH, 0))
    for kind in INNOCENT:
        for t, liberty in enumerate(view.layout.liberties):
            if liberty == "held":
                total += view.cases((kind,), t)[: len(total)] * view.source.seconds(kind, t) / 3600
    return total


def _per(name: str) -> Formula:
    return lambda view: 1e5 * ratio(reaching_held(view, INNOCENT), view.amount(name))


def _against(which: str, per: str) -> Formula:
    def formula(view: View) -> Array:
        other = view.reference if which == "reference" else view.best
        held = _held(view)
        if held == len(view.layout.stages):
            return np.full_like(view.amount("encounters"), np.nan)
        if view.members == other:
            own = view.cases(INNOCENT, held)
            return ratio(own, own)
        return ratio(view.rate(INNOCENT, held, per), view.rate(INNOCENT, held, per, other))

    return formula


def _difference(view: View) -> Array:
    held = _held(view)
    if held == len(view.layout.stages):
        return np.zeros_like(view.amount("encounters"))
    own, other = (view.rate(INNOCENT, held, "exposure", of) for of in (view.members, view.reference))
    return 1e5 * (own - other)


def _excess(view: View) -> Array:
    held = _held(view)
    if held == len(view.layout.stages):
        return np.zeros_like(view.amount("encounters"))
    years = len(view.best_rate) if len(view.best_rate) > 1 else None
    return view.cases(INNOCENT, held)[:years] - view.best_rate * view.amount("exposure")[:years]


def _predictive(stage_of: Callable[[View], int]) -> Formula:
    def formula(view: View) -> Array:
        stage = stage_of(view)
        if stage == len(view.layout.stages) or view.layout.nobody_wanted:
            return np.full_like(view.amount("encounters"), np.nan)
        wanted = view.cases((WANTED,), stage)
        return ratio(wanted, wanted + view.cases(INNOCENT, stage))

    return formula


def _match_rate_ratio(view: View) -> Array:
    return ratio(
        view.source.average("match_rate", view.members), view.source.average("match_rate", view.reference)
    )


def _risk(view: View) -> Array:
    return ratio(view.source.persons(view.members, "once"), view.source.persons(view.members, "exposed"))


def _measure(
    id: str,  # noqa: A002 - the field's name
    label: str,
    unit: str,
    sentence: str,
    formula: Formula,
    *,
    chance: bool = True,
    additive: bool = False,
) -> tuple[str, Measure]:
    return id, Measure(id, label, unit, sentence, formula, chance, additive)


MEASURES: MappingProxyType[str, Measure] = MappingProxyType(
    dict(
        [
            _measure("encounters", "Encounters", "a year",
                     "Encounters with the system in a year.",
                     lambda v: v.amount("encounters"), additive=True),
            _measure("searches", "Searches", "a year",
                     "Faces searched against the gallery in a year.",
                     lambda v: v.amount("searches"), additive=True),
            _measure("false_alerts", "False alerts", "alerts a year",
                     "Alerts on somebody who is not the person enrolled.",
                     lambda v: v.cases((FALSE_MATCH,), 0), additive=True),
            _measure("alerts", "Alerts", "alerts a year",
                     "Alerts of every kind: false matches, stale entries and wanted people.",
                     lambda v: v.cases(EVERY, 0), additive=True),
            _measure("held_from_alert", "Innocent people kept from the alert on", "times a year",
                     "Innocent people kept longer because of an alert, counted from the alert if it lasted the minimum.",
                     lambda v: v.cases(INNOCENT, v.layout.held_from_alert), additive=True),
            _measure("wrongly_held", "Wrongful detentions", "detentions a year",
                     "Innocent people held because of a false match or a stale entry.",
                     lambda v: reaching_held(v, INNOCENT), additive=True),
            _measure("wrongly_held_false_match", "Wrongful detentions on a false match", "detentions a year",
                     "Innocent people held because they were taken for somebody else.",
                     lambda v: reaching_held(v, (FALSE_MATCH,)), additive=True),
            _measure("wrongly_held_stale_entry", "Wrongful detentions on a stale entry", "detentions a year",
                     "People correctly matched and held on an entry that no longer justifies it.",
                     lambda v: reaching_held(v, (STALE_ENTRY,)), additive=True),
            _measure("wrongful_arrests", "Wrongful arrests", "arrests a year",
                     "Innocent people arrested because of an alert.", _arrests, additive=True),
            _measure("wanted_found", "Wanted people found", "times a year",
                     "People validly wanted who are held after an alert.",
                     _found, additive=True),
            _measure("per_100k_encounters", "Wrongful detentions per 100,000 encounters", "detentions per 100,000 encounters",
                     "Of 100,000 encounters, how many are expected to end with an innocent person detained.", _per("exposure")),
            _measure("per_100k_residents", "Wrongful detentions per 100,000 of the population", "detentions per 100,000 of the population a year",
                     "Wrongful detentions expected a year for every 100,000 of the population.", _per("population")),
            _measure("difference_to_reference", "Difference to the reference group, per 100,000 encounters",
                     "detentions per 100,000 encounters",
                     "Wrongful detentions expected per 100,000 encounters, less the reference group's.", _difference),
            _measure("ratio_to_reference", "Ratio to the reference group, per encounter", "times",
                     "Wrongful detentions expected per encounter, as a multiple of the reference group's.",
                     _against("reference", "exposure")),
            _measure("ratio_per_resident", "Ratio to the reference group, per 100,000 of the population", "times",
                     "Wrongful detentions expected per 100,000 of the population, as a multiple of the reference group's.",
                     _against("reference", "population")),
            _measure("ratio_to_best_served", "Ratio to the best-served group, per encounter", "times",
                     "Wrongful detentions expected per encounter, as a multiple of the best-served measured group's.",
                     _against("best", "exposure")),
            _measure("excess", "Excess wrongful detentions", "detentions a year",
                     "Wrongful detentions beyond everyone having the best-served group's rate per encounter.",
                     _excess, additive=True),
            _measure("wrongly_held_per_wanted_found", "Wrongful detentions per wanted person found", "detentions per wanted person",
                     "Innocent people expected to be detained for every wanted person found.",
                     lambda v: ratio(reaching_held(v, INNOCENT), _found(v))),
            _measure("ppv", "Share of alerts that are right", "share",
                     "Of all alerts expected, the share on people validly wanted.", _predictive(lambda _: 0)),
            _measure("ppv_held", "Share of detentions that are right", "share",
                     "Of all people expected to be held after an alert, the share validly wanted.", _predictive(_held)),
            _measure("hours_held", "Hours innocent people are held", "hours a year",
                     "Hours innocent people spend held in a year, as if nobody queued.", _hours, additive=True),
            _measure("people_held_once", "Distinct people wrongly detained", "people a year",
                     "Different innocent people expected to be detained at least once in a year.",
                     lambda v: v.source.persons(v.members, "once"), chance=False, additive=True),
            _measure("people_held_twice", "People wrongly detained twice or more", "people a year",
                     "Different innocent people expected to be detained at least twice in a year.",
                     lambda v: v.source.persons(v.members, "twice"), chance=False, additive=True),
            _measure("risk_per_person", "One person's yearly risk", "probability a year",
                     "An exposed person's chance of being wrongly detained within a year.", _risk, chance=False),
            _measure("fpir", "False positive identification rate", "share of searches",
                     "Share of searches of people not enrolled that return somebody else.",
                     lambda v: v.source.average("fpir", v.members), chance=False),
            _measure("false_match_rate_ratio", "Ratio of false matches expected per search", "times",
                     "False matches expected per search, as a multiple of the reference group's.",
                     _match_rate_ratio, chance=False),
        ]
    )
)  # fmt: skip
"""Every measure by id, in the order of reports."""
