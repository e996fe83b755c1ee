"""Ages and a third axis, from the table to the groups of a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.compile import compile_scenario
from simulator.records.imports import Choices, import_population
from simulator.scenario import groups_of, inputs, load
from simulator.scenario.groups import rollup_label
from tests.records.imports.made import TODAY
from tests.records.starting.made import OWN_WORDS, begun, stanford, stops, uk_rows


def test_ages_are_an_axis_of_their_own_with_their_bands_as_written(tmp_path: Path) -> None:
    rows = [
        row | {"Age range": band}
        for row in uk_rows(OWN_WORDS[:1])
        for band in ("10-17", "18-24", "over 34", "17-Oct", "")
    ]
    mine = stops(tmp_path, rows, Choices(axis=("age", "Age range"), today=TODAY))
    loaded = load(str(begun(tmp_path, mine)))
    assert loaded.scenario.groups.axes == {
        "sex": ["female", "male"],
        "age": ["10-to-17", "18-to-24", "over-34"],
    }
    assert [group.label for group in groups_of(loaded.scenario.groups)][:3] == [
        "Women, 10 to 17",
        "Women, 18 to 24",
        "Women, over 34",
    ]
    assert loaded.scenario.matcher.differential.none is not None
    assert "Excel makes 10-17 into 17-Oct" in (tmp_path / "mine" / "report.md").read_text()


def test_three_axes_lead_from_data_to_groups_in_words(tmp_path: Path) -> None:
    own = "Black/African/Caribbean/Black British - Caribbean"
    rows = [
        row | {"Age range": band}
        for row in uk_rows([OWN_WORDS[0], own])
        for band in ("10-17", "18-24", "over 34", "")
    ]
    choices = Choices(race_from="self", third=("age", ""), today=TODAY)
    loaded = load(str(begun(tmp_path, stops(tmp_path, rows, choices))))
    groups = loaded.scenario.groups
    assert list(groups.axes) == ["sex", "race", "age"]
    assert "Black Caribbean women, 18 to 24" in [group.label for group in groups_of(groups)]
    assert rollup_label(groups, "over-34") == "People aged over 34"
    assert groups.reference.startswith("male/white")
    assert list(loaded.scenario.encounters.unrecorded) == ["age"]
    assert any(
        text.startswith("No audit at hand tells error rates by age") for text in loaded.scenario.cautions
    )
    (told,) = (
        each for each in inputs(loaded) if each.path == "encounters.by_group.female/black-caribbean/18-to-24"
    )
    assert told.label == "encounters: Black Caribbean women, 18 to 24"
    assert compile_scenario(loaded.scenario, loaded.library).axes == ("sex", "race", "age")


def test_a_third_axis_leaves_what_audits_say_of_sex_and_race(tmp_path: Path) -> None:
    rows = stanford(["black", "white", "hispanic"])
    for n, row in enumerate(rows):
        row["subject_age"] = ("20", "40", "70", "")[n % 4]
    ages = stops(tmp_path, rows, Choices(third=("age", ""), bands=(30, 60), today=TODAY))
    loaded = load(str(begun(tmp_path, ages)))
    compiled = compile_scenario(loaded.scenario, loaded.library)
    fpir = dict(zip(compiled.groups, compiled.expect(compiled.medians()).fpir[:, 0], strict=True))
    assert fpir["female/black/under-30"] == pytest.approx(fpir["female/black/60-and-over"])
    assert fpir["female/black/under-30"] > fpir["male/white/under-30"]
    assert sum(q.value or 0 for q in (loaded.scenario.encounters.by_group or {}).values()) == 3 * 365


def test_residents_without_ages_are_split_and_never_counted_once_an_age(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("sex,race,persons\nfemale,white,9000\nmale,white,8000\n")
    import_population(tmp_path / "people.csv", tmp_path / "residents")
    rows = stanford(["white"])
    for n, row in enumerate(rows):
        row["subject_age"] = ("20", "20", "70", "70", "70", "70")[n % 6]
    ages = stops(tmp_path, rows, Choices(third=("age", ""), bands=(30, 60), today=TODAY))
    loaded = load(str(begun(tmp_path, ages, population=tmp_path / "residents")))
    table_ = loaded.scenario.population.by_group
    assert table_ is not None
    young = table_["female/white/under-30"]
    assert list(young.between or ()) == [1000, 9000]
    assert "split as people were met, within a factor of 3" in (young.assumed or "")
    compiled = compile_scenario(loaded.scenario, loaded.library)
    assert compiled.population.of(compiled.medians()).sum() == pytest.approx(17000, rel=0.2)


def test_residents_by_age_join_the_ages_of_the_stops(tmp_path: Path) -> None:
    people = "sex,race,age,persons\n" + "".join(
        f"{sex},white,{age},{n}\n"
        for sex in ("female", "male")
        for age, n in (("under 30", 3000), ("30-59", 5000), ("60+", 2000))
    )
    (tmp_path / "people.csv").write_text(people)
    import_population(tmp_path / "people.csv", tmp_path / "residents")
    rows = stanford(["white"])
    for n, row in enumerate(rows):
        row["subject_age"] = ("20", "20", "70")[n % 3]
    ages = stops(tmp_path, rows, Choices(third=("age", ""), bands=(30, 60), today=TODAY))
    table_ = load(str(begun(tmp_path, ages, population=tmp_path / "residents"))).scenario.population.by_group
    assert table_ is not None
    assert {group: told.value for group, told in table_.items()} == {
        "female/white/under-30": 3000,
        "female/white/60-and-over": 2000,
        "male/white/under-30": 3000,
        "male/white/60-and-over": 2000,
    }
    assert table_["male/white/under-30"].source == "residents/residents-male-white-under-30"
