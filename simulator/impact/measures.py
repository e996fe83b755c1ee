"""The measures of harm and of benefit: one list of ids, used by tables, limits, cases and the API.

Counts are simulated, luck included. Rates, ratios and shares are of expected counts: they describe a system and not one
year, in which a group met three hundred times can only have a rate of 0 or of 310 in 100,000.

*Wrongful* is a detention in which the system or the list was wrong about the person; people recognised correctly who are not
wanted are counted among them where nobody would have been stopped, and beside them where everybody met is stopped anyway.

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
from simulator.impact.wording import Wording
from simulator.model.cells import STALE_ENTRY, WANTED

Array = NDArray[np.float64]
Formula = Callable[[View], Array]

OF_WANTED = ("wanted_found", "found_only", "found_anyway", "wrongly_held_per_wanted_found", "ppv", "ppv_held")
"""Measures of wanted people."""
COMPARES = ("ratio_to_reference", "ratio_per_resident", "ratio_to_best_served", "false_match_rate_ratio")
"""Multiples of another group's rate."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its id, words, and formula on a `View`.

    `chance` says whether it varies by chance once the unknowns are known; `additive` whether groups add up to roll-ups.
    """

    id: str
    words: Wording
    formula: Formula
    chance: bool = True
    additive: bool = False

    @property
    def label(self) -> str:
        """Its name, for a year of encounters."""
        return self.words.told()[0]

    @property
    def unit(self) -> str:
        """What it counts, for a year of encounters."""
        return self.words.told()[1]

    @property
    def sentence(self) -> str:
        """What it means, for a year of encounters."""
        return self.words.told()[2]

    @property
    def compares(self) -> bool:
        """Whether it sets a group against another: above 1 the group fares worse."""
        return self.id in COMPARES

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


def _wrongly_held(view: View) -> Array:
    return reaching_held(view, view.layout.wrongful)


def _kept_not_wanted(view: View) -> Array:
    """At stops, kept for the minimum beyond the stop; elsewhere held, and among the wrongful detentions."""
    layout = view.layout
    if not layout.not_wanted:
        return np.zeros_like(reaching_held(view, layout.wrongful))
    if layout.stopped_anyway:
        return view.cases(layout.not_wanted, layout.held_from_alert)
    return reaching_held(view, layout.not_wanted)


def _innocent_kept(view: View) -> Array:
    wrongly = _wrongly_held(view)
    return wrongly + _kept_not_wanted(view) if view.layout.stopped_anyway else wrongly


def _found_anyway(view: View) -> Array:
    held = _held(view)
    if view.layout.nobody_wanted or held == len(view.layout.stages):
        return _found(view)
    return view.source.found_anyway(view.members, WANTED, held)


def _found_only(view: View) -> Array:
    found, anyway = _found(view), _found_anyway(view)
    return found[: len(anyway)] - anyway


def _harm_beyond(view: View) -> Array:
    """Less what would have happened anyway, as far as it is known: stale entries found by name, mistakes averted."""
    kept, held = _innocent_kept(view), _held(view)
    if held < len(view.layout.stages):
        kept = kept - np.nan_to_num(view.source.found_anyway(view.members, STALE_ENTRY, held))
    return kept - np.nan_to_num(view.source.averted(view.members))


def _arrests(view: View) -> Array:
    stages = [t for t, arrest in enumerate(view.layout.arrests) if arrest]
    return view.cases(view.layout.wrongful, stages[0]) if stages else np.zeros_like(view.amount("encounters"))


def _hours(view: View) -> Array:
    total = np.zeros_like(view.source.seconds(WANTED, 0))
    for kind in view.layout.wrongful:
        for t, liberty in enumerate(view.layout.liberties):
            if liberty == "held":
                total += view.cases((kind,), t)[: len(total)] * view.source.seconds(kind, t) / 3600
    return total


def _per(name: str) -> Formula:
    return lambda view: 1e5 * ratio(_wrongly_held(view), view.amount(name))


def _against(which: str, per: str) -> Formula:
    def formula(view: View) -> Array:
        other = view.reference if which == "reference" else view.best
        held = _held(view)
        if held == len(view.layout.stages):
            return np.full_like(view.amount("encounters"), np.nan)
        if view.members == other:
            own = _wrongly_held(view)
            return ratio(own, own)
        wrongful = view.layout.wrongful
        return ratio(view.rate(wrongful, held, per), view.rate(wrongful, held, per, other))

    return formula


def _difference(view: View) -> Array:
    held = _held(view)
    if held == len(view.layout.stages):
        return np.zeros_like(view.amount("encounters"))
    own, other = (
        view.rate(view.layout.wrongful, held, "exposure", of) for of in (view.members, view.reference)
    )
    return 1e5 * (own - other)


def _excess(view: View) -> Array:
    held = _held(view)
    if held == len(view.layout.stages):
        return np.zeros_like(view.amount("encounters"))
    years = len(view.best_rate) if len(view.best_rate) > 1 else None
    return _wrongly_held(view)[:years] - view.best_rate * view.amount("exposure")[:years]


def _predictive(stage_of: Callable[[View], int]) -> Formula:
    def formula(view: View) -> Array:
        stage = stage_of(view)
        if stage == len(view.layout.stages) or view.layout.nobody_wanted:
            return np.full_like(view.amount("encounters"), np.nan)
        wanted = view.cases((WANTED,), stage)
        others = tuple(cell for cell in range(len(view.layout.kinds)) if cell != WANTED)
        return ratio(wanted, wanted + view.cases(others, stage))

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
    return id, Measure(id, Wording(label, unit, sentence), formula, chance, additive)


MEASURES: MappingProxyType[str, Measure] = MappingProxyType(
    dict(
        [
            _measure("encounters", "Encounters", "{a_year}",
                     "Encounters with the system in {year}.",
                     lambda v: v.amount("encounters"), additive=True),
            _measure("searches", "Searches", "{a_year}",
                     "Faces searched against the gallery in {year}.",
                     lambda v: v.amount("searches"), additive=True),
            _measure("false_alerts", "False alerts", "alerts {a_year}",
                     "Alerts on somebody who is not the person enrolled.",
                     lambda v: v.cases(v.layout.false_match, 0), additive=True),
            _measure("alerts", "Alerts", "alerts {a_year}",
                     "Alerts of every kind: false matches, stale entries and {listed}.",
                     lambda v: v.cases(tuple(range(len(v.layout.kinds))), 0), additive=True),
            _measure("held_from_alert", "Innocent people kept from the alert on", "times {a_year}",
                     "Innocent people kept longer because of an alert, counted from the alert if it lasted the minimum.",
                     lambda v: v.cases(v.layout.wrongful, v.layout.held_from_alert), additive=True),
            _measure("wrongly_held", "Wrongful detentions", "detentions {a_year}",
                     "Innocent people held because the system or the list was wrong about them.",
                     _wrongly_held, additive=True),
            _measure("wrongly_held_false_match", "Wrongful detentions on a false match", "detentions {a_year}",
                     "Innocent people held because they were taken for somebody else.",
                     lambda v: reaching_held(v, v.layout.false_match), additive=True),
            _measure("wrongly_held_stale_entry", "Wrongful detentions on a stale entry", "detentions {a_year}",
                     "People correctly matched and held on an entry that no longer justifies it.",
                     lambda v: reaching_held(v, (STALE_ENTRY,)), additive=True),
            _measure("kept_not_wanted", "People not wanted who are kept", "times {a_year}",
                     "People recognised correctly who are not wanted, kept because of an alert for at least the minimum.",
                     _kept_not_wanted, additive=True),
            _measure("innocent_kept", "Innocent people kept, all causes", "times {a_year}",
                     "Taken for somebody else, on a stale entry, or recognised correctly and not wanted: all three together.",
                     _innocent_kept, additive=True),
            _measure("harm_beyond", "Innocent people kept beyond what happens anyway", "times {a_year}",
                     "Innocent people expected to be kept, less those on stale entries whom a check of the name finds anyway and the "
                     "mistakes the system spares, as far as either is known.",
                     _harm_beyond, chance=False),
            _measure("wrongful_arrests", "Wrongful arrests", "arrests {a_year}",
                     "Innocent people arrested because of an alert.", _arrests, additive=True),
            _measure("wanted_found", "Wanted people found", "times {a_year}",
                     "People validly wanted who are held after an alert.",
                     _found, additive=True),
            _measure("found_only", "Wanted people found only because of the scan", "times {a_year}",
                     "People validly wanted who are held after an alert and whom a check of the name would not have found.",
                     _found_only, additive=True),
            _measure("found_anyway", "Wanted people found who are found anyway", "times {a_year}",
                     "People validly wanted who are held after an alert and whom a check of the name finds without it.",
                     _found_anyway, additive=True),
            _measure("per_100k_encounters", "Wrongful detentions {per_100k}", "detentions {per_100k}",
                     "{of_100k}.", _per("exposure")),
            _measure("per_100k_residents", "Wrongful detentions per 100,000 {population}", "detentions per 100,000 {population} {a_year}",
                     "Wrongful detentions expected {a_year} for every 100,000 {population}.", _per("population")),
            _measure("difference_to_reference", "Difference to the reference group, {per_100k}",
                     "detentions {per_100k}",
                     "Wrongful detentions expected {per_100k}, less the reference group's.", _difference),
            _measure("ratio_to_reference", "Ratio to the reference group, {per_one}", "times",
                     "Wrongful detentions expected {per_one}, as a multiple of the reference group's.",
                     _against("reference", "exposure")),
            _measure("ratio_per_resident", "Ratio to the reference group, per 100,000 {population}", "times",
                     "Wrongful detentions expected per 100,000 {population}, as a multiple of the reference group's.",
                     _against("reference", "population")),
            _measure("ratio_to_best_served", "Ratio to the best-served group, {per_one}", "times",
                     "Wrongful detentions expected {per_one}, as a multiple of the best-served measured group's.",
                     _against("best", "exposure")),
            _measure("excess", "Excess wrongful detentions", "detentions {a_year}",
                     "Wrongful detentions beyond everyone having the best-served group's rate {per_one}.",
                     _excess, additive=True),
            _measure("wrongly_held_per_wanted_found", "Wrongful detentions per wanted person found", "detentions per wanted person",
                     "Innocent people expected to be detained for every wanted person found.",
                     lambda v: ratio(_wrongly_held(v), _found(v))),
            _measure("ppv", "Share of alerts that are right", "share",
                     "Of all alerts expected, the share on people validly wanted.", _predictive(lambda _: 0)),
            _measure("ppv_held", "Share of detentions that are right", "share",
                     "Of all people expected to be held after an alert, the share validly wanted.", _predictive(_held)),
            _measure("hours_held", "Hours innocent people are held", "hours {a_year}",
                     "Hours innocent people spend held in {year}, as if nobody queued.", _hours, additive=True),
            _measure("people_held_once", "Distinct people wrongly detained", "people {a_year}",
                     "Different innocent people expected to be detained at least once in {year}.",
                     lambda v: v.source.persons(v.members, "once"), chance=False, additive=True),
            _measure("people_held_twice", "People wrongly detained twice or more", "people {a_year}",
                     "Different innocent people expected to be detained at least twice in {year}.",
                     lambda v: v.source.persons(v.members, "twice"), chance=False, additive=True),
            _measure("people_kept_not_wanted", "Distinct people not wanted who are kept", "people {a_year}",
                     "Different people recognised correctly and not wanted who are expected to be kept at least once in {year}.",
                     lambda v: v.source.persons(v.members, "not_wanted"), chance=False, additive=True),
            _measure("risk_per_person", "One person's {risk}", "probability {a_year}",
                     "An exposed person's chance of being wrongly detained within {year}.", _risk, chance=False),
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
