"""Which law is trusted in a setting that is new."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.fitting import forecast as forecasting
from simulator.fitting.counts import Scatter
from simulator.fitting.features import features
from simulator.fitting.forecast import Forecast, Kept, Leap, leaps, leaps_before, step_ahead
from simulator.fitting.laws import LAWS, names_of
from simulator.fitting.learning import Expected
from simulator.fitting.trust import Trust, first_rows, trust_of
from tests.fitting.made import made

NONE_YET = np.zeros((0, 4))


def test_the_shares_of_a_new_setting_add_up() -> None:
    assert sum(law.leap for law in LAWS) == pytest.approx(1.0)
    assert len(names_of(8)) == len(set(names_of(8))) == 8


def test_nothing_scored_leaves_what_is_believed() -> None:
    found = trust_of(NONE_YET, NONE_YET)
    assert found.known == pytest.approx([0.25] * 4)
    assert found.fresh == pytest.approx([law.leap for law in LAWS])


def test_one_earlier_setting_weighs_as_much_as_the_belief() -> None:
    surely_per_face = np.array([[0.0, -90.0, -90.0, -90.0]])
    assert trust_of(NONE_YET, surely_per_face).fresh[0] == pytest.approx((LAWS[0].leap + 1) / 2)


def test_what_is_believed_of_a_new_setting_multiplies_what_months_taught() -> None:
    months = np.zeros((30, 4))
    months[:, 1] = 1.5
    found = trust_of(months, NONE_YET)
    expected = found.known * [law.leap for law in LAWS]
    assert found.known[1] > 0.5
    assert found.fresh == pytest.approx(expected / expected.sum())


def test_a_row_takes_the_weights_of_its_setting() -> None:
    trust = Trust(np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    assert trust.of(np.array([False, True])).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_a_setting_is_new_until_four_of_its_rows_were_counted() -> None:
    record = made("second counter", 1, rows=90, first=70).table
    entered = int(first_rows(record, record["true_alerts"])[-1][0])
    assert features(record.take(np.arange(entered)), record.take(np.arange(entered, entered + 9))).fresh.all()
    later = features(record.take(np.arange(entered + 9)), record.take(np.arange(entered + 9, entered + 15)))
    assert not later.fresh.any()


@pytest.mark.parametrize("kind", ["second counter", "second crowd"])
def test_earlier_settings_tell_a_counter_from_a_crowd(kind: str) -> None:
    record = made(kind, 1, rows=90, first=70).table
    entered = leaps(record, "true_alerts")
    assert entered
    for leap in entered:
        per_face, as_before = leap.log_scores[:2]
        assert (as_before > per_face + 5) == (kind == "second counter")


def test_rows_with_the_same_ends_are_not_taken_for_one_another() -> None:
    """The first rows of a setting leave out those that are not counted, which differ from one kind of count to another."""
    record, kept = made("faces", 1, rows=30, first=20).table, Kept()
    one, other = np.array([20, 21, 23]), np.array([20, 22, 23])
    first, second = (next(step_ahead(record, "true_alerts", [rows], kept)) for rows in (one, other))
    alone = next(step_ahead(record, "true_alerts", [other]))
    assert np.array_equal(second.tables, alone.tables)
    assert not np.array_equal(second.tables, first.tables)


def test_whoever_stands_before_a_month_knows_no_later_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven later settings are more than are told of, and must not take the place of an earlier one."""
    monkeypatch.setattr(forecasting, "_leap", lambda *given: Leap(given[2], np.zeros(4)))
    record, end = made("second counter", 1, rows=200, first=70).table, 90
    faces = record["faces_seen"].copy()
    faces[end:] *= np.where(np.arange(200 - end) // 14 % 2 == 0, 50.0, 1.0)
    changed = replace(record, numbers={**record.numbers, "faces_seen": faces})
    entered, later = leaps_before(changed, "true_alerts", [end, 200])
    assert len(later) == forecasting.MOST_LEAPS
    assert later[0].rows[0] >= end
    assert [each.rows.tolist() for each in entered] == [
        each.rows.tolist() for each in leaps(record.take(np.arange(end)), "true_alerts")
    ]
    assert entered


def test_true_alerts_speak_of_a_new_setting_for_other_counts_too() -> None:
    record = made("second counter", 1, rows=90, first=70).table
    (true, false), rows = (leaps(record, each)[-1] for each in ("true_alerts", "false_alerts")), slice(72, 80)
    assert np.array_equal(false.rows, np.arange(90)[rows])
    (alone,) = step_ahead(record, "false_alerts", [false.rows])
    counts = record["false_alerts"][rows].astype(int)
    own = np.log(alone.tables[:, np.arange(8), counts]).sum(axis=1)
    assert false.log_scores == pytest.approx(own + true.log_scores)


def test_joint_draws_mix_laws_row_by_row() -> None:
    few, many = (
        Expected(np.full((2, 50), mean), Scatter(np.full(50, 1e-3), np.full(50, 1e-9)))
        for mean in (1.0, 50.0)
    )
    weights = np.array([[1.0, 0.0], [0.0, 1.0]])
    forecast = Forecast(np.arange(2), (few, many), np.zeros((2, 2, 81)), np.array([False, True]), weights)
    drawn = forecast.counts(400, np.random.default_rng(1))
    assert drawn.mean(axis=1) == pytest.approx([1.0, 50.0], rel=0.2)
    assert forecast.mean() == pytest.approx([1.0, 50.0], rel=1e-3)
