"""The weighted points that stand for what is uncertain about scales."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.fitting.features import features
from simulator.fitting.laws import LAWS, SCALES, TARGETS
from simulator.fitting.learning import Learned, learn
from simulator.records.deployments import Deployments
from tests.fitting.made import made


def scales(record: Deployments, target: str) -> Learned:
    return learn(features(record), record[target], LAWS[0], TARGETS[target], 64)[0]


@pytest.mark.parametrize("target", ["true_alerts", "false_alerts"])
def test_of_a_scale_that_no_row_tells_of_the_points_say_what_was_believed(target: str) -> None:
    """One force says nothing of how forces differ: of a half-normal law the mean is 0.80, and 90 % lies from 0.06 to 1.96."""
    found = scales(made("faces", 1, rows=60, first=50).table, target)
    relative = np.exp(found.logs[:, found.names.index("force")]) / SCALES["force"][0]
    order = np.argsort(relative)
    low, high = np.interp([0.05, 0.95], np.cumsum(found.weights[order]), relative[order])
    assert found.weights @ relative == pytest.approx(0.80, abs=0.12)
    assert low < 0.25
    assert 1.7 < high < 2.3


def test_no_point_stands_for_most_of_them() -> None:
    """Where the scales' law is not centred on its top, points laid around that alone would be worth nine of 64."""
    weights = scales(made("under", 1, forces=3, rows=60, first=30).table, "true_alerts").weights
    assert weights.sum() == pytest.approx(1.0)
    assert weights.max() < 0.15
    assert 1.0 / (weights**2).sum() > 20
