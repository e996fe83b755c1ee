"""The summary of a study: the one document that reports, tables and comparisons read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.documents import NEWEST
from simulator.evidence import Library, UnknownEvidence
from simulator.impact.hundred import hundred, share
from simulator.impact.intervals import interval
from simulator.impact.measures import MEASURES
from simulator.impact.people import people_held
from simulator.impact.sources import Members, ratio
from simulator.impact.summary import Impact, Measured, summarise_impact
from simulator.impact.wording import PLAIN, Nouns
from simulator.kernel.streams import stream
from simulator.quantiles import quantile
from simulator.reports.language.periods import A_YEAR, horizon_text, period_of
from simulator.results import StudyKey, Summary
from simulator.results.summary import Differential, Funnel, Measure, People, Place, Share, Stage
from simulator.results.values import Interval, Maybe
from simulator.scenario import InputRow, Loaded
from simulator.scenario.coverage import unmeasured
from simulator.scenario.grammar import Scenario
from simulator.study.command import command
from simulator.study.covered import groups_told, not_estimated
from simulator.study.evidence_used import sources_used
from simulator.study.meaning import drives
from simulator.study.sensitivity import sensitivity
from simulator.study.truths import gallery_claims, world_without
from simulator.units import YEAR

Array = NDArray[np.float64]
Plain = dict[str, Any]


def summary_of(
    loaded: Loaded,
    rows: Sequence[InputRow],
    key: StudyKey,
    impact: Impact,
    progress: Callable[[float, str], None],
) -> Summary:
    """The summary, but for `decomposition` and `clock`, which need no simulated year (`Summary.completed`)."""
    scenario, library = loaded.scenario, loaded.library
    measured = summarise_impact(
        impact, progress=lambda done, of: progress(0.5 + 0.35 * done / of, "measuring")
    )
    proxy = any(row.grade == "proxy" for row in rows)
    warned = [each.sentence for each in loaded.warnings if not each.remark]
    return Summary.of(
        {
            "schema": NEWEST,
            "name": loaded.name,
            "id": key.id,
            "title": scenario.title,
            "kind": scenario.kind,
            "status": scenario.status,
            "summary": scenario.summary,
            "cautions": list(scenario.cautions),
            "horizon": horizon_text(impact.compiled.horizon_years),
            "version": key.version,
            "seed": key.seed,
            "draws": key.draws,
            "scope": scenario.words.scope,
            "words": _words(scenario),
            "victim": scenario.search.victim,
            "nobody_wanted": scenario.gallery.nobody_wanted,
            "gallery": gallery_claims(scenario, impact),
            "without": world_without(scenario, impact),
            "groups": groups_told(loaded, proxy),
            "not_estimated": not_estimated(loaded),
            "unmeasured_share": _unmeasured_share(loaded, impact),
            "unmeasured_harm": _unmeasured_harm(impact),
            "reference": measured.reference,
            "best_served": measured.best_served,
            "measures": _in_words(measured, scenario),
            "people": _people(impact),
            "hundred": hundred(impact),
            "funnel": _funnel(impact),
            "dotplot": {
                name: _dots(impact.simulated_values("wrongly_held", name)) for name in impact.selections
            },
            "inputs": [_input(row, loaded) for row in rows],
            "held_fixed": [
                row.path for row in rows if not row.spread and row.grade not in ("design", "unmeasured")
            ],
            "evidence": [_source(source) for source in sources_used(rows, library)],
            "crosswalks": _crosswalks(rows, library),
            "warnings": [*warned, *measured.warnings],
            "proxy": proxy,
            "typical_agency": _typical_site(impact, key.seed),
            "decomposition": None,
            "differential": _differential(impact),
            "sensitivity": sensitivity(impact, rows),
            "clock": None,
            "reproduce": {
                "command": command(loaded, key),
                "reference": loaded.reference,
                "settings": dict(loaded.overrides),
                "warnings": warned,
            },
        }
    )


def _words(scenario: Scenario) -> Plain:
    """The scenario's nouns; `exposure` is what rates are per: encounters, or people enrolled where those are harmed."""
    words = scenario.words.model_dump(exclude={"scope"})
    if scenario.search.victim == "gallery":
        return words | {"exposure": "people enrolled", "one_exposure": "person enrolled"}
    return words | {"exposure": words["encounters"], "one_exposure": words["encounter"]}


def nouns_of(scenario: Scenario) -> Nouns:
    """What fills the slots of the measures' words: people enrolled stay from year to year, so a rate of them is of the horizon."""
    period = period_of(horizon_text(scenario.horizon / YEAR))
    nouns = Nouns(
        a_year=period.in_one,
        year=period.in_one.removeprefix("in "),
        risk=PLAIN.risk if period == A_YEAR else f"risk {period.in_one}",
        population=scenario.words.residents,
        listed=PLAIN.listed if scenario.gallery.nobody_wanted is None else "other people on the list",
    )
    if scenario.search.victim != "gallery":
        return nouns
    return replace(
        nouns,
        per_100k=f"{period.in_one} per 100,000 people enrolled",
        per_one="per person enrolled",
        of_100k=f"Wrongful detentions expected {period.in_one} for every 100,000 people enrolled",
    )


def _in_words(measured: Measured, scenario: Scenario) -> dict[str, Measure]:
    """Every measure with its label, unit and sentence in the scenario's words."""
    nouns = nouns_of(scenario)
    told = {}
    for name, values in measured.values.items():
        label, unit, sentence = MEASURES[name].words.told(nouns)
        told[name] = Measure(label=label, unit=unit, sentence=sentence, values=dict(values))
    return told


