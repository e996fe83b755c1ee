"""Stanford Open Policing: its standardised files, and those of its first release of 2017.

Columns and values as in data_readme.md and lib/standards.R of github.com/stanford-policylab/opp (fdb3b9f); the first release's
as in github.com/5harad/openpolicing, issue 10.
"""

from __future__ import annotations

from simulator.records.imports.layout import NOT_RECORDED, Dictionary, Field, Layout, Meaning, ids, labelled

SEX: Dictionary = {"male": "male", "female": "female"}
RACE: Dictionary = {
    "asian/pacific islander": Meaning("asian-or-pacific-islander", "the source joins both"),
    "black": "black",
    "hispanic": "hispanic",
    "white": "white",
    "other": Meaning("other", "American Indian people are among them, by the source's readme"),
    "other/unknown": Meaning("other-or-unknown", "the source joins both; neither can be told from it"),
    "unknown": Meaning(NOT_RECORDED, "unknown, in the source's word"),
}
FIRST_RELEASE: Dictionary = {
    "asian": Meaning("asian", "2017 release"),
    "black": "black",
    "hispanic": "hispanic",
    "white": "white",
    "other": "other",
}

LAYOUT = Layout(
    id="stanford",
    title="Stanford Open Policing Project, standardised stop data",
    url="https://openpolicing.stanford.edu/data/",
    licence="Open Data Commons Attribution licence (ODC-By)",
    groups_coded="Race as recorded by the officer, standardised by the project; sex binary",
    unit="stops",
    row_is="one row a stop of a driver or pedestrian",
    signatures=(("date", "subject_race"), ("stop_date", "driver_race")),
    date=("date", "stop_date"),
    time=("time", "stop_time"),
    ages=("subject_age",),
    races={
        "subject": (
            Field(("subject_race",), labelled(RACE, SEX)),
            Field(("driver_race",), labelled(FIRST_RELEASE, {"m": "male", "f": "female"})),
        )
    },
    sex=(
        Field(("subject_sex",), labelled(SEX, RACE)),
        Field(("driver_gender",), labelled({"m": "male", "f": "female"} | SEX, RACE)),
    ),
    sites=(
        "police_grid_number",
        "reporing_area",  # so spelt in the source
        "reporting_area",
        "beat",
        "neighborhood",
        "subsector",
        "sector",
        "subdistrict",
        "district",
        "precinct",
        "subdivision",
        "division",
        "service_area",
        "substation",
        "zone",
        "region",
        "county_name",
    ),
    agency=("department_name", "police_department", "department_id"),
    own_numbers=("raw_row_number", "id", "geocode_source"),
    order="year",
    vocabulary={"subject": ids(RACE)},
    words={
        "asian-or-pacific-islander": "Asian or Pacific Islander",
        "other": "Other",
        "other-or-unknown": "Other or unknown",
    },
    cautions=(
        "Where only a year or a quarter is known, the source writes its first day as the date.",
        "American Indian people are among `other`, and Pacific Islander people in `asian/pacific islander`.",
        "The source took out rows alike in date, time, place and officer at many places; some files hold citations only.",
        "In New Jersey's state file the source sets race from ethnicity alone: check it before use.",
    ),
)
