"""How long people are kept before a detention: one stage in closed form, several in a row against sampling."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from scipy.stats import norm

from simulator.model.cells import NOT_WANTED
from simulator.model.pathway import INSTANT, DurationLaw, StagePlan, minimum_share
from simulator.model.unknowns import Term

NOTHING = np.zeros((0, 3))
DRAWN = np.array([[0.5, 1.0, 2.0]])


def stage(law: DurationLaw, liberty: str = "prolonged") -> StagePlan:
    return StagePlan("s", "s", liberty, None, (), False, (law,), None, None, (0,))


def shares(laws: list[DurationLaw], least: float, values: np.ndarray = NOTHING, free: int = 0) -> np.ndarray:
    stages = tuple(stage(law, "free" if t < free else "prolonged") for t, law in enumerate(laws))
    return np.transpose(minimum_share(stages, least, values)[0])


def test_one_stage_is_the_log_normals_tail() -> None:
    law = DurationLaw(log(50.0), 0.7)
    assert shares([law], 60.0)[0, 0] == pytest.approx(norm.sf((log(60) - log(50)) / 0.7))


def test_after_a_fixed_time_it_is_the_rest_that_counts() -> None:
    fixed, law = DurationLaw(log(40.0), 0.0), DurationLaw(log(30.0), 0.9)
    both = shares([fixed, law], 60.0)
    assert both[:, 0] == pytest.approx(0.0)
    assert both[:, 1] == pytest.approx(norm.sf((log(20) - log(30)) / 0.9))
    assert shares([law, fixed], 60.0)[:, 1] == pytest.approx(norm.sf((log(20) - log(30)) / 0.9))


@pytest.mark.parametrize("least", [30.0, 90.0, 300.0])
@pytest.mark.statistical
def test_several_stages_are_the_tail_of_their_sum(least: float) -> None:
    """Within 6 standard errors of a million sums, each stage later one more."""
    rng, n = np.random.default_rng(1), 1_000_000
    laws = [DurationLaw(log(20.0), 0.5), DurationLaw(log(45.0), 1.1), DurationLaw(log(10.0), 0.8)]
    spent = np.zeros(n)
    for t, (law, found) in enumerate(zip(laws, shares(laws, least)[0], strict=True)):
        spent += exp(law.log_median) * np.exp(law.sigma * rng.standard_normal(n))
        sampled = float(np.mean(spent >= least))
        assert abs(found - sampled) < 6 * np.sqrt(sampled * (1 - sampled) / n) + 1e-6, t


def test_each_draw_has_its_own_medians() -> None:
    law = DurationLaw(log(20.0), 0.5, Term(1.0, (0,)))
    found = shares([law, law], 60.0, DRAWN)
    for draw, factor in enumerate(DRAWN[0]):
        alone = DurationLaw(log(20.0 * factor), 0.5)
        assert found[draw] == pytest.approx(shares([alone, alone], 60.0)[0])
    assert np.all(np.diff(found[:, 1]) > 0)


def test_time_begins_at_the_first_stage_that_is_not_free() -> None:
    long, short = DurationLaw(log(1000.0), 0.0), DurationLaw(log(50.0), 0.0)
    assert shares([long, short], 60.0, free=1)[0, 1] == 0.0
    assert shares([INSTANT, short], 50.0)[0, 1] == 1.0


def test_without_a_minimum_everybody_counts() -> None:
    assert np.all(shares([DurationLaw(log(20.0), 0.5)] * 2, 0.0) == 1.0)


STOP = DurationLaw(log(420.0), 0.74)  # half within 7 minutes


def beyond(
    laws: list[DurationLaw], waits: list[bool], least: float, values: np.ndarray = NOTHING
) -> np.ndarray:
    """(cells, stages, draws) where a stop still has to run: reviewed while it lasts, held from the second stage on."""
    stages = tuple(
        replace(stage(law, "held" if t else "prolonged"), takes=(law,) * (NOT_WANTED + 1), waits=wait)
        for t, (law, wait) in enumerate(zip(laws, waits, strict=True))
    )
    return minimum_share(stages, least, values, STOP)


@pytest.mark.parametrize("least", [60.0, 300.0])
@pytest.mark.statistical
def test_at_a_stop_only_the_time_beyond_it_counts(least: float) -> None:
    """Within a part in a hundred of sampled sums less the time the stop still had to run."""
    rng, n = np.random.default_rng(2), 400_000
    laws = [DurationLaw(log(60.0), 0.67), DurationLaw(log(300.0), 1.09), DurationLaw(log(240.0), 0.98)]
    found = beyond(laws, [True, True, True], least)[NOT_WANTED, :, 0]
    spent = -exp(STOP.log_median) * np.exp(STOP.sigma * rng.standard_normal(n))
    for law, share in zip(laws, found, strict=True):
        spent += exp(law.log_median) * np.exp(law.sigma * rng.standard_normal(n))
        assert share == pytest.approx(float(np.mean(spent >= least)), abs=0.01)


def test_a_stage_nobody_has_to_wait_for_ends_with_the_stop() -> None:
    laws = [DurationLaw(log(600.0), 0.5), DurationLaw(log(600.0), 0.5)]
    found = beyond(laws, [False, True], 60.0)[NOT_WANTED, :, 0]
    assert found[0] == 0
    assert found[1] > 0.8
    assert np.all(beyond(laws, [False, False], 60.0)[NOT_WANTED] == 0)


def test_a_fixed_time_and_no_time_left_are_as_plain_as_they_look() -> None:
    over = DurationLaw(log(1.0), 0.0)
    for seconds, share in ((30.0, 0.0), (120.0, 1.0)):
        stages = (replace(stage(DurationLaw(log(seconds), 0.0)), waits=True),)
        assert minimum_share(stages, 60.0, NOTHING, over)[0, 0] == pytest.approx(share)


def test_drawn_times_have_a_share_of_each_draw() -> None:
    law = DurationLaw(log(300.0), 0.5, Term(1.0, (0,)))
    found = beyond([law, law], [True, True], 60.0, DRAWN)[NOT_WANTED, 1]
    assert np.all(np.diff(found) > 0)
    alone = DurationLaw(log(300.0 * 0.5), 0.5)
    assert found[0] == pytest.approx(beyond([alone, alone], [True, True], 60.0)[NOT_WANTED, 1, 0])
