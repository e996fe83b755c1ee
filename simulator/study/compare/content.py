"""The comparison as plain data: values side by side, differences in the same years, and what differs between the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from simulator import __version__
from simulator.documents import NEWEST
from simulator.impact.limits import Horizons
from simulator.impact.measures import MEASURES
from simulator.impact.paired import difference
from simulator.impact.summary import Impact
from simulator.reports.language.periods import horizon_text
from simulator.results import comparison as document
from simulator.results.comparison import Comparison
from simulator.results.summary import Estimate
from simulator.study.compare.differing import differs
from simulator.study.compare.evidence_once import used_twice
from simulator.study.compare.proposals import Proposal, Together
from simulator.study.compare.sharing import sharing

HARMS = (
    "wrongly_held",
    "wrongly_held_false_match",
    "wrongly_held_stale_entry",
    "kept_not_wanted",
    "innocent_kept",
    "held_from_alert",
    "wrongful_arrests",
    "hours_held",
    "people_held_once",
    "risk_per_person",
    "false_alerts",
)
BENEFITS = ("wanted_found", "found_only", "ppv", "ppv_held")
RATES = (
    "per_100k_encounters",
    "per_100k_residents",
    "wrongly_held_per_wanted_found",
    "ratio_to_reference",
    "fpir",
    "encounters",
)
COMPARED = (*HARMS, *BENEFITS, *RATES)
COPIED = (
    "id", "kind", "status", "summary", "cautions", "horizon", "scope", "words", "proxy", "nobody_wanted", "victim", "reference",
    "best_served", "not_estimated", "warnings",
)  # fmt: skip
"""What a proposal takes from its own summary."""


def comparison(
    together: Together,
    study_id: str,
    lived: Sequence[Horizons],
    progress: Callable[[float, str], None],
) -> Comparison:
    """Everything but the limits, schema 2 (docs/board.md). All values are of one year, whatever the scenarios' horizons.

    Args:
        lived: the proposals' draws, in their order.
    """
    impacts = {
        each.name: horizons.over(1.0) for each, horizons in zip(together.proposals, lived, strict=True)
    }
    shared = shared_selections(tuple(impacts.values()))
    values: dict[str, dict[str, dict[str, Estimate]]] = {}
    for i, (name, impact) in enumerate(impacts.items()):
        progress(i / len(impacts), "measuring")
        values[name] = {
            measure: {group: impact.estimate(MEASURES[measure], group) for group in shared}
            for measure in COMPARED
        }
    pairs = []
    for a, b in combinations(together.proposals, 2):
        progress(0.9, "pairing")
        pairs.append(_pair(a, b, impacts[a.name], impacts[b.name], shared))
    return Comparison(
        schema=NEWEST,
        what="comparison",
        id=study_id,
        version=__version__,
        seed=together.seed,
        draws=together.draws,
        horizon=horizon_text(1.0),
        proposals=tuple(_proposal(each) for each in together.proposals),
        groups=_groups(together.proposals, shared),
        not_shared=_not_shared(together.proposals, shared),
        measures=tuple(_measure(measure) for measure in COMPARED),
        values=values,
        pairs=tuple(pairs),
        limits=None,
    )


def shared_selections(impacts: Sequence[Impact]) -> tuple[str, ...]:
    """Groups and roll-ups that every proposal has, sums first."""
    first, *others = impacts
    common = [name for name in first.selections if all(name in other.selections for other in others)]
    return tuple(sorted(common, key=lambda name: name in first.compiled.groups))


def labels(proposals: Sequence[Proposal]) -> dict[str, str]:
    """Every group and roll-up of any proposal, in words."""
    return {group.id: group.label for each in reversed(proposals) for group in each.summary.groups}


def _proposal(each: Proposal) -> document.Proposal:
    summary = each.summary
    held = next((stage for stage in summary.funnel.stages if stage.liberty == "held"), None)
    return document.Proposal(
        name=each.name,
        title=each.title,
        held=held.label if held else None,
        command=summary.reproduce.command,
        **{key: getattr(summary, key) for key in COPIED},
    )


def _groups(proposals: Sequence[Proposal], shared: Sequence[str]) -> tuple[document.Shared, ...]:
    told = {each.name: {group.id: group for group in each.summary.groups} for each in proposals}
    first = told[proposals[0].name]
    return tuple(
        document.Shared(
            id=name,
            label=labels(proposals)[name],
            rollup=first[name].rollup,
            unmeasured={proposal: groups[name].unmeasured for proposal, groups in told.items()},
            rates={proposal: groups[name].rates for proposal, groups in told.items()},
            holds={proposal: groups[name].holds for proposal, groups in told.items()},
        )
        for name in shared
    )


def _not_shared(proposals: Sequence[Proposal], shared: Sequence[str]) -> tuple[document.NotShared, ...]:
    has = {each.name: {group.id for group in each.summary.groups} for each in proposals}
    return tuple(
        document.NotShared(
            id=name, label=label, proposals=tuple(each for each, names in has.items() if name in names)
        )
        for name, label in labels(proposals).items()
        if name not in shared
    )


def _measure(measure: str) -> document.Measure:
    about = MEASURES[measure]
    return document.Measure(
        id=measure,
        label=about.label,
        unit=about.unit,
        sentence=about.sentence,
        good=measure in BENEFITS,
    )


def _pair(a: Proposal, b: Proposal, of_a: Impact, of_b: Impact, shared: Sequence[str]) -> document.Pair:
    return document.Pair(
        a=a.name,
        b=b.name,
        evidence_twice=next((each.row for each in used_twice([a.loaded, b.loaded])), None),
        differs=differs(a, b),
        unknowns=sharing(a, b, of_a, of_b),
        differences={
            measure: {group: difference(of_a, of_b, measure, group) for group in shared}
            for measure in COMPARED
        },
    )
