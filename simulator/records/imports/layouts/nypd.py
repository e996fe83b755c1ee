"""New York's Stop, Question and Frisk files: lower-case names of form UF-250 (2003–2016), upper-case ones from 2017.

Columns and codes as in github.com/storydrivendatasets-pre-2022-archive/nypd_stop_and_frisk (d66fc00) and
github.com/stopfrisknyc/docs, metadata.md. X, which occurs as a race in 2003–2005, is explained in neither and stays unread.
"""

from __future__ import annotations

from simulator.records.imports.layout import (
    NOT_RECORDED,
    Dictionary,
    Field,
    Layout,
    Meaning,
    as_recorded,
    ids,
    labelled,
)

_ASIAN = Meaning("asian-or-pacific-islander", "ASIAN/PAC.ISL in the source's later words")
_UNKNOWN = Meaning(NOT_RECORDED, "unknown, in the source's code")
UF_250: Dictionary = {
    "B": "black",
    "Q": "white-hispanic",
    "W": "white",
    "P": "black-hispanic",
    "Z": "other",
    "A": _ASIAN,
    "U": _UNKNOWN,
    "I": "american-indian",
}
SINCE_2017: Dictionary = {
    "BLACK": "black",
    "WHITE": "white",
    "WHITE HISPANIC": "white-hispanic",
    "BLACK HISPANIC": "black-hispanic",
    "ASIAN/PAC.ISL": _ASIAN,
    "ASIAN / PACIFIC ISLANDER": _ASIAN,
    "AMER IND": "american-indian",
    "AMERICAN INDIAN/ALASKAN N": "american-indian",
    "AMERICAN INDIAN/ALASKAN NATIVE": "american-indian",
    "MIDDLE EASTERN/SOUTHWEST ASIAN": "middle-eastern-or-southwest-asian",
    "OTHER": "other",
    "UNKNOWN": _UNKNOWN,
}
SEX: Dictionary = {"M": "male", "F": "female", "MALE": "male", "FEMALE": "female", "Z": _UNKNOWN}
_HISPANIC = {"white-hispanic": "hispanic", "black-hispanic": "hispanic"}
_RACE_ALONE = {"white-hispanic": "white", "black-hispanic": "black"}

LAYOUT = Layout(
    id="nypd",
    title="New York City Police Department, Stop, Question and Frisk data",
    url="https://www.nyc.gov/site/nypd/stats/reports-analysis/stopfrisk.page",
    licence="New York City open data",
    groups_coded="Race and sex as recorded by the officer; Hispanic people are divided into White and Black",
    unit="persons",
    row_is="one row a person stopped",
    signatures=(("datestop", "timestop"), ("STOP_FRISK_DATE", "SUSPECT_RACE_DESCRIPTION")),
    date=("datestop", "STOP_FRISK_DATE"),
    ages=("age", "SUSPECT_REPORTED_AGE"),
    time=("timestop", "STOP_FRISK_TIME"),
    races={
        "officer": (
            Field(("SUSPECT_RACE_DESCRIPTION",), labelled(SINCE_2017, SEX)),
            Field(("race",), labelled(UF_250, {"MALE": "male", "FEMALE": "female"})),
        )
    },
    sex=(Field(("SUSPECT_SEX",), labelled(SEX, SINCE_2017)), Field(("sex",), labelled(SEX))),
    rules={
        "hispanic": lambda label: _HISPANIC.get(label, label),
        "as-recorded": as_recorded,
        "race-alone": lambda label: _RACE_ALONE.get(label, label),
    },
    sites=("pct", "STOP_LOCATION_PRECINCT", "STOP_LOCATION_BORO_NAME"),
    own_numbers=("STOP_ID", "STOP_FRISK_ID", "STOP_ID_ANONY"),
    bare_time="hhmm",
    vocabulary={"officer": ids(UF_250)},
    words={
        "asian-or-pacific-islander": "Asian or Pacific Islander",
        "white-hispanic": "White Hispanic",
        "black-hispanic": "Black Hispanic",
        "middle-eastern-or-southwest-asian": "Middle Eastern or Southwest Asian",
        "other": "Other",
    },
    cautions=("Records are reports that officers filed; a stop without a report is in no row.",),
)
