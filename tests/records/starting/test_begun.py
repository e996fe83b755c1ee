"""From a table to a scenario that runs, or that says exactly what is left to decide."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.documents import Faults, enter_all, items
from simulator.model.compile import compile_scenario
from simulator.records.imports import Choices, import_population, import_stops, open_all
from simulator.records.starting import gather
from simulator.scenario import groups_of, inputs, load
from tests.records.imports import made
from tests.records.imports.made import TODAY, table
from tests.records.starting.made import OWN_WORDS, YEAR, begun, stanford, stops, uk_rows


def test_three_commands_lead_from_a_table_to_a_scenario_that_runs(tmp_path: Path) -> None:
    file = begun(tmp_path, stops(tmp_path, stanford(["black", "white", "hispanic"])), title="Our city")
    loaded = load(str(file))
    assert (loaded.scenario.title, loaded.lineage) == ("Our city", "california-patrol")
    assert loaded.scenario.encounters.by_group is not None
    assert loaded.scenario.encounters.by_group["female/black"].value == 183
    assert loaded.scenario.encounters.by_group["female/black"].source == "mine/stops-a-year-female-black"
    assert loaded.scenario.encounters.profile is not None
    assert loaded.scenario.encounters.profile.dataset == "mine/hours"
    assert loaded.scenario.cautions[0].startswith(
        "Gallery, matcher and pathway are borrowed from california-patrol"
    )


def test_what_is_borrowed_is_graded_so_and_what_is_ones_own_is_not(tmp_path: Path) -> None:
    loaded = load(str(begun(tmp_path, stops(tmp_path, stanford(["black", "white", "hispanic"])))))
    grades = {row.path: row.grade for row in inputs(loaded)}
    assert grades["encounters.by_group.female/black"] == "measured"
    assert grades["gallery.persons"] == grades["mated.fnir"] == grades["matcher.level"] == "borrowed"
    assert grades["pathway.questioned.takes"] == "borrowed"
    assert grades["matcher.differential.unmeasured.hispanic"] == "unmeasured"


def test_half_a_year_is_left_to_decide_and_does_not_run(tmp_path: Path) -> None:
    mine = stops(tmp_path, stanford(["black", "white"], YEAR[:180]))
    with pytest.raises(Faults) as caught:
        load(str(begun(tmp_path, mine)))
    assert [fault.path for fault in caught.value.faults] == ["encounters.scale"]
    assert (
        "DECIDE how many such periods (2023-01-01 to 2023-06-29) make a year"
        in (tmp_path / "city.yaml").read_text()
    )


def test_without_an_example_check_lists_what_is_missing_on_one_screen(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        load(str(begun(tmp_path, stops(tmp_path, stanford(["black", "white"])), like="")))
    said = [str(fault) for fault in caught.value.faults]
    assert len(said) <= 24
    for block in ("scan", "mated", "gallery", "matcher", "pathway", "detention"):
        assert any(f"{block} is missing" in line for line in said)
    assert any("population.total" in line for line in said)
    assert "\nlineage: mine\n" in (tmp_path / "city.yaml").read_text(), (
        "the import's own, which copies carry on"
    )


def test_residents_come_from_a_population_and_labels_that_are_two_together_are_added(tmp_path: Path) -> None:
    people = "sex,race,persons\n" + "".join(
        f"{sex},{race},{n}\n"
        for sex in ("female", "male")
        for race, n in (("asian", 700), ("pacific-islander", 30), ("white", 9000))
    )
    (tmp_path / "people.csv").write_text(people)
    import_population(tmp_path / "people.csv", tmp_path / "residents")
    mine = stops(tmp_path, stanford(["asian/pacific islander", "white"]))
    loaded = load(str(begun(tmp_path, mine, population=tmp_path / "residents")))
    table_ = loaded.scenario.population.by_group
    assert table_ is not None
    assert table_["male/white"].source == "residents/residents-male-white"
    assert table_["male/asian-or-pacific-islander"].value == 730


def test_residents_that_nobody_tells_are_left_to_decide(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("sex,race,persons\nfemale,white,9000\nmale,white,9000\n")
    import_population(tmp_path / "people.csv", tmp_path / "residents")
    mine = stops(tmp_path, stanford(["other", "white"]))
    with pytest.raises(Faults) as caught:
        load(str(begun(tmp_path, mine, population=tmp_path / "residents")))
    assert {fault.path for fault in caught.value.faults} == {
        "population.by_group.female/other",
        "population.by_group.male/other",
    }


def test_the_ends_of_what_the_unknown_could_be_are_scenarios_to_compare(tmp_path: Path) -> None:
    file = begun(tmp_path, stops(tmp_path, stanford(["black", "white", "unknown"])))
    assert "variants of this file put all of them into one group" in load(str(file)).scenario.cautions[2]
    found = {}
    for name in ("city", "city-if-unknown-are-white", "city-if-unknown-are-black"):
        block = load(str(tmp_path / f"{name}.yaml")).scenario.encounters.by_group
        assert block is not None
        found[name] = {group: quantity.value for group, quantity in block.items()}
    assert found["city-if-unknown-are-black"]["female/black"] == 366
    assert found["city-if-unknown-are-white"]["female/black"] == 183
    assert (
        sum(v or 0 for v in found["city"].values())
        == sum(v or 0 for v in found["city-if-unknown-are-black"].values())
        == 1095
    )


def test_a_variant_of_unknown_race_differs_in_nothing_but_its_groups(tmp_path: Path) -> None:
    file = begun(tmp_path, stops(tmp_path, stanford(["black", "white", "unknown"])), like="california-patrol")
    base, bound = (
        load(str(each)).scenario.encounters for each in (file, tmp_path / "city-if-unknown-are-white.yaml")
    )
    for name in ("year_to_year", "profile", "sites", "persons_per_encounter", "searches_per_encounter"):
        assert getattr(base, name) == getattr(bound, name)


def test_a_variant_of_records_that_are_no_year_does_not_run_either(tmp_path: Path) -> None:
    rows = [row | {"date": "2015-03-04"} for row in stanford(["black", "white", "unknown"])]
    begun(tmp_path, stops(tmp_path, rows))
    with pytest.raises(Faults) as raised:
        load(str(tmp_path / "city-if-unknown-are-white.yaml"))
    assert "encounters.scale" in str(raised.value)


def test_british_people_by_their_own_words_read_as_people_speak(tmp_path: Path) -> None:
    mine = stops(tmp_path, uk_rows(OWN_WORDS), Choices(race_from="self", today=TODAY))
    loaded = load(str(begun(tmp_path, mine, like="capital-cameras", kind="traffic_stops")))
    labels = {group.id: group.label for group in groups_of(loaded.scenario.groups)}
    assert labels["female/black-caribbean"] == "Black Caribbean women"
    assert labels["male/mixed-white-and-black-caribbean"] == "Mixed White and Black Caribbean men"
    assert loaded.scenario.groups.reference == "male/white-british"
    assert loaded.scenario.groups.axes["race"][:3] == [
        "white-british",
        "white-other",
        "mixed-white-and-black-caribbean",
    ]
    minorities = items(enter_all(loaded.resolved, ("groups", "rollups", "minorities", "race")))
    assert "white-other" not in minorities
    assert "black-african" in minorities
    assert loaded.scenario.words.encounters == "searches"


def test_people_of_other_sexes_are_counted_and_not_estimated(tmp_path: Path) -> None:
    rows = [
        made.ripa(f"{n}-{g}", "1", "7" if n % 3 else "2", [6 if n % 3 else 1], str(g), DATE_OF_STOP=str(day))
        for n, day in enumerate(YEAR)
        for g in (1, 2, 5)
    ]
    loaded = load(str(begun(tmp_path, stops(tmp_path, rows))))
    assert list(loaded.scenario.groups.axes["sex"]) == ["female", "male"]
    (left_out,) = loaded.scenario.groups.not_estimated
    assert (left_out.label, left_out.encounters.value) == ("Gender-nonconforming people", 365)
    assert left_out.encounters.source == "mine/stops-a-year-gender-nonconforming-all", "a row that prints it"


def test_one_group_and_sixty_groups(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    rows = [{"when": str(day), "at": f"{n % 24:02}:30"} for n, day in enumerate(YEAR)]
    (tmp_path / "one" / "stops.csv").write_text(table(rows))
    columns = {"race": "none", "sex": "none", "date": "when", "time": "at"}
    known = Choices(columns=columns, today=TODAY)
    import_stops(open_all([tmp_path / "one" / "stops.csv"], "csv", known), tmp_path / "one" / "mine", known)
    one = load(str(begun(tmp_path / "one", tmp_path / "one" / "mine")))
    assert [group.id for group in groups_of(one.scenario.groups)] == ["everybody"]
    rows = [
        {"race": f"people of area {n}", "sex": sex, "date": str(day)}
        for day in YEAR
        for n in range(30)
        for sex in ("male", "female")
    ]
    (tmp_path / "many" / "stops.csv").write_text(table(rows))
    known = Choices(today=TODAY)
    import_stops(open_all([tmp_path / "many" / "stops.csv"], "csv", known), tmp_path / "many" / "mine", known)
    many = load(str(begun(tmp_path / "many", tmp_path / "many" / "mine")))
    assert len(groups_of(many.scenario.groups)) == 60


def test_what_is_no_import_and_what_lies_elsewhere_is_a_fault(tmp_path: Path) -> None:
    mine = stops(tmp_path, stanford(["black", "white"], YEAR[:9]))
    with pytest.raises(Faults, match="is no import of stop records"):
        gather(tmp_path, tmp_path / "city.yaml", None, "", "", "")
    with pytest.raises(Faults, match="here stands a population"):
        gather(mine, tmp_path / "city.yaml", mine, "", "", "")
    (tmp_path / "below").mkdir()
    with pytest.raises(Faults, match="outside"):
        gather(mine, tmp_path / "below" / "city.yaml", None, "", "", "")


def test_whoever_is_unknown_is_given_to_other_groups_in_each_year_within_the_bounds(tmp_path: Path) -> None:
    rows = stanford(["black", "white", "hispanic", "unknown"])
    for n, row in enumerate(rows):
        if n % 10 == 0:
            row["subject_sex"] = ""
    loaded = load(str(begun(tmp_path, stops(tmp_path, rows))))
    blocks = loaded.scenario.encounters.unrecorded
    assert list(blocks) == ["race", "sex"]
    by_group = loaded.scenario.encounters.by_group
    assert by_group is not None
    whole = {group: quantity.value or 0 for group, quantity in by_group.items()}
    recorded = {
        axis: {g: quantity.value or 0 for g, quantity in block.by_group.items()}
        for axis, block in blocks.items()
    }
    assert sum(whole.values()) == 4 * 365
    assert sum(recorded["race"].values()) == 3 * 365
    no_sex = sum(1 for row in rows if not row["subject_sex"] and row["subject_race"] != "unknown")
    assert sum(recorded["sex"].values()) == pytest.approx(4 * 365 - no_sex, abs=6), "whole counts"
    assert all(recorded[axis][group] <= whole[group] + 1 for axis in recorded for group in whole)
    compiled = compile_scenario(loaded.scenario, loaded.library)
    rng = np.random.default_rng(3)
    met = compiled.encounters.of(np.stack([each.law.sample(rng, 500) for each in compiled.unknowns]))
    assert met.sum(axis=1) == pytest.approx(np.full(500, 4 * 365))
    assert (met.std(axis=0) > 20).all()
    (tilt,) = (each for each in inputs(loaded) if each.path == "encounters.unrecorded.sex.tilt")
    assert (tilt.grade, tilt.label) == ("assumed", "whose sex goes unrecorded")
    assert tilt.spread


def test_where_everybody_is_recorded_nothing_is_tilted(tmp_path: Path) -> None:
    loaded = load(str(begun(tmp_path, stops(tmp_path, stanford(["black", "white", "hispanic"])))))
    assert loaded.scenario.encounters.unrecorded == {}


def test_another_places_count_of_mistakes_is_not_borrowed(tmp_path: Path) -> None:
    loaded = load(str(begun(tmp_path, stops(tmp_path, stanford(["black", "white", "hispanic"])))))
    without = loaded.scenario.without
    assert without is not None
    assert without.name_check.wanted is not None
    assert without.mistaken is None
    assert (without.not_known or "").startswith(
        "nobody has counted here who is mistaken for others without the system; nobody has published"
    )
