"""Bounds of factors: every one has a plausible and a possible range, and shipped scenarios are inside the former."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from simulator.documents import Faults
from simulator.scenario import load, shipped
from simulator.scenario.checks.bounds import BOUNDS, bound_of, way_out
from simulator.scenario.grammar import Scenario
from simulator.scenario.quantities import Duration, Positive, Quantity


def told(text: str, folder: Path, base: str = "california-patrol") -> tuple[list[str], list[str]]:
    """Faults and warnings of a scenario that says only this."""
    path = folder / "own.yaml"
    path.write_text(f"extends: {base}\ntitle: Ours\n{text}\n", encoding="utf-8")
    try:
        return [], [each.sentence for each in load(str(path)).warnings]
    except Faults as found:
        return [each.sentence for each in found.faults], []


def quantities(kind: Any, path: str = "") -> Iterator[tuple[str, type[Quantity]]]:
    """Every number without an upper bound that the grammar has, with an example of its path."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        yield from quantities(arguments[0], path)
    elif origin in (Union, UnionType):
        for member in arguments:
            yield from quantities(member, path)
    elif origin is list:
        yield from quantities(arguments[0], f"{path}.0")
    elif origin is dict:
        yield from quantities(arguments[1], f"{path}.anything")
    elif isinstance(kind, type) and issubclass(kind, Quantity):
        if issubclass(kind, Positive):
            yield path, kind
        yield f"{path}.spread", Positive
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        inside = kind.model_fields.items()
        fields = ((name, info) for name, info in inside if not (kind is Duration and name == "by_kind"))
        for name, info in fields:
            yield from quantities(info.annotation, f"{path}.{info.alias or name}".lstrip("."))


PATHS = sorted({path for path, _ in quantities(Scenario)})


@pytest.mark.parametrize("path", PATHS)
def test_every_factor_of_the_grammar_has_bounds(path: str) -> None:
    assert len(PATHS) > 30
    assert bound_of(path) is not None


@pytest.mark.parametrize("name", BOUNDS)
def test_what_is_plausible_is_possible(name: str) -> None:
    bound = BOUNDS[name]
    (low, high), (least, most) = bound.plausible, bound.possible
    assert least <= low < high <= most


@pytest.mark.parametrize("name", shipped())
def test_shipped_scenarios_warn_of_nothing(name: str) -> None:
    assert load(name).warnings == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("encounters: {year_to_year: {value: 10, assumed: x}}",
         "encounters.year_to_year.value = 10: 10 cannot be: a coefficient of variation between years is between 0 and 3; if per cent are "
         "meant, write 0.1"),
        ("encounters: {site_cv: {value: 30, assumed: x}}",
         "encounters.site_cv.value = 30: 30 cannot be: a coefficient of variation between places is between 0 and 10; if per cent are meant, "
         "write 0.3"),
        ("people: {uneven: {between: [70, 200], assumed: x}}",
         "people.uneven.between = [70, 200]: 200 cannot be: a coefficient of variation of encounters between people is between 0 and 20; if "
         "per cent are meant, write 2"),
        ("gallery: {persons: {value: 1e10, assumed: x}}",
         "10,000,000,000 cannot be: a number of people enrolled is between 0 and 8,300,000,000; look for a "
         "slipped decimal or another unit"),
        ("mated: {enrolled_encountered: {by_group: {default: {value: 1, assumed: x}, black: {value: 2000, assumed: x}}}}",
         "mated.enrolled_encountered.by_group.black.value = 2000: 2,000 cannot be: how many times as often an enrolled person is met is "
         "between 0 and 1,000; if per cent are meant, write 20"),
    ],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_way_out(text: str, sentence: str, tmp_path: Path) -> None:
    faults, _ = told(text, tmp_path)
    assert any(each.endswith(sentence) for each in faults)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("encounters: {year_to_year: {value: 1.5, assumed: x}}", "encounters.year_to_year.value = 1.5"),
        ("encounters: {persons_per_encounter: {value: 140, assumed: x}}", "encounters.persons_per_encounter.value = 140"),
        ("encounters: {scale: {value: 2000, assumed: x}}", "encounters.scale.value = 2000"),
        ("encounters: {association: {between: [50, 200], assumed: x}}", "encounters.association.between = [50, 200]"),
        ("people: {uneven: {value: 3.5, assumed: x}}", "people.uneven.value = 3.5"),
        ("mated: {enrolled_encountered: {between: [50, 400], assumed: x}}", "mated.enrolled_encountered.between = [50, 400]"),
        ("gallery: {spread: {between: [67, 150], assumed: x}}", "gallery.spread.between = [67, 150]"),
        ("matcher: {transfer: {between: [10, 1000], assumed: x}}", "matcher.transfer.between = [10, 1000]"),
        ("matcher: {transfer_by_group: {value: 120, assumed: x}}", "matcher.transfer_by_group.value = 120"),
        ("matcher: {frailty: {value: 8, assumed: x}}", "matcher.frailty.value = 8"),
        ("matcher: {differential: {band: {between: [50, 200], assumed: x}}}", "matcher.differential.band.between = [50, 200]"),
        ("matcher: {differential: {cross_group: {between: [1, 30], assumed: x}}}", "matcher.differential.cross_group.between = [1, 30]"),
        ("matcher: {policy: {fixed_fmr: 0.1}}", "matcher.policy.fixed_fmr = 0.1"),
        ("matcher: {level: {audit: null, value: 0.001, as: fpir, assumed: x, gallery_size: 1}}", "matcher.level.gallery_size = 1"),
        ("pathway: {questioned: {takes: {uncertain: {value: 100, assumed: x}}}}", "pathway.questioned.takes.uncertain.value = 100"),
    ],
    ids=lambda text: text[:50],
)  # fmt: skip
def test_what_is_not_plausible_warns_and_runs(text: str, path: str, tmp_path: Path) -> None:
    faults, warnings = told(text, tmp_path)
    assert faults == []
    (warning,) = [each for each in warnings if each.startswith(f"{path}: ")]
    assert "plausible" in warning
    assert "; " in warning


@given(st.floats(0.02, 1))
def test_a_per_cent_written_for_a_factor_is_told_with_the_factor(value: float) -> None:
    assert way_out(100 * value, (0, 1)) == f"if per cent are meant, write {value:.4g}"
    assert way_out(100 * value, (0, 1e10)) == "look for a slipped decimal or another unit"
