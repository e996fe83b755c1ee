"""An equality impact evidence table for the public sector equality duty: Equality Act 2010, section 149 (Great Britain)."""

from __future__ import annotations

from simulator.reports.packet.words import NOT_SUPPLIED, figure, missing, table
from simulator.reports.reading import Group, Study
from simulator.reports.tables import Table
from simulator.reports.words import within

TITLE = "Equality Act 2010, section 149: equality impact evidence (draft)"
SCOPE = (
    "Section 149 asks a public authority in Great Britain to have due regard to the need to (a) eliminate discrimination, (b) advance "
    "equality of opportunity and (c) foster good relations. Evidence for (a) follows where it exists; (b) and (c) are not supplied by "
    "this tool."
)
OTHERS = (
    "age",
    "disability",
    "gender reassignment",
    "marriage and civil partnership",
    "pregnancy and maternity",
    "religion or belief",
    "sexual orientation",
)
SUMS = ("all", "women", "minorities", "women_or_minorities")
SEXES = ("female", "male")


def evidence(study: Study) -> Table:
    """A row a level of sex and race, then the characteristics nothing is known of."""
    rows = [_row(study, "sex", group) for group in study.groups if group.id in SEXES]
    rows += [
        _row(study, "race", group)
        for group in study.groups
        if group.rollup and group.id not in (*SUMS, *SEXES)
    ]
    gap = "No audit at hand reports error rates by it, and the records of encounters do not carry it."
    rows += [(name, NOT_SUPPLIED, NOT_SUPPLIED, f"{gap} {missing('the authority')}") for name in OTHERS]
    heads = (
        "Protected characteristic",
        "Wrongful detentions",
        "Beside the reference group",
        "Gap in the evidence",
    )
    return table("uk-equality", f"{TITLE}: {study.raw.get('title')}", heads, rows)


def _row(study: Study, characteristic: str, group: Group) -> tuple[str, ...]:
    held = f"{figure(study, 'wrongly_held', group.id)}; per 100,000 {study.word('exposure')} {figure(study, 'per_100k_encounters', group.id)}"
    ratio = study.get("ratio_to_reference", group.id)
    told = f"{figure(study, 'ratio_to_reference', group.id)} times that of {within(study.reference)}"
    if ratio.known and ratio.lo is not None and ratio.hi is not None and ratio.lo <= 1 <= ratio.hi:
        told += "; the range includes 1, so which fares worse is not settled"
    return f"{characteristic}: {group.label}", held, told, _gap(study, group)


def _gap(study: Study, level: Group) -> str:
    """Which cells of this level no audit measured, and whether the ratios are proxies."""
    inside = [group for group in study.cells if level.id in group.id.split("/")]
    unmeasured = [group.label for group in inside if group.unmeasured]
    parts = []
    if unmeasured:
        parts.append(
            f"No audit measured {', '.join(unmeasured)}; drawn from the spread of the groups that were measured."
        )
    if study.proxy:
        parts.append(
            "Proxy: the differences come from an audit that measured something else than face search."
        )
    return " ".join(parts) or "Measured on another algorithm than this deployment’s; see the evidence."
