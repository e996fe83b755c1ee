"""Inputs in plain words, for readers who have never seen the file."""

from __future__ import annotations

from simulator.scenario.grammar import Scenario
from simulator.scenario.groups import selection_label

PLAIN = {
    "encounters.total": "encounters counted",
    "encounters.scale": "counting periods in a year",
    "encounters.association": "link between the groups' shares",
    "encounters.sites": "how encounters divide over sites",
    "encounters.year_to_year": "how much years differ",
    "encounters.site_cv": "how much sites differ",
    "encounters.persons_per_encounter": "people scanned in an encounter",
    "encounters.searches_per_encounter": "searches in an encounter",
    "encounters.search_correlation": "likeness of searches in an encounter",
    "encounters.profile": "hours at which people are met",
    "population": "{residents}",
    "people.exposed": "how many of the {residents} can be met",
    "people.uneven": "how unevenly people are met",
    "people.repeat_match": "chance that a lookalike matches again",
    "scan": "share of encounters scanned",
    "capture.failure": "faces that are not captured",
    "mated.enrolled_encountered": "how much oftener enrolled people are met",
    "mated.listed": "share of people enrolled who are listed as wanted",
    "mated.stale": "share of entries that are stale",
    "mated.fnir": "enrolled people whom a search misses",
    "gallery.persons": "people in the gallery",
    "gallery.images": "photos in the gallery",
    "gallery.listed_templates": "share of faces that are of listed entries",
    "gallery.spread": "how well the gallery's groups are known",
    "matcher.level": "published error rate",
    "matcher.level.probes": "whom the audit tested",
    "matcher.level.threshold": "step to another threshold",
    "matcher.differential": "differences between groups",
    "matcher.differential.audit": "differences between groups",
    "matcher.differential.band": "differences carried to this use",
    "matcher.differential.cross_group": "matches across groups",
    "matcher.transfer": "from laboratory to street",
    "matcher.transfer_by_group": "from laboratory to street, by group",
    "matcher.entry_frailty": "entries that resemble many people",
    "matcher.frailty": "people who resemble many others",
    "matcher.growth": "growth of errors with the gallery",
    "matcher.policy.fixed_fpir": "error rate the operator keeps",
    "matcher.policy.fixed_fmr": "error rate the operator keeps",
    "detention.minimum": "shortest hold that counts",
    "detention.stop_left": "how much longer the stop would have lasted",
    "without.name_check.wanted": "wanted people whom a check of the name finds anyway",
    "without.name_check.stale": "people on stale entries whom a check of the name finds anyway",
    "without.mistaken": "people mistaken for others in a year without the system",
    "without.averted": "share of those mistakes that the system spares",
    "legal_limit": "legal limit",
}
KINDS = {
    "false_match": "false matches",
    "stale_entry": "stale entries",
    "wanted": "wanted people",
    "not_wanted": "people not wanted",
}


def label_of(path: str, scenario: Scenario) -> str:
    """A dotted path in the scenario's words; the path's own words where nobody has found better ones."""
    if path in PLAIN:
        return PLAIN[path].format(residents=scenario.words.residents)
    parts = path.split(".")
    last = _words(parts[-1])
    if parts[:2] == ["encounters", "shares"]:
        return f"encounters by {_words(parts[2])}" + (f": {last}" if len(parts) > 3 else "")
    if parts[:2] == ["gallery", "composition"]:
        return f"the gallery by {_words(parts[2])}" + (f": {last}" if len(parts) > 3 else "")
    if parts[:2] == ["encounters", "unrecorded"] and len(parts) > 3:
        axis = _words(parts[2])
        return (
            f"whose {axis} goes unrecorded"
            if parts[3] == "tilt"
            else f"{axis} recorded: {_whose(parts[-1], scenario)}"
        )
    if "by_group" in parts[1:]:
        base = label_of(".".join(parts[: parts.index("by_group")]), scenario)
        return f"{base}: {_whose(parts[-1], scenario)}"
    if parts[0] == "pathway" and len(parts) > 2:
        return _stage(parts, kinds(scenario))
    if parts[-1] == "spread":
        return f"{label_of('.'.join(parts[:-1]), scenario)}: how well it is known"
    return " · ".join(_words(part) for part in parts)


def kinds(scenario: Scenario) -> dict[str, str]:
    """Whom an alert can point at, in words: where nobody enrolled is wanted, the last kind are other people on the list."""
    return KINDS if scenario.gallery.nobody_wanted is None else KINDS | {"wanted": "people on the list"}


def _stage(parts: list[str], kinds: dict[str, str]) -> str:
    stage, what = _words(parts[1]), parts[2]
    if what == "proceeds" and len(parts) > 3:
        return f"{stage}: share of {kinds.get(parts[3], _words(parts[3]))} that go on"
    if what == "takes":
        return f"{stage}: time it takes"
    return f"{stage}: how long people wait for it" if what == "gives_up_after" else f"{stage}: {_words(what)}"


def _whose(selector: str, scenario: Scenario) -> str:
    """A group or a level of a `by_group` table in the scenario's words."""
    levels = {level for each in scenario.groups.axes.values() for level in each}
    return (
        selection_label(scenario.groups, selector)
        if levels.issuperset(selector.split("/"))
        else _words(selector)
    )


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")
