"""The words of a scenario that is begun from data: labels, nouns, title, what must be said."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.records.starting.gathering import Given

SMALL = frozenset({"or", "and", "of"})
SEX_LABELS = {"female": "women", "male": "men"}
WHITE = "white"
NOUNS = {
    "traffic_stops": ("person stopped", "people stopped", "stop", "stops"),
    "live_cameras": ("passer-by", "passers-by", "passage", "passages"),
    "facility_gate": ("visitor", "visitors", "visit", "visits"),
    "mugshot_search": ("person enrolled", "people enrolled", "search", "searches"),
}
SEARCHES = ("person searched", "people searched", "search", "searches")


def label(level: str, given: Given) -> str:
    """A level in words: the import's own, else its id as a name (`black-caribbean`: Black Caribbean)."""
    if level in SEX_LABELS:
        return SEX_LABELS[level]
    for axis in given.facts.axes.values():
        for known in axis:
            if known.id == level and known.label:
                return known.label
    return " ".join(word if word in SMALL else word.capitalize() for word in level.split("-"))


def words(given: Given) -> dict[str, str]:
    """The nouns of the scenario's sentences."""
    by_search = given.kind == "traffic_stops" and given.facts.unit == "searches"
    person, people, encounter, encounters = SEARCHES if by_search else NOUNS[given.kind]
    found = {"person": person, "people": people, "encounter": encounter, "encounters": encounters}
    if given.residents is None:
        found["residents"] = "people who could be met"
    return found | {"scope": f"{people} in these records"}


def reference(given: Given) -> str:
    """The group others are held against: White men, as far as the data tell them; else, and along a third axis, the largest group."""
    sex = "male" if "male" in given.sexes else next(iter(given.sexes), "")
    third = max(given.thirds, key=given.of_level, default="")
    return "/".join(filter(None, (sex, reference_race(given), third))) or "everybody"


def reference_race(given: Given) -> str:
    """The race of the group others are held against."""
    races = [race for race in given.races if race.split("-")[0] == WHITE]
    white = WHITE if WHITE in races else next(iter(races), "")
    return white or max(given.races, key=given.of_level, default="")


def minorities(given: Given) -> list[str]:
    """Every race but the reference's, White ones, and those that say only that nobody knows."""
    race = reference_race(given)
    kept = (level for level in given.races if level != race and level.split("-")[0] != WHITE)
    return [level for level in kept if "unknown" not in level]


def cautions(given: Given) -> Iterator[str]:
    """What a reader must know, the weightiest first."""
    facts = given.facts
    if given.like is not None:
        yield (
            f"Gallery, matcher and pathway are borrowed from {given.like.name}: nothing is known of them here. Only who is met, how often and when "
            "comes from these records."
        )
    if given.residents is None:
        yield "No table of residents was given: how many people could be met is assumed, and numbers per person mean little."
    counted = facts.counted or 1
    if given.third:
        yield (
            f"No audit at hand tells error rates by {given.third}: within a sex and race they have the same middle, which is no finding. The gallery is "
            f"made up axis by axis, so that small groups may differ for that alone. Who is met, how often, is told by {given.third}."
        )
    for axis in filter(None, ("race", "sex", given.third)):
        unknown = facts.unknown[axis]
        if unknown:
            more = "; variants of this file put all of them into one group" if axis == "race" else ""
            yield (
                f"The {axis} of {unknown:,} of {counted:,} {facts.unit} ({unknown / counted:.1%}) is not recorded. To whom they belong is drawn "
                f"anew in each simulated year, around a share in proportion (encounters.unrecorded){more}."
            )
    for text in facts.questions:
        if not text.startswith(
            ("The race of", "The sex of", f"The {given.third or 'race'} of")
        ):  # said above
            yield f"Not answered by the data. {text}"


def summary(given: Given) -> str:
    """What this file is."""
    facts = given.facts
    years = ", ".join(map(str, facts.whole_years))
    whole = f"a mean year of {years}" if years else "a period that is no whole year"
    return (
        f"A face search at the {facts.unit} in {facts.title}: {facts.counted:,} {facts.unit}, {facts.first} to {facts.last}; "
        f"here stands {whole}."
    )
