"""The words sentences are built from: groups in a sentence, the stage a detention begins at, what a rate is per."""

from __future__ import annotations

from simulator.reports.language.phrases import given, message, phrase
from simulator.reports.language.study import Estimate, Study
from simulator.results.summary import Driver, Group

KINDS = {
    "false_match": message("False match"),
    "stale_entry": message("Stale entry"),
    "wanted": message("Wanted person"),
    "not_wanted": message("Not wanted"),
    "on_list": message("Person on the list"),
}
CAUSES = {
    "false_match": message("being mistaken for somebody else"),
    "stale_entry": message("being matched to an entry that no longer justifies it"),
    "not_wanted": message("being recognised correctly and not wanted"),
}
"""What a wrongful detention comes of."""
OF_WANTED = ("wanted_found", "found_only", "found_anyway", "ppv", "ppv_held", "wrongly_held_per_wanted_found")
"""Measures of wanted people: undefined where nobody enrolled is wanted."""
DEPLOYMENTS = {
    "traffic_stops": message("Face recognition at traffic stops"),
    "live_cameras": message("Live face recognition on street cameras"),
    "facility_gate": message("Face recognition at a gate"),
    "mugshot_search": message("Searching mugshots for a suspect"),
}
GRADES = {
    "measured": message("measured for the people and the product in question"),
    "measured elsewhere": message("measured, at another place or time"),
    "another algorithm": message("measured, on another algorithm"),
    "proxy": message("measured on another task, standing in"),
    "borrowed": message(
        "taken over: another deployment's number, or a wider group's rate; nothing is known of it here"
    ),
    "assumed": message("assumed, with a reason"),
    "unmeasured": message("measured by nobody; drawn from the spread of what was"),
    "design": message("a choice of the deployment"),
}
FLAG_UNMEASURED = "†"
PROXY_NOTE = message(
    "Proxy: the differences between groups come from an audit that measured something else than face search."
)


PROXY_ESTIMATE = message("Proxy estimate.")
SPREAD = message("the spread of the groups that were measured")
"""Where the rates of a group come from that no audit covers."""


def as_proxy(text: str, proxy: bool) -> str:
    """A title or a caption, with the word proxy behind it where it is of one."""
    return phrase("{text} (proxy)", text=text) if proxy else text


def of_expected(study: Study) -> str:
    """What rates and ratios are of, beside counts."""
    return phrase(
        "Rates and ratios are of expected counts: a single {of_a_year} luck is in the counts alone.",
        of_a_year=study.period.of_one,
    )


def spread_of(study: Study) -> str:
    """Where the rates of a group come from that the audits used have no figure for."""
    if study.proxy:
        return phrase(
            "the spread of the groups that they cover, whose rates of false matches nobody measured either"
        )
    return phrase(SPREAD)


CENSUS = {
    "Other ethnic group": message("{those} of other ethnic groups"),
    "Mixed": message("{those} of mixed ethnicity"),
}
"""Labels of a census that do not stand before a noun."""


def within(group: Group) -> str:
    """A group's label inside a sentence: a label of common words loses its capital, a name keeps it."""
    for label, of in CENSUS.items():
        if group.label.startswith(f"{label} "):
            return phrase(of, those=given(group.label.removeprefix(f"{label} ")))
    first = group.label.split(" ", 1)[0]
    common = first in {"Women", "Men", "Everyone", "All", "People", "Racial", "Minorities", "Female", "Male"}
    return given(uncapital(group.label) if common else group.label)


def per_100k(study: Study) -> str:
    """What rates are per: “per 100,000 stops”; “a year per 100,000 people enrolled”, for those stay from year to year."""
    exposure = study.word("exposure")
    if study.harms_enrolled:
        return phrase("{a_year} per 100,000 {exposure}", a_year=study.period.in_one, exposure=exposure)
    return phrase("per 100,000 {exposure}", exposure=exposure)


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """The text with a small letter at its beginning."""
    return text[:1].lower() + text[1:]


def of_100k(study: Study, group: Group | None = None) -> str:
    """“of every 100,000 stops of Black women”; “for every 100,000 people enrolled who are Black women”."""
    exposure = study.word("exposure")
    if study.harms_enrolled:
        if group is None:
            return phrase("for every 100,000 {exposure}", exposure=exposure)
        return phrase("for every 100,000 {exposure} who are {group}", exposure=exposure, group=within(group))
    if group is None:
        return phrase("of every 100,000 {exposure}", exposure=exposure)
    return phrase("of every 100,000 {exposure} of {group}", exposure=exposure, group=within(group))


def expected(study: Study) -> str:
    """What follows a rate: encounters “are expected to end in a wrongful detention”, and people enrolled do not end."""
    if study.harms_enrolled:
        return phrase("wrongful detentions are expected {a_year}", a_year=study.period.in_one)
    return phrase("are expected to end in a wrongful detention")


def marked(group: Group) -> str:
    """A group's label in a table, with † if no audit measured it."""
    label = given(group.label)
    return f"{label} {FLAG_UNMEASURED}" if group.unmeasured else label


def held_point(study: Study) -> str:
    """Where a wrongful detention begins: “held from questioning”, or from the stage by its label."""
    stage = study.held_stage
    if stage is None:
        return phrase("held")
    return (
        phrase("held from questioning")
        if "question" in stage.id
        else phrase("held from the stage “{stage}”", stage=given(stage.label))
    )


def readable(grade: str) -> str:
    """A grade inside a sentence: “inputs assumed”, “inputs measured on another algorithm”."""
    return phrase(READABLE.get(grade, grade))


READABLE = {
    "another algorithm": message("measured on another algorithm"),
    "assumed": message("assumed"),
    "borrowed": message("borrowed from another deployment or a wider group"),
    "design": message("chosen by the deployment"),
    "measured": message("measured"),
    "measured elsewhere": message("measured elsewhere"),
    "proxy": message("measured by proxy"),
    "unmeasured": message("unmeasured"),
}


def input_label(path: str, label: str) -> str:
    """An input by a name that says what it is, where the scenario's label is only the group it concerns."""
    return (
        phrase("rates of a group no audit measured: {label}", label=given(label))
        if ".unmeasured." in path
        else given(label)
    )


def named(driver: Driver) -> str:
    """An unknown by a name that says what it is."""
    path = driver.path or driver.identity
    return input_label(path, driver.label or path)


def joined(parts: list[str]) -> str:
    """“a, b and c”; “a, of one; b, of two; and c” where a part has a comma of its own."""
    if len(parts) > 1 and any(", " in part for part in parts):
        return phrase("{others}; and {last}", others="; ".join(parts[:-1]), last=parts[-1])
    if len(parts) < 2:
        return parts[0] if parts else ""
    return phrase("{others} and {last}", others=", ".join(parts[:-1]), last=parts[-1])


def undefined_note(cell: Estimate) -> str | None:
    """What to say where a ratio has no value in some or all draws."""
    if cell.defined >= 1:
        return None
    if cell.defined <= 0 or not cell.known:
        return phrase("undefined: in no draw is there anybody to divide by")
    share = max(1, min(99, round(cell.defined * 100)))
    return phrase("defined in {share} of 100 draws", share=share)
