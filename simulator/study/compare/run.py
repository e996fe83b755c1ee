"""Proposals side by side, in the same simulated years, and a board's limits on each.

Order: gather the proposals (running those not yet answered), live their years again in memory, pair them draw by draw,
apply the limits, write a folder that appears whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.documents import Faults
from simulator.evidence import Row
from simulator.results import (
    Comparison,
    Draft,
    NotRepeated,
    StudyKey,
    answer_from,
    comparison_at,
    datapackage,
    writing,
)
from simulator.study.board.limit_files import LimitFile
from simulator.study.compare.evidence_once import sentence, used_twice
from simulator.study.compare.proposals import Proposal, Together
from simulator.study.evidence_used import as_kept, evidence_used, input_hashes

NAME = "compare"
COUNTED = ("alerts", "held_from_alert", "wrongly_held", "wrongful_arrests")
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """A finished comparison: its folder, its content, and whether it was already stored."""

    folder: Path
    comparison: Comparison
    reused: bool


def compare(
    together: Together,
    limits: LimitFile | None,
    *,
    out: Path,
    force: bool = False,
    progress: Progress,
) -> Compared:
    """Compare proposals and leave `<out>/compare/<id>/`.

    Raises:
        Faults: a rule names a group that no proposal has.
        results.NotRepeated: a stored result cannot be made again here.
        results.DamagedResult: the stored comparison is not what its manifest says, and `force` is not given.
    """
    key = _key(together, limits)
    stored = answer_from(out, key, force=force)
    if stored is not None:
        return Compared(stored, comparison_at(stored), reused=True)
    found = _compute(together, limits, key.id, progress)
    hashes = {
        f"{each.name}/{name}": digest
        for each in together.proposals
        for name, digest in input_hashes(each.loaded, _used(each)).items()
    }
    with writing(out, key, hashes) as draft:
        _write(draft, found, together, limits)
    return Compared(draft.final, found, reused=False)


def _key(together: Together, limits: LimitFile | None) -> StudyKey:
    """What decides a comparison: the proposals in their order, and the limits as they are written."""
    return StudyKey(
        name=NAME,
        scenario={each.name: each.loaded.resolved for each in together.proposals},
        evidence=[as_kept(_used(each)) for each in together.proposals],
        seed=together.seed,
        draws=together.draws,
        version=__version__,
        options={
            "results": [each.folder.name for each in together.proposals],
            "limits": limits.text if limits else None,
        },
    )


def _used(each: Proposal) -> tuple[Row, ...]:
    return evidence_used(each.rows, each.loaded.library)


def _compute(together: Together, limits: LimitFile | None, study_id: str, progress: Progress) -> Comparison:
    """The comparison and its limits. Heavy imports are made here, so that a stored answer needs none."""
    from simulator.impact.limits import Horizons
    from simulator.model.compile import compile_scenario
    from simulator.results.verdicts import Limits
    from simulator.study.board.verdicts import beforehand, rules_of, verdicts
    from simulator.study.compare.content import comparison, labels

    lived = []
    for i, each in enumerate(together.proposals):
        progress(0.1 * i / len(together.proposals), "living the same years")
        loaded = each.loaded
        compiled = compile_scenario(loaded.scenario, loaded.library)
        lived.append(Horizons(compiled, together.seed, together.draws))
        _repeated(each, lived[-1])
    if limits is not None:
        _known_groups(limits, lived)
    found = comparison(together, study_id, lived, lambda share, what: progress(0.1 + 0.4 * share, what))
    warnings = _drawn_apart(together.proposals)
    if limits is None:
        return _warned(found, warnings)
    judged, whole = {}, {}
    for i, (each, horizons) in enumerate(zip(together.proposals, lived, strict=True)):
        progress(0.5 + 0.5 * i / len(lived), "applying the limits")
        judged[each.name], whole[each.name] = verdicts(limits, each.loaded, each.rows, horizons)
        warnings[each.name] += beforehand(limits, horizons)
    told = Limits(
        name=limits.name,
        title=limits.title,
        example=limits.example,
        note=limits.note,
        warnings=tuple(each.sentence for each in limits.warnings),
        rules=rules_of(limits, labels(together.proposals), together.proposals[0].loaded.library),
        verdicts=judged,
        together=whole,
    )
    return _warned(found, warnings).model_copy(update={"limits": told})


def _drawn_apart(proposals: Sequence[Proposal]) -> dict[str, list[str]]:
    """By proposal, what is said of evidence that it takes in another way than one before it."""
    told: dict[str, list[str]] = {each.name: [] for each in proposals}
    for twice in used_twice([each.loaded for each in proposals]):
        told[proposals[twice.other].name].append(sentence(proposals[twice.learned].title, twice))
    return told


def _warned(found: Comparison, warnings: Mapping[str, Sequence[str]]) -> Comparison:
    proposals = (
        each.model_copy(update={"warnings": (*each.warnings, *warnings[each.name])})
        for each in found.proposals
    )
    return found.model_copy(update={"proposals": tuple(proposals)})


def _repeated(each: Proposal, horizons: Any) -> None:
    """The years lived here are those of the stored result: the means of its counts agree to the last digit."""
    impact = horizons.over(horizons.compiled.horizon_years)
    for measure in COUNTED:
        for selection, told in each.summary.measures[measure].values.items():
            if told.mean != float(impact.simulated_values(measure, selection).mean()):
                raise NotRepeated(each.folder)


def _known_groups(limits: LimitFile, lived: Sequence[Any]) -> None:
    known = dict.fromkeys(name for horizons in lived for name in horizons.over(1.0).selections)
    faults = limits.unknown_groups(known)
    if faults:
        raise Faults(faults)


def _write(draft: Draft, found: Comparison, together: Together, limits: LimitFile | None) -> None:
    """The folder; `manifest.json` follows by itself."""
    from simulator.reports.comparison import comparison_html, comparison_markdown
    from simulator.results.comparison_tables import comparison_tables

    summaries = {each.name: each.summary for each in together.proposals}
    draft.json("comparison.json", found.plain())
    draft.text("comparison.md", comparison_markdown(found))
    draft.text("comparison.html", comparison_html(found, summaries))
    for name, text in comparison_tables(found).items():
        draft.text(name, text)
    for name, summary in summaries.items():
        draft.json(f"proposals/{name}/summary.json", summary.plain())
    if limits is not None:
        draft.text("limits.yaml", limits.text)
    draft.json("datapackage.json", datapackage(draft.folder, NAME, "Proposals compared").plain())
