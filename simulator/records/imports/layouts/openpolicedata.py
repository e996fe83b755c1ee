"""OpenPoliceData's standardised columns and values: openpolicedata/defs.py of github.com/openpolicedata/openpolicedata (7a070d4).

Only the standard's own columns are read by its dictionary; the city's raw columns beside them use the same letters for other
people.
"""

from __future__ import annotations

from simulator.records.imports.layout import (
    NOT_RECORDED,
    PERSON,
    Dictionary,
    Field,
    Layout,
    Meaning,
    Values,
    labelled,
)

_ASIAN_PI = Meaning("asian-or-pacific-islander", "the standard joins both")
_OTHER_OR_UNKNOWN = Meaning("other-or-unknown", "the standard joins both; neither can be told from it")
_UNKNOWN = Meaning(NOT_RECORDED, "unknown, in the standard's word")
_UNSPECIFIED = Meaning(NOT_RECORDED, "unspecified, in the standard's word")
RACE: Dictionary = {
    "ASIAN/PACIFIC ISLANDER": _ASIAN_PI,
    "ASIAN / PACIFIC ISLANDER": _ASIAN_PI,
    "AAPI": _ASIAN_PI,
    "ASIAN": "asian",
    "A": Meaning("asian", "the standard's compact letter"),
    "BLACK": "black",
    "B": Meaning("black", "the standard's compact letter"),
    "HISPANIC/LATINO": "hispanic",
    "H": Meaning("hispanic", "the standard's compact letter"),
    "MULTIPLE": "multiracial",
    "INDIGENOUS": Meaning("american-indian", "Indigenous, in the standard's word"),
    "I": Meaning("american-indian", "Indigenous, the standard's compact letter"),
    "OTHER": "other",
    "O": Meaning("other", "the standard's compact letter"),
    "OTHER OR UNKNOWN": _OTHER_OR_UNKNOWN,
    "UNKNOWN": _UNKNOWN,
    "UNSPECIFIED": _UNSPECIFIED,
    "WHITE": "white",
    "W": Meaning("white", "the standard's compact letter"),
    "HAWAIIAN/PACIFIC ISLANDER": "pacific-islander",
    "H/PI": Meaning("pacific-islander", "the standard's compact letters"),
    "MIDDLE EASTERN": "middle-eastern",
    "ME": Meaning("middle-eastern", "the standard's compact letters"),
    "MIDDLE EASTERN/SOUTH ASIAN": "middle-eastern-south-asian",
    "ME/SA": Meaning("middle-eastern-south-asian", "the standard's compact letters"),
    "SOUTH ASIAN": "south-asian",
    "SA": Meaning("south-asian", "the standard's compact letters"),
}
GENDER: Dictionary = {
    "MALE": "male",
    "M": Meaning("male", "the standard's compact letter"),
    "FEMALE": "female",
    "F": Meaning("female", "the standard's compact letter"),
    "TRANSGENDER MALE": "transgender-man",
    "TM": "transgender-man",
    "TRANSGENDER FEMALE": "transgender-woman",
    "TF": "transgender-woman",
    "TRANSGENDER": "transgender",
    "GENDER NON-CONFORMING": "gender-nonconforming",
    "GNC": "gender-nonconforming",
    "TRANSGENDER OR GENDER NON-CONFORMING": "transgender-or-gender-nonconforming",
    "GENDER NON-BINARY": "nonbinary",
    "OTHER": "other-gender",
    "UNKNOWN": _UNKNOWN,
    "UNSPECIFIED": _UNSPECIFIED,
    "UNSPECIFIED_OR_ANOTHER_GENDER_IDENTITY": Meaning("other-gender", "unspecified or another, joined"),
    "X": Meaning("other-gender", "unspecified or another, joined"),
}
_RACE = labelled(RACE, {"MALE": "male", "FEMALE": "female"})
_ETHNICITY = labelled({"HISPANIC/LATINO": "hispanic", "H": "hispanic", "HISPANIC": "hispanic"})


def _race_and_ethnicity(values: Values) -> Meaning:
    """Race beside ethnicity, which are two columns in many files: an ethnicity marked Hispanic is kept with the race."""
    race, ethnicity = _RACE(values[:1]), _ETHNICITY(values[1:])
    if ethnicity.id == "hispanic" and race.id not in ("hispanic", "multiracial"):
        known = race.id if race.id not in (NOT_RECORDED, "unread") else ""
        return Meaning(f"hispanic-and-{known}" if known else "hispanic", "race and ethnicity together")
    return race


def _hispanic(label: str) -> str:
    return "hispanic" if label.startswith("hispanic-and-") else label


def _race_alone(label: str) -> str:
    return label.removeprefix("hispanic-and-")


LAYOUT = Layout(
    id="openpolicedata",
    title="OpenPoliceData, standardised columns",
    url="https://github.com/openpolicedata/openpolicedata",
    licence="the agency's own; OpenPoliceData lists it by table",
    groups_coded="Race and gender as the agency recorded them, standardised by OpenPoliceData",
    unit="stops",
    row_is="one row a stop, or a person stopped where the agency publishes subjects",
    signatures=(
        ("SUBJECT_RE_GROUP",),
        ("SUBJECT_RACE", "SUBJECT_GENDER"),
        ("SUBJECT_RACE/ETHNICITY",),
        ("OFFICER/SUBJECT_RACE", "SUBJECT_OR_OFFICER"),
    ),
    date=("DATE", "DATETIME"),
    ages=("SUBJECT_AGE_RANGE", "SUBJECT_AGE"),
    time=("TIME", "DATETIME"),
    races={
        "subject": (
            Field(("SUBJECT_RACE/ETHNICITY",), _RACE),
            Field(("SUBJECT_RACE", "SUBJECT_ETHNICITY"), _race_and_ethnicity),
            Field(("SUBJECT_RE_GROUP",), _RACE),  # race alone where nothing joined the two
            Field(("SUBJECT_RACE",), _RACE),
            Field(("OFFICER/SUBJECT_RACE",), _RACE),
        )
    },
    sex=(
        Field(("SUBJECT_GENDER",), labelled(GENDER, {"WHITE": "", "BLACK": "", "ASIAN": ""})),
        Field(("OFFICER/SUBJECT_GENDER",), labelled(GENDER)),
    ),
    rules={"hispanic": _hispanic, "race-alone": _race_alone},
    sites=("ZIP_CODE",),
    agency=("AGENCY",),
    kind=(
        Field(
            ("SUBJECT_OR_OFFICER",),
            labelled(
                {
                    "SUBJECT": PERSON,
                    "OFFICER": Meaning("officer", "the row describes an officer, not who was stopped"),
                }
            ),
        ),
    ),
    stop=("INCIDENT_ID",),
    apart=(("DATE", "INCIDENT_ID"),),
    order="year",
    words={
        "asian-or-pacific-islander": "Asian or Pacific Islander",
        "other": "Other",
        "other-or-unknown": "Other or unknown",
    },
    cautions=(
        "Only the standard's own columns are decoded. A city's raw columns beside them use the same letters for other people.",
        "A table may be split: STOPS - INCIDENTS has no persons, STOPS - SUBJECTS has one row each.",
    ),
)
