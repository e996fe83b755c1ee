"""What may stand where: for every place that takes evidence, the metrics and units of the rows it admits.

One table, read by the rules of `checks/cited.py` and printed in docs/evidence.md. `metrics` may stand there as they are, in one of
`units`; `derived` only with `times` and a `note` that say what was done to them (residents × journeys are encounters).
A `*` in a metric's name stands for any ending.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from simulator.documents.names import Step
from simulator.evidence import Row

Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What a place of the grammar means, and the rows that mean the same."""

    what: str
    metrics: tuple[str, ...]
    units: tuple[str, ...]
    derived: tuple[str, ...] = ()
    size: bool = False
    """Whether a row's `gallery_size` may stand here too."""

    def admits(self, row: Row) -> bool:
        """Whether a row may stand here as it is."""
        return self.knows(row) and row.unit in self.units

    def knows(self, row: Row) -> bool:
        """Whether a row measures what is meant here, in whatever unit."""
        return _among(row.metric, self.metrics)

    def derives(self, row: Row) -> bool:
        """Whether a row may stand here times a factor."""
        return self.knows(row) or _among(row.metric, self.derived)

    def sizes(self, row: Row) -> bool:
        """Whether a row says how large its gallery was, and that is what is meant here."""
        return self.size and row.gallery_size is not None


@lru_cache(maxsize=4096)
def _among(metric: str, names: tuple[str, ...]) -> bool:
    return any(fnmatchcase(metric, name) for name in names)


PEOPLE_UNITS = ("persons", "stops", "faces", "searches", "requests", "uses", "checks", "probes")
COUNTS = (*PEOPLE_UNITS, "arrests", "images", "watchlist-entries", "officers", "participants")
TIMES = ("seconds", "minutes", "hours", "days")
MET = (
    "encounters",
    "stops",
    "stops_per_year",
    "faces_seen",
    "visitors_screened",
    "persons_searched",
    "passages",
    "visits",
    "entries",
    "searches",
    "scans",
    "queries",
    "requests",
    "uses",
    "checks",
)
RESIDENTS = ("population", "residents", "visitors", "drivers", "members")
RATES_OF_MEETING = (
    "stops_from_call_for_service",
    "stops_per_*",
    "searches_per_*",
    "travellers_per_day",
    "passers_by_per_day",
    "share_of_stops*",
    "share_of_encounters",
)
SHARES = (
    "share_of_stops",
    "share_of_encounters",
    "share_of_visitors",
    "share_of_residents",
    "share_of_population",
    "share_of_arrests",
    "share_of_arrests_with_ethnicity",
    "share_of_arrested",
    "share_of_county_jail",
    "share_of_gallery",
)
ENROLLED = ("gallery_persons", "gallery_images", "watchlist_size")
FMR = ("fmr", "fmr_p10", "fmr_p25", "fmr_p50", "fmr_p75", "fmr_p90")
ANY_ALERT = (
    "share_of_alerts_acted_on",
    "share_of_alerts_not_attended",
    "share_moved_on",
    "share_of_requests_matched",
)
FACTOR = ("ratio",)

ENCOUNTERS = Place("a number of encounters", MET, PEOPLE_UNITS, (*RATES_OF_MEETING, *RESIDENTS))
PEOPLE = Place(
    "a number of people who could be met",
    RESIDENTS,
    ("persons",),
    ("share_of_residents", "share_of_population", *MET),
)
MIX = Place(
    "how people fall on the levels of an axis, as counts or shares",
    (*MET, *RESIDENTS, *SHARES, *ENROLLED, "arrests", "felony_arrests"),
    (*COUNTS, "rate"),
    ("share_arrested", "share_searched", "share_cited", "arrests_per_*", "stops_per_*"),
)
FALSE_GO_ON = Place(
    "the share of false matches that go on",
    (
        "share_of_false_alerts_*",
        "share_of_false_matches_*",
        "review_false_accept",
        "review_error",
        "persons_stopped",
        "share_going_on",
    ),
    ("rate", "persons"),
    ANY_ALERT,
)
TRUE_GO_ON = Place(
    "the share of correct matches that go on",
    (
        "share_of_true_alerts_*",
        "share_of_identified_*",
        "share_of_alerts_found_and_arrested",
        "persons_stopped",
        "share_going_on",
    ),
    ("rate", "persons"),
    ANY_ALERT,
)
STAGE_TIME = Place(
    "how long something takes",
    (
        "stop_duration",
        "engagement_duration",
        "handcuffing_duration",
        "identity_check_duration",
        "booking_duration",
        "detention_duration",
        "days_wrongly_locked_up",
        "review_duration",
        "waiting_duration",
        "stage_duration",
        "check_time",
        "search_time",
    ),
    TIMES,
)

