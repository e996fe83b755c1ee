"""New Jersey: the State Police's dispatch records (CAD) and records system (RMS), and Camden County's.

Columns and codes as in nj/*.R and data_readme.md of github.com/stanford-policylab/opp (fdb3b9f). A stop has several rows, one for
each of its people and charges: rows of one person and stop are joined here.
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
    as_recorded,
    ids,
    labelled,
)

PASSENGER = Meaning("passenger", "an occupant of a car that was stopped, not its driver")
CAD_RACE: Dictionary = {
    "W - WHITE": "white",
    "B - BLACK": "black",
    "H - HISPANIC": "hispanic",
    "AS - ASIAN INDIAN": "asian-indian",
    "OA - OTHER ASIAN": "asian-other",
    "AI - AMERICAN INDIAN": "american-indian",
    "UO - UNABLE TO OBSERVE": Meaning(NOT_RECORDED, "unable to observe"),
    "NP - NOT PROVIDED": Meaning(NOT_RECORDED, "not provided"),
    "UA - UNATTENDED": Meaning(NOT_RECORDED, "an unattended vehicle"),
}
RMS_RACE: Dictionary = {
    "White": "white",
    "Black": "black",
    "Hispanic / Latino": "hispanic",
    "Asian Indian": "asian-indian",
    "Other Asian": "asian-other",
    "American Indian": "american-indian",
    "Unknown": Meaning(NOT_RECORDED, "unknown, in the source's word"),
}
GENDER: Dictionary = {"M - MALE": "male", "F - FEMALE": "female", "Male": "male", "Female": "female"}
_CAD = labelled(CAD_RACE, GENDER)
_ASIAN = {"asian-indian": "asian", "asian-other": "asian"}
_CAMDEN = labelled({"White": "white", "Black": "black", "Asian": "asian"}, {"Male": "", "Female": ""})


def _camden(values: Values) -> Meaning:
    """Race and ethnicity are two columns; whoever is marked Hispanic is counted so, of any race."""
    if values[1].casefold() == "hispanic or latino":
        return Meaning("hispanic", "by the ethnicity column, of any race")
    return _CAMDEN(values[:1])


LAYOUT = Layout(
    id="new-jersey",
    title="New Jersey State Police and Camden County Police, stop records",
    url="https://openpolicing.stanford.edu/data/",
    licence="obtained by the Stanford Open Policing Project under public records law",
    groups_coded="Race or ethnicity and gender as recorded by the officer",
    unit="persons",
    row_is="several rows a stop; rows of one person in one stop are joined",
    signatures=(
        ("CAD_INCIDENT", "INVOLVEMENT"),
        ("Case Number", "Driver Passenger"),
        ("Incident Datetime", "SubjectGender"),
    ),
    date=("DATE_TIME", "Incident Datetime", "Date"),
    races={
        "officer": (
            Field(
                ("RACE", "INVOLVEMENT"), lambda values: _CAD(values[:1])
            ),  # beside RACE, Camden has no INVOLVEMENT
            Field(("Race", "Ethnicity", "SubjectGender"), lambda values: _camden(values[:2])),
            Field(("Ethnicity",), labelled(RMS_RACE)),
        )
    },
    sex=(
        Field(("GENDER",), labelled(GENDER, CAD_RACE)),
        Field(("SubjectGender",), labelled(GENDER, RMS_RACE)),
    ),
    rules={
        "asian-together": lambda label: _ASIAN.get(label, label),
        "as-recorded": as_recorded,
    },
    sites=("TOWNSHIP",),
    kind=(
        Field(
            ("INVOLVEMENT",),
            labelled(
                {
                    "DRIVER": PERSON,
                    "OCCUPANT": PASSENGER,
                    "WITNESS": Meaning("witness", "a witness, not stopped"),
                    "VICTIM": Meaning("victim", "a victim, not stopped"),
                }
            ),
        ),
        Field(("Driver Passenger",), labelled({"D": PERSON, "P": PASSENGER})),
    ),
    stop=("CAD_INCIDENT", "Case Number", "Case number", "Casenumber"),
    person=(
        "INVOLVEMENT",
        "Driver Passenger",
        "RACE",
        "Race",
        "Ethnicity",
        "GENDER",
        "SubjectGender",
        "DateofBirth",
    ),
    joined=True,
    vocabulary={"officer": ids(CAD_RACE)},
    words={"asian-indian": "Asian Indian", "asian-other": "Other Asian"},
    cautions=(
        "The two systems of the State Police join for about 13 % of stops; race and ethnicity disagree in about 1 %.",
        "Rows of one stop with the same role, race and gender are taken for one person: two alike passengers are one.",
    ),
)
