"""What this tool can say to the measures of NIST's AI Risk Management Framework 1.0 (NIST AI 100-1, January 2023)."""

from __future__ import annotations

from collections import Counter

from simulator.reports import sentences
from simulator.reports.packet.words import NOT_SUPPLIED, figure, missing, table
from simulator.reports.reading import Study
from simulator.reports.tables import Table, rollups
from simulator.reports.words import GRADES

TITLE = "NIST AI Risk Management Framework 1.0: measures (draft)"
SCOPE = "Subcategories of NIST AI 100-1 that an estimate of wrongful detentions can speak to; all others are not supplied."
MAP_1_1 = "MAP 1.1: intended purposes, beneficial uses, laws and settings are understood and documented"
MAP_3_1 = "MAP 3.1: potential benefits are examined and documented"
MAP_5_1 = "MAP 5.1: likelihood and magnitude of each identified impact are identified and documented"
MEASURE_1_1 = "MEASURE 1.1: what will not, or cannot, be measured is properly documented"
MEASURE_2_3 = "MEASURE 2.3: performance is demonstrated for conditions similar to the deployment setting"
MEASURE_2_5 = "MEASURE 2.5: valid and reliable; limits of generalizability are documented"
MEASURE_2_8 = "MEASURE 2.8: risks of transparency and accountability are examined and documented"
MEASURE_2_11 = "MEASURE 2.11: fairness and bias are evaluated and results are documented"
MANAGE_1_1 = "MANAGE 1.1: whether it achieves its purposes and should proceed is determined"
MANAGE_4_1 = "MANAGE 4.1: monitoring after deployment, appeal and override, incident response"


def measures(study: Study) -> Table:
    """A row a subcategory; the texts are shortened from NIST's."""
    raw = study.raw
    rows = [
        (MAP_1_1, f"{raw.get('summary')} Purposes and applicable law: {missing('the agency')}."),
        (MAP_3_1, f"Wanted people found: {figure(study, 'wanted_found')}. What finding them prevents: {missing('the agency')}."),
        (MAP_5_1, f"Wrongful detentions: {figure(study, 'wrongly_held')}; arrests: {figure(study, 'wrongful_arrests')}; hours held, as if nobody queued: {figure(study, 'hours_held')}. Other impacts: {missing('the agency')}."),
        (MEASURE_1_1, _not_measured(study)),
        (MEASURE_2_3, f"{_graded(study)} A test in this use, with its trials: {missing('the vendor')}."),
        (MEASURE_2_5, f"{sentences.doubts(study, fixed=False) or 'No doubt could be told apart.'} {sentences.width(study) or ''}".strip()),
        (MEASURE_2_8, f"{_fixed(study)} What would have to be published: detention-impact explain {raw.get('name')} --disclosure."),
        (MEASURE_2_11, _fairness(study)),
        (MANAGE_1_1, f"{NOT_SUPPLIED}: the board decides, and this paper is written for it"),
        (MANAGE_4_1, missing("the agency")),
    ]  # fmt: skip
    return table("nist-ai-rmf", f"{TITLE}: {raw.get('title')}", ("Subcategory (shortened)", "Draft"), rows)


def _not_measured(study: Study) -> str:
    parts = [sentences.not_measured(study) or "Every group was measured by an audit."]
    parts += [
        f"{item.get('label')}: not estimated ({item.get('why')})." for item in study.listed("not_estimated")
    ]
    parts.append("How being scanned is felt, and what people do to avoid it, is not measured.")
    return " ".join(parts)


def _graded(study: Study) -> str:
    counts = Counter(str(row.get("grade")) for row in study.listed("inputs"))
    told = ", ".join(f"{counts[grade]} {GRADES[grade]}" for grade in GRADES if counts[grade])
    return f"Inputs: {told}."


def _fixed(study: Study) -> str:
    return (
        f"{len(study.texts('held_fixed'))} inputs are held fixed: no interval contains any doubt about them."
    )


def _fairness(study: Study) -> str:
    """The worst served measured group beside the reference, then women and people of colour as wholes."""
    worst = sentences.most_affected(study)
    groups = [
        *([worst] if worst is not None else []),
        *(g for g in rollups(study) if g.id in ("women", "minorities")),
    ]
    told = [sentences.ratio(study, group) for group in groups]
    return " ".join(line for line in told if line) or "No ratio between groups could be formed."
