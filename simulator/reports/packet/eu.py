"""A draft of the fundamental rights impact assessment: Regulation (EU) 2024/1689, Article 27(1), points (a) to (f)."""

from __future__ import annotations

from simulator.reports import numbers, sentences
from simulator.reports.packet.words import figure, missing, table
from simulator.reports.reading import Study
from simulator.reports.tables import LIBERTY, Table, ordered, rollups
from simulator.reports.words import DEPLOYMENTS, marked, within

TITLE = "EU AI Act, Article 27: fundamental rights impact assessment (draft)"
SCOPE = (
    "Article 27 of Regulation (EU) 2024/1689 binds deployers in the European Union that are bodies governed by public law or provide "
    "public services. Elsewhere its six points are still good questions. Whether a use is forbidden altogether (Article 5) is not "
    "asked here."
)
OTHER = "privacy, assembly and expression, children, people with disabilities, the effect on whoever stays away: not measured by this tool"


def assessment(study: Study) -> Table:
    """The six points, prefilled."""
    raw = study.raw
    kind = DEPLOYMENTS.get(str(raw.get("kind")), str(raw.get("kind")))
    stages = "; ".join(
        f"{stage.label} ({LIBERTY.get(stage.liberty, stage.liberty)})" for stage in study.stages
    )
    rows = [
        ("(a) processes in which it will be used", f"{kind}. {raw.get('summary')} After an alert: {stages}. Intended purpose in the provider’s words: {missing('the provider')}."),
        ("(b) period and frequency", f"{_capital(study.word('encounters'))}: {figure(study, 'encounters')}. Searches: {figure(study, 'searches')}. Period of use and review dates: {missing('the deployer')}."),
        ("(c) people and groups affected", f"{_capital(study.word('scope'))}. {_groups(study)} {_unseen(study)}".strip()),
        ("(d) specific risks of harm", f"{_harms(study)} Other rights ({OTHER}): {missing('the deployer')}. Information under Article 13: {missing('the provider')}."),
        ("(e) human oversight", f"{_oversight(study)} Who they are, how they are trained, and whether they may overrule the system: {missing('the deployer')}."),
        ("(f) if the risks materialise", f"Internal governance, complaints and redress: {missing('the deployer')}. What to count so that the risk is seen: alerts, alerts that were not the person, people kept, for how long, and released, by group."),
    ]  # fmt: skip
    return table("eu-article-27", f"{TITLE}: {raw.get('title')}", ("Point", "Draft"), rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _groups(study: Study) -> str:
    """Whom it meets, group by group."""
    told = [
        f"{marked(group)}: {numbers.whole(study.get('encounters', group.id).median)}"
        for group in ordered(study)
    ]
    return f"{_capital(study.word('encounters'))} by group, in the middle of the simulated years: {'; '.join(told)}."


def _unseen(study: Study) -> str:
    """Whom nobody measured and whom nobody can estimate."""
    parts = [sentences.not_measured(study) or ""]
    parts += [
        f"{item.get('label')}: not estimated ({item.get('why')})." for item in study.listed("not_estimated")
    ]
    return " ".join(part for part in parts if part)


def _harms(study: Study) -> str:
    lines = [
        f"Wrongful detention of {within(group)}: {figure(study, 'wrongly_held', group.id)}."
        for group in rollups(study)
    ]
    lines.append(f"Wrongful arrests: {figure(study, 'wrongful_arrests')}.")
    lines.append(f"Hours innocent people are held, as if nobody queued: {figure(study, 'hours_held')}.")
    lines.append(f"One exposed person’s yearly risk: {figure(study, 'risk_per_person')}.")
    worst = sentences.most_affected(study)
    told = sentences.ratio(study, worst) if worst is not None else None
    lines += [told] if told else []
    return " ".join(lines)


def _oversight(study: Study) -> str:
    """What people let pass, as the scenario has it."""
    rows = [
        row
        for row in study.listed("inputs")
        if str(row.get("path", "")).startswith("pathway.") and "proceeds.false_match" in str(row.get("path"))
    ]
    if not rows:
        return "The pathway has no stage at which a person may stop it."
    told = "; ".join(f"{row.get('label')}: {row.get('text')} ({row.get('grade')})" for row in rows)
    return f"People may stop a false match at {len(rows)} stages. What they let pass: {told}."
