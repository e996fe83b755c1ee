"""Whatever is wrong with a file is a clear fault or a counted line, and nothing half-written is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.records.imports import Choices, import_stops, open_all
from simulator.records.imports.dictionaries import read_columns, read_dictionary, read_recodes
from simulator.records.imports.layout import Meaning
from tests.records.imports import made
from tests.records.imports.made import TODAY, fault, imported, races, table


def test_a_wrong_layout_is_named_and_so_is_the_right_one(tmp_path: Path) -> None:
    text = fault(tmp_path, table([made.stanford()]), asked="ripa")
    assert "is not in the layout ripa: it has no column DOJ_RECORD_ID and no PERSON_NUMBER" in text
    assert "its columns are those of stanford: --as stanford" in text


def test_mixed_layouts_are_not_one_import(tmp_path: Path) -> None:
    text = fault(tmp_path, table([made.stanford()]), table([made.idot("2015-03-04")]))
    assert "stops.csv is stanford, 1-stops.csv is idot" in text


def test_forty_columns_of_which_none_is_race(tmp_path: Path) -> None:
    text = fault(tmp_path, table([{f"field_{i}": "x" for i in range(40)}]))
    assert "none of its 40 columns is called race or sex" in text
    assert "--as csv with --column race=NAME" in text


def test_a_table_without_race_can_be_imported_by_saying_so(tmp_path: Path) -> None:
    rows = [{"when": "2015-03-04", "who": "male"}, {"when": "2015-03-05", "who": "female"}]
    choices = Choices(columns={"race": "none", "sex": "who", "date": "when"})
    found = imported(tmp_path, table(rows), asked="csv", choices=choices)
    assert found.who.races == ("",)
    assert found.who.known.tolist() == [[1], [1]]
    assert "No race is recorded" in (tmp_path / "mine" / "report.md").read_text()


def test_a_column_that_is_not_there_is_a_fault_with_the_nearest(tmp_path: Path) -> None:
    text = fault(
        tmp_path,
        "race,sex,date\nBlack,male,2015-03-04\n",
        asked="csv",
        choices=Choices(columns={"race": "rase"}),
    )
    assert "--column race = rase: is no column of it; did you mean race?" in text


def test_letters_without_a_dictionary_are_not_decoded(tmp_path: Path) -> None:
    text = fault(tmp_path, "race,sex,date\n" + "A,M,2015-03-04\nP,F,2015-03-04\n" * 3, asked="csv")
    assert "race: most of its values are in no dictionary at hand: 'A' (3), 'P' (3)" in text


def test_a_dictionary_decodes_them_and_says_where_it_is_from(tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text(
        "axis,value,label,source\nrace,A,asian,the agency's form 7\nrace,P,pacific islander,the agency's form 7\n"
    )
    text = "race,sex,date\n" + "A,M,2015-03-04\np,F,2015-03-04\n" * 3
    found = imported(tmp_path, text, asked="csv", choices=Choices(dictionary=read_dictionary(file)))
    assert races(found) == {"asian": 3, "pacific-islander": 3}
    assert "by the dictionary given: the agency's form 7" in (tmp_path / "mine" / "report.md").read_text()


def test_a_dictionary_without_a_source_decodes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("axis,value,label,source\nrace,A,asian,\ncolour,B,black,form\n")
    with pytest.raises(Faults) as caught:
        read_dictionary(file)
    assert "codes.csv:2:4  source: is empty, and no code is decoded without its source" in str(caught.value)
    assert "codes.csv:3:1  axis = colour: is no axis of a dictionary" in str(caught.value)


def test_na_may_be_somebody_only_by_a_dictionary(tmp_path: Path) -> None:
    text = "race,sex,date\nBlack,male,2015-03-04\nNA,male,2015-03-04\n"
    assert imported(tmp_path, text, asked="csv").who.without("race") == 1
    known = {("race", "na"): Meaning("american-indian", "by form 7")}
    assert races(imported(tmp_path, text, asked="csv", choices=Choices(dictionary=known))) == {
        "american-indian": 1,
        "black": 1,
    }


def test_a_few_unread_values_are_counted_lines(tmp_path: Path) -> None:
    rows = [made.stanford() for _ in range(9)] + [made.stanford(race="martian")]
    found = imported(tmp_path, table(rows))
    assert found.who.without("race") == 1
    assert "What do these values of race mean? 'martian' (1)" in (tmp_path / "mine" / "report.md").read_text()


def test_shifted_rows_are_counted_and_not_read(tmp_path: Path) -> None:
    text = (
        table([made.stanford(), made.stanford()])
        + "3,2015-03-04,14:30,Main St, Springfield,1,30,black,female,Springfield,vehicular\n"
    )
    found = imported(tmp_path, text)
    assert (found.people, found.counted.rows) == (2, 3)
    assert (
        "1 row with 11 cells, not the header's number: shifted columns, not read."
        in (tmp_path / "mine" / "report.md").read_text()
    )


def test_quoted_commas_and_line_breaks_shift_nothing(tmp_path: Path) -> None:
    rows = [made.stanford(location='12, "Main" St\nSpringfield', race=race) for race in ("black", "white")]
    assert races(imported(tmp_path, table(rows))) == {"black": 1, "white": 1}


def test_rows_alike_are_counted_and_their_own_numbers_are_not_compared(tmp_path: Path) -> None:
    rows = [made.stanford(raw_row_number=str(i)) for i in range(3)] + [made.stanford(race="white")]
    found = imported(tmp_path, table(rows))
    assert (found.people, found.counted.repeats) == (4, 2)
    assert imported(tmp_path, table(rows), choices=Choices(drop_repeats=True)).people == 2


def test_files_that_overlap_are_told(tmp_path: Path) -> None:
    first = table([made.stanford(), made.stanford("2015-04-04")])
    found = imported(tmp_path, first, table([made.stanford("2015-04-04"), made.stanford("2015-05-04")]))
    assert found.counted.repeats == 1
    assert (
        "both have records of 1 month: are some there twice?" in (tmp_path / "mine" / "report.md").read_text()
    )


def test_two_agencies_in_one_file_are_sites_and_a_question(tmp_path: Path) -> None:
    rows = [
        made.stanford(department_name=name)
        for name in ("Springfield Police", "Shelbyville Police", "Springfield Police")
    ]
    found = imported(tmp_path, table(rows))
    assert found.sites == (("Springfield Police / 1", 2), ("Shelbyville Police / 1", 1))
    assert "The files hold 2 agencies" in (tmp_path / "mine" / "report.md").read_text()


def test_another_column_may_name_the_site(tmp_path: Path) -> None:
    rows = [
        made.ripa(str(i), "1", "7", [6], CLOSEST_CITY=city)
        for i, city in enumerate(("MALIBU", "MALIBU", "COMPTON"))
    ]
    assert imported(tmp_path, table(rows), choices=Choices(site="CLOSEST_CITY")).sites == (
        ("MALIBU", 2),
        ("COMPTON", 1),
    )


def test_a_site_column_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert "--site = CITY: is no column of it" in fault(
        tmp_path, table([made.stanford()]), choices=Choices(site="CITY")
    )


def test_a_counted_table_is_refused(tmp_path: Path) -> None:
    text = fault(tmp_path, "year,race,sex,n\n2015,Black,male,400\n", asked="csv")
    assert "looks already counted: its column n says how many" in text


def test_no_dates_at_all(tmp_path: Path) -> None:
    found = imported(tmp_path, "race,sex\nBlack,male\nWhite,female\n", asked="csv")
    assert (found.period, found.years, found.hours.week) == ("not dated", (), ())
    assert (
        "The files have no date: for how long were these 2 stops counted?"
        in (tmp_path / "mine" / "report.md").read_text()
    )


def test_excels_damage_is_named(tmp_path: Path) -> None:
    rows = [made.stanford(day) for day in ("42067", "########", "2015-03-04")]
    found = imported(tmp_path, table(rows))
    assert found.undated == 1
    report = (tmp_path / "mine" / "report.md").read_text()
    assert "an Excel serial number (days since 1899-12-30)" in report
    assert "Excel's signs for a column too narrow" in report


def test_numbers_that_excel_rounded_are_named(tmp_path: Path) -> None:
    rows = [
        made.ripa(record, str(n), "7", [6]) for n, record in enumerate(("1.23457E+11", "1.23457E+11", "U1"))
    ]
    imported(tmp_path, table(rows))
    assert (
        "2 stops numbered like 1.23E+11: Excel has rounded the numbers"
        in (tmp_path / "mine" / "report.md").read_text()
    )


def test_an_offset_that_no_zone_explains_is_told(tmp_path: Path) -> None:
    imported(tmp_path, table([made.stanford(time="14:30:00-05:00"), made.stanford(race="white")]))
    assert (
        "1 stamp with an offset from Greenwich, read as printed: --zone"
        in (tmp_path / "mine" / "report.md").read_text()
    )


def test_every_spelling_is_in_a_table_of_its_own(tmp_path: Path) -> None:
    imported(tmp_path, table([made.stanford(race=race) for race in ("black", "Black", "white", "")]))
    lines = (tmp_path / "mine" / "recodes.csv").read_text().splitlines()
    assert lines[0] == "axis,columns,value,read_as,rows,why"
    assert "race,subject_race,,not-recorded,1,empty" in lines
    assert "race,subject_race,Black,black,1," in lines


def test_an_import_replaces_only_imports_and_only_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(table([made.stanford()]))
    choices = Choices(today=TODAY)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "precious.txt").write_text("keep")
    opened = open_all([file], "", choices)
    with pytest.raises(Faults, match="is there already and no import"):
        import_stops(opened, tmp_path / "other", choices, force=True)
    import_stops(opened, tmp_path / "mine", choices)
    with pytest.raises(Faults, match="--force replaces it"):
        import_stops(opened, tmp_path / "mine", choices)
    import_stops(opened, tmp_path / "mine", choices, force=True)
    with pytest.raises(Faults, match="is no id"):
        import_stops(opened, tmp_path / "My Stops", choices)
    assert (tmp_path / "other" / "precious.txt").read_text() == "keep"


def test_what_is_typed_wrong_on_the_command_line_is_told_whole(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        read_recodes(["race:other", "colour:a=b", "race:other=unknown"])
    assert len(caught.value.faults) == 2
    with pytest.raises(Faults, match="roles are race"):
        read_columns(["colour"], ("race", "sex"))
    assert read_recodes(["race:other=unknown"]) == {("race", "other"): "not-recorded"}


def test_an_unknown_rule_or_way_is_a_fault(tmp_path: Path) -> None:
    rows = table([made.ripa("A", "1", "7", [6])])
    assert "--rule" in fault(tmp_path, rows, choices=Choices(rule="hispanic-last"))
    assert "did you mean hispanic-first?" in fault(tmp_path, rows, choices=Choices(rule="hispanic-last"))
    assert "use officer" in fault(tmp_path, rows, choices=Choices(race_from="own"))


def test_markup_and_control_signs_out_of_a_file_reach_no_page(tmp_path: Path) -> None:
    nasty = "<script>alert(1)</script>\x1b[31m"
    imported(tmp_path, table([made.stanford(district=nasty), made.stanford(district="2")]))
    page = (tmp_path / "mine" / "report.html").read_text()
    assert "<script" not in page
    assert "\x1b" not in (tmp_path / "mine" / "report.md").read_text()
    assert "\x1b" not in (tmp_path / "mine" / "rates.csv").read_text()


def test_a_table_whose_columns_have_plain_names_needs_only_to_be_called_a_csv(tmp_path: Path) -> None:
    said = fault(tmp_path, "race,sex,date\nblack,female,2020-01-02\n")
    assert "read it as --as csv; its columns are race, sex, date" in said
    assert "--as csv with --column date=NAME;" in fault(tmp_path, "race,sex,when\nblack,female,2020-01-02\n")
