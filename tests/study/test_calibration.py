"""Simulation-based calibration: the program's intervals hold the truth as often as they say, in worlds it can know."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from simulator.impact.summary import Impact
from simulator.kernel.run import draw_unknowns, expect
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.model.laws import Beta
from simulator.reports.calibration import calibration_svg
from simulator.scenario import load
from simulator.study.calibrate import DRAWS, Calibration, _seed_of, _world, calibrate

WORLDS = 300
FALSE_ALARM = 1e-9  # of each bound: eight quantities, two sides


@pytest.fixture(scope="module")
def california() -> Compiled:
    loaded = load("california-patrol")
    return compile_scenario(loaded.scenario, loaded.library)


@pytest.fixture(scope="module")
def found(california: Compiled) -> Calibration:
    return calibrate(california, WORLDS, 7)


@pytest.mark.statistical
def test_intervals_cover_what_they_say(found: Calibration) -> None:
    for level in (0.5, 0.9):
        lo, hi = binom.ppf([FALSE_ALARM, 1 - FALSE_ALARM], WORLDS, level) / WORLDS
        assert np.all((found.coverage(level) >= lo) & (found.coverage(level) <= hi))


def test_an_overconfident_program_would_be_found_out(california: Compiled) -> None:
    """Posteriors that pretend to ten times their trials are too narrow, and the same check shows it."""

    inside = 0
    for world in range(120):
        truth, posterior = _world(california, 7, world)
        narrow = tuple(
            replace(u, law=Beta(10 * u.law.events, 10 * u.law.trials)) if isinstance(u.law, Beta) else u
            for u in posterior.unknowns
        )
        values = draw_unknowns(replace(posterior, unknowns=narrow), _seed_of(7, world), 0, DRAWS)
        for row, unknown in enumerate(california.unknowns):
            if not isinstance(unknown.law, Beta):
                values[row] = truth[row]
        shown = Impact(expect(california, np.concatenate([truth[:, None], values], axis=1)), california)
        counts = shown.expected_values("wrongly_held_false_match", "all")
        inside += 20 <= int(np.sum(counts[1:] < counts[0])) < 380
    assert inside < binom.ppf(FALSE_ALARM, 120, 0.9)


def test_the_figure_names_every_quantity(found: Calibration) -> None:
    drawing = calibration_svg(found.plain())
    assert drawing.count("intervals hold") == len(found.quantities)


@pytest.mark.deep
def test_two_thousand_worlds(california: Compiled) -> None:
    """The figure kept in docs/calibration.md: between 88 and 92 % for every quantity."""
    coverage = calibrate(california, 2000, 1).coverage()
    assert np.all((coverage >= 0.88) & (coverage <= 0.92))
