"""What a packet is made from: a comparison with its summaries, or one run's summary as a comparison of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.documents import NEWEST
from simulator.reports.language import comparison as compared
from simulator.reports.language.comparison import Comparison
from simulator.reports.language.study import Study, opened
from simulator.reports.language.words import OF_WANTED
from simulator.results import comparison as document
from simulator.results.summary import Summary

MEASURES = (
    "wrongly_held", "wrongly_held_false_match", "wrongly_held_stale_entry", "kept_not_wanted",
    "innocent_kept", "held_from_alert", "wrongful_arrests", "hours_held", "people_held_once", "risk_per_person", "false_alerts",
    "wanted_found", "found_only", "ppv", "ppv_held",
    "per_100k_encounters", "per_100k_residents", "wrongly_held_per_wanted_found", "ratio_to_reference", "fpir", "encounters",
)  # fmt: skip
"""The measures of one run a board paper tells, harms first, in the order of a comparison."""
GOOD = frozenset({"wanted_found", "found_only", "ppv", "ppv_held"})
COPIED = (
    "name", "id", "title", "kind", "status", "summary", "horizon", "scope", "reference", "best_served", "nobody_wanted", "victim",
    "cautions", "warnings", "words", "not_estimated", "proxy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A comparison and the studies it compares, by name. `alone`: one run, with nothing to compare it with."""

    comparison: Comparison
    studies: Mapping[str, Study]

    @property
    def alone(self) -> bool:
        """Whether there is a single proposal."""
        return len(self.studies) == 1

    @property
    def pairs(self) -> tuple[tuple[str, Study], ...]:
        """Names and studies, in the order of the comparison."""
        return tuple((each.name, self.studies[each.name]) for each in self.comparison.proposals)


def source(comparison: document.Comparison, summaries: Mapping[str, Summary]) -> Source:
    """Open a comparison and the summaries of its proposals, by name.

    Raises:
        ValueError: a proposal without its summary.
    """
    found = compared.opened(comparison)
    missing = [each.name for each in found.proposals if each.name not in summaries]
    if missing:
        raise ValueError(f"has no summary of {', '.join(missing)}")
    told = {
        each.name: summaries[each.name].model_copy(update={"title": each.title}) for each in found.proposals
    }
    return Source(found, {name: opened(summary) for name, summary in told.items()})


def of_one_run(summary: Summary) -> document.Comparison:
    """A run as a comparison of one, over its own horizon: no pairs, no limits."""
    study = opened(summary)
    undefined = OF_WANTED if study.nobody_wanted else ()
    known = [measure for measure in MEASURES if measure in summary.measures and measure not in undefined]
    held = study.held_stage
    proposal = document.Proposal(
        **{key: getattr(summary, key) for key in COPIED},
        held=held.label if held else None,
        command=summary.reproduce.command,
    )
    measures = []
    for measure in known:
        words = summary.measures[measure].model_dump(include={"label", "unit", "sentence"})
        measures.append(document.Measure(id=measure, good=measure in GOOD, **words))
    return document.Comparison(
        schema=NEWEST,
        what="comparison",
        id=summary.id,
        version=summary.version,
        seed=summary.seed,
        draws=summary.draws,
        horizon=summary.horizon,
        proposals=(proposal,),
        groups=tuple(
            document.Shared(
                id=group.id,
                label=group.label,
                rollup=group.rollup,
                unmeasured={summary.name: group.unmeasured},
                rates={summary.name: group.rates},
                holds={summary.name: group.holds},
            )
            for group in sorted(study.groups, key=lambda group: not group.rollup)
        ),
        not_shared=(),
        measures=tuple(measures),
        values={summary.name: {measure: summary.measures[measure].values for measure in known}},
        pairs=(),
        limits=None,
    )
