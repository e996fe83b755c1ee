"""The front, and that a design in a search is the scenario of its settings."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.documents import Faults
from simulator.impact.limits import Horizons, Rule, kept
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.study.design.lever_files import chosen
from simulator.study.design.levers import levers_of, settings_of
from simulator.study.design.search import Search, designs_of, front
from simulator.study.executors import Local
from simulator.study.living import Living

NAME = "prison-gate"
RULES = (
    Rule("held", "wrongly_held", "all", 3, None, 1.0, "simulated years"),
    Rule("arrests", "wrongful_arrests", "all", 1, None, 5.0, "simulated years"),
    Rule("errors", "fpir", "all", 0.001, None, 1.0, "expected rates"),
)


def test_a_design_is_the_scenario_of_its_settings_lived_alike() -> None:
    loaded = load(NAME)
    levers, _ = levers_of(loaded, NAME, [], [chosen("mated.stale=0.01:0.1:2"), chosen("scan=0.2:1:2")])
    search = Search(NAME, {}, loaded.digests, levers, Living(RULES, 600, 4), Local(2))
    designs = designs_of(levers)
    assert len(designs) == 3 * 2
    shares = search.shares(designs, lambda _: None)
    expected, impossible = search.expected(designs, lambda _: None)
    assert not impossible
    assert set(shares) == set(expected) == set(designs)
    for design in designs:
        there = load(NAME, settings_of(design, levers))
        horizons = Horizons(compile_scenario(there.scenario, there.library), 4, 600)
        parts = [kept(horizons.over(rule.years), rule) for rule in RULES]
        assert shares[design].rules == tuple(float(part.mean()) for part in parts)
        assert shares[design].kept == int(np.min(parts, axis=0).sum())
        assert shares[design].together <= expected[design].at_most(range(3))


def test_too_many_designs_are_refused_by_name() -> None:
    levers, _ = levers_of(load(NAME), NAME, [], [chosen("mated.stale=0.01:0.3:50"), chosen("scan=0.01:1:50")])
    with pytest.raises(Faults, match=r"are more than 3,000.*mated\.stale \(48\), scan \(49\)"):
        designs_of(levers * 1 + levers)


def test_only_what_is_surely_beaten_leaves_the_front() -> None:
    rng = np.random.default_rng(1)
    luck = rng.lognormal(0, 1, 500).astype(np.float32)
    harm = [10 * luck, 5 * luck, 5 * luck, 5 * rng.permutation(luck)]
    found = [luck, luck, 2 * luck, 1.9 * luck]
    assert front(harm, found) == [2, 3], "beaten in every draw: 0 and 1; beaten in half of them: 3"


def test_equals_stay_on_the_front_together() -> None:
    same = np.ones(100, np.float32)
    assert front([same, same], [same, same]) == [0, 1]
