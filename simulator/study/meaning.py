"""What each input of a scenario drives, and what would have to be published for it to become evidence."""

from __future__ import annotations

from simulator.scenario import Loaded
from simulator.scenario.labels import kinds

DRIVES: tuple[tuple[str, str], ...] = (
    ("groups.not_estimated", "nothing: these people are met and cannot be estimated, so they are listed and not counted"),
    ("encounters.year_to_year", "how far one year's count lies from the average year's; the average stays"),
    ("encounters.unrecorded", "to which groups the {encounters} belong whose group nobody recorded; the total stays"),
    ("encounters.site_cv", "how far one place's count lies from another's; the average stays"),
    ("encounters.sites", "how {encounters} are shared among places, and so queues and the typical place's year"),
    ("encounters.profile", "at which hours {encounters} happen, and so queues; no count"),
    ("encounters.association", "how many of each group's {encounters} are of women and of men"),
    ("encounters.persons_per_encounter", "how many faces are searched at one {encounter}"),
    ("encounters.search", "how often one {encounter} is searched, and so its chance of a false match"),
    ("encounters", "how often people of each group meet the system, and so every count"),
    ("population", "rates per 100,000 {residents}, and the share of {encounters} that are of people enrolled"),
    ("people", "how many different people are held, when the number of times is known"),
    ("scan", "how many {encounters} lead to a search, and so every count"),
    ("capture", "how many {encounters} give a usable face, and so every count"),
    ("mated.enrolled_encountered", "how many searches are of somebody enrolled: detentions on stale entries, and {wanted} found"),
    ("mated.stale", "how many of the people matched correctly should not be stopped any more"),
    ("mated.fnir", "how many people enrolled the search misses: {wanted} found, and detentions on stale entries"),
    ("gallery.persons", "how many people enrolled are met: detentions on stale entries, and {wanted} found"),
    ("gallery.images", "how many faces each search is compared with, and so false matches"),
    ("gallery.composition", "whose faces somebody can be taken for, and whose entries can be stale"),
    ("gallery.spread", "whose faces somebody can be taken for, and whose entries can be stale"),
    ("matcher.level.probes", "which groups the published rate is an average over, and so the rate of each"),
    ("matcher.level", "how often a search returns somebody else, over all groups"),
    ("matcher.differential.band", "how unsure the ratios between groups are"),
    ("matcher.differential.unmeasured", "how often this group is taken for somebody else, compared with the others"),
    ("matcher.differential.cross_group", "how often people of different groups are taken for one another"),
    ("matcher.differential", "how much more often one group is taken for somebody else than another"),
    ("matcher.transfer", "how much worse (or better) the matcher does here than in the test, and so every false match"),
    ("matcher.entry_frailty", "how many false matches a short list draws, by whom it happens to hold"),
    ("matcher.frailty", "whether false matches fall on few people again and again or on many"),
    ("matcher.growth", "how much a larger gallery adds to false matches"),
    ("matcher.policy", "what the operator holds fixed when the gallery grows, and so every false match"),
    ("resources", "how long people wait, by the clock; no count unless people walk away"),
    ("detention", "which prolonged {encounters} count as held from the alert on"),
    ("legal_limit", "how many are held longer than the law allows"),
)  # fmt: skip

PUBLISH: tuple[tuple[str, str], ...] = (
    ("encounters.year_to_year", "the agency: the number of {encounters} in each of several years"),
    ("encounters.unrecorded", "the agency: who the people are whose sex or race it did not record, such as by a sample looked up again"),
    ("encounters.profile", "the agency: {encounters} by hour and day of the week"),
    ("encounters", "the agency: a year's {encounters} by sex and race together, and how many faces each one puts before the camera"),
    ("population", "the census office or the agency: {residents}, by the groups used here"),
    ("people", "the agency: how many different people its {encounters} are, and how often the same person comes again"),
    ("scan", "the agency: the share of {encounters} in which a face is searched, by group"),
    ("capture", "the vendor: the share of attempts in this use that give no usable face, by group, with the number of attempts"),
    ("mated.enrolled_encountered", "the agency: of its {encounters}, how many are of people enrolled"),
    ("mated.stale", "the agency: an audit of its gallery, with the number of entries checked and of those that no longer justify a stop"),
    ("mated.fnir", "the vendor: missed searches of enrolled people in this use, with their number, by group"),
    ("gallery", "the agency: people and images in its gallery, by sex and race"),
    ("matcher.level.probes", "the tester: how many searches of each group the published rate is over"),
    ("matcher.level", "the vendor: false positive searches and all searches of people not enrolled, at the threshold and gallery size of this use"),
    ("matcher.differential.unmeasured", "the vendor: false matches and comparisons of this group, with their numbers"),
    ("matcher.differential.cross_group", "the vendor: false matches between different groups, with the number of comparisons"),
    ("matcher.differential", "the vendor: false matches and comparisons of its own algorithm for each pair of groups, at the threshold of this use"),
    ("matcher.transfer", "the agency: alerts in this use that were not the person, and all faces searched, by group"),
    ("matcher.entry_frailty", "the vendor: how false matches are spread over the entries"),
    ("matcher.frailty", "the vendor: how false matches are spread over the people searched"),
    ("matcher.growth", "the vendor: false positive searches at two gallery sizes at least, up to the size of this one"),
    ("resources", "the agency: how many of these are in service at one time"),
    ("detention", "the agency or a court: when a prolonged {encounter} is a detention"),
)  # fmt: skip

KINDS = {
    "false_match": "innocent people taken for somebody else",
    "stale_entry": "people matched to a stale entry",
    "wanted": "{wanted}",
    "not_wanted": "people recognised who are not wanted",
}


def drives(path: str, loaded: Loaded) -> str:
    """What an input drives, as the end of a sentence."""
    if path.startswith("pathway."):
        return _stage(
            path, loaded, "how many of the {kind} go on from “{stage}”", "how long people stay at “{stage}”"
        )
    return _first(path, DRIVES, loaded) or "the answer"


def publish(path: str, loaded: Loaded) -> str:
    """Who would have to publish what for an input to become evidence."""
    if path.startswith("pathway."):
        goes = "the agency: of the {kind}, how many came to “{stage}” and how many went on, by group"
        return _stage(path, loaded, goes, "the agency: how long people stayed at “{stage}”, case by case")
    return _first(path, PUBLISH, loaded) or "whoever runs it: this figure, with how it was counted"


def _first(path: str, table: tuple[tuple[str, str], ...], loaded: Loaded) -> str:
    words, wanted = loaded.scenario.words, kinds(loaded.scenario)["wanted"]
    for beginning, text in table:
        if path.startswith(beginning):
            return text.format(
                encounter=words.encounter,
                encounters=words.encounters,
                residents=words.residents,
                wanted=wanted,
            )
    return ""


def _stage(path: str, loaded: Loaded, goes_on: str, stays: str) -> str:
    parts = path.split(".")
    stage = next((each for each in loaded.scenario.pathway if each.stage == parts[1]), None)
    label = (stage.label if stage is not None else None) or parts[1].replace("_", " ")
    if "proceeds" not in parts:
        return stays.format(stage=label)
    kind = next((words for name, words in KINDS.items() if name in parts), "people")
    return goes_on.format(kind=kind.format(wanted=kinds(loaded.scenario)["wanted"]), stage=label)
