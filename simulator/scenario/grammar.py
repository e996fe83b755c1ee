"""The grammar of a scenario: what an analyst may write, and where. Every class is one block of the YAML file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
)

from simulator.scenario.fit_names import FitNamed as FitNamed
from simulator.scenario.matcher_blocks import Audience as Audience
from simulator.scenario.matcher_blocks import BornElsewhere as BornElsewhere
from simulator.scenario.matcher_blocks import Borrowed as Borrowed
from simulator.scenario.matcher_blocks import Differential as Differential
from simulator.scenario.matcher_blocks import FixedFmr as FixedFmr
from simulator.scenario.matcher_blocks import FixedFpir as FixedFpir
from simulator.scenario.matcher_blocks import Level as Level
from simulator.scenario.matcher_blocks import Matcher as Matcher
from simulator.scenario.quantities import (
    Count,
    DesignCount,
    Duration,
    Frozen,
    Positive,
    Probability,
    Reason,
    Seconds,
)
from simulator.scenario.without import Without
from simulator.scenario.wordings import Id, OwnSource, Sentence, Text
from simulator.units import YEAR

Kind = Literal["false_match", "stale_entry", "wanted", "not_wanted"]
KINDS: tuple[Kind, ...] = ("false_match", "stale_entry", "wanted", "not_wanted")
NOT_WANTED: Kind = "not_wanted"
"""The kind there is only where some entries are unlisted: the right person, enrolled for another reason."""
ON_LIST = "on_list"
"""What the last kind is called in results where nobody enrolled is wanted."""


class NotEstimated(Frozen):
    """People the scenario meets and cannot estimate: shown as unknown, never dropped."""

    label: Text
    encounters: Count
    why: Reason


class Rollup(Frozen):
    """A sum over groups: the levels it holds of each axis named, and what it is called. Every other key is an axis."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, list[Id]]
    label: Text | None = None

    @property
    def holds(self) -> dict[str, list[str]]:
        """The levels by axis; an axis that is not named holds all of its levels."""
        return self.__pydantic_extra__


class Groups(Frozen):
    """The groups results are given for: every combination of one level from each axis."""

    axes: dict[Id, list[Id]]
    reference: str
    labels: dict[Id, Text] = {}
    rollups: dict[Id, Rollup] = {}
    not_estimated: list[NotEstimated] = []


class AxisTable(Frozen):
    """Counts or shares along one axis: a dataset of the evidence library, or numbers per level."""

    dataset: str | None = None
    levels: dict[Id, Count] | None = None
    left_out: dict[str, Reason] = {}
    source: str | None = None
    assumed: Reason | None = None
    note: Reason | None = None


class GroupTable(Frozen):
    """Numbers per group: a dataset, numbers per group, or a total split by shares along each axis."""

    dataset: str | None = None
    by_group: dict[str, Count] | None = None
    total: Count | None = None
    shares: dict[Id, AxisTable] | None = None
    association: Positive | None = None
    scale: Positive | None = None
    left_out: dict[str, Reason] = {}
    source: str | None = None
    assumed: Reason | None = None
    note: Reason | None = None


class Profile(Frozen):
    """When encounters happen: 24 hourly or 168 hour-of-week weights from a dataset."""

    dataset: str
    note: Reason | None = None
    assumed: Reason | None = None


class Unrecorded(Frozen):
    """Encounters of people whose level of an axis nobody recorded: what was recorded by group, and how unlike the others they may be."""

    by_group: dict[str, Count]
    tilt: Positive


class Encounters(GroupTable):
    """People meeting the system, a year; how they vary from year to year and place to place.

    unrecorded: by axis; the numbers by group hold everybody, those of unknown level shared out in proportion.
    """

    unrecorded: dict[Id, Unrecorded] = {}
    year_to_year: Positive | None = None
    sites: AxisTable | None = None
    site_cv: Positive | None = None
    persons_per_encounter: Positive | None = None
    searches_per_encounter: Positive | None = None
    search_correlation: Probability | None = None
    profile: Profile | None = None


class People(Frozen):
    """What turns events into distinct people (docs/method.md §3)."""

    exposed: Probability
    uneven: Positive
    repeat_match: Probability


class Capture(Frozen):
    """Failure to acquire: encounters whose face never becomes a usable probe."""

    failure: Probability


class Mated(Frozen):
    """People met who are enrolled: how often they are met, how many entries are stale, how many searches miss them.

    `listed`: the share of people enrolled whom the file behind the gallery calls wanted; `stale` is a share of those.
    """

    enrolled_encountered: Positive
    listed: Probability | None = None
    stale: Probability
    fnir: Probability


