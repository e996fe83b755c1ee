"""A table of no known layout: the analyst names its columns, and codes are decoded only by a dictionary the analyst gives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from simulator.documents import Fault, Faults, as_id, did_you_mean
from simulator.records.imports.ages import AGE, reader
from simulator.records.imports.layout import (
    BLANKS,
    NOT_RECORDED,
    UNREAD,
    Choices,
    Field,
    Header,
    Layout,
    Meaning,
    Values,
    as_recorded,
)

ROLES = ("race", "sex", "date", "time", "site", "agency", "stop")
AREA = "area"
NONE = "none"
"""What an analyst writes for a column that the table does not have."""
USUAL: Mapping[str, tuple[str, ...]] = {
    "race": ("race", "ethnicity", "subject_race", "driver_race", "race_ethnicity", "perceived_race"),
    "sex": ("sex", "gender", "subject_sex", "driver_sex", "subject_gender", "driver_gender"),
    "date": ("date", "stop_date", "stopdate", "datetime", "date_of_stop", "stop_datetime"),
    "time": ("time", "stop_time", "stoptime", "time_of_stop"),
    "site": ("district", "precinct", "beat", "area", "site", "location_name"),
    "agency": ("agency", "department", "force", "agency_name"),
    "stop": ("stop_id", "incident_id"),
}
UNKNOWN_WORDS = frozenset(
    {"unknown", "unk", "not stated", "not known", "refused", "declined", "missing", "undeclared"}
)
SEXES = {"m": "male", "male": "male", "man": "male", "f": "female", "female": "female", "woman": "female"}
_BAND_AS_DATE = re.compile(r"(\d{1,2})-([A-Z][a-z]{2})|([A-Z][a-z]{2})-(\d{2})")
_CODE = re.compile(r"[A-Za-z]{1,3}|\d+(\.0)?|[A-Za-z]\d+")


def along(layout: Layout, axis: str, field: Field) -> Layout:
    """The layout counting by another axis than race, in the words of a column."""
    races = {axis: (field,)}
    return replace(layout, races=races, rules={"as-recorded": as_recorded}, vocabulary={}, words={})


def axis_field(axis: str, column: str, bands: Sequence[int]) -> Field:
    """A column of an axis beside sex: ages as bands; areas by names that no race has; anything else in its own words."""
    if axis == AGE:
        return Field((column,), reader(bands, _word))
    return Field((column,), _area if axis == AREA else _word)


def area_in_words(text: str) -> str:
    """An area as its column has it; one that is called by a number says that it is an area."""
    return text if text[:1].isalpha() and len(text) > 1 else f"{AREA} {text}"


def _area(values: Values) -> Meaning:
    """Districts are numbers and letters as often as words: each is a name."""
    text = values[0]
    if text.casefold() in BLANKS or text.casefold() in UNKNOWN_WORDS:
        return Meaning(NOT_RECORDED, "empty" if not text else f"{text} is taken for missing")
    return Meaning(f"{AREA}-{slug(text)}")


def table_of(header: Header, choices: Choices, named: str) -> Layout:
    """The layout of one table with the analyst's columns, and the usual names where none was given.

    Raises:
        Faults: a column that is not there, or neither race nor sex nor a word that there is none.
    """
    columns, faults = {}, []
    for role in ROLES:
        given = choices.columns.get(role, "")
        if given and given != NONE and given.lower() not in header:
            hint = did_you_mean(given.lower(), header) or f"its columns are {', '.join(list(header)[:40])}"
            faults.append(Fault(named, 1, 0, f"--column {role}", given, "is no column of it", hint))
        if given != NONE:
            columns[role] = given or next((name for name in USUAL[role] if name in header), "")
    for role in ("race", "sex"):
        if not columns.get(role) and choices.columns.get(role) != NONE:
            hint = f"name it: --column {role}=NAME, or say --column {role}=none; its columns are {', '.join(list(header)[:40])}"
            faults.append(
                Fault(named, 1, 0, role, "", f"none of its {len(header)} columns says {role}", hint)
            )
    if faults:
        raise Faults(faults)
    return _layout(columns)


def _layout(columns: Mapping[str, str]) -> Layout:
    def of(role: str) -> Values:
        return (columns[role],) if columns.get(role) else ()

    return Layout(
        id="csv",
        title="Stop records, columns named by the analyst",
        url="",
        licence="not stated",
        groups_coded="as the table has them; how they were recorded is not stated",
        unit="stops",
        row_is="one row a stop, as far as the table says",
        signatures=(),
        date=of("date"),
        time=of("time"),
        ages=("age_range", "age_group", "age"),
        races={"race": (Field(of("race"), _word),) if of("race") else ()},
        sex=(Field(of("sex"), _sex),) if of("sex") else (),
        sites=of("site"),
        agency=of("agency"),
        stop=of("stop"),
        order="",
        cautions=("The layout is of no known source: that a row is a stop of a person is taken on trust.",),
    )


def _word(values: Values) -> Meaning:
    """Words are labels as they stand; letters and numbers are codes, and a code means nothing without its dictionary."""
    text = values[0]
    low = text.casefold()
    if low == "na":
        return Meaning(
            NOT_RECORDED, "NA is taken for missing; it may mean Native American: a dictionary decides"
        )
    if low in BLANKS:
        return Meaning(NOT_RECORDED, "empty")
    if low in UNKNOWN_WORDS:
        return Meaning(NOT_RECORDED, f"{text}, in the table's word")
    if low.replace(" ", "") in ("other/unknown", "otherorunknown"):
        return Meaning("other-or-unknown", "the table joins both; neither can be told from it")
    if low in SEXES and len(low) > 1:
        return Meaning(UNREAD, "a word of another column: the columns of these rows are shifted")
    if _BAND_AS_DATE.fullmatch(text):
        return Meaning(UNREAD, "a date where a band was: Excel makes 10-17 into 17-Oct")
    if _CODE.fullmatch(text):
        return Meaning(UNREAD, "a code, and no dictionary says what it means")
    return Meaning(slug(text))


def _sex(values: Values) -> Meaning:
    known = SEXES.get(values[0].casefold())
    if known is not None:
        return Meaning(known)
    word = _word(values)
    return Meaning(f"{word.id}-sex", word.note) if word.id in ("other", "white", "black") else word


def slug(text: str) -> str:
    """A label's id: lower-case letters, digits and hyphens, 60 characters at most."""
    return as_id(text) or UNREAD
