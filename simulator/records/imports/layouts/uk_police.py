"""Stop and search as data.police.uk publishes it: one CSV a force and month, and the names of its web service.

The officer's five words (Asian, Black, Mixed, Other, White) and the nineteen of the person's own description are those that public
code reading these files spells out; any other is shown and left unread. Searches, not stops.
"""

from __future__ import annotations

from simulator.records.imports.layout import (
    NOT_RECORDED,
    PERSON,
    Dictionary,
    Field,
    Layout,
    Meaning,
    ids,
    labelled,
)

_ASIAN, _BLACK, _MIXED = (
    "Asian/Asian British - ",
    "Black/African/Caribbean/Black British - ",
    "Mixed/Multiple ethnic groups - ",
)
OFFICER: Dictionary = {
    "Asian": "asian",
    "Black": "black",
    "Mixed": "mixed",
    "Other": Meaning("other", "other ethnic group"),
    "White": "white",
}
SELF: Dictionary = {
    "White - English/Welsh/Scottish/Northern Irish/British": "white-british",
    "White - Irish": "white-irish",
    "White - Gypsy or Irish Traveller": "white-gypsy-or-irish-traveller",
    "White - Any other White background": "white-other",
    f"{_MIXED}White and Black Caribbean": "mixed-white-and-black-caribbean",
    f"{_MIXED}White and Black African": "mixed-white-and-black-african",
    f"{_MIXED}White and Asian": "mixed-white-and-asian",
    f"{_MIXED}Any other Mixed/Multiple ethnic background": "mixed-other",
    f"{_ASIAN}Indian": "asian-indian",
    f"{_ASIAN}Pakistani": "asian-pakistani",
    f"{_ASIAN}Bangladeshi": "asian-bangladeshi",
    f"{_ASIAN}Chinese": "asian-chinese",
    f"{_ASIAN}Any other Asian background": "asian-other",
    f"{_BLACK}African": "black-african",
    f"{_BLACK}Caribbean": "black-caribbean",
    f"{_BLACK}Any other Black/African/Caribbean background": "black-other",
    "Other ethnic group - Arab": "arab",
    "Other ethnic group - Any other ethnic group": "other",
    "Other ethnic group - Not stated": Meaning(NOT_RECORDED, "not stated by the person"),
}
GENDER: Dictionary = {"Male": "male", "Female": "female", "Other": "other-gender"}
VEHICLE = Meaning("vehicle", "a vehicle was searched, no person: nobody is met")
_OFFICER, _SELF = labelled(OFFICER, GENDER), labelled(SELF, GENDER)
_GENDER = labelled(GENDER, OFFICER)
_TYPE = labelled({"Person search": PERSON, "Person and Vehicle search": PERSON, "Vehicle search": VEHICLE})

LAYOUT = Layout(
    id="uk-police",
    title="data.police.uk, stop and search",
    url="https://data.police.uk/data/",
    licence="Open Government Licence v3.0",
    groups_coded="Ethnicity as defined by the officer, or by the person: two columns that are never mixed",
    unit="searches",
    row_is="one row a search of a person or a vehicle",
    signatures=(
        ("Type", "Officer-defined ethnicity", "Self-defined ethnicity"),
        ("type", "officer_defined_ethnicity", "self_defined_ethnicity"),
    ),
    date=("Date", "datetime"),
    ages=("Age range", "age_range"),
    races={
        "officer": (
            Field(("Officer-defined ethnicity",), _OFFICER),
            Field(("officer_defined_ethnicity",), _OFFICER),
        ),
        "self": (Field(("Self-defined ethnicity",), _SELF), Field(("self_defined_ethnicity",), _SELF)),
    },
    sex=(Field(("Gender",), _GENDER), Field(("gender",), _GENDER)),
    kind=(Field(("Type",), _TYPE), Field(("type",), _TYPE)),
    agency=("Falls within", "Reported by", "force"),
    site_in_name=r"\d{4}-\d{2}-(.+)-stop-and-search",
    order="year",
    zone="Europe/London",
    vocabulary={"officer": ids(OFFICER), "self": ids(SELF)},
    words={
        "mixed": "Mixed",
        "other": "Other ethnic group",
        "white-british": "White British",
        "white-irish": "White Irish",
        "white-gypsy-or-irish-traveller": "White Gypsy or Irish Traveller",
        "white-other": "Other White",
        "mixed-white-and-black-caribbean": "Mixed White and Black Caribbean",
        "mixed-white-and-black-african": "Mixed White and Black African",
        "mixed-white-and-asian": "Mixed White and Asian",
        "mixed-other": "Other Mixed",
        "asian-indian": "Indian",
        "asian-pakistani": "Pakistani",
        "asian-bangladeshi": "Bangladeshi",
        "asian-chinese": "Chinese",
        "asian-other": "Other Asian",
        "black-african": "Black African",
        "black-caribbean": "Black Caribbean",
        "black-other": "Other Black",
        "arab": "Arab",
    },
    cautions=(
        "Searches, not stops: people stopped and not searched are in no row.",
        "Some forces leave the time out and write midnight; such spikes are kept out of the hours.",
        "Stamps carry an offset. It is taken literally and hours are told in London's own time; the hours as printed are beside.",
        "No column names the force: it is taken from the file's name (2023-05-metropolitan-stop-and-search.csv), where that has it.",
    ),
)
