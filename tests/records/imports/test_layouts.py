"""Each layout's codes by its own dictionary, and the traps that its files hold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.records.imports import Choices
from simulator.records.imports.layout import NOT_RECORDED, UNREAD
from tests.records.imports import made
from tests.records.imports.made import imported, meanings, races, table


def test_stanford_reads_its_own_words_and_joins_what_the_source_joins(tmp_path: Path) -> None:
    words = [
        "white",
        "black",
        "hispanic",
        "asian/pacific islander",
        "other",
        "other/unknown",
        "unknown",
        "NA",
        "",
    ]
    found = imported(tmp_path, table([made.stanford(race=word) for word in words]))
    assert {text: meaning.id for text, meaning in meanings(found).items()} == {
        "white": "white",
        "black": "black",
        "hispanic": "hispanic",
        "asian/pacific islander": "asian-or-pacific-islander",
        "other": "other",
        "other/unknown": "other-or-unknown",
        "unknown": NOT_RECORDED,
        "NA": NOT_RECORDED,
        "": NOT_RECORDED,
    }
    assert found.counted.layout.id == "stanford"
    assert found.who.without("race") == 3


def test_stanfords_first_release_is_read_too(tmp_path: Path) -> None:
    row = {
        "id": "1",
        "stop_date": "2015-03-04",
        "county_name": "Kent",
        "driver_race": "Black",
        "driver_gender": "F",
    }
    found = imported(tmp_path, table([row, row | {"id": "2", "driver_race": ""}]))
    assert races(found) == {"black": 1}
    assert found.who.without("race") == 1
    assert found.who.sexes == ("female",)


def test_a_label_that_no_row_has_is_not_recorded_and_never_zero(tmp_path: Path) -> None:
    found = imported(tmp_path, table([made.stanford(race=word) for word in ("white", "black", "other")]))
    assert "hispanic" not in found.who.races
    report = (tmp_path / "mine" / "report.md").read_text()
    assert "Not recorded here: asian-or-pacific-islander, hispanic, other-or-unknown." in report
    assert "hispanic" not in (tmp_path / "mine" / "rates.csv").read_text()


def test_seven_in_rae_full_is_white_and_not_seven_races(tmp_path: Path) -> None:
    found = imported(tmp_path, table([made.ripa("A", "1", "7", [6]), made.ripa("B", "1", "1", [0])]))
    assert races(found) == {"asian": 1, "white": 1}


def test_multiracial_people_are_counted_by_a_named_rule_and_both_results_are_shown(tmp_path: Path) -> None:
    rows = [made.ripa("A", "1", "8", [2, 6]), made.ripa("B", "1", "8", [0, 6]), made.ripa("C", "1", "3", [2])]
    found = imported(tmp_path, table(rows))
    assert found.counted.rule == "multiracial"
    assert races(found) == {"hispanic": 1, "multiracial": 2}
    other = imported(tmp_path, table(rows), choices=Choices(rule="hispanic-first"))
    assert races(other) == {"hispanic": 2, "multiracial": 1}
    report = (tmp_path / "mine" / "report.md").read_text()
    assert "| race | multiracial | hispanic-first (chosen) |" in report
    assert "| multiracial | 2 | 1 |" in report


def test_ripas_persons_and_stops_are_told_apart(tmp_path: Path) -> None:
    rows = [
        made.ripa("A", "1", "7", [6]),
        made.ripa("A", "2", "2", [1], gender="2"),
        made.ripa("B", "1", "2", [1]),
    ]
    found = imported(tmp_path, table(rows))
    assert found.people == 3
    assert len(found.counted.stops) == 2
    assert found.persons_a_stop == 1.5


def test_the_same_person_of_the_same_stop_twice_is_counted_as_a_repeat(tmp_path: Path) -> None:
    rows = [made.ripa("A", "1", "7", [6]), made.ripa("A", "1", "7", [6], CLOSEST_CITY="PASADENA")]
    assert imported(tmp_path, table(rows)).counted.repeats == 1
    assert imported(tmp_path, table(rows), choices=Choices(drop_repeats=True)).people == 1


def test_ripa_of_2024_has_other_names(tmp_path: Path) -> None:
    row = made.ripa("A", "1", "3", [2])
    row["RAE_HISPANIC_LATINEX"] = row.pop("RAE_HISPANIC_LATINO")
    del row["G_FULL"]
    genders = ("CISGENDER_MAN", "CISGENDER_WOMAN", "TRANSGENDER_MAN", "TRANSGENDER_WOMAN", "NONBINARY_PERSON")
    rows = [row | {f"G_{name}": "1" if i == j else "0" for j, name in enumerate(genders)} for i in range(5)]
    rows = [each | {"DOJ_RECORD_ID": str(i)} for i, each in enumerate(rows)]
    found = imported(tmp_path, table(rows))
    assert found.who.sexes == ("female", "male", "nonbinary", "transgender-man", "transgender-woman")
    assert races(found) == {"hispanic": 5}


def test_years_with_different_columns_are_one_import(tmp_path: Path) -> None:
    old = table([made.nypd_2012("01012012", "Q"), made.nypd_2012("01022012", "B")])
    new = table([made.nypd_2017("WHITE HISPANIC"), made.nypd_2017("BLACK", time="15:00:00")])
    found = imported(tmp_path, "\ufeff" + old, new)
    assert races(found) == {"black": 2, "hispanic": 2}
    assert [(year.year, year.count) for year in found.years if year.count] == [(2012, 2), (2017, 2)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", {"black": 1, "hispanic": 2, "white": 1}),
        ("as-recorded", {"black": 1, "white": 1, "black-hispanic": 1, "white-hispanic": 1}),
        ("race-alone", {"black": 2, "white": 2}),
    ],
)
def test_new_yorks_hispanic_people_by_rule(tmp_path: Path, rule: str, expected: dict[str, int]) -> None:
    rows = [made.nypd_2012(f"010{i}2012", race) for i, race in enumerate("BQPW", start=1)]
    assert races(imported(tmp_path, table(rows), choices=Choices(rule=rule))) == expected


def test_new_yorks_unexplained_letter_stays_unread(tmp_path: Path) -> None:
    found = imported(tmp_path, table([made.nypd_2012("01012004", race) for race in "XBBU "]))
    assert meanings(found)["X"].id == UNREAD
    assert meanings(found)["U"].id == NOT_RECORDED
    assert meanings(found)[""].id == NOT_RECORDED
    assert found.who.without("race") == 3


def test_shifted_columns_are_named(tmp_path: Path) -> None:
    found = imported(
        tmp_path, table([made.nypd_2017("MALE"), made.nypd_2017("BLACK"), made.nypd_2017("(null)")])
    )
    assert meanings(found)["MALE"].id == UNREAD
    assert "shifted" in meanings(found)["MALE"].note
    assert meanings(found)["(null)"].id == NOT_RECORDED


def test_a_vehicle_search_is_no_encounter_of_a_person(tmp_path: Path) -> None:
    stamp = "2023-05-01T13:30:00+00:00"
    rows = [
        made.uk(stamp),
        made.uk(stamp, "Person and Vehicle search"),
        made.uk(stamp, "Vehicle search", "", "", ""),
    ]
    found = imported(tmp_path, table(rows))
    assert found.people == 2
    assert found.counted.by_kind == {"person": 2, "vehicle": 1}
    assert (
        "1 row of another kind than an encounter of a person, counted apart: vehicle."
        in (tmp_path / "mine" / "report.md").read_text()
    )


def test_officers_and_own_words_are_never_mixed(tmp_path: Path) -> None:
    own = "Black/African/Caribbean/Black British - Caribbean"
    rows = [
        made.uk("2023-05-01T13:30:00+00:00", officer="White", own=own),
        made.uk("2023-05-02T13:30:00+00:00", officer="Black", own="Other ethnic group - Not stated"),
    ]
    assert races(imported(tmp_path, table(rows))) == {"black": 1, "white": 1}
    found = imported(tmp_path, table(rows), choices=Choices(race_from="self"))
    assert races(found) == {"black-caribbean": 1}
    assert found.who.without("race") == 1


def test_the_offset_is_taken_literally_and_told_by_londons_clocks(tmp_path: Path) -> None:
    rows = [
        made.uk("2023-01-09T08:15:00+00:00"),  # winter: as printed
        made.uk("2023-07-03T23:30:00+00:00"),  # summer time: 00:30 on Tuesday
        made.uk("2023-07-03T08:15:00+01:00"),  # already London's own
    ]
    found = imported(tmp_path, table(rows))
    assert found.counted.calendar.moved == 1
    assert [hour for hour, n in enumerate(found.hours.day) for _ in range(n)] == [0, 8, 8]
    assert found.printed is not None
    assert [hour for hour, n in enumerate(found.printed.day) for _ in range(n)] == [8, 8, 23]


def test_a_midnight_filled_in_is_known_by_what_is_printed_whatever_the_season(tmp_path: Path) -> None:
    days = [date(2023, 1, 1) + timedelta(n) for n in range(365)]
    rows = [made.uk(f"{day}T00:00:00+00:00") for day in days]
    rows += [made.uk(f"{day}T{n % 24:02}:{n % 60:02}:00+00:00") for n, day in enumerate(days)]
    found = imported(tmp_path, table(rows))
    assert [each.why for each in found.hours.kept_out] == ["00:00 to the minute, filled in for no time"]
    assert 365 <= found.hours.kept_out[0].count <= 373
    assert max(found.hours.day) < 30


def test_a_force_is_named_by_its_files(tmp_path: Path) -> None:
    name = "2023-05-metropolitan-stop-and-search.csv"
    found = imported(tmp_path, table([made.uk("2023-05-01T13:30:00+00:00")]), name=name)
    assert found.sites == (("metropolitan", 1),)


def test_chicagos_two_spellings_of_white_and_its_own_letters(tmp_path: Path) -> None:
    rows = [made.chicago(race) for race in ("WHI", "WHT", "WWH", "WBH", "P", "U", "REDACTED", "Q")]
    found = imported(tmp_path, table(rows))
    assert races(found) == {"hispanic": 2, "pacific-islander": 1, "white": 2}
    assert found.who.without("race") == 3
    assert found.hours.day[14] == 8
    assert "they are told to the hour" in (tmp_path / "mine" / "report.md").read_text()


def test_new_jerseys_rows_of_one_person_are_joined_and_passengers_told_apart(tmp_path: Path) -> None:
    rows = [
        made.new_jersey("1", "DRIVER", "B - BLACK"),
        made.new_jersey("1", "DRIVER", "B - BLACK", statute="39:3-29"),
        made.new_jersey("1", "OCCUPANT", "B - BLACK"),
        made.new_jersey("2", "DRIVER", "UO - UNABLE TO OBSERVE"),
        made.new_jersey("3", "WITNESS", "W - WHITE"),
    ]
    found = imported(tmp_path, table(rows))
    assert found.people == 2
    assert found.counted.joined == 1
    assert found.counted.by_kind == {"person": 2, "passenger": 1, "witness": 1}
    assert found.who.without("race") == 1
    assert found.hours.day[14] == 2


def test_illinois_dates_and_codes_in_all_their_forms(tmp_path: Path) -> None:
    days = [
        "03/04/2015",
        "03-04-2015",
        "2015-03-04",
        "03/04/2015 14:30",
        "03-04-2015 14:30:00",
        "2015-03-04 00:00:00",
    ]
    rows = [made.idot(day, race="2.0" if i % 2 else "2", sex="1.0") for i, day in enumerate(days)]
    found = imported(tmp_path, table(rows))
    assert races(found) == {"black": 6}
    assert found.first == found.last
    assert str(found.first) == "2015-03-04"
    assert found.hours.day[14] == 6


def test_the_standards_letters_are_decoded_and_a_citys_are_not(tmp_path: Path) -> None:
    found = imported(
        tmp_path, table([made.opd("AAPI"), made.opd("A"), made.opd("B"), made.opd("UNSPECIFIED", "X")])
    )
    assert races(found) == {"asian": 1, "asian-or-pacific-islander": 1, "black": 1}
    assert found.counted.files[0].used["race"] == "SUBJECT_RE_GROUP"
    assert found.who.sexes == ("male", "other-gender")


def test_rows_of_officers_are_not_who_was_stopped(tmp_path: Path) -> None:
    rows = [
        {
            "DATE": "2020-03-04",
            "SUBJECT_OR_OFFICER": who,
            "OFFICER/SUBJECT_RACE": "BLACK",
            "OFFICER/SUBJECT_GENDER": "MALE",
        }
        for who in ("SUBJECT", "OFFICER")
    ]
    found = imported(tmp_path, table(rows))
    assert found.people == 1
    assert found.counted.by_kind["officer"] == 1


def test_race_and_ethnicity_in_two_columns(tmp_path: Path) -> None:
    row = made.opd("")
    del row["SUBJECT_RE_GROUP"]
    rows = [
        row | {"SUBJECT_RACE": "WHITE", "SUBJECT_ETHNICITY": "HISPANIC/LATINO"},
        row | {"SUBJECT_RACE": "BLACK", "SUBJECT_ETHNICITY": ""},
    ]
    assert races(imported(tmp_path, table(rows))) == {"black": 1, "hispanic": 1}
    assert races(imported(tmp_path, table(rows), choices=Choices(rule="race-alone"))) == {
        "black": 1,
        "white": 1,
    }