DIFFERENTIAL = "matcher.differential"
"""The only place where a proxy may stand."""

TABLE: tuple[tuple[str, Place], ...] = (
    ("encounters", ENCOUNTERS),
    ("encounters.total", ENCOUNTERS),
    ("encounters.shares.*", MIX),
    ("encounters.sites", Place("how encounters divide over sites", (*MET, "share_of_stops", "share_of_encounters"), (*PEOPLE_UNITS, "rate"))),
    ("encounters.profile", Place("encounters by hour", (*MET, "*_in_hour", "share_of_stops", "share_of_encounters"), (*COUNTS, "rate"))),
    ("encounters.unrecorded.*", ENCOUNTERS),
    ("encounters.unrecorded.*.tilt", Place("how much oftener a level goes unrecorded than others", ("unrecorded_ratio",), FACTOR)),
    ("encounters.scale", Place("counting periods in a year", ("periods_per_year",), FACTOR)),
    ("encounters.association", Place("an odds ratio between two axes", ("odds_ratio",), FACTOR)),
    ("encounters.year_to_year", Place("a coefficient of variation", ("coefficient_of_variation",), FACTOR)),
    ("encounters.site_cv", Place("a coefficient of variation", ("coefficient_of_variation",), FACTOR)),
    ("encounters.persons_per_encounter", Place("people scanned in an encounter", ("persons_per_*",), FACTOR)),
    ("encounters.searches_per_encounter", Place("searches in an encounter", ("searches_per_encounter",), FACTOR)),
    ("encounters.search_correlation", Place("a correlation", ("correlation",), (*FACTOR, "rate", "difference"))),
    ("groups.not_estimated.*.encounters", ENCOUNTERS),
    ("population", PEOPLE),
    ("population.total", PEOPLE),
    ("population.shares.*", MIX),
    ("population.scale", Place("a factor on all groups", ("population_growth",), FACTOR)),
    ("population.association", Place("an odds ratio between two axes", ("odds_ratio",), FACTOR)),
    ("people.exposed", Place("the share of people who can be met", ("share_exposed", "share_with_*contact"), ("rate",))),
    ("people.uneven", Place("a coefficient of variation", ("coefficient_of_variation",), FACTOR)),
    ("people.repeat_match", Place("the chance that a lookalike matches again", ("repeat_match",), ("rate",))),
    (
        "scan",
        Place(
            "the share of encounters searched",
            (
                "share_of_stops_scanned",
                "share_of_encounters_scanned",
                "share_searched",
                "share_cited",
                "share_arrested",
                "share_of_stopped_searched",
                "share_of_stopped_searched_or_arrested",
                "share_of_stops_arrested",
                "share_primary_reason_*",
                "share_officer_initiated",
            ),
            ("rate",),
        ),
    ),
    ("capture.failure", Place("the share of faces that are not captured", ("failure_to_acquire", "failure_to_enrol", "share_of_searches_failing"), ("rate",))),
    ("mated.enrolled_encountered", Place("how much more often an enrolled person is met", ("encounter_ratio_enrolled",), FACTOR)),
    ("mated.listed", Place("the share of people enrolled who are listed as wanted", ("share_of_entries_listed",), ("rate",))),
    ("gallery.listed_templates", Place("the share of faces that are of listed entries", ("share_of_entries_listed",), ("rate",))),
    (
        "mated.stale",
        Place(
            "the share of entries that are stale",
            ("share_of_entries_stale", "share_of_entries_removed", "share_of_entries_wrong", "share_of_true_likenesses_stale"),
            ("rate",),
        ),
    ),
    ("mated.fnir", Place("the share of enrolled people whom a search misses (FNIR)", ("fnir",), ("rate",), ("fnmr",))),
    ("gallery.persons", Place("a number of people enrolled", ("gallery_persons", "watchlist_size"), ("persons", "watchlist-entries"), ("gallery_images", "outstanding_warrants", "unserved_warrants", "arrests"), size=True)),
    ("gallery.images", Place("a number of faces compared", ("gallery_images", "watchlist_size"), ("images", "watchlist-entries"), ("gallery_persons",), size=True)),
    ("gallery.composition.*", MIX),
    ("gallery.spread", Place("a factor around 1", ("relative_error",), FACTOR)),
    ("matcher.level.fpir", Place("a false positive rate of a whole search (FPIR)", ("fpir",), ("rate",))),
    ("matcher.level.fmr", Place("a false match rate of one comparison (FMR)", FMR, ("rate",), ("fmr_worst_group",))),
    (DIFFERENTIAL, Place("false match rates of several groups", (*FMR, "fpir", "gender_error"), ("rate",))),
    ("matcher.differential.born.places", Place("a factor between birthplaces", ("fmr_ratio",), FACTOR)),
    ("matcher.differential.band", Place("a factor between two tests", ("fmr_ratio", "fpir_ratio"), FACTOR)),
    ("matcher.differential.cross_group", Place("a factor between groups", ("fmr_ratio",), FACTOR)),
    ("matcher.transfer", Place("a factor from laboratory to street", ("fmr_ratio", "fpir_ratio"), FACTOR)),
    ("matcher.transfer_by_group", Place("a factor from laboratory to street", ("fmr_ratio", "fpir_ratio"), FACTOR)),
    ("matcher.entry_frailty", Place("a variance of entries' own rates", ("frailty",), FACTOR)),
    ("matcher.frailty", Place("a variance of people's own rates", ("frailty",), FACTOR)),
    ("matcher.growth", Place("an exponent of growth with the gallery", ("growth",), (*FACTOR, "rate"))),
    ("matcher.policy.fixed_fpir", Place("a false positive rate of a whole search (FPIR)", ("fpir",), ("rate",))),
    ("matcher.policy.fixed_fmr", Place("a false match rate of one comparison (FMR)", FMR, ("rate",))),
    ("pathway.*.proceeds.false_match", FALSE_GO_ON),
    ("pathway.*.proceeds.stale_entry", TRUE_GO_ON),
    ("pathway.*.proceeds.wanted", TRUE_GO_ON),
    ("pathway.*.proceeds.not_wanted", TRUE_GO_ON),
    ("pathway.*.takes", STAGE_TIME),
    ("pathway.*.gives_up_after", STAGE_TIME),
    ("resources.*", Place("a number of servers", ("officers", "devices", "servers", "operators"), ("officers", "devices", "persons"))),
    ("detention.minimum", STAGE_TIME),
    ("detention.stop_left", STAGE_TIME),
    ("without.name_check.wanted", Place("the share of wanted people found by name", ("share_of_wanted_found_by_name",), ("rate",))),
    ("without.name_check.stale", Place("the share of stale entries found by name", ("share_of_wanted_found_by_name",), ("rate",))),
    ("without.mistaken", Place("people mistaken for others in a year", ("mistaken_identity_arrests",), ("persons",))),
    ("without.averted", Place("the share of mistakes that the system spares", ("share_of_mistakes_averted",), ("rate",))),
    ("legal_limit", Place("a time set by law", ("time_to_probable_cause_determination", "legal_limit"), TIMES)),
    ("*.spread", Place("a factor around 1", ("relative_error", "fmr_ratio", "fpir_ratio"), FACTOR)),
    ("*.uncertain", Place("a factor around 1", ("relative_error",), FACTOR)),
)  # fmt: skip

