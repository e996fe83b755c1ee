"""An equality impact evidence table for the public sector equality duty: Equality Act 2010, section 149 (Great Britain)."""

from __future__ import annotations

from simulator.reports.language import covered, sentences
from simulator.reports.language.study import Study
from simulator.reports.language.words import per_100k, spread_of, within
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import NOT_SUPPLIED, SOURCES, figure, missing, origins, table
from simulator.reports.tables import Table, proxied
from simulator.results.summary import Group

TITLE = "Equality Act 2010, section 149: equality impact evidence (draft)"
SCOPE = (
    "Section 149 asks a public authority in Great Britain to have due regard to the need to (a) eliminate discrimination, (b) advance "
    "equality of opportunity and (c) foster good relations; it is paraphrased here. Evidence for (a) follows where it exists; whether "
    "a difference is justified, and (b) and (c): not supplied (for the authority to supply, after asking the people concerned). Sex "
    "and race are the labels of the sources, often an officer’s perception. " + SOURCES
)
OTHERS = (
    "Age",
    "Disability",
    "Gender reassignment",
    "Marriage and civil partnership (aim (a) only)",
    "Pregnancy and maternity",
    "Religion or belief",
    "Sexual orientation",
)
SUMS = ("all", "women", "minorities", "women_or_minorities")
SEXES = ("female", "male")
HEADS = (
    "Protected characteristic",
    "Wrongful detentions",
    "Beside the reference group",
    "Source and grade",
    "Still needed",
)
GAP = "Encounters and error rates by it"


def evidence(source: Source, name: str) -> Table:
    """A row a level of sex and race, then the characteristics nothing is known of."""
    study = source.studies[name]
    rows = [_row(study, "Sex", group) for group in study.groups if group.id in SEXES]
    rows += [
        _row(study, "Race", group)
        for group in study.groups
        if group.rollup and group.id not in (*SUMS, *SEXES)
    ]
    rows += [
        (
            other,
            NOT_SUPPLIED,
            NOT_SUPPLIED,
            NOT_SUPPLIED,
            f"{GAP}: {missing('the authority and the vendor')}.",
        )
        for other in OTHERS
    ]
    rows += [
        (f"Met, not estimated: {item.label}", NOT_SUPPLIED, NOT_SUPPLIED, NOT_SUPPLIED,
         f"{item.why.rstrip('.')}: {missing('whoever audits the product')}.")
        for item in study.summary.not_estimated
    ]  # fmt: skip
    return table("uk-equality", proxied(study, f"{TITLE}: {study.summary.title}"), HEADS, rows)


def _row(study: Study, characteristic: str, group: Group) -> tuple[str, ...]:
    held = (
        f"{figure(study, 'wrongly_held', group.id)}; {per_100k(study)} "
        f"{figure(study, 'per_100k_encounters', group.id)}"
    )
    ratio = study.get("ratio_to_reference", group.id)
    told = f"{figure(study, 'ratio_to_reference', group.id)} times that of {within(study.reference)}"
    if ratio.known and (surely := sentences.higher(study, ratio)):
        told += f"; {surely}"
    axis = characteristic.lower()
    origin = origins(study, f"encounters.shares.{axis}", "encounters.dataset", "matcher.differential.audit")
    return f"{characteristic}: {group.label}", held, told, origin, _gap(study, axis, group)


def _gap(study: Study, axis: str, level: Group) -> str:
    """Which cells of this level no audit measured, and whether the ratios are proxies."""
    inside = [group for group in study.cells if level.id in group.id.split("/")]
    unmeasured = [group for group in inside if group.unmeasured]
    parts = []
    if unmeasured:
        told = covered.origins_of_rates((group.rates for group in unmeasured), spread_of(study))
        parts.append(
            f"No audit measured {', '.join(group.label for group in unmeasured)}; their rates are {told}."
        )
    if study.proxy:
        parts.append(
            "Proxy: the differences come from an audit that measured something else than face search."
        )
    parts.append(f"An audit of the product offered, by {axis}: {missing('the vendor')}.")
    return " ".join(parts)
