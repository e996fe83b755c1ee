"""`import.json`: what the next step asks of an import, as frozen values. One class a kind of import; fields stand in the order of the file."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.documents import NEWEST
from simulator.results.encoding import as_json
from simulator.results.values import Document, Number, Value

FILE = "import.json"
"""The file that says that a folder is an import."""


class Level(Value):
    """A level of an axis: its id, its label in words where the source has one, and how many were counted."""

    id: str
    label: str
    count: int


class _Told(Document):
    """What an import says of itself. questions: what the data leave open. remarks: what must be known."""

    @property
    def text(self) -> str:
        """The file."""
        return as_json(self.plain())


class StopFacts(_Told):
    """Of stop records.

    unit: what is counted (stops, persons, searches), `counted` of `rows`. first, last: days in ISO dates. axis: what they are counted by beside
    sex; third: and beside both. unknown: how many by axis, and `date`. hours: of the week, of the day, or none. year_to_year: coefficient of
    variation between whole years.
    """

    schema_: int = Field(NEWEST, alias="schema")
    name: str
    layout: str
    title: str
    unit: str
    rows: int
    counted: int
    first: str | None
    last: str | None
    whole_years: tuple[int, ...]
    axis: str = "race"
    race_from: str = ""
    rule: str = ""
    third: str = ""
    unknown: dict[str, int]
    axes: dict[str, tuple[Level, ...]]
    sites: int
    hours: Literal["week", "day"] | None
    year_to_year: Number | None
    persons_a_stop: Number | None = None
    questions: tuple[str, ...]
    remarks: tuple[str, ...]
    cautions: tuple[str, ...]


class PopulationFacts(_Told):
    """Of residents: how many, and the levels of each axis they are told by."""

    schema_: int = Field(NEWEST, alias="schema")
    name: str
    layout: Literal["population"] = "population"
    counted: int
    axes: dict[str, tuple[str, ...]]
    questions: tuple[str, ...] = ()
    remarks: tuple[str, ...]


class AuditFacts(_Told):
    """Of a table of rates: how many figures."""

    schema_: int = Field(NEWEST, alias="schema")
    name: str
    layout: Literal["audit"] = "audit"
    counted: int
    questions: tuple[str, ...]
    remarks: tuple[str, ...]


class DeploymentFacts(_Told):
    """Of a force's table of deployments. headings: what each was read as, empty where it was not. left_out: cells nobody could read."""

    version: int = Field(1, alias="import")
    name: str
    layout: Literal["deployments"] = "deployments"
    deployments: int
    columns: tuple[str, ...]
    headings: dict[str, str]
    left_out: int
    questions: tuple[str, ...]
    remarks: tuple[str, ...]


Facts = StopFacts | PopulationFacts | AuditFacts | DeploymentFacts
