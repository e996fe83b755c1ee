"""The widest gap between groups, as a paper without charts tells it."""

from __future__ import annotations

from simulator.reports.language import numbers, sentences
from simulator.reports.language.phrases import phrase
from simulator.reports.language.study import Study
from simulator.reports.language.words import expected, held_point, of_100k, within


def gap(study: Study) -> str | None:
    """The measured group with the highest rate beside the reference, or beside the best served where it is the reference."""
    worst = sentences.most_affected(study)
    if worst is None:
        return None
    if beside := sentences.ratio(study, worst):
        return beside
    best = study.group(study.summary.best_served)
    if best.id == worst.id or not study.get("ratio_to_best_served", worst.id).known:
        return None
    text = phrase(
        "Of the groups the audit covers, {worst} have the highest rate at the middle of the draws ({held}): {of_100k}, {rate} {expected}; "
        "of {best}, the best served, {best_rate}. The ratio is {ratio}.",
        worst=within(worst),
        held=held_point(study),
        of_100k=of_100k(study),
        rate=_figure(study, "per_100k_encounters", worst.id),
        expected=expected(study),
        best=within(best),
        best_rate=_figure(study, "per_100k_encounters", best.id),
        ratio=_figure(study, "ratio_to_best_served", worst.id),
    )
    return text + sentences.surely(study, study.get("ratio_to_best_served", worst.id), within(worst))


def _figure(study: Study, measure: str, group: str) -> str:
    """A rate or ratio with its interval: “540 (40 to 2,800 in 9 of 10 draws of what is not known)”."""
    cell = study.get(measure, group)
    if not cell.known:
        return numbers.undefined() if cell.defined <= 0 else phrase("no bounded estimate")
    return phrase(
        "{middle} ({range} in 9 of 10 draws of what is not known)",
        middle=numbers.prose(cell.median),
        range=numbers.reach(numbers.prose(cell.lo), numbers.prose(cell.hi)),
    )
