"""The comparison as plain data: values side by side, differences in the same years, and what differs between the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

from simulator import __version__
from simulator.documents import NEWEST
from simulator.impact.limits import Horizons
from simulator.impact.measures import MEASURES
from simulator.impact.paired import difference
from simulator.impact.summary import Impact
from simulator.study.compare.differing import differs
from simulator.study.compare.proposals import Proposal, Together
from simulator.study.compare.sharing import sharing

Plain = dict[str, Any]

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


def comparison(
    together: Together, lived: Sequence[Horizons], progress: Callable[[float, str], None]
) -> Plain:
    """Everything but the limits, schema 2 (docs/board.md). All values are of one year, whatever the scenarios' horizons.

    Args:
        lived: the proposals' draws, in their order.
    """
    impacts = {
        each.name: horizons.over(1.0) for each, horizons in zip(together.proposals, lived, strict=True)
    }
    shared = shared_selections(tuple(impacts.values()))
    values: Plain = {}
    for i, (name, impact) in enumerate(impacts.items()):
        progress(i / len(impacts), "measuring")
        values[name] = {
            measure: {group: impact.row(MEASURES[measure], group) for group in shared} for measure in COMPARED
        }
    pairs = []
    for a, b in combinations(together.proposals, 2):
        progress(0.9, "pairing")
        pairs.append(_pair(a, b, impacts[a.name], impacts[b.name], shared))
    return {
        "schema": NEWEST,
        "what": "comparison",
        "version": __version__,
        "seed": together.seed,
        "draws": together.draws,
        "proposals": [_proposal(each) for each in together.proposals],
        "groups": _groups(together.proposals, shared),
        "not_shared": _not_shared(together.proposals, shared),
        "measures": [_measure(measure) for measure in COMPARED],
        "values": values,
        "pairs": pairs,
        "limits": None,
    }


def shared_selections(impacts: Sequence[Impact]) -> tuple[str, ...]:
    """Groups and roll-ups that every proposal has, sums first."""
    first, *others = impacts
    common = [name for name in first.selections if all(name in other.selections for other in others)]
    return tuple(sorted(common, key=lambda name: name in first.compiled.groups))


def labels(proposals: Sequence[Proposal]) -> dict[str, str]:
    """Every group and roll-up of any proposal, in words."""
    return {group.id: group.label for each in reversed(proposals) for group in each.summary.groups}


def _proposal(each: Proposal) -> Plain:
    summary = each.summary.plain()
    held = next((stage for stage in each.summary.funnel.stages if stage.liberty == "held"), None)
    return {
        "name": each.name,
        "title": each.title,
        **{
            key: summary[key]
            for key in (
                "id",
                "kind",
                "status",
                "summary",
                "cautions",
                "horizon",
                "scope",
                "words",
                "proxy",
            )
        },
        **{key: summary.get(key) for key in ("nobody_wanted", "victim")},
        "reference": summary["reference"],
        "best_served": summary["best_served"],
        "held": held.label if held else None,
        "not_estimated": summary["not_estimated"],
        "warnings": list(summary["warnings"]),
        "command": summary["reproduce"]["command"],
    }


def _groups(proposals: Sequence[Proposal], shared: Sequence[str]) -> list[Plain]:
    named = labels(proposals)
    told = {each.name: {group.id: group for group in each.summary.groups} for each in proposals}
    return [
        {
            "id": name,
            "label": named[name],
            "rollup": told[proposals[0].name][name].rollup,
            **{
                key: {proposal: getattr(told[proposal][name], key) for proposal in told}
                for key in ("unmeasured", "rates", "holds")
            },
        }
        for name in shared
    ]


def _not_shared(proposals: Sequence[Proposal], shared: Sequence[str]) -> list[Plain]:
    has = {each.name: {group.id for group in each.summary.groups} for each in proposals}
    return [
        {"id": name, "label": label, "proposals": [each for each, names in has.items() if name in names]}
        for name, label in labels(proposals).items()
        if name not in shared
    ]


def _measure(measure: str) -> Plain:
    about = MEASURES[measure]
    return {
        "id": measure,
        "label": about.label,
        "unit": about.unit,
        "sentence": about.sentence,
        "good": measure in BENEFITS,
    }


def _pair(a: Proposal, b: Proposal, of_a: Impact, of_b: Impact, shared: Sequence[str]) -> Plain:
    return {
        "a": a.name,
        "b": b.name,
        "differs": differs(a, b),
        "unknowns": sharing(a, b, of_a, of_b),
        "differences": {
            measure: {group: difference(of_a, of_b, measure, group) for group in shared}
            for measure in COMPARED
        },
    }
