"""Illinois Traffic Stop Study (Department of Transportation): drivers only.

Columns and codes as in il/statewide.R of github.com/stanford-policylab/opp (fdb3b9f) and github.com/mattkiefer/data-journalism
(096f73e). Dates come in six forms, a year of birth may be a date, and codes kept as text may end in .0.
"""

from __future__ import annotations

from simulator.records.imports.layout import Dictionary, Field, Layout, ids, labelled

RACE: Dictionary = {
    "1": "white",
    "2": "black",
    "3": "american-indian",
    "4": "hispanic",
    "5": "asian",
    "6": "pacific-islander",
}
SEX: Dictionary = {"1": "male", "2": "female"}

LAYOUT = Layout(
    id="idot",
    title="Illinois Department of Transportation, Traffic Stop Study",
    url="https://idot.illinois.gov/transportation-system/local-transportation-partners/law-enforcement/illinois-traffic-stop-study.html",
    licence="State of Illinois publication",
    groups_coded="Race of the driver as recorded by the officer, one code; sex binary",
    unit="stops",
    row_is="one row a driver stopped",
    signatures=(("AgencyCode", "DateOfStop", "DriverRace"), ("AgencyName", "DateOfStop", "DriverRace")),
    date=("DateOfStop",),
    time=("TimeOfStop",),
    races={"officer": (Field(("DriverRace",), labelled(RACE, {"male": "", "female": ""})),)},
    sex=(Field(("DriverSex",), labelled(SEX)),),
    sites=("BeatLocationOfStop",),
    agency=("AgencyName", "AgencyCode"),
    vocabulary={"officer": ids(RACE)},
    words={
        "american-indian": "American Indian or Alaska Native",
        "pacific-islander": "Native Hawaiian or Pacific Islander",
    },
    cautions=("Drivers only: passengers are in no row.",),
)
