"""What this tool can say to the measures of NIST's AI Risk Management Framework 1.0 (NIST AI 100-1, January 2023)."""

from __future__ import annotations

from collections import Counter

from simulator.reports.language import covered, numbers, sentences
from simulator.reports.language import verdicts as told
from simulator.reports.language.study import Study
from simulator.reports.language.words import GRADES, joined
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import LEVERS, NOT_SUPPLIED, SOURCES, figure, gap, missing, origins, table
from simulator.reports.tables import Table, proxied, rollups

TITLE = "NIST AI Risk Management Framework 1.0: measures (draft)"
SCOPE = (
    "Subcategories of NIST AI 100-1 (January 2023, https://doi.org/10.6028/NIST.AI.100-1) that an estimate of wrongful detentions can "
    "speak to, and some it plainly cannot; all others are not supplied. Their numbers are NIST’s, their wording is a paraphrase. "
    + SOURCES
)
HEADS = ("Subcategory (paraphrased)", "What this study supplies", "Still needed")


def measures(source: Source, name: str) -> Table:
    """A row a subcategory, for one proposal."""
    study = source.studies[name]
    rows = [
        ("MAP 1.1: purposes, benefits, laws and settings are understood and written down", study.summary.summary or NOT_SUPPLIED,
         f"Purposes and applicable law: {missing('the agency')}."),
        ("MAP 1.5: how much risk is tolerated is decided and written down", _tolerance(source), f"Limits of the board’s own, signed: {missing('the board')}."),
        ("MAP 3.1: possible benefits are examined", f"Wanted people found: {figure(study, 'wanted_found')}.", f"What finding them prevents: {missing('the agency')}."),
        ("MAP 3.2: possible costs, not only in money, are examined", f"Hours innocent people are held, as if nobody queued: {figure(study, 'hours_held')}.",
         f"Costs in money: {missing('the agency')}."),
        ("MAP 3.5: how people oversee the system is defined and assessed", "Point (e) of annex A.", f"Procedures, and how well reviewers do: {missing('the agency')}."),
        ("MAP 5.1: how likely and how large each impact is", f"Wrongful detentions: {figure(study, 'wrongly_held')}; arrests: {figure(study, 'wrongful_arrests')}; one exposed person’s risk {study.period.in_one}: {figure(study, 'risk_per_person')}.",
         f"Other impacts, and incidents elsewhere with the same product: {missing('the agency and the vendor')}."),
        ("MAP 5.2: people affected are engaged regularly", NOT_SUPPLIED, f"Consultation: {missing('the agency')}."),
        ("MEASURE 1.1: what will not, or cannot, be measured is written down", _not_measured(study), f"Audits of these groups: {missing('the vendor or a laboratory')}."),
        ("MEASURE 2.1: test sets, metrics and tools are documented", f"{_graded(study)} Annex F lists the sources, section 8 how to repeat the simulation.",
         f"The vendor’s own test sets: {missing('the vendor')}."),
        ("MEASURE 2.3: performance is shown for conditions like those of use",
         f"False positive identification rate: {figure(study, 'fpir')}. Share of alerts that are right: {figure(study, 'ppv')}. Source: {origins(study, 'matcher.level', 'matcher.transfer')}.",
         f"A test in this use, with its trials: {missing('the vendor')}."),
        ("MEASURE 2.4: the system is watched while in use", NOT_SUPPLIED, f"A plan for monitoring: {missing('the agency')}."),
        ("MEASURE 2.5: valid and reliable; how far that carries is written down",
         f"{sentences.doubts(study, fixed=False) or 'No doubt could be told apart.'} {sentences.width(study) or ''}".strip(), f"Validation of this product: {missing('the vendor')}."),
        ("MEASURE 2.6: remaining harm does not exceed what is tolerated, and failure is safe", _verdicts(source, name), f"What happens when the system fails: {missing('the vendor')}."),
        ("MEASURE 2.8: risks of transparency and accountability are examined", _fixed(study),
         f"What would have to be published: detention-impact explain {study.summary.name} --disclosure. Who answers for a wrongful detention: {missing('the agency')}."),
        ("MEASURE 2.10: privacy is examined", NOT_SUPPLIED, f"A data protection impact assessment: {missing('the data protection officer')}."),
        ("MEASURE 2.11: fairness and bias are evaluated, results written down", _fairness(study), f"An audit of the product offered, by sex and race: {missing('the vendor')}."),
        ("MEASURE 3.2: risks that are hard to measure are followed", _top(study), f"What would narrow them: {missing('the vendor and the agency')}."),
        ("MEASURE 3.3: people can report problems and appeal", NOT_SUPPLIED, f"A way to complain and appeal: {missing('the agency')}."),
        ("MANAGE 1.1: whether it achieves its purposes and should proceed is decided", f"{NOT_SUPPLIED}: the board decides, and this paper is written for it", f"The decision and its reasons: {missing('the board')}."),
        ("MANAGE 1.3: responses to the gravest risks are planned", LEVERS if source.comparison.limits else NOT_SUPPLIED, f"The plan: {missing('the agency')}."),
        ("MANAGE 1.4: what remains of the risk is written down", f"As proposed: {figure(study, 'wrongly_held')} wrongful detentions.", f"What remains after other measures: {missing('the agency')}."),
        ("MANAGE 2.4: somebody can and must switch it off when it goes wrong", NOT_SUPPLIED, f"Who, and at which count: {missing('the agency')}."),
        ("MANAGE 4.1: monitoring after deployment, appeal and override, incident response", NOT_SUPPLIED, f"The plan: {missing('the agency')}."),
    ]  # fmt: skip
    return table("nist-ai-rmf", proxied(study, f"{TITLE}: {study.summary.title}"), HEADS, rows)


