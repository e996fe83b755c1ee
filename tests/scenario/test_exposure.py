"""Exposure: what is added up is parts of one whole, hours go by their labels, shares are not mixed, sites add up."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from simulator.model.compile import compile_scenario
from tests.scenario.labs import Line, line, loaded, said

OWN = "encounters: {total: null, shares: null, association: null, dataset: lab/stops}"
STOPS = {"asian": 150, "black": 450, "hispanic": 600, "white": 1200}


def stops(name: str = "", times: int = 1, **cells: object) -> list[Line]:
    """Stops of every group, with these labels."""
    return [
        {**line(f"{name}{sex}-{race}", "stops", "stops", set="stops", sex=sex, race=race, value=n * times, when=2024), **cells}
        for sex in ("female", "male")
        for race, n in STOPS.items()
    ]  # fmt: skip


def test_parts_of_one_whole_are_added_up(tmp_path: Path) -> None:
    """Two bands of age at two places: 2,400 × 2 sexes × (1 + 3) × (1 + 2) = 57,600 stops."""
    lines = [
        each
        for age, a in (("18-29", 1), ("30+", 3))
        for place, b in (("north", 1), ("south", 2))
        for each in stops(f"{place}-{a}-", a * b, age=age, place=place)
    ]
    found = loaded(tmp_path, OWN, lines)
    compiled = compile_scenario(found.scenario, found.library)
    assert compiled.encounters.of(np.zeros((len(compiled.unknowns), 1))).sum() == 57_600


OVERLAPS = {
    "an age and all ages": (
        [*stops("a-", age="18-29"), *stops("b-", age="30+"), *stops("c-", 2, age="all")],
        "lab/c-female-asian and lab/a-female-asian cannot be added up: the first is a total over age (all) and the second one of its parts",
    ),
    "an age and no age": ([*stops("a-", age="18-29"), *stops()], "the first is a total over age (no label)"),
    "two bands of age": ([*stops("a-", age="18-29"), *stops("b-", age="25+")], "the ages 18-29 and 25+ overlap"),
    "two years": ([*stops(), *stops("b-", when=2023)], "one is of 2024 and the other of 2023"),
    "a year and a part of it": ([*stops(), *stops("b-", when="2024-01")], "the first is of 2024 and the second of 2024-01"),
    "the same rows again": ([*stops(), *stops("b-")], "both have the same labels, so the same people are counted twice"),
    "two metrics": ([*stops(), *stops("b-", metric="faces_seen", place="x")], "one is stops and the other faces_seen"),
    "two units": ([*stops(), *stops("b-", unit="persons", place="x")], "one is stops and the other persons"),
    "a margin of one race": (
        [*stops(), line("black", "stops", "stops", set="stops", race="black", value=900, when=2024)],
        "lab/black and lab/female-asian cannot be added up: the first is a total over sex (no label)",
    ),
    "a margin of one sex": (
        [*stops(), line("women", "stops", "stops", set="stops", sex="female", value=2400, when=2024)],
        "the first is a total over race (no label)",
    ),
    "a total that has a name": (
        [*stops("a-", place="north"), *stops("b-", 2, place="south"), *stops("c-", 3, place="county")],
        "the first (place county) is the sum of all the others",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OVERLAPS)
def test_rows_that_overlap_are_refused(name: str, tmp_path: Path) -> None:
    lines, rule = OVERLAPS[name]
    found = said(tmp_path, OWN, lines)
    assert any(
        each.startswith("encounters.dataset = lab/stops: its rows lab/") and rule in each for each in found
    ), found


def test_bands_of_age_do_not_overlap(tmp_path: Path) -> None:
    found = said(tmp_path, OWN, [*stops("a-", age="18-29"), *stops("b-", age="25+")])
    assert found == [
        "encounters.dataset = lab/stops: its rows lab/a-female-asian and lab/b-female-asian cannot be added up: the ages "
        "18-29 and 25+ overlap; leave one of them out of the set (an empty cell under set)"
    ]


def test_a_margin_along_an_axis_table_is_refused(tmp_path: Path) -> None:
    text = "population: {shares: {sex: {dataset: lab/stops, levels: null}}}"
    lines = [*stops(), line("women", "stops", "stops", set="stops", sex="female", value=2400, when=2024)]
    assert any("cannot be added up" in each for each in said(tmp_path, text, lines))


def test_published_shares_are_of_one_whole(tmp_path: Path) -> None:
    lines = [line(sex, "share_of_stops", "rate", set="sex", sex=sex, value=0.3) for sex in ("female", "male")]
    found = said(tmp_path, "encounters: {shares: {sex: {dataset: lab/sex, levels: null}}}", lines)
    assert [each.split(";")[0] for each in found] == [
        "encounters.shares.sex.dataset = lab/sex: its shares add up to 0.6, so they are not of one whole or some are missing"
    ]


HOURS = "encounters: {profile: {dataset: lab/hours}}"
DAY = [
    line(f"h{i}", "stops_in_hour", "stops", set="hours", when=f"{i:02d}:00", value=1000 * (8 <= i < 16))
    for i in range(24)
]
WEEK = [
    line(f"{day.lower()}-{i}", "stops_in_hour", "stops", set="hours", when=f"{day} {i}:00", value=1 + 10 * (day == "Sat") + i)
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    for i in range(24)
]  # fmt: skip


def test_hours_go_by_their_labels_in_any_order(tmp_path: Path) -> None:
    text_order = sorted(DAY, key=lambda each: str(each["row"]))
    found = loaded(tmp_path, HOURS, text_order)
    profile = compile_scenario(found.scenario, found.library).profile
    assert list(np.flatnonzero(profile[:24])) == list(range(8, 16))


def test_a_week_begins_on_monday_whatever_the_files_order(tmp_path: Path) -> None:
    shuffled = [*WEEK]
    random.Random(1).shuffle(shuffled)
    found = loaded(tmp_path, HOURS, shuffled)
    profile = compile_scenario(found.scenario, found.library).profile
    weights = np.array([each["value"] for each in WEEK], dtype=float)
    np.testing.assert_allclose(profile, weights / weights.mean())


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([*DAY, {**DAY[9], "row": "again"}], "rows lab/h9 and lab/again are both of the hour 09:00"),
        (DAY[:-1], "has no row for 23:00"),
        ([{**DAY[0], "when": "midnight"}, *DAY[1:]], "row lab/h0 has the label 'midnight' under when, which names no hour"),
        ([{**each, "when": ""} for each in DAY], "row lab/h0 has the label '' under when, which names no hour"),
        ([{**DAY[0], "when": "24:00"}, *DAY[1:]], "row lab/h0 has the label '24:00' under when, which names no hour"),
        ([{**DAY[0], "when": "Mon 00:00"}, *DAY[1:]], "row lab/h1 has the label '01:00' under when, which names no hour"),
        (WEEK[:-2], "has no row for Sunday 22:00, Sunday 23:00"),
        ([{**each, "value": 0} for each in DAY], "its weights add up to nothing"),
        ([{**DAY[0], "unit": "faces"}, *DAY[1:]], "its rows are in faces (lab/h0) and in stops (lab/h1)"),
    ],
)  # fmt: skip
def test_hours_are_all_named_once(lines: list[Line], message: str, tmp_path: Path) -> None:
    found = said(tmp_path, HOURS, lines)
    assert any(each.startswith(f"encounters.profile.dataset = lab/hours: {message}") for each in found), found


def shares(*values: float) -> str:
    levels = ", ".join(
        f"{race}: {{value: {value:g}, assumed: n}}" for race, value in zip(STOPS, values, strict=True)
    )
    return f"encounters: {{shares: {{race: {{levels: {{{levels}}}}}}}}}"


@pytest.mark.parametrize(
    "values",
    [(0.1, 0.2, 0.3, 0.4), (10, 20, 30, 40), (0.5, 19.5, 30, 50), (1, 1, 1, 2), (1500, 1500, 2000, 7)],
)
def test_shares_per_cents_and_counts_are_taken(values: tuple[float, ...], tmp_path: Path) -> None:
    assert said(tmp_path, shares(*values)) == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((0.1, 0.2, 0.3, 40), "40.6: asian is a share and white a per cent or a count; together they add up to 40.6, neither 1 nor 100"),
        ((10, 20, 30, 0.4), "60.4: white is a share and asian a per cent or a count"),
        ((0.1, 0.2, 0.3, 0.3), "0.9: shares must sum to 1; or give counts"),
        ((10.5, 20, 30, 20), "80.5: are no counts, which are whole, and per cents must sum to 100"),
        ((0, 0, 0, 0), "0: these numbers add up to nothing"),
    ],
)  # fmt: skip
def test_shares_and_per_cents_are_not_mixed(values: tuple[float, ...], message: str, tmp_path: Path) -> None:
    assert [each for each in said(tmp_path, shares(*values)) if message in each]


def test_a_share_and_a_per_cent_between_bounds_are_not_mixed(tmp_path: Path) -> None:
    text = shares(0.1, 0.2, 0.3, 0.4).replace("value: 0.4", "between: [30, 50]")
    assert any("white a per cent or a count" in each for each in said(tmp_path, text))


def test_numbers_by_group_are_no_shares(tmp_path: Path) -> None:
    table = "by_group: {black: {value: 0.2, assumed: n}, default: {value: 0.8, assumed: n}}"
    found = said(tmp_path, f"population: {{total: null, shares: null, {table}}}")
    assert found == [
        "population.by_group = [black, default]: these look like shares, and population by group are numbers; "
        "give a total: with shares: along each axis, or numbers"
    ]


SITES = "encounters: {total: %s, sites: {levels: {a: {value: %s, assumed: n}, b: {value: %s, assumed: n}}}}"
TEN_THOUSAND = "{value: 10000, assumed: n}"
ABOUT = "{between: [8000, 12000], assumed: n}"


@pytest.mark.parametrize(
    ("total", "a", "b"),
    [(TEN_THOUSAND, 7000, 3000), (TEN_THOUSAND, 2, 1), (TEN_THOUSAND, 0.3, 0.7), (ABOUT, 6000, 3000)],
)
def test_sites_are_counts_that_add_up_or_weights(total: str, a: float, b: float, tmp_path: Path) -> None:
    assert said(tmp_path, SITES % (total, a, b)) == []


@pytest.mark.parametrize(
    ("total", "a", "b", "message"),
    [
        (TEN_THOUSAND, 5000, 3000, "the sites add up to 8,000, and the encounters to 10,000"),
        (TEN_THOUSAND, 70000, 30000, "the sites add up to 100,000, and the encounters to 10,000"),
        (ABOUT, 2000, 3000, "the sites add up to 5,000, and the encounters to 8,000 to 12,000"),
        (TEN_THOUSAND, 0.3, 70, "some of these are shares and others per cents or counts"),
    ],
)
def test_sites_that_do_not_add_up_are_refused(
    total: str, a: float, b: float, message: str, tmp_path: Path
) -> None:
    assert any(message in each for each in said(tmp_path, SITES % (total, a, b)))


def test_sites_of_one_record_add_up_to_its_total(tmp_path: Path) -> None:
    """Another city's total beside the shipped sites says nothing; the sites' own record must add up to its own total."""
    agencies = [
        line(f"a{i}", "stops", "stops", set="agencies", place=f"town-{i}", value=1000 + i) for i in range(3)
    ]
    total = [line("total", "stops", "stops", value=4000)]
    own = "encounters: {total: {audit: lab/total}, sites: {dataset: lab/agencies}}"
    assert any("the sites add up to 3,003" in each for each in said(tmp_path, own, [*agencies, *total]))
    other = "encounters: {total: {value: 250000, assumed: our own count}, sites: {dataset: lab/agencies}}"
    assert said(tmp_path, other, [*agencies, *total]) == []


def test_a_total_among_sites_is_refused(tmp_path: Path) -> None:
    lines = [
        line(f"a{i}", "stops", "stops", set="agencies", place=f"town-{i}", value=n)
        for i, n in enumerate((100, 200, 300))
    ]
    found = said(tmp_path, "encounters: {sites: {dataset: lab/agencies}}", lines)
    assert any("the first (place town-2) is the sum of all the others" in each for each in found)


def test_groups_are_no_sites(tmp_path: Path) -> None:
    found = said(tmp_path, "encounters: {sites: {dataset: ripa-2018h2/stops-by-race}}")
    assert any(
        "its row ripa-2018h2/stops-hispanic is of a group (hispanic), and a site is a place" in each
        for each in found
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("male/black: {value: 45, assumed: x}", "encounters.by_group.male/black: replaces what lab/stops prints: male/black 450; name groups that the dataset lacks, add a note that says why, or write dataset: null"),
        ("black: {value: 45, assumed: x}", "encounters.by_group.black: replaces what lab/stops prints: female/black 450, male/black 450;"),
        ("default: {value: 45, assumed: x}", "encounters.by_group.default: replaces what lab/stops prints: female/asian 150, female/black 450 and 6 more;"),
        ("male/black: {value: 45, assumed: x, note: stops on foot are left out}", None),
    ],
)  # fmt: skip
def test_a_typed_number_replaces_no_published_one_without_a_word(
    typed: str, sentence: str | None, tmp_path: Path
) -> None:
    text = OWN.replace("{total", f"{{by_group: {{{typed}}}, total")
    found = said(tmp_path, text, stops())
    assert [sentence is not None and sentence in each for each in found] == [True] * (sentence is not None)
