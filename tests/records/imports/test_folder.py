"""What an import leaves: a source of evidence that a scenario can use as it stands, and that says what it rests on."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from simulator.evidence import library, load_user_source
from simulator.model.compile import compile_scenario
from simulator.records.imports import Choices, import_stops, open_all
from simulator.scenario import load
from tests.records.imports import made
from tests.records.imports.made import FLAGS, TODAY, imported, table

RACES = ("black", "hispanic", "white")


def a_year() -> str:
    """A whole year of stops, a hundred each month and group, at all hours."""
    days = [date(2015, 1, 1) + timedelta(n) for n in range(365)]
    rows = [
        made.stanford(
            str(day),
            f"{(7 * i) % 24:02}:{i % 59 + 1:02}",
            RACES[i % 3],
            ("female", "male")[i % 2],
            raw_row_number=str(i),
        )
        for i, day in enumerate(days * 6)
    ]
    return table(
        [*rows, made.stanford("2015-05-05", race="unknown"), made.stanford("2015-05-05", race="other")]
    )


OWN = """\
extends: california-patrol
title: Our own stops
audits: [./mine]
encounters:
  total: null
  scale: null
  shares: null
  association: null
  dataset: mine/stops-a-year
  sites: null
  profile: {dataset: mine/hours, assumed: null}
"""


def all_of_california() -> str:
    """A whole year in the state's layout with every race and both sexes, one stop a day and race."""
    days = [date(2019, 1, 1) + timedelta(n) for n in range(365)]
    rows = [
        made.ripa(
            f"{n}-{race}",
            "1",
            str(race),
            [race - 1] if race < 8 else [0, 6],
            str(1 + n % 2),
            DATE_OF_STOP=str(day),
            TIME_OF_STOP=f"{(5 * n + race) % 24:02}:{n % 59 + 1:02}:00",
        )
        for n, day in enumerate(days)
        for race in range(1, 9)
    ]
    return table(rows)


def test_the_folder_is_evidence_without_a_fault(tmp_path: Path) -> None:
    imported(tmp_path, a_year())
    source = load_user_source(tmp_path / "mine", tmp_path)
    assert source.kind == "exposure"
    assert set(source.sets) >= {
        "stops",
        "stops-a-year",
        "recorded",
        "not-recorded",
        "hours",
        "hours-of-day",
        "years",
    }
    assert len(source.sets["hours"]) == 168
    assert [row.when for row in source.sets["hours"]][:2] == ["Monday 00:00", "Monday 01:00"]
    assert sum(row.value or 0 for row in source.sets["hours-of-day"]) == 2192
    assert source.sets["years"][0].note == "whole"


def test_a_label_the_library_has_not_is_left_out_with_its_count(tmp_path: Path) -> None:
    imported(tmp_path, a_year())
    source = load_user_source(tmp_path / "mine", tmp_path)
    assert source.own_crosswalk is not None
    entry = source.own_crosswalk.find("race", "other")
    assert entry is not None
    assert entry.to is None
    assert entry.note == "no label of the library: 1 stops, as the source records it"


def test_a_scenario_takes_its_encounters_and_hours_as_they_stand(tmp_path: Path) -> None:
    found = imported(tmp_path, all_of_california())
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    loaded = load(str(tmp_path / "own.yaml"))
    compiled = compile_scenario(loaded.scenario, loaded.library)
    assert compiled.encounters.of(compiled.medians()).sum() == pytest.approx(365 * 8)
    assert (compiled.profile * found.hours.used / 168).tolist() == pytest.approx(list(found.hours.week))


def test_the_same_files_leave_the_same_bytes(tmp_path: Path) -> None:
    kept = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        imported(tmp_path / name, a_year())
        kept.append(
            {
                p.name: p.read_bytes().replace(str(tmp_path / name).encode(), b"")
                for p in (tmp_path / name / "mine").iterdir()
            }
        )
    assert kept[0] == kept[1]
    assert set(kept[0]) == {
        "source.yaml",
        "rates.csv",
        "crosswalk.yaml",
        "exposure.csv",
        "import.json",
        "recodes.csv",
        "report.md",
        "report.html",
    }


