"""What a file holds that a newcomer would not see: each kind is told, as a question or as what must be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.records.imports import Choices
from simulator.records.imports.findings import Findings
from simulator.records.imports.questions import questions, remarks
from tests.records.imports import made
from tests.records.imports.made import imported, races, table


def asked(found: Findings) -> str:
    return "\n".join(questions(found))


def told(found: Findings) -> str:
    return "\n".join(remarks(found))


def test_labels_that_hold_one_another_are_asked_about(tmp_path: Path) -> None:
    found = imported(tmp_path, table([made.opd(race) for race in ("AAPI", "A", "W")]))
    assert "Some rows say asian-or-pacific-islander and others asian: people of one description" in asked(
        found
    )
    assert "--recode race:asian=asian-or-pacific-islander joins them" in asked(found)
    apart = imported(tmp_path, table([made.opd(race) for race in ("AAPI", "W", "SA")]))
    assert "Some rows say" not in asked(apart)


def test_race_and_ethnicity_are_joined_where_the_source_did_not(tmp_path: Path) -> None:
    """SUBJECT_RE_GROUP is race alone where nothing joined the two: read by itself it would lose every Hispanic person."""
    row = made.opd("WHITE") | {"SUBJECT_RACE": "WHITE", "SUBJECT_ETHNICITY": "HISPANIC/LATINO"}
    found = imported(tmp_path, table([row, row | {"SUBJECT_ETHNICITY": "NON-HISPANIC"}]))
    assert races(found) == {"hispanic": 1, "white": 1}
    assert "--rule race-alone makes white 2 instead of 1, hispanic 0 instead of 1" in told(found)


def test_what_another_rule_for_several_races_would_give_is_told(tmp_path: Path) -> None:
    rows = [
        made.ripa("1", "1", "8", (2, 6)),
        made.ripa("2", "1", "3", (2,)),
        made.ripa("3", "1", "8", (0, 6)),
    ]
    found = imported(tmp_path, table(rows))
    assert (
        "Several races are counted by the rule multiracial; --rule hispanic-first makes hispanic 2 instead of 1, multiracial 1 instead of 2."
        in told(found)
    )
    assert "Several races" not in told(imported(tmp_path, table(rows[1:])))


def test_columns_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    found = imported(tmp_path, table([made.ripa("1", "1", "7", (1,)), made.ripa("2", "1", "7", (6,))]))
    assert "1 of the persons read by RAE_FULL, which the 0/1 columns contradict." in told(found)


def test_the_other_description_of_the_same_people_is_named(tmp_path: Path) -> None:
    rows = [made.uk("2023-05-04T10:00:00+00:00", own="White - Irish")]
    found = imported(tmp_path, table(rows))
    assert "Race is by “officer”; --race-from self counts by the other description" in told(found)
    own = imported(tmp_path, table(rows), choices=Choices(race_from="self"))
    report = (tmp_path / "mine" / "report.md").read_text(encoding="utf-8")
    assert "Race is by “self”; --race-from officer" in told(own)
    assert "Not recorded here: white-british, white-gypsy" in report, "of the words that were counted"


def test_times_that_were_filled_in_are_told(tmp_path: Path) -> None:
    rows = [made.uk(f"2023-05-{d:02}T{h:02}:17:00+01:00") for d in range(1, 29) for h in range(1, 5)]
    found = imported(
        tmp_path,
        table([*rows, *(made.uk(f"2023-05-{d:02}T00:00:00+01:00") for d in range(1, 29) for _ in range(9))]),
    )
    assert "252 of the searches kept out of the hours: 00:00 to the minute, filled in for no time." in told(
        found
    )


def test_files_of_two_forces_do_not_overlap_and_an_empty_one_is_told(tmp_path: Path) -> None:
    name = "2023-05-{}-stop-and-search.csv"
    rows = table([made.uk("2023-05-04T10:00:00+00:00")])
    found = imported(tmp_path, rows, rows, name=name.format("metropolitan"))
    assert "both have records of 1 month: are some there twice?" in told(found)
    found.counted.files[1].place = "essex"
    assert "are some there twice" not in told(found)
    found.counted.files[1].rows = 0
    assert "metropolitan-stop-and-search.csv has a header and no rows." in told(found)


def test_days_that_cannot_be_read_are_asked_about_with_an_example_and_the_way(tmp_path: Path) -> None:
    found = imported(tmp_path, table([made.uk("01/05/2023 10:30"), made.uk("02/05/2023 10:30")]))
    assert "No day of these 2 searches is given that can be read" in asked(found)
    assert "Which days are these? '01/05/2023' (2; day or month first, it does not say which)." in asked(
        found
    )
    assert "--date-order day, month or year" in asked(found)
    mixed = imported(tmp_path, table([made.idot("25/03/2015"), made.idot("04/03/2015")]))
    assert "'25/03/2015' (1; no day with its month first)" in asked(mixed), "so the other is misread, too"


def test_a_table_of_stops_without_persons_says_which_to_give(tmp_path: Path) -> None:
    row = {"DATE": "2023-01-02", "TIME": "12:00", "AGENCY": "A", "INCIDENT_ID": "1"}
    with pytest.raises(
        Faults,
        match=r"is the table of openpolicedata that has stops and no persons; give the one with a row a person",
    ):
        imported(tmp_path, table([row]))
    subjects = imported(
        tmp_path, table([{"INCIDENT_ID": "1", "SUBJECT_RE_GROUP": "W", "SUBJECT_GENDER": "MALE"}])
    )
    assert "Where a table of stops has the dates, join it by INCIDENT_ID first." in asked(subjects)


def test_years_that_lack_the_same_are_told_together(tmp_path: Path) -> None:
    found = imported(tmp_path, table([made.idot("2010-03-04"), made.idot("2014-03-04")]))
    assert "2011 to 2013: no record; 2014: no record in 11 months" in told(found)
