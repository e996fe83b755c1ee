"""Why the gap: the terms add up, and each answers to its own input alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.impact.decomposition import decompose
from simulator.impact.summary import Impact
from simulator.kernel import run
from simulator.model.compiled import Compiled
from simulator.model.unknowns import Term, Terms
from tests.impact.scenes import G, scene


def terms(compiled: Compiled) -> dict[str, NDArray[np.float64]]:
    """(groups, draws) of each factor."""
    result = decompose(compiled, run(compiled, 1, 400).years.values)
    return dict(zip(result.factors, result.terms, strict=True))


@pytest.mark.parametrize("victim", ["probe", "gallery"])
def test_the_terms_add_up_to_the_total_in_every_draw(victim: str) -> None:
    compiled = scene(victim=victim, repeats=(Term(3.0), Term(0.4)))
    result = decompose(compiled, run(compiled, 1, 3000).years.values)
    np.testing.assert_allclose(result.terms.sum(axis=0), result.total, atol=1e-12)
    assert np.all(result.total[compiled.reference] == 0)
    assert np.max(np.abs(result.total)) > 0.5


def test_the_total_is_the_ratio_the_measures_print() -> None:
    compiled = scene()
    draws = run(compiled, 1, 500)
    impact = Impact(draws, compiled)
    held = compiled.first_held
    for g in range(G):
        own = impact.expected.cases((g,), 0, held) / draws.years.population[g]
        reference = impact.expected.cases((5,), 0, held) / draws.years.population[5]
        np.testing.assert_allclose(
            decompose(compiled, draws.years.values).total[g], np.log(own / reference), atol=1e-5
        )


def test_an_equal_gallery_leaves_nothing_to_the_gallery() -> None:
    compiled = scene()
    even = replace(compiled.matcher.composition, shares=np.full(G, 1 / G))
    found = terms(scene(matcher=replace(compiled.matcher, composition=even)))
    np.testing.assert_allclose(found["gallery"], 0, atol=1e-12)
    assert np.max(np.abs(found["matcher"])) > 0.1


def test_a_matcher_that_treats_groups_alike_leaves_nothing_to_the_matcher() -> None:
    compiled = scene()
    alike = np.full((G, G), 0.2) + 0.8 * np.eye(G)
    differential = replace(compiled.matcher.differential, matrix=alike, effects=Terms((Term(1.0),) * G))
    found = terms(scene(matcher=replace(compiled.matcher, differential=differential)))
    np.testing.assert_allclose(found["matcher"], 0, atol=1e-12)
    assert np.max(np.abs(found["gallery"])) > 0.01


def test_scan_policy_capture_and_review_answer_to_their_own_inputs() -> None:
    before = terms(scene())
    np.testing.assert_allclose(before["scan_policy"][:, 0], np.log(np.array([1, 1, 1, 1, 0.9, 0.8]) / 0.8))
    np.testing.assert_allclose(before["review"], 0, atol=1e-12)
    after = terms(scene(scanned=Terms((Term(0.5),) * G)))
    np.testing.assert_allclose(after["scan_policy"], 0, atol=1e-12)
    np.testing.assert_array_equal(after["capture"], before["capture"])
    np.testing.assert_array_equal(after["matcher"], before["matcher"])


def test_a_group_nobody_meets_is_undefined_not_zero() -> None:
    captured = Terms((Term(0.0), *(Term(0.9),) * (G - 1)))
    compiled = scene(captured=captured)
    summary = decompose(compiled, run(compiled, 1, 50).years.values).summary()
    row = summary.values["female/black"]
    assert row.total.defined == 0
    assert row.factors["matcher"].median is None
    assert summary.values["male/black"].total.defined == 1


def test_a_deployment_without_stale_entries_has_no_ratio_of_them() -> None:
    nobody = replace(scene().mated, stale=Terms((Term(0.0),) * G))
    compiled = scene(mated=nobody)
    row = decompose(compiled, run(compiled, 1, 50).years.values).summary().values["male/black"]
    assert row.stale_entries.median is None
    assert row.total.defined == 1
