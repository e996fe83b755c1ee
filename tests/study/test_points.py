"""A scenario at a point is the scenario of the same settings, moved in place or read anew."""

import pickle
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from simulator.documents import Faults
from simulator.impact.summary import Impact
from simulator.kernel import run
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.study.points import Anew, InPlace, corners, points_of

CASES: dict[str, tuple[str, Mapping[str, Sequence[str]], type[InPlace] | type[Anew]]] = {
    "sizes and shares": (
        "california-patrol",
        {
            "gallery.persons": ("100000", "348000"),
            "mated.stale": ("0.01", "0.3"),
            "scan.value": ("0.2", "1"),
            "pathway.roadside_review.proceeds.false_match": ("0.1", "0.5"),
        },
        InPlace,
    ),
    "what is doubtful stays so": ("capital-cameras", {"matcher.frailty": ("0.5", "2")}, InPlace),
    "what was learned stays one unknown": (
        "capital-cameras-learned",
        {"mated.stale": ("0.05", "0.2"), "pathway.operator_review.proceeds.false_match": ("0.1", "0.5")},
        InPlace,
    ),
    "a rate held": ("california-patrol-fixed-fpir", {"matcher.policy.fixed_fpir": ("1e-5", "1e-3")}, InPlace),
    "a list so short that its luck depends on it": (
        "prison-gate",
        {"gallery.persons": ("40", "400")},
        Anew,
    ),
    "no quantity": ("california-patrol", {"resources.fingerprint_desk.servers": ("1", "4")}, Anew),
    "a year's spread": ("california-patrol", {"encounters.year_to_year": ("0", "0.3")}, Anew),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_point_is_the_scenario_of_its_settings(
    case: tuple[str, Mapping[str, Sequence[str]], type[InPlace] | type[Anew]],
) -> None:
    name, axes, kind = case
    points = pickle.loads(pickle.dumps(points_of(name, load(name), corners(axes))))
    assert type(points) is kind
    point = {path: values[i % 2] for i, (path, values) in enumerate(axes.items())}
    loaded = load(name, point)
    settled, moved = compile_scenario(loaded.scenario, loaded.library), points.at(point)
    one, other = (Impact(run(each, 3, 200), each) for each in (settled, moved))
    for measure in ("wrongly_held", "wanted_found", "fpir", "people_held_once", "ratio_to_best_served"):
        for selection in ("all", "women_or_minorities", *settled.groups[:2]):
            expected = one.values(measure, selection)
            assert np.array_equal(other.values(measure, selection), expected, equal_nan=True)


def test_a_number_moved_leaves_every_other_unknown_its_draws() -> None:
    points = points_of("prison-gate", load("prison-gate"), [{"scan": "0.5"}, {"scan": "1"}])
    low, high = (points.at({"scan": text}).unknowns for text in ("0.5", "0.75"))
    assert [one.identity for one, other in zip(low, high, strict=True) if one != other] == ["moved/scan"]


def test_a_corner_that_cannot_be_is_a_fault() -> None:
    with pytest.raises(Faults, match=r"mated\.stale"):
        points_of("prison-gate", load("prison-gate"), [{"mated.stale": "0.1"}, {"mated.stale": "1.2"}])


def test_the_corners_of_many_axes_are_their_ends_one_by_one() -> None:
    axes = {f"a{i}": ("0", "1") for i in range(6)}
    few = corners({path: axes[path] for path in ("a0", "a1")})
    many = corners(axes)
    assert few == [{"a0": x, "a1": y} for x in "01" for y in "01"]
    assert (len(many), set(many[0].values()), set(many[-1].values())) == (8, {"0"}, {"1"})
    assert [sum(each == "1" for each in corner.values()) for corner in many] == [0, 1, 1, 1, 1, 1, 1, 6]
