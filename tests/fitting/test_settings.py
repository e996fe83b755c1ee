"""Settings are found from faces alone, and places from their names."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.fitting.places import normalised, place_effects
from simulator.fitting.settings import settings, typical_faces


def logs(*parts: tuple[int, float]) -> np.ndarray:
    """Log faces: so many rows about each number, alternately a quarter above and below it."""
    return np.concatenate([np.log(level * np.where(np.arange(n) % 2, 1.25, 0.8)) for n, level in parts])


def test_a_threefold_shift_of_eight_in_a_row_ends_a_setting_and_a_busy_day_does_not() -> None:
    faces = logs((20, 1000.0), (20, 4000.0))
    faces[7] = np.log(30_000.0)
    labels = settings(faces, ["a"] * 40)
    assert labels.tolist() == [0] * 20 + [1] * 20


def test_a_twofold_shift_is_the_same_setting() -> None:
    assert set(settings(logs((20, 1000.0), (20, 2000.0)), ["a"] * 40)) == {0}


def test_a_label_reads_no_later_row_than_the_last() -> None:
    faces = logs((20, 1000.0), (20, 8000.0))
    for end in (21, 24, 30):
        before = settings(faces[:end], ["a"] * end)
        changed = faces.copy()
        changed[end:] = np.log(5.0)
        assert settings(changed[:end], ["a"] * end).tolist() == before.tolist()


def test_forces_and_rules_of_counting_never_share_a_setting() -> None:
    labels = settings(logs((10, 1000.0)), ["a", "b"] * 5)
    assert labels.tolist() == [0, 1] * 5


def test_rows_without_faces_stay_in_their_stretch() -> None:
    faces = logs((20, 1000.0), (20, 8000.0))
    faces[[0, 5, 30]] = np.nan
    labels = settings(faces, ["a"] * 40)
    assert labels[[0, 5, 30]].tolist() == [0, 0, 1]
    assert np.isfinite(typical_faces(faces, labels)).all()
    assert set(settings(np.full(4, np.nan), ["a"] * 4)) == {0}


def test_places_are_alike_by_their_names() -> None:
    names = [
        "Northend, Croydon",
        "North End Croydon",
        "High St, Sutton",
        "Shepherds Buh",
        "Shepherd’s Bush",
        "",
    ]
    effects = place_effects(tuple(("london", normalised(name)) for name in names))
    likeness = effects @ effects.T
    assert np.diag(likeness)[:5] == pytest.approx([likeness[0, 0]] * 5)
    assert likeness[0, 1] > 0.6
    assert likeness[3, 4] > 0.6
    assert abs(likeness[0, 2]) < 0.1
    assert likeness[5, 5] == 0.0


def test_places_of_a_force_differ_by_the_scale_whatever_all_their_names_share() -> None:
    places = tuple(
        (force, normalised(f"{name} Street")) for force in "ab" for name in ("Ash", "Birch", "Cedar")
    )
    effects = place_effects(places)
    apart = [np.sum((effects[i] - effects[j]) ** 2) for i in range(3) for j in range(i)]
    assert np.mean(apart) / 2 == pytest.approx(1.0)


def test_the_order_of_words_and_brackets_do_not_matter_and_forces_share_nothing() -> None:
    assert normalised("Croydon, George St") == normalised("George St (van), Croydon")
    effects = place_effects((("a", ("croydon",)), ("b", ("croydon",))))
    assert abs((effects @ effects.T)[0, 1]) < 1e-9
