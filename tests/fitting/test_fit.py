"""Fits of made tables: what was planted is found, what comes later is not read, and a wrong obvious law is no ruin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.fitting.features import features
from simulator.fitting.fit import Fit, Taught, fit_record, predict, same_forces
from simulator.fitting.forecast import blocks_of, step_ahead
from simulator.fitting.laboratory import Laboratory
from simulator.fitting.laws import LAWS, TARGETS
from simulator.fitting.learning import learn
from simulator.fitting.posterior import posterior, sorted_rows
from simulator.fitting.trust import Trust
from simulator.fitting.validation import validate
from simulator.records.deployments import UNNAMED_FORCE, Deployments
from tests.fitting.made import KINDS, made

LABORATORY = Laboratory("laboratory/row", 7.0, 1 / 340, 178_000.0, 0.60)


def quick(record: Deployments, target: str, points: int = 24, laboratory: Laboratory | None = None) -> Fit:
    """A fit of the law per face alone."""
    scales = learn(features(record), record[target], LAWS[0], TARGETS[target], points)[0]
    equal = np.full(len(LAWS), 0.25)
    return Fit(record, {target: Taught((scales,) * len(LAWS), Trust(equal, equal))}, laboratory)


@pytest.mark.statistical
def test_planted_parameters_of_three_forces_lie_in_their_intervals() -> None:
    held = []
    for seed in range(10):
        truth = made("faces", seed, forces=3)
        found = posterior(quick(truth.table, "true_alerts", points=12), 1, rows=2_000)
        planted = {
            "true_place": truth.place_sd,
            "true_dispersion": truth.dispersion,
            "true_threshold": 0.0,
            "true_watchlist": 0.5,
            "true_faces": 1.0,
        }
        for name, value in planted.items():
            low, high = np.quantile(found[name].draws, [0.05, 0.95])
            held.append(low <= value <= high)
    assert len(held) == 50
    assert 0.78 <= np.mean(held) <= 1.0


def test_the_threshold_step_and_the_rate_of_false_alerts_are_found() -> None:
    truth = made("faces", 4, rows=600, first=400)
    found = posterior(quick(truth.table, "false_alerts"), 1, rows=2_000)
    assert found["false_threshold"].draws.mean() == pytest.approx(truth.threshold_step, abs=0.12)
    known = [name for name in found if name.startswith("false_rate_setting_")]
    recorded = truth.table["false_alerts"].sum() / truth.table["faces_seen"].sum()
    assert len(known) == 1
    assert np.median(found[known[0]].draws) == pytest.approx(recorded, rel=1.0)


def test_rows_are_joint_sorted_and_bounded() -> None:
    found = posterior(quick(made("faces", 1, rows=80, first=60).table, "true_alerts"), 1)
    assert {len(each.draws) for each in found.values()} == {8_192}
    assert sorted_rows(found).tolist() == list(range(8_192))
    assert all(np.isfinite(each.unconstrained).all() for each in found.values())


def test_one_force_says_no_more_of_forces_than_the_prior() -> None:
    draws = posterior(quick(made("faces", 1, rows=80, first=60).table, "true_alerts"), 1)["true_force"].draws
    assert np.quantile(draws, 0.95) == pytest.approx(0.95 * 1.96, rel=0.1)
    assert np.median(draws) == pytest.approx(0.95 * 0.674, rel=0.1)


def test_a_forecast_reads_nothing_that_was_counted_later() -> None:
    record = made("faces", 2, rows=90, first=60).table
    blocks = blocks_of(record.days, 60)[:2]
    before = [each.tables for each in step_ahead(record, "true_alerts", blocks)]
    later = {**record.numbers, "true_alerts": record["true_alerts"].copy(), "arrests": np.full(90, 5.0)}
    later["true_alerts"][blocks[1]] = 70.0
    again = [each.tables for each in step_ahead(replace(record, numbers=later), "true_alerts", blocks)]
    assert all(np.array_equal(one, other) for one, other in zip(before, again, strict=True))


def test_predictions_widen_for_a_new_force_and_a_new_place() -> None:
    record = made("faces", 3, forces=3, rows=150, first=100).table
    fit, new = quick(record, "true_alerts"), record.take(np.arange(140, 150))

    def spread(rows: Deployments) -> float:
        forecast = predict(fit, rows, "true_alerts", 1_000, 1)
        return float(np.log(forecast.laws[0].means).std(axis=1).mean())

    elsewhere = replace(new, texts={**new.texts, "place": tuple(f"{i} Quay" for i in range(10))})
    assert spread(new) < spread(elsewhere) < spread(new.of_force("nobody's"))


def test_every_row_of_a_prediction_adds_to_one_and_totals_are_joint() -> None:
    record = made("deployments", 1, rows=60, first=40).table
    fit, new = quick(record, "true_alerts"), record.take(np.arange(50, 60)).of_force("another")
    forecast = predict(fit, new, "true_alerts", 1_000, 1)
    assert forecast.mixed().sum(axis=1) == pytest.approx(np.ones(10))
    drawn = forecast.counts(4_000, np.random.default_rng(1))
    middle = np.quantile(drawn.sum(axis=0), [0.25, 0.75])
    alone = np.sqrt(drawn.mean(axis=1).sum()) * 1.35  # were rows independent and Poisson
    assert middle[1] - middle[0] > 2 * alone


def test_a_laboratory_teaches_the_law_per_face_alone() -> None:
    record = made("none", 1, rows=60, first=40).table
    fit = fit_record(record, LABORATORY, only="false_alerts")
    without = fit_record(record, only="false_alerts")
    with_it, alone = (posterior(each, 1, rows=2_000)["false_rate"].draws for each in (fit, without))
    assert np.median(with_it) > 1.2 * np.median(alone)
    assert np.array_equal(
        fit.taught["false_alerts"].scales[2].logs, without.taught["false_alerts"].scales[2].logs
    )


def test_none_recorded_is_no_rate_of_none() -> None:
    fit = quick(made("none", 2, rows=60, first=40).table, "false_alerts")
    new = fit.record.take(np.arange(50, 60))
    mean = predict(fit, new, "false_alerts", 1_000, 1).mean()
    assert (mean > 0).all()
    assert mean.max() < 0.5


def test_one_deployment_is_enough_to_predict_from_and_hardly_narrows() -> None:
    record = made("faces", 1, rows=60, first=40).table.take(np.arange(1))
    fit = fit_record(record)
    forecast = predict(fit, record, "true_alerts", 500, 1)
    cells = forecast.mixed()[0]
    assert cells.sum() == pytest.approx(1.0)
    assert cells.max() < 0.25


def test_an_unnamed_force_is_known_by_its_places() -> None:
    record = made("faces", 1, rows=60, first=40).table.of_force(UNNAMED_FORCE)
    new = record.take(np.arange(5)).of_force("Essex")
    named, remarks = same_forces(record, new)
    assert set(named.forces) == {UNNAMED_FORCE}
    assert "By their places" in remarks[0]
    elsewhere = replace(
        new, texts={**new.texts, "place": ("Southend", "Basildon", "Chelmsford", "Harlow", "Clacton")}
    )
    assert set(same_forces(record, elsewhere)[0].forces) == {"another force"}


SHOWN = ("hours", "outliers", "tenfold counter")


@pytest.mark.statistical
@pytest.mark.parametrize(
    "kind", [*SHOWN, *(pytest.param(kind, marks=pytest.mark.deep) for kind in KINDS if kind not in SHOWN)]
)
def test_where_the_obvious_law_is_wrong_no_more_is_lost_than_two_errors(kind: str) -> None:
    truth = made(kind, 0, forces=3 if kind == "under" else 1)
    for target in ("true_alerts", "false_alerts") if kind not in SHOWN else ("true_alerts",):
        found = validate(truth.table, truth.first, target, rolling=True)
        assert found is not None
        gain = found.gain_on(found.best)
        assert gain.mean > -2.5 * gain.error - 0.005, (target, gain, found.best)
