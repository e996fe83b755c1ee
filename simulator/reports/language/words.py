"""The words sentences are built from: groups in a sentence, the stage a detention begins at, what a rate is per."""

from __future__ import annotations

from simulator.reports.language.study import Estimate, Study
from simulator.results.summary import Driver, Group

KINDS = {
    "false_match": "False match",
    "stale_entry": "Stale entry",
    "wanted": "Wanted person",
    "not_wanted": "Not wanted",
    "on_list": "Person on the list",
}
KIND_MEANS = {
    "false_match": "The alert points at somebody else.",
    "stale_entry": "The alert points at the right person, whose entry no longer justifies a stop.",
    "wanted": "The alert points at a person who is wanted.",
    "not_wanted": "The alert points at the right person, who is enrolled for another reason and not wanted.",
    "on_list": "The alert points at the right person, who is on the list and not wanted.",
}
CAUSES = {
    "false_match": "being mistaken for somebody else",
    "stale_entry": "being matched to an entry that no longer justifies it",
    "not_wanted": "being recognised correctly and not wanted",
}
"""What a wrongful detention comes of."""
OF_WANTED = ("wanted_found", "found_only", "found_anyway", "ppv", "ppv_held", "wrongly_held_per_wanted_found")
"""Measures of wanted people: undefined where nobody enrolled is wanted."""
DEPLOYMENTS = {
    "traffic_stops": "Face recognition at traffic stops",
    "live_cameras": "Live face recognition on street cameras",
    "facility_gate": "Face recognition at a gate",
    "mugshot_search": "Searching mugshots for a suspect",
}
GRADES = {
    "measured": "measured for the people and the product in question",
    "measured elsewhere": "measured, at another place or time",
    "another algorithm": "measured, on another algorithm",
    "proxy": "measured on another task, standing in",
    "borrowed": "taken over: another deployment's number, or a wider group's rate; nothing is known of it here",
    "assumed": "assumed, with a reason",
    "unmeasured": "measured by nobody; drawn from the spread of what was",
    "design": "a choice of the deployment",
}
FLAG_UNMEASURED = "†"
PROXY_NOTE = (
    "Proxy: the differences between groups come from an audit that measured something else than face search."
)


def of_expected(study: Study) -> str:
    """What rates and ratios are of, beside counts."""
    return f"Rates and ratios are of expected counts: a single {study.period.of_one} luck is in the counts alone."


def spread_of(study: Study) -> str:
    """Where the rates of a group come from that the audits used have no figure for."""
    if study.proxy:
        return "the spread of the groups that they cover, whose rates of false matches nobody measured either"
    return "the spread of the groups that were measured"


CENSUS = {"Other ethnic group": "of other ethnic groups", "Mixed": "of mixed ethnicity"}
"""Labels of a census that do not stand before a noun."""


def within(group: Group) -> str:
    """A group's label inside a sentence: a label of common words loses its capital, a name keeps it."""
    for label, of in CENSUS.items():
        if group.label.startswith(f"{label} "):
            return f"{group.label.removeprefix(f'{label} ')} {of}"
    first = group.label.split(" ", 1)[0]
    common = first in {"Women", "Men", "Everyone", "All", "People", "Racial", "Minorities", "Female", "Male"}
    return group.label[:1].lower() + group.label[1:] if common else group.label


def per_100k(study: Study) -> str:
    """What rates are per: “per 100,000 stops”; “a year per 100,000 people enrolled”, for those stay from year to year."""
    text = f"per 100,000 {study.word('exposure')}"
    return f"{study.period.in_one} {text}" if study.harms_enrolled else text


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def of_100k(study: Study, group: Group | None = None) -> str:
    """“of every 100,000 stops of Black women”; “for every 100,000 people enrolled who are Black women”."""
    every = f"{'for' if study.harms_enrolled else 'of'} every 100,000 {study.word('exposure')}"
    return (
        every if group is None else f"{every} {'who are' if study.harms_enrolled else 'of'} {within(group)}"
    )


def expected(study: Study) -> str:
    """What follows a rate: encounters “are expected to end in a wrongful detention”, and people enrolled do not end."""
    if study.harms_enrolled:
        return f"wrongful detentions are expected {study.period.in_one}"
    return "are expected to end in a wrongful detention"


def marked(group: Group) -> str:
    """A group's label in a table, with † if no audit measured it."""
    return f"{group.label} {FLAG_UNMEASURED}" if group.unmeasured else group.label


def held_point(study: Study) -> str:
    """Where a wrongful detention begins: “held from questioning”, or from the stage by its label."""
    stage = study.held_stage
    if stage is None:
        return "held"
    return "held from questioning" if "question" in stage.id else f"held from the stage “{stage.label}”"


def readable(grade: str) -> str:
    """A grade inside a sentence: “inputs assumed”, “inputs measured on another algorithm”."""
    return {
        "another algorithm": "measured on another algorithm",
        "design": "chosen by the deployment",
        "proxy": "measured by proxy",
        "borrowed": "borrowed from another deployment or a wider group",
    }.get(grade, grade)


def input_label(path: str, label: str) -> str:
    """An input by a name that says what it is, where the scenario's label is only the group it concerns."""
    return f"rates of a group no audit measured: {label}" if ".unmeasured." in path else label


def named(driver: Driver) -> str:
    """An unknown by a name that says what it is."""
    path = driver.path or driver.identity
    return input_label(path, driver.label or path)


def joined(parts: list[str]) -> str:
    """“a, b and c”; “a, of one; b, of two; and c” where a part has a comma of its own."""
    if len(parts) > 1 and any(", " in part for part in parts):
        return "; ".join(parts[:-1]) + "; and " + parts[-1]
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def undefined_note(cell: Estimate) -> str | None:
    """What to say where a ratio has no value in some or all draws."""
    if cell.defined >= 1:
        return None
    if cell.defined <= 0 or not cell.known:
        return "undefined: in no draw is there anybody to divide by"
    share = max(1, min(99, round(cell.defined * 100)))
    return f"defined in {share} of 100 draws"
