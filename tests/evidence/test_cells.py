"""Which rows stand for which groups: cells before margins, nothing unseen."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from simulator.evidence import Row, coverage, library

AXES = {"sex": ["female", "male"], "race": ["asian", "black", "white"]}
WALK = library().crosswalk("our-labels")
MODEL = replace(library().row("npl-neoface-2023/t060-n10000"), numerator=5.0, denominator=1000.0, value=None)


def row(name: str, sex: str = "", race: str = "", **more: object) -> Row:
    return replace(MODEL, row=name, sex=sex, race=race, **more)  # type: ignore[arg-type]


CELLS = [row(f"{sex}-{race}", sex, race) for sex in AXES["sex"] for race in AXES["race"]]


def test_a_row_of_a_group_stands_for_it() -> None:
    found = coverage(CELLS, AXES, WALK)
    assert {key: [each.row for each in rows] for key, rows in found.own.items()} == {
        (sex, race): [f"{sex}-{race}"] for sex in AXES["sex"] for race in AXES["race"]
    }
    assert (found.unused, found.margins, found.clashes) == ((), (), ())


def test_a_margin_stands_for_none_not_even_where_cells_are_missing() -> None:
    """Black people of both sexes are no measurement of Asian men, and all men are none of White men."""
    cells = [each for each in CELLS if each.row != "male-asian"]
    found = coverage([*cells, row("black", race="black"), row("men", "male"), row("all")], AXES, WALK)
    assert ("male", "asian") not in found.own
    assert (
        [each.row for each in found.margins] == ["black", "men", "all"] == [each.row for each in found.unused]
    )
    assert [each.row for each in found.own["male", "black"]] == ["male-black"]


def test_where_only_one_axis_is_split_its_rows_stand_for_both_sexes() -> None:
    found = coverage([row("black", race="black"), row("white", race="white")], AXES, WALK)
    assert {key: rows[0].row for key, rows in found.own.items()} == {
        (sex, race): race for sex in AXES["sex"] for race in ("black", "white")
    }


def test_totals_along_two_axes_and_nothing_by_both_clash() -> None:
    found = coverage([row("black", race="black"), row("men", "male")], AXES, WALK)
    assert [(c.first.row, c.second.row) for c in found.clashes] == [("black", "men")]


def test_all_ages_stand_before_one_age_and_ages_alone_are_pooled() -> None:
    young, old, every = (
        row(name, "male", "black", age=age) for name, age in (("y", "18-29"), ("o", "30+"), ("a", ""))
    )
    assert [each.row for each in coverage([young, old, every], AXES, WALK).own["male", "black"]] == ["a"]
    found = coverage([young, old], AXES, WALK)
    assert [each.row for each in found.own["male", "black"]] == ["y", "o"]
    assert found.clashes == ()


def test_both_orders_of_a_pair_are_one_cell() -> None:
    there = row("there", "male", "black", sex_gallery="male", race_gallery="white")
    back = row("back", "male", "white", sex_gallery="male", race_gallery="black")
    found = coverage([there, back], AXES, WALK)
    pair = ("male", "black"), ("male", "white")
    assert {each.row for each in found.pairs[pair]} == {"there", "back"}
    assert found.pairs[pair] == found.pairs[pair[1], pair[0]]
    assert found.clashes == ()


def test_a_row_twice_clashes_even_where_the_scenario_has_no_such_group() -> None:
    found = coverage([*CELLS, row("a", "male", "hispanic"), row("b", "male", "hispanic")], AXES, WALK)
    assert [(c.first.row, c.second.row) for c in found.clashes] == [("a", "b")]


def test_counts_beside_none_clash() -> None:
    bare = row("bare", "male", "black", numerator=None, denominator=None, value=0.01, place="elsewhere")
    found = coverage([*CELLS, bare], AXES, WALK)
    assert [c.rule for c in found.clashes] == ["one publishes its counts and the other does not"]


@given(
    st.permutations(
        [*CELLS, row("black", race="black"), row("old", "male", "black", age="60+"), row("men", "male")]
    )
)
def test_the_order_of_lines_never_matters(rows: list[Row]) -> None:
    found = coverage(rows, AXES, WALK)
    assert {key: {each.row for each in rows} for key, rows in found.own.items()} == {
        (sex, race): {f"{sex}-{race}"} for sex in AXES["sex"] for race in AXES["race"]
    }
    assert {each.row for each in found.unused} == {"black", "old", "men"}
