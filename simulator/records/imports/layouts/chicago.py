"""Chicago's Investigatory Stop Reports, and the traffic stops used by the Stanford project.

Codes as cited from the city's data dictionary in openpolicedata/_converters.py (7a070d4); CONTACT_DATE and CONTACT_HOUR as read
by public code of the 2016–2017 files, whose races may also be REDACTED; traffic columns as in il/chicago.R of stanford-policylab/opp.
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

_UNKNOWN = Meaning(NOT_RECORDED, "unknown, in the source's code")
RACE: Dictionary = {
    "BLK": "black",
    "WHI": "white",
    "WHT": Meaning("white", "WHI and WHT both occur"),
    "WWH": "white-hispanic",
    "WBH": "black-hispanic",
    "API": Meaning("asian-or-pacific-islander", "the source joins both"),
    "I": "american-indian",
    "P": Meaning("pacific-islander", "Chicago's P; elsewhere the letter means other people"),
    "U": _UNKNOWN,
    "REDACTED": Meaning(NOT_RECORDED, "redacted by the source"),
}
TRAFFIC: Dictionary = {
    "AMER IND/ALASKAN NATIVE": "american-indian",
    "ASIAN/PACIFIC ISLANDER": Meaning("asian-or-pacific-islander", "the source joins both"),
    "BLACK": "black",
    "HISPANIC": "hispanic",
    "WHITE": "white",
    "UNKNOWN": _UNKNOWN,
}
SEX: Dictionary = {"M": "male", "F": "female", "MALE": "male", "FEMALE": "female", "X": _UNKNOWN}
_HISPANIC = {"white-hispanic": "hispanic", "black-hispanic": "hispanic"}
_RACE_ALONE = {"white-hispanic": "white", "black-hispanic": "black"}

LAYOUT = Layout(
    id="chicago",
    title="Chicago Police Department, Investigatory Stop Reports and traffic stops",
    url="https://home.chicagopolice.org/statistics-data/isr-data/",
    licence="City of Chicago publication",
    groups_coded="Race and sex as recorded by the officer; Hispanic people are divided into White and Black in the reports",
    unit="persons",
    row_is="one row a person stopped (reports), or a driver stopped (traffic)",
    signatures=(("RACE_CODE_CD", "SEX_CODE_CD"), ("contactdate", "race", "drv_searched")),
    date=("CONTACT_DATE", "contactdate", "CREATED_DATE"),
    ages=("AGE",),
    time=("CONTACT_HOUR",),
    races={
        "officer": (Field(("RACE_CODE_CD",), labelled(RACE, SEX)), Field(("race",), labelled(TRAFFIC, SEX)))
    },
    sex=(Field(("SEX_CODE_CD",), labelled(SEX, RACE)), Field(("sex",), labelled(SEX, TRAFFIC))),
    rules={
        "hispanic": lambda label: _HISPANIC.get(label, label),
        "as-recorded": as_recorded,
        "race-alone": lambda label: _RACE_ALONE.get(label, label),
    },
    sites=("BEAT", "SECTOR", "DISTRICT"),
    own_numbers=("CONTACT_CARD_ID",),
    bare_time="hour",
    vocabulary={"officer": ids(RACE)},
    words={
        "asian-or-pacific-islander": "Asian or Pacific Islander",
        "white-hispanic": "White Hispanic",
        "black-hispanic": "Black Hispanic",
    },
    cautions=(
        "CREATED_DATE, where no date of contact is given, is when the report was made.",
        "Older times are told to the hour.",
    ),
)
