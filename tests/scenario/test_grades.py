"""`measured` is said of the people and the product in question: a law, a wish, and another place's share are something else."""

from __future__ import annotations

import pytest

from simulator.scenario import inputs, load, shipped


def grade(name: str, path: str) -> str:
    return next(row.grade for row in inputs(load(name)) if row.path == path)


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("california-patrol", "scan", "design"),  # what the agency asked for
        ("california-patrol", "legal_limit", "measured elsewhere"),  # a court's ruling on arrests without a warrant
        ("california-patrol", "encounters.shares.sex", "measured elsewhere"),  # fifteen agencies, a year later
        ("california-patrol", "encounters.total", "measured"),
        ("california-patrol", "encounters.shares.race", "measured"),
        ("california-patrol", "gallery.persons", "measured elsewhere"),  # one county's
        ("california-patrol", "gallery.composition.race.levels.black", "measured elsewhere"),  # arrests, not photos
        ("washington-county-mugshots", "gallery.persons", "measured"),
        ("washington-county-mugshots", "legal_limit", "measured elsewhere"),
        ("orlando-cameras", "gallery.persons", "measured"),
        ("capital-cameras", "gallery.persons", "measured elsewhere"),
    ],
)  # fmt: skip
def test_a_grade_is_what_the_source_measured(name: str, path: str, expected: str) -> None:
    assert grade(name, path) == expected


@pytest.mark.parametrize("name", shipped())
def test_nothing_is_measured_by_a_law_or_a_newspaper(name: str) -> None:
    loaded = load(name)
    kinds = {
        row.path: loaded.library.source(row.source.split("/")[0]).kind
        for row in inputs(loaded)
        if row.grade == "measured" and row.source is not None
    }
    assert not {path for path, kind in kinds.items() if kind in ("law", "reporting", "proxy")}