def test_exposure_by_group_site_and_year_adds_up(tmp_path: Path) -> None:
    found = imported(tmp_path, a_year())
    with (tmp_path / "mine" / "exposure.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert sum(int(row["stops"]) for row in rows) == found.people == 2192
    assert {row["race"] for row in rows} == {"black", "hispanic", "white", "other", "not-recorded"}
    assert {(row["site"], row["year"]) for row in rows} == {("1", "2015")}


def test_the_page_asks_for_nothing_from_outside(tmp_path: Path) -> None:
    imported(tmp_path, a_year())
    page = unescape((tmp_path / "mine" / "report.html").read_text())
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


CATEGORIES = (
    "asian",
    "black",
    "hispanic",
    "middle-eastern-south-asian",
    "native-american",
    "pacific-islander",
    "white",
)
AGENCIES = {
    "los-angeles-county-sheriff": "LASD",
    "los-angeles-pd": "LAPD",
    "riverside-county-sheriff": "RIVERSIDE SD",
    "california-highway-patrol": "CHP",
    "san-bernardino-county-sheriff": "SAN BERNARDINO SD",
    "san-diego-county-sheriff": "SAN DIEGO SD",
    "san-diego-pd": "SAN DIEGO PD",
    "san-francisco-pd": "SFPD",
}


@pytest.fixture(scope="module")
def eight_agencies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state's file of 2018 in its layout, made so that its counts by race and by agency are the library's."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as writer

    by_race = {row.race: int(row.value or 0) for row in library().set("ripa-2018h2/stops-by-race")}
    by_agency = {AGENCIES[row.place]: int(row.value or 0) for row in library().set("ripa-2018h2/agencies")}
    codes = {name: i + 1 for i, name in enumerate(CATEGORIES)} | {"multiracial": 8}
    full = np.repeat([codes[race] for race in by_race], list(by_race.values()))
    agency = np.repeat(list(by_agency), list(by_agency.values()))
    np.random.default_rng(1).shuffle(agency)
    number = np.arange(len(full))
    day = np.datetime64("2018-07-01") + number % 184
    columns = {
        "DOJ_RECORD_ID": pa.array(number).cast(pa.string()),
        "PERSON_NUMBER": pa.array(np.ones(len(full), np.int8)),
        "AGENCY_NAME": pa.array(agency).dictionary_encode(),
        "TIME_OF_STOP": pa.array([f"{h:02}:{m:02}:00" for h in range(24) for m in range(60)]).take(
            pa.array(number * 7 % 1440)
        ),
        "DATE_OF_STOP": pa.array(day),
        "RAE_FULL": pa.array(full),
        **{
            flag: pa.array(((full == i + 1) | ((full == 8) & (i in (2, 6)))).astype(np.int8))
            for i, flag in enumerate(FLAGS)
        },
        "G_FULL": pa.array(1 + (number % 7 == 0)),
    }
    path = tmp_path_factory.mktemp("ripa") / "ripa-2018.csv"
    writer.write_csv(pa.table(columns), path)
    return path


def test_the_eight_agencies_of_2018_give_the_librarys_table(eight_agencies: Path, tmp_path: Path) -> None:
    choices = Choices(today=TODAY)
    found = import_stops(open_all([eight_agencies], "", choices), tmp_path / "ripa", choices)
    walk = library().crosswalk("ripa")
    expected = {walk.to("race", row.race): row.value for row in library().set("ripa-2018h2/stops-by-race")}
    assert found.people == 1_800_054
    assert dict(zip(found.who.races, found.who.known.sum(axis=0).tolist(), strict=True)) == expected
    assert dict(found.sites) == {
        AGENCIES[row.place]: row.value for row in library().set("ripa-2018h2/agencies")
    }
    assert (found.first, found.last) == (date(2018, 7, 1), date(2018, 12, 31))
    assert found.a_year is None
    assert found.counted.repeats == 0
    source = load_user_source(tmp_path / "ripa", tmp_path)
    total: dict[str, float] = {}
    for row in source.sets["recorded"]:
        total[row.race] = total.get(row.race, 0) + (row.value or 0)
    assert total == expected
