"""California's Racial and Identity Profiling Act, person level, as the state's Department of Justice publishes it.

Columns and codes as in its `RIPA Dataset Read Me` of 2020-01-06 and the code lists in github.com/chekos/RIPA-2018-datasette
(data/processed); the names of 2024 as in public notes on that year's files. One row a person; several a stop.
"""

from __future__ import annotations

from simulator.records.imports.layout import (
    NOT_RECORDED,
    UNREAD,
    Dictionary,
    Field,
    Layout,
    Meaning,
    Values,
    ids,
    labelled,
)

RAE_FULL: Dictionary = {
    "1": "asian",
    "2": "black",
    "3": "hispanic",
    "4": "middle-eastern-south-asian",
    "5": "american-indian",
    "6": "pacific-islander",
    "7": "white",
    "8": "multiracial",
}
G_FULL: Dictionary = {
    "1": "male",
    "2": "female",
    "3": "transgender-man",
    "4": "transgender-woman",
    "5": Meaning("gender-nonconforming", "also where it was marked beside another"),
}
_BEFORE = ("RAE_ASIAN", "RAE_BLACK_AFRICAN_AMERICAN", "RAE_HISPANIC_LATINO")
_IN_2024 = ("RAE_ASIAN", "RAE_BLACK_AFRICAN_AMERICAN", "RAE_HISPANIC_LATINEX")
_AFTER = ("RAE_MIDDLE_EASTERN_SOUTH_ASIAN", "RAE_NATIVE_AMERICAN", "RAE_PACIFIC_ISLANDER", "RAE_WHITE")
_MARKS = (
    "asian",
    "black",
    "hispanic",
    "middle-eastern-south-asian",
    "american-indian",
    "pacific-islander",
    "white",
)
_FULL = labelled(RAE_FULL, {"MALE": "male", "FEMALE": "female"})
_GENDERS = (
    ("G_CISGENDER_MAN", "male"),
    ("G_CISGENDER_WOMAN", "female"),
    ("G_TRANSGENDER_MAN", "transgender-man"),
    ("G_TRANSGENDER_WOMAN", "transgender-woman"),
    ("G_NONBINARY_PERSON", "nonbinary"),
)
HISPANIC_AND_MORE = "multiracial-with-hispanic"


def _marked(values: Values) -> list[int]:
    return [i for i, value in enumerate(values) if value.strip() in ("1", "1.0")]


def _race(values: Values) -> Meaning:
    """RAE_FULL (7 is White, not seven races), told apart by the 0/1 columns where it says Multiracial (8)."""
    full, marks = _FULL(values[:1]), [_MARKS[i] for i in _marked(values[1:])]
    if full.id == "multiracial" and "hispanic" in marks:
        return Meaning(HISPANIC_AND_MORE, "two or more categories marked, Hispanic/Latino one of them")
    if full.id in (NOT_RECORDED, UNREAD) or not marks:
        return full
    expected = ["multiracial"] if len(marks) > 1 else marks
    return (
        full
        if full.id in expected
        else Meaning(full.id, "RAE_FULL, which the 0/1 columns contradict", odd=True)
    )


def _gender_of_2024(values: Values) -> Meaning:
    marks = _marked(values)
    if len(marks) == 1:
        return Meaning(_GENDERS[marks[0]][1])
    return Meaning("several-genders", "several marked") if marks else Meaning(NOT_RECORDED, "none marked")


def _state(label: str) -> str:
    return "multiracial" if label == HISPANIC_AND_MORE else label


def _hispanic_first(label: str) -> str:
    return "hispanic" if label == HISPANIC_AND_MORE else label


LAYOUT = Layout(
    id="ripa",
    title="California RIPA stop data, person level",
    url="https://openjustice.doj.ca.gov/data",
    licence="State of California publication",
    groups_coded="Race or ethnicity and gender as perceived by the officer, who must mark at least one of each",
    unit="persons",
    row_is="one row a person stopped; a stop may have several",
    signatures=(("DOJ_RECORD_ID", "PERSON_NUMBER"),),
    date=("DATE_OF_STOP",),
    ages=("AGE",),
    time=("TIME_OF_STOP",),
    races={
        "officer": (
            Field(("RAE_FULL", *_BEFORE, *_AFTER), _race),
            Field(("RAE_FULL", *_IN_2024, *_AFTER), _race),
            Field(("RAE_FULL",), _FULL),
        )
    },
    sex=(
        Field(tuple(name for name, _ in _GENDERS), _gender_of_2024),
        Field(("G_FULL",), labelled(G_FULL, RAE_FULL)),
    ),
    rules={"multiracial": _state, "hispanic-first": _hispanic_first},
    sites=("AGENCY_NAME", "AGENCY_ORI"),
    stop=("DOJ_RECORD_ID",),
    person=("PERSON_NUMBER",),
    vocabulary={"officer": ids(RAE_FULL)},
    words={
        "middle-eastern-south-asian": "Middle Eastern or South Asian",
        "transgender-man": "transgender men",
        "transgender-woman": "transgender women",
        "gender-nonconforming": "gender-nonconforming people",
        "nonbinary": "nonbinary people",
    },
    cautions=(
        "There is no code for unknown: the officer must mark a race and a gender. None unknown does not mean that all are right.",
        "2018 has July to December and eight agencies; others came in 2019, 2021 and 2022. Years are not alike.",
        "A city of the stop (CLOSEST_CITY) stands beside the agency; --site takes it instead.",
    ),
)
