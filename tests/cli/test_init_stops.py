"""`import`, `init --stops`, `run`: three commands from a table to a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.records.imports import made

RACES = ("black", "hispanic", "white", "unknown")


@pytest.fixture
def table(command: Command, tmp_path: Path) -> Path:
    """A year of stops in the Stanford layout; the command runs where it lies."""
    del command
    days = [date(2023, 1, 1) + timedelta(n % 365) for n in range(4000)]
    lines = [
        f"{n},{day},{n % 24:02}:{n % 59 + 1:02},1,{RACES[n % 4]},{('female', 'male')[n % 3 > 0]},vehicular"
        for n, day in enumerate(days)
    ]
    path = tmp_path / "stops.csv"
    path.write_text(
        "\n".join(["raw_row_number,date,time,district,subject_race,subject_sex,type", *lines]) + "\n"
    )
    return path


def test_three_commands_from_a_table_to_a_page_with_honest_words(command: Command, table: Path) -> None:
    assert command("import", str(table), "--to", "ours").code == 0
    done = command(
        "init", "city.yaml", "--stops", "ours", "--like", "california-patrol", "--title", "Scans in our city"
    )
    assert (done.code, done.out.splitlines()[0]) == (0, "city.yaml")
    assert "Borrowed from california-patrol: gallery, matcher, pathway." in done.err
    assert command("check", "city.yaml").code == 0
    run = command("run", "city.yaml", "--draws", "200", "--no-clock")
    assert run.code == 0
    assert "Scans in our city" in run.out
    assert "of the spread rests on what is borrowed from another deployment or a wider group" in " ".join(
        run.out.split()
    )
    page = next(table.parent.glob("results/city/*/dashboard.html")).read_text(encoding="utf-8")
    assert "borrowed from california-patrol: nothing is known of them here" in page


def test_without_an_example_check_says_what_is_left(command: Command, table: Path) -> None:
    command("import", str(table), "--to", "ours")
    assert command("init", "city.yaml", "--stops", "ours").code == 0
    done = command("check", "city.yaml")
    assert done.code == 3
    assert 5 <= len(done.err.splitlines()) <= 24
    assert "gallery is missing" in done.err


def test_a_file_that_is_there_is_left_alone(command: Command, table: Path) -> None:
    command("import", str(table), "--to", "ours")
    (table.parent / "city-if-unknown-are-white.yaml").write_text("mine")
    done = command("init", "city.yaml", "--stops", "ours", "--like", "california-patrol")
    assert done.code == 2
    assert "is already there" in done.err
    assert not (table.parent / "city.yaml").exists()


def test_what_goes_with_stops_alone_is_a_usage_fault(command: Command) -> None:
    assert command("init", "city.yaml", "--like", "california-patrol").code == 2
    assert command("init", "city.yaml", "--stops", "nowhere").code == 4


SELF = (
    "White - English/Welsh/Scottish/Northern Irish/British",
    "White - Irish",
    "White - Gypsy or Irish Traveller",
    "White - Any other White background",
    "Mixed/Multiple ethnic groups - White and Black Caribbean",
    "Mixed/Multiple ethnic groups - White and Black African",
    "Mixed/Multiple ethnic groups - White and Asian",
    "Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background",
    "Asian/Asian British - Indian",
    "Asian/Asian British - Pakistani",
    "Asian/Asian British - Bangladeshi",
    "Asian/Asian British - Chinese",
    "Asian/Asian British - Any other Asian background",
    "Black/African/Caribbean/Black British - African",
    "Black/African/Caribbean/Black British - Caribbean",
    "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background",
    "Other ethnic group - Any other ethnic group",
    "Other ethnic group - Arab",
    "Other ethnic group - Not stated",
)
"""The eighteen self-defined ethnicities of the census of 2011, and the one that says none."""


def british() -> str:
    return made.table(
        [
            made.uk(
                f"{date(2023, 1, 1) + timedelta(n % 365)}T{n % 24:02}:{n % 59 + 1:02}:00+00:00",
                own=SELF[n % len(SELF)],
                gender=("Female", "Male")[n % 3 > 0],
            )
            for n in range(7000)
        ]
    )


def nobodys() -> str:
    days = (date(2023, 1, 1) + timedelta(n % 365) for n in range(2000))
    return made.table(
        [{"when": str(day), "at": f"{n % 24:02}:{n % 59 + 1:02}"} for n, day in enumerate(days)]
    )


def areas() -> str:
    return made.table(
        [
            {
                "race": f"Area {n % 30}",
                "sex": ("male", "female")[n % 7 > 3],
                "date": str(date(2023, 1, 1) + timedelta(n % 365)),
            }
            for n in range(9000)
        ]
    )


@pytest.mark.parametrize(
    ("text", "asked", "like", "labels"),
    [
        (british, ("--as", "uk-police", "--race-from", "self"), "capital-cameras", ("Black Caribbean women", "Mixed White and Asian men")),
        (nobodys, ("--as", "csv", "--column", "race=none", "--column", "sex=none", "--column", "date=when", "--column", "time=at"), "california-patrol", ("Everybody",)),
        (areas, ("--as", "csv"), "california-patrol", ("Area 7 women", "Area 29 men")),
    ],
    ids=["eighteen ethnicities", "one group", "sixty groups"],
)  # fmt: skip
def test_however_many_groups_their_labels_read_as_people_speak(
    text: Callable[[], str],
    asked: tuple[str, ...],
    like: str,
    labels: tuple[str, ...],
    command: Command,
    tmp_path: Path,
) -> None:
    (tmp_path / "2023-01-ours-stop-and-search.csv").write_text(text())
    assert command("import", "2023-01-ours-stop-and-search.csv", *asked, "--to", "ours").code == 0
    begun = ("--stops", "ours", "--like", like, "--kind", "traffic_stops")
    assert command("init", "city.yaml", *begun).code == 0
    run = command("run", "city.yaml", "--draws", "100", "--no-clock", "--full")
    assert run.code == 0, run.err
    page = next(tmp_path.glob("results/city/*/dashboard.html")).read_text(encoding="utf-8")
    for label in labels:
        assert label in run.out
        assert label in page
    for wrong in ("caribbean female", "female black", "black-caribbean women", "area 7 female"):
        assert wrong not in run.out.lower()
