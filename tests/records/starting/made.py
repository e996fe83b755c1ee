"""Imports of a few rows and the scenario begun from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from simulator.records.imports import Choices, import_stops, open_all
from simulator.records.starting import files_of, gather
from tests.records.imports import made
from tests.records.imports.made import TODAY, table

YEAR = [date(2023, 1, 1) + timedelta(n) for n in range(365)]


def stops(folder: Path, rows: Sequence[dict[str, str]], choices: Choices | None = None) -> Path:
    """The folder of an import of these rows."""
    (folder / "stops.csv").write_text(table(rows))
    known = choices or Choices(today=TODAY)
    import_stops(open_all([folder / "stops.csv"], "", known), folder / "mine", known)
    return folder / "mine"


def stanford(races: Sequence[str], days: Sequence[date] = YEAR) -> list[dict[str, str]]:
    return [
        made.stanford(
            str(day), f"{n % 24:02}:{n % 59 + 1:02}", race, ("female", "male")[n % 2], raw_row_number=str(n)
        )
        for n, day in enumerate(days)
        for race in races
    ]


def begun(
    folder: Path,
    mine: Path,
    *,
    population: Path | None = None,
    like: str = "california-patrol",
    kind: str = "",
    title: str = "",
) -> Path:
    """The scenario's file; its variants stand beside it."""
    file = folder / "city.yaml"
    for path, text in files_of(gather(mine, file, population, kind, title, like), file).items():
        path.write_text(text, encoding="utf-8")
    return file


OWN_WORDS = [
    "White - English/Welsh/Scottish/Northern Irish/British",
    "White - Any other White background",
    "Black/African/Caribbean/Black British - Caribbean",
    "Black/African/Caribbean/Black British - African",
    "Mixed/Multiple ethnic groups - White and Black Caribbean",
    "Asian/Asian British - Indian",
    "Other ethnic group - Arab",
    "Other ethnic group - Not stated",
]


def uk_rows(words: Sequence[str], officer: str = "White") -> list[dict[str, str]]:
    return [
        made.uk(
            f"{day}T{n % 24:02}:{n % 59 + 1:02}:00+00:00",
            officer=officer,
            own=own,
            gender=("Female", "Male")[n % 2],
        )
        for n, day in enumerate(YEAR)
        for own in words
    ]
