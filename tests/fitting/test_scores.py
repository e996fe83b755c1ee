"""Scores by hand, stacking, and rivals by hand."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.fitting import scores
from simulator.fitting.counts import Scatter, table
from simulator.fitting.rivals import RIVALS, rival_tables
from simulator.fitting.stacking import stacked
from tests.fitting.made import made


def cells(*chances: float) -> np.ndarray:
    row = np.zeros(81)
    row[: len(chances)] = chances
    return row[None, :]


def test_scores_by_hand() -> None:
    forecast = cells(0.5, 0.3, 0.2)
    assert scores.log_scores(forecast, np.array([1.0]))[0] == pytest.approx(np.log(0.3))
    assert scores.crps(forecast, np.array([1.0]))[0] == pytest.approx(0.5**2 + 0.2**2)
    assert [end[0] for end in scores.pit_ends(forecast, np.array([1.0]))] == pytest.approx([0.5, 0.8])
    assert scores.widths(forecast)[0] == 2.0


def test_a_count_of_eighty_or_more_is_scored_by_the_last_cell() -> None:
    forecast = table(np.array([[100.0]]), Scatter(np.array([0.5]), np.array([0.0])))
    assert scores.log_scores(forecast, np.array([250.0]))[0] == pytest.approx(np.log(forecast[0, 80]))


@pytest.mark.statistical
def test_an_honest_forecast_covers_what_it_says_and_is_best() -> None:
    chance = np.random.default_rng(3)
    means = chance.uniform(0.02, 6, 6000)
    counts = chance.poisson(means).astype(float)
    honest = table(means[:, None], Scatter(np.array([1e-4]), np.array([0.0])))
    wide = table(means[:, None], Scatter(np.array([1.0]), np.array([0.0])))
    assert scores.coverage(honest, counts)[0.9] == pytest.approx(0.9, abs=0.02)
    assert scores.coverage(wide, counts)[0.9] > 0.93
    assert scores.histogram(honest, counts) == pytest.approx([0.1] * 10, abs=0.02)
    assert scores.log_scores(honest, counts).mean() > scores.log_scores(wide, counts).mean()
    assert scores.crps(honest, counts).mean() < scores.crps(wide, counts).mean()


def test_the_error_of_a_gain_is_over_months_where_there_are_six() -> None:
    ours = np.array([1.0, 1.0, 0.0, 0.0] * 3)
    by_month = scores.gain(ours, np.zeros(12), np.repeat(np.arange(6), 2))
    assert (by_month.mean, by_month.over) == (0.5, "6 months")
    assert by_month.error == pytest.approx(np.sqrt(6 * 1.0 * 6 / 5) / 12)
    by_row = scores.gain(ours, np.zeros(12), np.zeros(12, np.int64))
    assert by_row.over == "12 rows"
    assert by_row.error == pytest.approx(ours.std(ddof=1) / np.sqrt(12))


def test_a_total_is_inside_or_outside_and_a_wide_one_scores_worse() -> None:
    chance = np.random.default_rng(1)
    narrow, wide = (
        chance.poisson(100.0, 4000).astype(float),
        chance.poisson(chance.gamma(2, 50, 4000)).astype(float),
    )
    assert scores.total_of(narrow, 105.0).inside
    assert not scores.total_of(narrow, 150.0).inside
    assert scores.total_of(narrow, 105.0).crps < scores.total_of(wide, 105.0).crps
    assert scores.total_of(narrow, 105.0).log_probability == pytest.approx(np.log(0.035), abs=0.15)


def test_weights_go_to_the_law_that_was_right_and_stay_equal_without_a_record() -> None:
    assert stacked(np.empty((0, 4))).tolist() == [0.25] * 4
    said = np.log(np.tile([0.4, 0.1, 0.1, 0.1], (200, 1)))
    assert stacked(said)[0] > 0.95
    taking_turns = np.log(np.tile([[0.4, 0.01], [0.01, 0.4]], (100, 1)))
    assert stacked(taking_turns) == pytest.approx([0.5, 0.5])


def test_rivals_are_rates_anybody_can_compute() -> None:
    truth = made("faces", 1)
    history, new = truth.table.take(np.arange(100)), truth.table.take(np.arange(100, 103))
    found = rival_tables(history, new, "true_alerts")
    assert set(found) == {rival.name for rival in RIVALS}
    rate = (history["true_alerts"].sum() + 0.5) / history["faces_seen"].sum()
    poisson = table((rate * new["faces_seen"])[:, None], Scatter(np.array([1e-4]), np.array([0.0])))
    assert found["constant per face (Poisson)"] == pytest.approx(poisson)
    late = history.take(np.arange(80, 100))["true_alerts"]
    mean = (found["last twenty, per deployment"][0] * np.arange(81)).sum()
    assert mean == pytest.approx((late.sum() + 0.5) / 20, rel=0.02)


def test_an_unknown_threshold_is_a_level_of_its_own() -> None:
    truth = made("deployments", 2)
    table_ = truth.table
    table_["threshold"][:50] = np.nan
    table_["true_alerts"][:50] = 0.0
    history, new = table_.take(np.arange(100)), table_.take(np.arange(100, 102))
    new["threshold"][0] = np.nan
    same = rival_tables(history, new, "true_alerts")["same threshold, per deployment"]
    assert same[0, 0] > 0.95
    assert same[1, 0] < 0.3