_INSIDE = ("levels", "by_group", "by_kind")
"""Keys whose entries mean what the block around them means, for a level, a group or a kind."""


@lru_cache(maxsize=4096)
def place_of(steps: Steps, *, level: str = "fpir") -> Place | None:
    """The place that steps lead to; None where no evidence is taken.

    Args:
        level: what `matcher.level` is said to be: `fpir` or `fmr`.
    """
    words = [str(step) for step in steps]
    for name in _INSIDE:
        if name in words[:-1]:
            at = words.index(name)
            del words[at : at + 2]
    if words and words[-1] in ("spread", "uncertain"):
        words = ["*", words[-1]]
    if words == ["matcher", "level"]:
        words.append(level)
    if words == ["detention"]:
        words.append("minimum")
    return next((place for pattern, place in TABLE if _matches(pattern.split("."), words)), None)


def places_of(row: Row) -> tuple[str, ...]:
    """Where a row may stand as it is: patterns of paths, `*` for any name."""
    if row.unit == "direction":
        return ()
    return tuple(
        pattern
        for pattern, place in TABLE
        if (place.admits(row) or place.sizes(row))
        and (row.set if pattern == DIFFERENTIAL else not row.is_proxy)
    )


def _matches(pattern: list[str], words: list[str]) -> bool:
    return len(pattern) == len(words) and all(p in ("*", w) for p, w in zip(pattern, words, strict=True))


def admitted_markdown() -> str:
    """The table as docs/evidence.md prints it."""
    lines = ["| place | means | metrics | units | with `times` and a `note` |", "|---|---|---|---|---|"]
    for pattern, place in TABLE:
        cells = (
            f"`{pattern}`",
            place.what,
            *(_listed(names) for names in (place.metrics, place.units, place.derived)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
