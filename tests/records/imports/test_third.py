"""A third axis beside sex and race: ages as bands, areas by name, and those whose age nobody wrote down."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Faults
from simulator.evidence import age_band
from simulator.records.imports import Choices
from simulator.records.imports.ages import BANDS, OLDEST, bands_of, in_words, overlapping, reader
from simulator.records.imports.layout import NOT_RECORDED, UNKNOWN, Meaning
from tests.records.imports import made
from tests.records.imports.made import imported, table

AGES = Choices(third=("age", ""), bands=(18, 30, 60))


def unread(values: tuple[str, ...]) -> Meaning:
    return Meaning("a-word", values[0])


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "mine" / "rates.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["set"] == name]


def test_single_years_are_put_into_the_bands_that_were_named(tmp_path: Path) -> None:
    rows = [made.stanford(subject_age=age) for age in ("17", "18", "29", "30.0", "59", "60", "101")]
    found = imported(tmp_path, table(rows), choices=AGES)
    assert found.who.axes["age"] == ("under-18", "18-to-29", "30-to-59", "60-and-over")
    assert found.who.known.tolist() == [[[1, 2, 2, 2]]]
    assert [(row["row"], row["age"], row["value"]) for row in rows_of(tmp_path, "stops")][1] == (
        "stops-female-black-18-to-29",
        "18 to 29",
        "2",
    )


def test_bands_are_never_invented_for_single_years(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="name the bands of age: --bands decades or uk-police or the years"):
        imported(tmp_path, table([made.stanford(subject_age="30")] * 3), choices=Choices(third=("age", "")))
    assert not (tmp_path / "mine").exists()


def test_unknown_age_is_a_group_of_its_own_with_bounds(tmp_path: Path) -> None:
    rows = [made.stanford(subject_age=age) for age in ("20", "20", "20", "40", "", "NA", "0", "999")]
    rows.append(made.stanford(subject_age="", race="unknown"))
    found = imported(tmp_path, table(rows), choices=AGES)
    assert found.who.known.tolist() == [[[3, 1]]]
    assert found.who.without("age") == 5
    told = [(row["lo"], row["value"], row["hi"]) for row in rows_of(tmp_path, "stops")]
    assert told == [("3", "7", "8"), ("1", "2", "6")]
    unknown = {row["row"]: row["value"] for row in rows_of(tmp_path, "not-recorded")}
    assert unknown == {"age-unknown-female-black": "4", "race-and-age-unknown-female": "1"}
    facts = json.loads((tmp_path / "mine" / "import.json").read_text())
    assert (facts["third"], facts["unknown"]["age"]) == ("age", 5)
    assert any(text.startswith("The age of 5 (56%) is unknown") for text in facts["questions"])


def test_bands_of_the_file_stay_as_they_are_written(tmp_path: Path) -> None:
    rows = [
        made.uk(
            "2023-05-01T12:00:00+00:00", own=f"Black/African/Caribbean/Black British - {own}", gender="Female"
        )
        | {"Age range": band}
        for own in ("Caribbean", "African")
        for band in ("over 34", "under 10", "18-24", "10-17", "25-34", "")
    ]
    choices = Choices(race_from="self", third=("age", ""))
    found = imported(tmp_path, table(rows), choices=choices)
    assert found.who.axes["age"] == ("under-10", "10-to-17", "18-to-24", "25-to-34", "over-34")
    assert found.who.races == ("black-african", "black-caribbean")
    assert found.words["18-to-24"] == "18 to 24"
    assert found.who.without("age") == 2


def test_ripas_ages_stand_beside_its_flags(tmp_path: Path) -> None:
    rows = [made.ripa(str(n), "1", "2", [1], AGE=age) for n, age in enumerate(("25", "25", "70"))]
    found = imported(tmp_path, table(rows), choices=AGES)
    assert dict(zip(found.who.axes["age"], found.who.known.sum(axis=(0, 1)).tolist(), strict=True)) == {
        "18-to-29": 2,
        "60-and-over": 1,
    }


def test_areas_are_names_even_where_they_are_numbers(tmp_path: Path) -> None:
    rows = [made.stanford(district=district) for district in ("1", "1", "Central", "")]
    found = imported(tmp_path, table(rows), choices=Choices(third=("area", "district")))
    assert found.who.axes["area"] == ("area-1", "area-central")
    assert [found.words[area] for area in found.who.axes["area"]] == ["area 1", "Central"]
    assert [row["place"] for row in rows_of(tmp_path, "stops")] == ["area 1", "Central"]
    assert found.who.without("area") == 1


def test_bands_that_overlap_are_refused_with_a_way_out(tmp_path: Path) -> None:
    rows = [
        made.uk("2023-05-01T12:00:00+00:00") | {"Age range": band} for band in ("18-24", "20-29", "over 34")
    ]
    with pytest.raises(
        Faults, match="18 to 24 and 20 to 29: somebody could be in both; read one as the other"
    ):
        imported(tmp_path, table(rows), choices=Choices(third=("age", "")))
    joined = Choices(third=("age", ""), recodes={("age", "20-to-29"): "18-to-24"})
    assert imported(tmp_path, table(rows), choices=joined).who.axes["age"] == ("18-to-24", "over-34")


def test_a_file_without_ages_says_so(tmp_path: Path) -> None:
    text = table([{k: v for k, v in made.stanford().items() if k != "subject_age"}])
    with pytest.raises(Faults, match="has no column of age that its layout knows; name it: --and age=COLUMN"):
        imported(tmp_path, text, choices=AGES)


def test_more_groups_than_a_page_shows_are_told_with_a_way_out(tmp_path: Path) -> None:
    rows = [
        made.stanford(race=race, sex=sex, subject_age=str(age))
        for race in ("black", "white", "hispanic", "other")
        for sex in ("female", "male")
        for age in range(5, 95, 10)
    ]
    imported(tmp_path, table(rows), choices=Choices(third=("age", ""), bands=BANDS["decades"]))
    facts = json.loads((tmp_path / "mine" / "import.json").read_text())
    (told,) = (text for text in facts["questions"] if "groups" in text)
    assert told.startswith("sex and race and age make 72 groups, and a page reads well up to 60")
    assert "--recode AXIS:LABEL=LABEL" in told


@given(
    st.integers(-5, 300), st.lists(st.integers(1, OLDEST), min_size=1, max_size=6, unique=True).map(sorted)
)
def test_every_believed_age_is_in_the_one_band_that_holds_it(age: int, cuts: list[int]) -> None:
    label = reader(cuts, unread)((str(age),)).id
    if 0 < age <= OLDEST:
        band = age_band(in_words(label))
        assert band is not None
        assert band[0] <= age <= band[1]
    elif age >= 0:
        assert label == NOT_RECORDED


@given(st.lists(st.integers(1, OLDEST), min_size=1, max_size=6, unique=True).map(sorted))
def test_bands_that_were_named_never_overlap(cuts: list[int]) -> None:
    labels = dict.fromkeys(reader(cuts, unread)((str(age),)).id for age in range(1, OLDEST + 1))
    assert overlapping(tuple(labels)) is None
    assert not set(labels) & set(UNKNOWN)


@given(st.text(max_size=12))
def test_any_text_is_read_as_something(text: str) -> None:
    assert reader((18,), unread)((text,)).id


@pytest.mark.parametrize("text", ["18,12", "eighteen", "18,18", "0,18", "18,300", ","])
def test_bands_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Faults, match="names no bands"):
        bands_of(text)


def test_spellings_of_one_band_are_one() -> None:
    read = reader((), unread)
    assert {read((text,)).id for text in ("18-24", "18 to 24", "18–24", "18 - 24 years")} == {"18-to-24"}
    assert {read((text,)).id for text in ("65+", "65 and over", ">=65")} == {"65-and-over"}
    assert {read((text,)).id for text in ("<18", "under 18", "Under 18")} == {"under-18"}
    assert read(("17-Oct",)).id == "a-word"
