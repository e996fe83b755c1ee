"""The unknown are groups of their own; what they could be is bounded, adds up, and reaches the folder."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.records.imports import Choices
from simulator.records.imports.who import Who, a_year, bounds, ordered
from tests.records.imports import made
from tests.records.imports.made import imported, table

COUNT = st.integers(0, 10_000)


@st.composite
def peoples(draw: st.DrawFn) -> Who:
    axes = {"sex": tuple("abc"[: draw(st.integers(1, 3))]), "race": tuple("vwxyz"[: draw(st.integers(1, 5))])}
    if draw(st.booleans()):
        axes["age"] = tuple("123"[: draw(st.integers(1, 3))])
    shape = [len(labels) + 1 for labels in axes.values()]
    cells = draw(st.lists(COUNT, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    return Who(axes, np.array(cells, np.int64).reshape(shape))


@given(peoples())
def test_sharing_out_loses_nobody_and_stays_within_the_bounds(who: Who) -> None:
    shared = who.in_proportion()
    assert shared.sum() == who.total
    assert (shared >= who.known).all()
    assert (shared <= who.most() + 1).all()  # rounding to whole people moves a group by less than one


@given(peoples())
def test_all_of_one_race_is_that_races_most(who: Who) -> None:
    for race in who.races:
        table_ = bounds(who).ends.get(race, who.in_proportion())
        assert table_.sum() == who.total
        assert (
            table_[:, who.races.index(race)].sum() >= who.in_proportion()[:, who.races.index(race)].sum() - 1
        )


@given(peoples())
def test_whoever_is_unknown_is_counted_so_by_one_axis_alone(who: Who) -> None:
    told = [axes for axis in who.axes for axes in who.counted_unknown_by(axis)]
    assert sorted(told) == sorted(who.unknowns())
    lost = sum(who.total - who.shared_of(axis).sum() for axis in who.axes)
    assert lost == pytest.approx(who.total - who.recorded)
    assert sum(who.without(axis) for axis in who.axes) >= who.total - who.recorded


def test_the_unknown_are_shared_within_their_own_sex() -> None:
    axes = {"sex": ("female", "male"), "race": ("black", "white")}
    who = Who(axes, np.array([[30, 10, 4], [50, 50, 10], [0, 0, 0]]))
    assert who.in_proportion().tolist() == [[33, 11], [55, 55]]
    assert who.most().tolist() == [[34, 14], [60, 60]]
    assert bounds(who).ends["black"].tolist() == [[34, 10], [60, 50]]


def test_the_undated_fell_in_a_whole_year_in_proportion_or_not_at_all_or_all_of_them() -> None:
    axes = {"sex": ("female",), "race": ("black", "white")}
    dated, undated = (Who(axes, np.array([[*counts, 0], [0, 0, 0]])) for counts in ((100, 300), (10, 30)))
    year = a_year(dated, undated, years=2, share=0.5)
    assert year.least.tolist() == [[50, 150]]
    assert year.middle.tolist() == [[53, 157]]  # 52.5 and 157.5 of 210
    assert year.most.tolist() == [[55, 165]]
    assert year.ends == {}


def test_labels_stand_in_the_librarys_order_then_the_sources() -> None:
    assert ordered(["zebra", "white", "unread", "asian", "not-recorded", "arab"], "race") == (
        "asian",
        "white",
        "arab",
        "zebra",
    )
    own = ["other", "white-british", "arab", "zebra", "white-irish"]
    printed = ("white-british", "white-irish", "arab", "other")
    assert ordered(own, "race", printed) == (*printed, "zebra"), "as the source prints them"


@pytest.mark.parametrize(("unknown", "asked"), [(1, False), (60, True)])
def test_unknown_race_is_counted_bounded_and_asked_about_where_it_is_much(
    tmp_path: Path, unknown: int, asked: bool
) -> None:
    rows = [made.stanford(race="black" if i % 2 else "white") for i in range(100 - unknown)]
    rows += [made.stanford(race="unknown") for _ in range(unknown)]
    found = imported(tmp_path, table(rows))
    assert found.who.without("race") == unknown
    assert ("are they like the others?" in (tmp_path / "mine" / "report.md").read_text()) == asked
    with (tmp_path / "mine" / "rates.csv").open() as stream:
        rates = {row["row"]: row for row in csv.DictReader(stream)}
    black = rates["stops-female-black"]
    recorded = (100 - unknown) // 2
    assert (int(black["lo"]), int(black["hi"])) == (recorded, recorded + unknown)
    assert int(black["lo"]) <= int(black["value"]) <= int(black["hi"])
    assert int(rates["race-unknown-female"]["value"]) == unknown
    assert int(rates["all-unknown-are-white-female-black"]["value"]) == recorded
    assert int(rates["all-unknown-are-black-female-black"]["value"]) == recorded + unknown


def test_other_or_unknown_is_neither_until_somebody_says_so(tmp_path: Path) -> None:
    rows = [made.stanford(race=race) for race in ("black", "white", "other/unknown")]
    found = imported(tmp_path, table(rows))
    assert "other-or-unknown" in found.who.races
    recoded = imported(
        tmp_path, table(rows), choices=Choices(recodes={("race", "other-or-unknown"): "not-recorded"})
    )
    assert recoded.who.races == ("black", "white")
    assert recoded.who.without("race") == 1
    assert (
        "other-or-unknown, recoded at the analyst's request" in (tmp_path / "mine" / "report.md").read_text()
    )


def test_a_file_that_says_nothing_of_anybodys_race_has_no_such_axis(tmp_path: Path) -> None:
    found = imported(
        tmp_path, table([made.stanford(race="unknown", sex=sex) for sex in ("male", "female", "")])
    )
    assert found.who.races == ("",)
    assert (found.who.without("race"), found.who.without("sex")) == (0, 1)
    assert "No race is recorded" in (tmp_path / "mine" / "report.md").read_text()