class Gallery(Frozen):
    """The faces searched against. `images` counts compared templates; `persons` the people enrolled.

    `holds` says what the entries are, `alerts_on` whether only those listed as wanted raise an alert. `listed_templates` is
    the share of templates that are of listed entries, where it is not that of people.
    `nobody_wanted` says who is enrolled where nobody is validly wanted (volunteers): finding one of them is no benefit.
    """

    holds: Literal["wanted_list", "mugshots", "licences", "volunteers", "other"] = "wanted_list"
    alerts_on: Literal["any", "listed"] | None = None
    listed_templates: Probability | None = None
    persons: DesignCount
    images: DesignCount | None = None
    composition: dict[Id, AxisTable]
    spread: Positive | None = None
    nobody_wanted: Reason | None = None
    source: str | None = None
    assumed: Reason | None = None
    note: Reason | None = None


class Search(Frozen):
    """Who is harmed by a false match, and how many candidates an investigator sees."""

    victim: Literal["probe", "gallery"] = "probe"
    candidates: Literal["top1", "all"] | Annotated[StrictInt, Field(ge=1, le=1000)] = "top1"


class Resource(Frozen):
    """Something a stage waits for: `servers` at each site at all hours, or by hour (`shifts`)."""

    servers: StrictInt | None = Field(default=None, ge=1, le=100_000)
    shifts: list[StrictInt] | None = None
    per: Literal["site", "all"] = "site"
    assumed: Reason | None = None
    source: str | None = None


class Stage(Frozen):
    """One step after an alert. No `proceeds`: nobody goes further.

    `waits`: the person has to stay for it when the stop that happened anyway is over.
    """

    stage: Id
    label: Text | None = None
    by: Id | None = None
    keeps: list[Id] = []
    liberty: Literal["free", "prolonged", "held"] = "free"
    takes: Duration
    gives_up_after: Duration | None = None
    waits: StrictBool = False
    proceeds: dict[Kind, Probability] | None = None
    counts_as: Literal["arrest"] | None = None
    priority: dict[Kind, StrictInt] | None = None
    note: Reason | None = None


class Detention(Frozen):
    """What counts as held: at a `prolonged` stage only if it lasted at least this long.

    `stop_left` is how much longer the stop would have lasted without the alert: only what is beyond it counts.
    """

    minimum: Seconds
    stop_left: Duration | None = None
    source: str | None = None
    assumed: Reason | None = None


class LegalLimit(Frozen):
    """The longest lawful hold without a judge. `enforced`: the clock releases everybody who reaches it."""

    value: Seconds
    enforced: StrictBool = False
    source: str | None = None
    assumed: Reason | None = None


class Words(Frozen):
    """The scenario's own nouns, so that sentences read as people speak. `residents` are the people of `population`."""

    person: Sentence = "person"
    people: Sentence = "people"
    encounter: Sentence = "encounter"
    encounters: Sentence = "encounters"
    residents: Sentence = "residents"
    scope: Sentence


class BorrowedFrom(Frozen):
    """Blocks taken over from another scenario, for want of anything known here: every number in them is graded so."""

    scenario: Text
    blocks: list[Id]


class Scenario(Frozen):
    """A whole scenario."""

    schema_: Literal[1, 2] = Field(alias="schema")
    lineage: Id | None = None
    title: Text
    kind: Literal["traffic_stops", "live_cameras", "facility_gate", "mugshot_search"]
    horizon: Annotated[Seconds, Field(gt=0)] = YEAR
    summary: Sentence
    status: Sentence | None = None
    cautions: list[Sentence] = []
    measured_here: list[OwnSource] = []
    borrowed_from: BorrowedFrom | None = None
    words: Words
    audits: list[str] = []
    fits: dict[Id, FitNamed] = {}
    groups: Groups
    encounters: Encounters
    population: GroupTable
    people: People | None = None
    scan: Probability
    capture: Capture | None = None
    mated: Mated
    gallery: Gallery
    matcher: Matcher
    search: Search = Search()
    resources: dict[Id, Resource] = {}
    pathway: list[Stage] = Field(min_length=1)
    detention: Detention
    without: Without | None = None
    legal_limit: LegalLimit | None = None


def some_unlisted(gallery: Gallery, mated: Mated) -> bool:
    """Whether some entries are of people who were never wanted, so that there are cases `not_wanted`."""
    listed = mated.listed
    return gallery.holds != "wanted_list" and not (listed is not None and listed.value == 1)
