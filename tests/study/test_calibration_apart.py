"""Calibration where nothing but what was counted is unknown: there a wrong posterior has nowhere to hide (fine print 12)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import beta, binom, kstest

from simulator.kernel import draw_unknowns
from simulator.model.compiled import Compiled
from simulator.model.laws import Beta, LogNormal
from simulator.study import calibrate as room
from simulator.study.calibrate import _world, calibrate
from tests.impact.scenes import scene

WORLDS = 300


def counted() -> Compiled:
    """The scene with every unknown but the counted ones known."""
    known = [
        u if isinstance(u.law, Beta) else replace(u, law=LogNormal(float(np.log(u.law.median)), 0.0))
        for u in scene().unknowns
    ]
    return scene(unknowns=tuple(known))


@pytest.mark.statistical
def test_intervals_of_counted_unknowns_alone_cover_what_they_say() -> None:
    coverage = calibrate(counted(), WORLDS, 7).coverage()
    lo, hi = binom.ppf([1e-9, 1 - 1e-9], WORLDS, 0.9) / WORLDS
    assert np.all((coverage >= lo) & (coverage <= hi)), coverage


@pytest.mark.statistical
def test_a_world_draws_its_truth_from_the_prior_and_is_audited_anew() -> None:
    compiled = counted()
    row = next(i for i, u in enumerate(compiled.unknowns) if u.law == Beta(26, 42))
    worlds = [_world(compiled, 7, world) for world in range(WORLDS)]
    truth = np.array([values[row] for values, _ in worlds])
    assert kstest(truth, beta(0.5, 0.5).cdf).pvalue > 1e-9
    laws = [posterior.unknowns[row].law for _, posterior in worlds]
    audited = np.array([law.events for law in laws if isinstance(law, Beta)])
    assert np.all(np.abs(audited - 42 * truth) < 7 * np.sqrt(42 * truth * (1 - truth)) + 1)


def test_calibrate_itself_finds_out_a_program_that_is_too_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    def sure(compiled: Compiled, seed: int, chunk: int, n: int) -> np.ndarray:
        return compiled.medians() * np.exp(0.001 * np.log(draw_unknowns(compiled, seed, chunk, n)))

    monkeypatch.setattr(room, "draw_unknowns", sure)
    assert np.all(calibrate(counted(), 100, 7).coverage() < 0.3)
