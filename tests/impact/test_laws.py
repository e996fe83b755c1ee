"""Laws of the whole chain, as properties of expectations: what no choice of numbers may break."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.impact import Impact
from simulator.kernel import Draws, draw_unknowns, expect, run
from simulator.model.compiled import Compiled, MatedTerms
from simulator.model.unknowns import Term, Terms
from tests.impact.scenes import G, scene

N = 40
DETAINED = ("false_alerts", "wrongly_held_false_match", "held_from_alert", "wrongful_arrests")


def described(compiled: Compiled, seed: int) -> tuple[Draws, Impact]:
    """Expectations of a scenario at the draws of a seed."""
    draws = expect(compiled, draw_unknowns(compiled, seed, 0, N))
    return draws, Impact(draws, compiled)


@pytest.mark.parametrize("victim", ["probe", "gallery"])
def test_no_false_matches_no_false_detentions(victim: str) -> None:
    compiled = scene(victim=victim)
    silent = replace(compiled, matcher=replace(compiled.matcher, transfer=Term(0.0)))
    draws = run(silent, 1, 200)
    assert draws.counts.array()[:, :, 0].sum() == 0
    assert draws.counts.array()[:, :, 1].sum() > 0


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(1.0, 20.0))
def test_a_larger_gallery_never_expects_fewer_alerts(seed: int, larger: float) -> None:
    before = scene()
    matcher = replace(before.matcher, templates=Term(before.matcher.templates.constant * larger))
    after = replace(before, matcher=matcher)
    one, two = (expect(c, draw_unknowns(c, seed, 0, N)).years.alerts[:, 0] for c in (before, after))
    assert np.all(two >= one * (1 - 1e-6))


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(1.0, 10.0))
def test_a_worse_transfer_never_spares_anybody(seed: int, worse: float) -> None:
    before = scene()
    transfer = replace(before.matcher.transfer, constant=worse)
    after = replace(before, matcher=replace(before.matcher, transfer=transfer))
    one, two = described(before, seed)[1], described(after, seed)[1]
    for measure in DETAINED:
        assert np.all(two.expected_values(measure, "all") >= one.expected_values(measure, "all") * (1 - 1e-6))


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(0.01, 1.0))
def test_fewer_scans_never_detain_more_and_the_ratio_per_search_stays(seed: int, scanned: float) -> None:
    before = scene(scanned=Terms((Term(1.0),) * G))
    after = replace(before, scanned=Terms((Term(scanned),) * G))
    one, two = described(before, seed)[1], described(after, seed)[1]
    for measure in DETAINED:
        expected = scanned * one.expected_values(measure, "women")
        np.testing.assert_allclose(two.expected_values(measure, "women"), expected, rtol=1e-5, atol=1e-9)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.permutations(range(G)))
def test_the_order_of_groups_changes_nothing(seed: int, order: list[int]) -> None:
    compiled = scene()
    shuffled = _reordered(compiled, order)
    one, two = described(compiled, seed)[0], described(shuffled, seed)[0]
    np.testing.assert_allclose(two.years.alerts, one.years.alerts[order], rtol=1e-5)
    for name in ("women", "minorities", "all"):
        a, b = (
            Impact(d, c).expected_values("wrongly_held", name) for d, c in ((one, compiled), (two, shuffled))
        )
        np.testing.assert_allclose(a, b, rtol=1e-5)


def said(mated: MatedTerms) -> Terms:
    """How much oftener people enrolled are met, where the scenario says it."""
    assert isinstance(mated.encountered, Terms)
    return mated.encountered


def _reordered(compiled: Compiled, order: list[int]) -> Compiled:
    """The same scenario with its groups written in another order."""

    def terms(these: Terms) -> Terms:
        return Terms(tuple(these.items[i] for i in order))

    matcher, mated, people = compiled.matcher, compiled.mated, compiled.people
    assert people is not None
    assert compiled.encounters.numbers is not None
    assert compiled.population.numbers is not None
    differential = replace(
        matcher.differential,
        matrix=matcher.differential.matrix[np.ix_(order, order)],
        effects=terms(matcher.differential.effects),
    )
    composition = replace(matcher.composition, shares=matcher.composition.shares[order])
    return replace(
        compiled,
        groups=tuple(compiled.groups[i] for i in order),
        reference=order.index(compiled.reference),
        unmeasured=compiled.unmeasured[order],
        rollups={name: members[order] for name, members in compiled.rollups.items()},
        encounters=replace(compiled.encounters, numbers=terms(compiled.encounters.numbers)),
        population=replace(compiled.population, numbers=terms(compiled.population.numbers)),
        people=replace(people, exposed=terms(people.exposed)),
        scanned=terms(compiled.scanned),
        captured=terms(compiled.captured),
        mated=replace(
            mated, encountered=terms(said(mated)), stale=terms(mated.stale), fnir=terms(mated.fnir)
        ),
        matcher=replace(
            matcher,
            differential=differential,
            composition=composition,
            reference=order.index(compiled.reference),
        ),
    )


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_people_held_are_bounded_by_detentions_exposed_and_stale_enrollees(seed: int) -> None:
    compiled = scene()
    draws, impact = described(compiled, seed)
    assert draws.years.people is not None
    for g, group in enumerate(compiled.groups):
        once = impact.expected_values("people_held_once", group)
        assert np.all(once <= impact.expected_values("wrongly_held", group) * (1 + 1e-4) + 1e-9)
        assert np.all(once <= draws.years.people.exposed[g] + draws.years.people.stale[g])


def test_adding_a_group_changes_nobody_elses_numbers_where_that_is_promised() -> None:
    """A level of the reference group and absolute gallery counts; not averages, shares or a best-served reference."""
    compiled = scene()
    matcher = compiled.matcher
    level = replace(matcher.level, kind="fmr", size=None, probes=np.eye(G)[5], enrolled=np.eye(G)[5])
    before = replace(compiled, matcher=replace(matcher, level=level))
    after = _with_another_group(before)
    one, two = run(before, 1, 500), run(after, 1, 500)
    np.testing.assert_array_equal(one.events, two.events[:, :G])
    assert two.events[:, G, 0].sum() > 0


def _with_another_group(compiled: Compiled) -> Compiled:
    """One more group, met and searched like the first but not enrolled."""

    def more(these: Terms) -> Terms:
        return Terms((*these.items, these.items[0]))

    matcher, mated, people = compiled.matcher, compiled.mated, compiled.people
    assert people is not None
    assert compiled.encounters.numbers is not None
    assert compiled.population.numbers is not None
    matrix = np.pad(matcher.differential.matrix, (0, 1), mode="edge")
    differential = replace(matcher.differential, matrix=matrix, effects=more(matcher.differential.effects))
    level = replace(
        matcher.level,
        probes=np.append(matcher.level.probes, 0.0),
        enrolled=np.append(matcher.level.enrolled, 0.0),
    )
    shares = np.append(matcher.composition.shares, 0.0)
    return replace(
        compiled,
        groups=(*compiled.groups, "female/asian"),
        unmeasured=np.append(compiled.unmeasured, False),
        rollups={name: np.append(members, True) for name, members in compiled.rollups.items()},
        encounters=replace(compiled.encounters, numbers=more(compiled.encounters.numbers)),
        population=replace(compiled.population, numbers=more(compiled.population.numbers)),
        people=replace(people, exposed=more(people.exposed)),
        scanned=more(compiled.scanned),
        captured=more(compiled.captured),
        mated=replace(mated, encountered=more(said(mated)), stale=more(mated.stale), fnir=more(mated.fnir)),
        stages=tuple(
            replace(
                stage, proceeds=None if stage.proceeds is None else tuple(more(t) for t in stage.proceeds)
            )
            for stage in compiled.stages
        ),
        matcher=replace(
            matcher,
            level=level,
            differential=differential,
            composition=replace(matcher.composition, shares=shares),
        ),
    )
