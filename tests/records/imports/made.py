"""Files as each source publishes them, a few rows long, and an import of them in one line."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.records.imports import Choices, import_stops, open_all
from simulator.records.imports.findings import Findings
from simulator.records.imports.layout import Meaning

TODAY = date(2026, 1, 1).toordinal()
Rows = Sequence[Mapping[str, str]]


def table(rows: Rows, columns: Sequence[str] = ()) -> str:
    """A CSV of these rows; the columns are the first row's unless they are given."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns or list(rows[0]), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def imported(
    folder: Path,
    *texts: str | bytes,
    asked: str = "",
    name: str = "stops.csv",
    choices: Choices | None = None,
) -> Findings:
    """Import files of these texts; the folder made is `folder / "mine"`."""
    paths = []
    for i, text in enumerate(texts):
        path = folder / (name if not i else f"{i}-{name}")
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        paths.append(path)
    known = replace(choices or Choices(), today=TODAY)
    return import_stops(open_all(paths, asked, known), folder / "mine", known, force=True)


def fault(
    folder: Path,
    *texts: str | bytes,
    asked: str = "",
    name: str = "stops.csv",
    choices: Choices | None = None,
) -> str:
    """What importing these says; no folder may be left."""
    with pytest.raises(Faults) as caught:
        imported(folder, *texts, asked=asked, name=name, choices=choices)
    assert not (folder / "mine").exists()
    return str(caught.value)


def meanings(found: Findings) -> dict[str, Meaning]:
    """What each spelling of race was read as, by the text of its columns."""
    return {
        " | ".join(text): meaning
        for coder in found.counted.races.values()
        for text, meaning in zip(coder.spelled, coder.meanings, strict=True)
    }


def races(found: Findings) -> dict[str, int]:
    """Recorded counts by race, both sexes together."""
    return dict(zip(found.who.races, found.who.known.sum(axis=0).tolist(), strict=True))


def stanford(
    day: str = "2015-03-04", time: str = "14:30", race: str = "black", sex: str = "female", **more: str
) -> dict[str, str]:
    """A row of a standardised Stanford file."""
    return {
        "raw_row_number": "1",
        "date": day,
        "time": time,
        "location": "Main St, Springfield",
        "district": "1",
        "subject_age": "30",
        "subject_race": race,
        "subject_sex": sex,
        "department_name": "Springfield Police",
        "type": "vehicular",
    } | more


FLAGS = (
    "RAE_ASIAN",
    "RAE_BLACK_AFRICAN_AMERICAN",
    "RAE_HISPANIC_LATINO",
    "RAE_MIDDLE_EASTERN_SOUTH_ASIAN",
    "RAE_NATIVE_AMERICAN",
    "RAE_PACIFIC_ISLANDER",
    "RAE_WHITE",
)


def ripa(
    record: str, person: str, full: str, marked: Sequence[int], gender: str = "1", **more: str
) -> dict[str, str]:
    """A row of the state's file of 2018: `marked` are the places of the categories marked, Asian first."""
    return {
        "DOJ_RECORD_ID": record,
        "PERSON_NUMBER": person,
        "AGENCY_NAME": "LAPD",
        "TIME_OF_STOP": "14:30:00",
        "DATE_OF_STOP": "2018-07-04",
        "CLOSEST_CITY": "LOS ANGELES",
        "RAE_FULL": full,
        **{flag: "1" if i in marked else "0" for i, flag in enumerate(FLAGS)},
        "G_FULL": gender,
    } | more


def uk(
    stamp: str, kind: str = "Person search", officer: str = "Black", own: str = "", gender: str = "Male"
) -> dict[str, str]:
    """A row of data.police.uk."""
    return {
        "Type": kind,
        "Date": stamp,
        "Part of a policing operation": "False",
        "Policing operation": "",
        "Latitude": "51.5",
        "Longitude": "-0.1",
        "Gender": gender,
        "Age range": "18-24",
        "Self-defined ethnicity": own,
        "Officer-defined ethnicity": officer,
        "Legislation": "Misuse of Drugs Act 1971 (section 23)",
        "Object of search": "Controlled drugs",
        "Outcome": "A no further action disposal",
    }


def nypd_2012(day: str, race: str, sex: str = "M", time: str = "1430") -> dict[str, str]:
    """A row of form UF-250."""
    return {
        "year": "2012",
        "pct": "40",
        "ser_num": "1",
        "datestop": day,
        "timestop": time,
        "sex": sex,
        "race": race,
    }


def nypd_2017(
    race: str, day: str = "2017-01-16", time: str = "14:26:00", sex: str = "MALE"
) -> dict[str, str]:
    """A row of the files since 2017."""
    return {
        "STOP_FRISK_ID": "1",
        "STOP_FRISK_DATE": day,
        "STOP_FRISK_TIME": time,
        "SUSPECT_SEX": sex,
        "SUSPECT_RACE_DESCRIPTION": race,
        "STOP_LOCATION_PRECINCT": "1",
    }


def new_jersey(
    incident: str, role: str, race: str, gender: str = "M - MALE", statute: str = "39:4-98"
) -> dict[str, str]:
    """A row of the State Police's dispatch records."""
    return {
        "CAD_INCIDENT": incident,
        "UNIT": "B101",
        "DATE_TIME": "03/04/2015 02:30:00PM",
        "INVOLVEMENT": role,
        "RACE": race,
        "GENDER": gender,
        "STATUTE": statute,
        "ACTION": "SUMMONS",
        "TOWNSHIP": "TRENTON",
    }


def idot(day: str, race: str = "2", sex: str = "1", time: str = "14:30") -> dict[str, str]:
    """A row of the Illinois Traffic Stop Study."""
    return {
        "AgencyName": "CHICAGO POLICE",
        "AgencyCode": "13036",
        "DateOfStop": day,
        "TimeOfStop": time,
        "BeatLocationOfStop": "0111",
        "DriversYearofBirth": "1980",
        "DriverSex": sex,
        "DriverRace": race,
    }


def chicago(race: str, sex: str = "M", hour: str = "14", day: str = "03/04/2016") -> dict[str, str]:
    """A row of an Investigatory Stop Report."""
    return {
        "CONTACT_CARD_ID": "1",
        "CONTACT_DATE": day,
        "CONTACT_HOUR": hour,
        "SEX_CODE_CD": sex,
        "RACE_CODE_CD": race,
        "DISTRICT": "11",
        "BEAT": "1112",
    }


def opd(group: str, gender: str = "MALE", **more: str) -> dict[str, str]:
    """A row of OpenPoliceData's standard."""
    return {
        "DATE": "2020-03-04",
        "TIME": "14:30:00",
        "AGENCY": "Louisville",
        "SUBJECT_RE_GROUP": group,
        "SUBJECT_GENDER": gender,
        "DRIVER_RACE": "A",
    } | more
