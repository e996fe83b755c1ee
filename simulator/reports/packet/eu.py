"""A draft of the fundamental rights impact assessment: Regulation (EU) 2024/1689, Article 27(1), points (a) to (f)."""

from __future__ import annotations

import re

from simulator.reports.comparison.tables import cell
from simulator.reports.language import covered
from simulator.reports.language import verdicts as told
from simulator.reports.language.study import Study
from simulator.reports.language.words import DEPLOYMENTS, capital, marked, per_100k, spread_of, within
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import LEVERS, SOURCES, figure, gap, graded, missing, origins, table
from simulator.reports.tables import LIBERTY, Table, ordered, proxied, rollups
from simulator.results.summary import Input

TITLE = "EU AI Act, Article 27: fundamental rights impact assessment (draft)"
SCOPE = (
    "Article 27 of Regulation (EU) 2024/1689 (OJ L, 12.7.2024) binds deployers in the European Union that are bodies governed by "
    "public law or provide public services; its points are paraphrased here. Elsewhere they are still good questions. Whether the "
    "article applies, and whether a use is forbidden altogether (Article 5): not supplied (for a legal adviser to supply). "
    + SOURCES
)
HEADS = ("Point of Article 27(1)", "What this study supplies", "Source and grade", "Still needed")
PROCEEDS = re.compile(r"^pathway\.[^.]+\.proceeds\.false_match")
OTHER = "Privacy, assembly and expression, the effect on whoever stays away"


def assessment(source: Source, name: str) -> Table:
    """The six points, prefilled for one proposal."""
    study = source.studies[name]
    rows = [
        ("(a) the deployer’s processes, and the system’s intended purpose", _process(study), f"the scenario {study.summary.name}",
         f"Intended purpose in the instructions for use: {missing('the provider')}. Legal basis and procedure: {missing('the deployer')}."),
        ("(b) period and frequency of use", f"{capital(study.word('encounters'))}: {figure(study, 'encounters')}. Searches: {figure(study, 'searches')}.",
         origins(study, "encounters.total", "encounters.scale", "scan"), f"First and last day of use, days, hours and review dates: {missing('the deployer')}."),
        ("(c) people and groups affected", f"{capital(study.word('scope'))}: see the next table. {_unseen(study)}".strip(),
         origins(study, "encounters.dataset", "encounters.shares", "encounters.by_group"),
         f"Children, disabled people and others who are vulnerable: {missing('the deployer')}."),
        ("(d) specific risks of harm", _harms(study), origins(study, "matcher.level", "matcher.differential.audit", "matcher.transfer"),
         f"Information under Article 13: {missing('the provider')}. {OTHER}: {missing('the deployer')}."),
        ("(e) human oversight", _oversight(study), "; ".join(f"{row.label}: {graded(row)}" for row in _reviews(study)),
         f"Instructions for use: {missing('the provider')}. Who reviews, how they are trained, whether they may overrule the system: {missing('the deployer')}. "
         f"Whether two people must confirm (Article 14(5)): {missing('a legal adviser')}."),
        ("(f) if the risks materialise", _open_rules(source, name), "section 3",
         f"Internal governance, complaints, redress, and when it is switched off: {missing('the deployer')}."),
    ]  # fmt: skip
    return table("eu-article-27", proxied(study, f"{TITLE}: {study.summary.title}"), HEADS, rows)


def groups(study: Study) -> Table:
    """Point (c) and (d) by group: how often each is met, and how often wrongly detained, each with its interval."""
    listed = (*rollups(study), *ordered(study))
    measures = ("encounters", "wrongly_held", "per_100k_encounters", "ratio_to_reference")
    reference = study.reference
    rows = tuple(
        (
            marked(group),
            *(
                "reference"
                if measure == "ratio_to_reference" and group.id == reference.id
                else cell(study.get(measure, group.id), measure)
                for measure in measures
            ),
        )
        for group in listed
    )
    notes = [f"In brackets, the range that holds 9 of 10 {study.period.many}."]
    if flag := covered.flag_note((group.rates for group in listed), spread_of(study)):
        notes.append(flag)
    notes += covered.holds(listed)
    heads = (
        study.word("encounters").capitalize(),
        "Wrongful detentions",
        capital(per_100k(study)),
        f"Ratio to {reference.label}",
    )
    return Table(
        "eu-article-27-groups",
        proxied(study, f"Points (c) and (d) by group: {study.summary.title}"),
        (("Group", False), *((head, True) for head in heads)),
        rows,
        tuple(notes),
    )


def _process(study: Study) -> str:
    kind = DEPLOYMENTS.get(study.summary.kind, study.summary.kind)
    stages = "; ".join(
        f"{stage.label} ({LIBERTY.get(stage.liberty, stage.liberty)})" for stage in study.stages
    )
    return f"{kind}. {study.summary.summary} After an alert: {stages or 'nothing'}."


def _unseen(study: Study) -> str:
    """Whom nobody measured and whom nobody can estimate."""
    parts = [covered.not_measured(study) or ""]
    parts += covered.study_not_estimated(study)
    return " ".join(part for part in parts if part)


def _harms(study: Study) -> str:
    lines = [
        f"Wrongful detention of {within(group)}: {figure(study, 'wrongly_held', group.id)}."
        for group in rollups(study)
    ]
    lines.append(f"Wrongful arrests: {figure(study, 'wrongful_arrests')}.")
    lines.append(f"Hours innocent people are held, as if nobody queued: {figure(study, 'hours_held')}.")
    lines.append(f"One exposed person’s risk {study.period.in_one}: {figure(study, 'risk_per_person')}.")
    lines += [found] if (found := gap(study)) else []
    return " ".join(lines)


def _reviews(study: Study) -> list[Input]:
    return [row for row in study.summary.inputs if PROCEEDS.match(row.path)]


def _oversight(study: Study) -> str:
    """What people let pass, as the scenario has it."""
    rows = _reviews(study)
    if not rows:
        return "The pathway has no stage at which a person may stop it."
    passed = "; ".join(f"{row.label}: {row.text} ({row.grade})" for row in rows)
    return f"People may stop a false match at {len(rows)} stages. What they let pass: {passed}."


COUNT = "What to count so that the risk is seen: alerts, alerts that were not the person, people kept, for how long, and released, by group."


def _open_rules(source: Source, name: str) -> str:
    """The board’s rules that are not surely kept, and where to read what was tried for each."""
    c = source.comparison
    verdicts = [(rule, c.verdict(name, rule.rule)) for rule in c.rules]
    rules = [f"{told.rule(rule)} ({told.grade(each)})" for rule, each in verdicts if each.grade != "within"]
    if not rules:
        return COUNT
    example = " (the limits are an example)" if c.limits and c.limits.example else ""
    return f"Rules not surely kept{example}: {'; '.join(rules)}. {LEVERS} {COUNT}"