def _unmeasured_share(loaded: Loaded, impact: Impact) -> Maybe:
    """The share of groups no audit covers in what rates are per, the median over draws; None where there is no such group."""
    missing = unmeasured(loaded.scenario, loaded.library)
    if not missing:
        return None
    named = impact.compiled.groups
    members = tuple(g for g, name in enumerate(named) if name in missing)
    part, whole = (impact.expected.amount("exposure", of) for of in (members, tuple(range(len(named)))))
    return _interval(ratio(part, whole)).median


def _unmeasured_harm(impact: Impact) -> Share | None:
    """Of 100 expected false-match detentions, those of groups no audit covers: the mean and 90 % interval of the draws' own shares.

    `of_means` is the ratio of the means, which many detentions in few draws may carry far off.
    """
    uncovered = impact.compiled.unmeasured
    if not uncovered.any() or uncovered.all():
        return None
    members = tuple(int(g) for g in np.flatnonzero(uncovered))
    held = MEASURES["wrongly_held_false_match"].formula
    part, whole = (held(impact.view(impact.expected, of)) for of in (members, tuple(range(len(uncovered)))))
    if not float(np.mean(whole)) > 0:
        return None
    return share(part, whole)


def _people(impact: Impact) -> People | None:
    found = people_held(impact)
    if found is None:
        return None
    return People(**dict(_interval(found)), mean=float(np.mean(found)), dots=tuple(_dots(found)))


def _funnel(impact: Impact) -> Funnel:
    """Cases that enter each stage, by kind; the first stage's are the alerts."""
    stages, kinds = impact.compiled.stages, impact.draws.layout.tables
    return Funnel(
        stages=tuple(Stage(id=stage.id, label=stage.label, liberty=stage.liberty) for stage in stages),
        kinds=tuple(kinds),
        values={
            name: {
                kind: tuple(_interval(_cases(impact, members, cells, t)) for t in range(len(stages)))
                for kind, cells in kinds.items()
            }
            for name, members in impact.selections.items()
        },
    )


def _cases(impact: Impact, members: Members, cells: tuple[int, ...], stage: int) -> Array:
    return np.asarray(sum(impact.simulated.cases(members, cell, stage) for cell in cells))


def _interval(values: Array) -> Interval:
    """The middle and both ends; undefined where a single value is."""
    in_order = np.sort(values)  # undefined values come last
    return Interval() if np.isnan(in_order[-1]) else interval(in_order)


def _differential(impact: Impact) -> dict[str, Differential]:
    """Each group's false match rate over the reference's: against faces of its own group, and against this gallery.

    The order of groups can differ between the two (docs/method.md §6.3), so both are told.
    """
    matcher, reference = impact.compiled.matcher, impact.compiled.reference
    own = (
        np.diag(matcher.differential.matrix) * matcher.differential.amplitude(impact.draws.years.values) ** 2
    )
    within = own / own[:, [reference]]
    return {
        group: Differential(
            own_group=_interval(within[:, g]),
            this_gallery=_interval(impact.expected_values("false_match_rate_ratio", group)),
        )
        for g, group in enumerate(impact.compiled.groups)
    }


def _dots(values: Array) -> list[float]:
    """Fifty quantiles of a year's count, each standing for two simulated years in a hundred."""
    in_order = np.sort(values)
    return [quantile(in_order, (i + 0.5) / 50) for i in range(50)]


def _typical_site(impact: Impact, seed: int) -> Place | None:
    """The median site's own year: every case of the total falls on it with its share of encounters.

    Given the unknowns a site's Poisson count is the total's, thinned; valid without site-to-site variation.
    """
    compiled = impact.compiled
    if len(compiled.sites) < 2 or compiled.site_cv > 0:
        return None
    order = np.argsort(compiled.site_share)
    site = int(order[(len(order) - 1) // 2])
    share = float(compiled.site_share[site])
    rng = stream(seed, f"typical/{compiled.sites[site]}", 0)
    values = {}
    for name in ("wrongly_held", "wanted_found"):
        cases = impact.simulated_values(name, "all")
        if not np.isnan(cases).any():
            values[name] = _interval(rng.binomial(cases.astype(np.int64), share).astype(np.float64))
    values["encounters"] = _interval(impact.simulated_values("encounters", "all") * share)
    place = compiled.sites[site].replace("-", " ").title().replace(" Pd", " PD")
    count = len(compiled.sites)
    return Place(label=f"{place}, in the middle of the {count} by size", share=share, values=values)


def _input(row: InputRow, loaded: Loaded) -> Plain:
    library, citation = loaded.library, None
    if row.source:
        try:
            citation = library.source(row.source.split("/")[0]).citation()
        except UnknownEvidence:
            citation = row.source
    return {
        "path": row.path,
        "label": row.label,
        "text": row.text,
        "unit": row.unit,
        "grade": row.grade,
        "source": row.source,
        "citation": citation,
        "locator": row.locator,
        "why": row.why,
        "identity": row.identity,
        "spread": row.spread,
        "drives": drives(row.path, loaded),
    }


def _source(source: Any) -> Plain:
    return {
        "id": source.id,
        "title": source.title,
        "url": source.url,
        "kind": source.kind,
        "measured": source.measured,
        "hand": source.hand,
        "limits": list(source.limits),
        "discrepancies": list(source.known_discrepancies),
    }


def _crosswalks(rows: Sequence[InputRow], library: Library) -> list[Plain]:
    """How each source's labels were carried to the scenario's, with what does not carry over."""
    entries = []
    for source in sources_used(rows, library):
        if source.crosswalk and source.kind in (
            "identification",
            "verification",
            "proxy",
            "exposure",
            "population",
        ):
            entries += [
                {"source": source.id, "from": entry.label, "to": entry.to, "note": entry.note}
                for entry in library.crosswalk(source.crosswalk).entries
                if entry.axis == "race"
            ]
    return entries
