"""Residents: nobody is counted twice, and a file that does not add up is not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.evidence import load_user_source
from simulator.records.imports import import_population
from simulator.records.imports.population import CENSUS, read_population
from tests.records.imports.made import table

PAIRS = [f"{race}_{sex}" for race in CENSUS for sex in ("MALE", "FEMALE")]
ALONE = [f"{race}_{sex}" for race in ("WA", "BA", "WAC") for sex in ("MALE", "FEMALE")]


def county(name: str, year: str, age: str, each: int, **more: str) -> dict[str, str]:
    """A row of CC-EST in which every group has so many; race alone holds Hispanic people too."""
    row = {
        "SUMLEV": "50",
        "STATE": "06",
        "COUNTY": "1",
        "STNAME": "California",
        "CTYNAME": name,
        "YEAR": year,
        "AGEGRP": age,
    }
    row |= {"TOT_POP": str(14 * each)} | dict.fromkeys(ALONE, str(9 * each)) | dict.fromkeys(PAIRS, str(each))
    return row | more


def written(folder: Path, text: str) -> Path:
    path = folder / "people.csv"
    path.write_text(text)
    return path


def test_the_bureaus_groups_add_up_to_everybody_once(tmp_path: Path) -> None:
    rows = [
        county("Alameda County", year, age, n)
        for year, n in (("1", 10), ("12", 20))
        for age in ("0", "1", "2")
    ]
    found = read_population(written(tmp_path, table(rows)), 0, "")
    assert sum(found.groups.values()) == 280
    assert found.groups["female", "hispanic", ""] == 20
    assert {race for _, race, _ in found.groups} == set(CENSUS.values())
    assert (found.when, found.locator) == ("12", "people.csv, YEAR = 12, AGEGRP = 0")


def test_ninety_nine_is_everybody_where_a_vintage_says_so(tmp_path: Path) -> None:
    """Intercensal files: 0 is an age band there, and 99 the total."""
    rows = [county("Alameda County", "2007", age, n) for age, n in (("0", 1), ("1", 2), ("99", 30))]
    assert sum(read_population(written(tmp_path, table(rows)), 0, "").groups.values()) == 420


def test_columns_are_read_by_name_in_whatever_order(tmp_path: Path) -> None:
    row = county("Alameda County", "12", "0", 5, H_MALE="7", TOT_POP="72")
    shuffled = {name: row[name] for name in sorted(row, reverse=True)}
    assert read_population(written(tmp_path, table([shuffled])), 0, "").groups["male", "hispanic", ""] == 7


def test_one_county_may_be_chosen_and_all_are_added_up(tmp_path: Path) -> None:
    path = written(
        tmp_path, table([county("Alameda County", "12", "0", 5), county("Yolo County", "12", "0", 1)])
    )
    assert sum(read_population(path, 0, "yolo county").groups.values()) == 14
    assert sum(read_population(path, 0, "California").groups.values()) == 84


@pytest.mark.parametrize(
    ("rows", "year", "place", "said"),
    [
        (
            [county("Alameda County", "12", "0", 5, TOT_POP="71")],
            0,
            "",
            "its groups add up to 70 and its TOT_POP to 71",
        ),
        ([county("Alameda County", "12", "0", 5)], 11, "", "is no YEAR of the file; it has 12"),
        ([county("Alameda County", "12", "0", 5)], 0, "Alamada County", "did you mean Alameda County?"),
    ],
)
def test_what_does_not_add_up_or_is_not_there_is_a_fault(
    tmp_path: Path, rows: list[dict[str, str]], year: int, place: str, said: str
) -> None:
    with pytest.raises(Faults) as caught:
        read_population(written(tmp_path, table(rows)), year, place)
    assert said in str(caught.value)


def test_race_alone_without_origin_would_count_hispanic_people_twice(tmp_path: Path) -> None:
    row = {name: value for name, value in county("Alameda County", "12", "0", 5).items() if name not in PAIRS}
    with pytest.raises(Faults, match="counted twice"):
        read_population(written(tmp_path, table([row])), 0, "")


def test_the_folder_is_evidence_by_the_librarys_own_vocabulary(tmp_path: Path) -> None:
    path = written(tmp_path, table([county("Alameda County", "12", "0", 5)]))
    told = import_population(path, tmp_path / "people")
    source = load_user_source(tmp_path / "people", tmp_path)
    assert (source.kind, source.crosswalk, told.counted) == ("population", "census", 70)
    assert len(source.sets["residents"]) == 14
    assert {row.metric for row in source.rows} == {"population"}


def test_a_small_table_of_ones_own(tmp_path: Path) -> None:
    text = "gender,ethnicity,persons\nfemale,Black Caribbean,120\nmale,Black Caribbean,110\nfemale,white,900\nmale,white,880\n"
    import_population(written(tmp_path, text), tmp_path / "people")
    source = load_user_source(tmp_path / "people", tmp_path)
    assert [(row.sex, row.race, row.value) for row in source.rows[:1]] == [("female", "black-caribbean", 120)]
    assert source.own_crosswalk is not None
    assert source.own_crosswalk.to("race", "white") == "white"
    assert source.own_crosswalk.to("race", "black-caribbean") is None


def test_a_small_tables_slips_are_told_in_one_pass(tmp_path: Path) -> None:
    text = 'sex,race,persons\nfemale,white,"1,200"\nall,white,100\nfemale,white,5\nmale,white,90000000000\n'
    with pytest.raises(Faults) as caught:
        read_population(written(tmp_path, text), 0, "")
    said = str(caught.value)
    assert "people.csv:2:0  persons = 1,200: is no whole number of persons" in said
    assert "people.csv:3:0  sex = all: is a total among its parts" in said
    assert "people.csv:5:0  persons = 90000000000: is more than there are people on Earth" in said
    assert "people.csv:4:0  group = female white: stands in an earlier line too" in said


def test_the_bureaus_five_year_ages_are_put_into_bands(tmp_path: Path) -> None:
    rows = [county("Alameda County", "12", "0", 180)]
    rows += [county("Alameda County", "12", str(group), 10) for group in range(1, 19)]
    path = written(tmp_path, table(rows))
    found = read_population(path, 0, "", (20, 60))
    ages = ("under-20", "20-to-59", "60-and-over")
    assert [found.groups["female", "hispanic", age] for age in ages] == [40, 80, 60]
    assert sum(found.groups.values()) == 14 * 180
    with pytest.raises(Faults, match="add up to 2,380 and its TOT_POP to 2,520"):
        read_population(written(tmp_path, table(rows[:-1])), 0, "", (20, 60))
    infants = [county("Alameda County", "2007", "99", 190), *(row | {"YEAR": "2007"} for row in rows[1:])]
    infants.append(county("Alameda County", "2007", "0", 10))
    young = read_population(written(tmp_path, table(infants)), 0, "", (20, 60)).groups
    assert young["male", "hispanic", "under-20"] == 50
    with pytest.raises(Faults, match=r"--bands = 18: the file has ages in fives.*begin bands at 5, 10, 15"):
        read_population(path, 0, "", (18,))


def test_a_small_table_of_ages_keeps_its_bands_and_puts_years_into_those_named(tmp_path: Path) -> None:
    path = written(tmp_path, "sex,race,age,persons\nfemale,white,0-17,30\nfemale,white,18+,70\n")
    assert read_population(path, 0, "").groups == {
        ("female", "white", "0-to-17"): 30,
        ("female", "white", "18-and-over"): 70,
    }
    years = written(
        tmp_path, "sex,race,age,persons\nfemale,white,0,1\nfemale,white,17,2\nfemale,white,18,4\n"
    )
    assert read_population(years, 0, "", (18,)).groups == {
        ("female", "white", "under-18"): 3,
        ("female", "white", "18-and-over"): 4,
    }
    with pytest.raises(Faults, match="is in no band of age; single years need --bands"):
        read_population(years, 0, "")
    twice = written(tmp_path, "sex,race,age,persons\nfemale,white,0-17,30\nfemale,white,10-19,70\n")
    with pytest.raises(Faults, match="0 to 17 and 10 to 19: people would be counted twice"):
        read_population(twice, 0, "")