def _not_measured(study: Study) -> str:
    parts = [covered.not_measured(study) or "Every group was measured by an audit."]
    parts += covered.study_not_estimated(study)
    parts.append("How being scanned is felt, and what people do to avoid it, is not measured.")
    return " ".join(parts)


def _graded(study: Study) -> str:
    counts = Counter(row.grade for row in study.summary.inputs)
    return f"Inputs: {'; '.join(f'{counts[grade]} {GRADES[grade]}' for grade in GRADES if counts[grade])}."


def _fixed(study: Study) -> str:
    """How many inputs have no spread: as many as section 6 counts."""
    count = len(sentences.held_fixed(study))
    are = "1 input is" if count == 1 else f"{count} inputs are"
    return f"{are} held fixed: no interval contains any doubt about what is held fixed."


def _fairness(study: Study) -> str:
    """The worst served measured group beside the reference, then women and people of colour as wholes."""
    groups = [g for g in rollups(study) if g.id in ("women", "minorities")]
    lines = [gap(study), *(sentences.ratio(study, group) for group in groups)]
    return " ".join(line for line in lines if line) or "No ratio between groups could be formed."


def _top(study: Study) -> str:
    """The three unknowns the doubt rests on most."""
    rows = [row for row in study.drivers if row.first][:3]
    if not rows:
        return NOT_SUPPLIED
    named = [f"{row.label} ({row.grade}, {numbers.percent(max(0.0, row.first))})" for row in rows]
    return f"Of the spread of wrongful detentions, most rests on {joined(named)}."


def _tolerance(source: Source) -> str:
    limits = source.comparison.limits
    if not limits:
        return NOT_SUPPLIED
    example = f" {told.EXAMPLE}" if limits.example else ""
    return f"{len(limits.rules)} rules, each with a reason: section 3.{example}"


def _verdicts(source: Source, name: str) -> str:
    c = source.comparison
    if not c.limits:
        return NOT_SUPPLIED
    return told.overall(c, name) + (" The limits are an example." if c.limits.example else "")
