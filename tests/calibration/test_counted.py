"""Every counted unknown of every scenario counted anew: a right program passes, and the listed wrong ones are found out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel
from scipy.stats import binom, chi2

from simulator.evidence import Library, Row
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.model.laws import Beta, GammaRate, Law, LogitNormal, LogNormal, NestedShare, Uniform
from simulator.scenario import Loaded, load
from simulator.scenario.quantities import Quantity
from simulator.scenario.references import shipped
from simulator.study.calibration import counted
from simulator.study.calibration.counted import Calibration, calibrate, ranks_of
from simulator.study.calibration.experiments import Events, Shares, experiment_of
from simulator.study.calibration.ranks import ALPHA, DRAWS, Verdict, covers, judged, rank
from tests.calibration import wrong

FEW = 150
TOGETHER = 60
"""Quantities among which a misspecification must stand out: more than all scenarios have."""
REVIEW = Shares(18, 34)


@pytest.fixture(scope="module")
def scenarios() -> dict[str, Loaded]:
    return {name: load(name) for name in shipped()}


@pytest.fixture(scope="module")
def compiled(scenarios: dict[str, Loaded]) -> dict[str, Compiled]:
    return {name: compile_scenario(each.scenario, each.library) for name, each in scenarios.items()}


def said(found: Calibration) -> list[str]:
    return [f"{each.name}: chi² {each.chi2:.0f}, coverage {each.coverage:.3f}" for each in found.misfits]


@pytest.mark.statistical
def test_every_counted_unknown_of_every_scenario(compiled: dict[str, Compiled]) -> None:
    found = calibrate(compiled, FEW, 7)
    assert said(found) == []
    assert len(found.audited) > 20
    assert {name for each in found.audited for name in each.scenarios} == set(compiled)


@pytest.mark.deep
def test_every_counted_unknown_in_two_thousand_worlds(compiled: dict[str, Compiled]) -> None:
    """The figures kept in docs/calibration.md."""
    assert said(calibrate(compiled, 2000, 1)) == []


def replaced(library: Library, key: str) -> Library:
    """A library in which one row has been counted again: 1 event more than twice as many, of twice as many trials."""
    source, _, row = key.partition("/")
    old = library.source(source)

    def again(rows: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(counted_again(each) if each.row == row else each for each in rows)

    other = Library()
    sets = {name: again(rows) for name, rows in old.sets.items()}
    other._read[source] = replace(old, rows=again(old.rows), sets=MappingProxyType(sets))
    return other


def counted_again(row: Row) -> Row:
    if row.numerator is None:
        return row
    more = 2 * row.numerator + 1
    if row.denominator is not None:
        return replace(row, numerator=more, denominator=2 * row.denominator)
    assert row.value is not None
    return replace(row, numerator=more, value=row.value * more / (2 * row.numerator))


def typed_again(part: Any, key: str) -> Any:
    """A scenario in which the counts typed beside a row are those counted again."""
    if isinstance(part, Quantity) and part.count is not None and part.source == key:
        return part.model_copy(update={"count": (2 * part.count[0] + 1, 2 * part.count[1])})
    if isinstance(part, BaseModel):
        fields = {name: typed_again(getattr(part, name), key) for name in type(part).model_fields}
        return part.model_copy(update=fields)
    if isinstance(part, dict):
        return {name: typed_again(each, key) for name, each in part.items()}
    return [typed_again(each, key) for each in part] if isinstance(part, list) else part


def test_a_row_counted_anew_reaches_the_unknown_through_the_whole_program(
    scenarios: dict[str, Loaded], compiled: dict[str, Compiled]
) -> None:
    """What the worlds give the program is what it makes of the evidence itself, read from its row or typed beside it."""
    for each in calibrate(compiled, 1, 1).audited:
        name = each.scenarios[0]
        experiment = experiment_of(law_of(compiled[name], each.unknown))
        assert experiment is not None
        library = replaced(scenarios[name].library, each.unknown)
        again = compile_scenario(typed_again(scenarios[name].scenario, each.unknown), library)
        assert_same(law_of(again, each.unknown), experiment.again(experiment.events + 1))


def law_of(compiled: Compiled, identity: str) -> Law:
    (law,) = (unknown.law for unknown in compiled.unknowns if unknown.identity == identity)
    return law


def assert_same(found: Law, wanted: Law) -> None:
    assert type(found) is type(wanted)
    np.testing.assert_allclose(
        found.ppf(np.array([0.05, 0.5, 0.95])), wanted.ppf(np.array([0.05, 0.5, 0.95]))
    )


@pytest.mark.parametrize("law", [Beta(3, 40), NestedShare(2, 7, 0.5), GammaRate(0.01, 7)])
def test_an_experiment_counted_twice_is_one_of_twice_the_size(law: Law) -> None:
    experiment = experiment_of(law)
    assert experiment is not None
    again = experiment.again(experiment.events)
    assert again.median == pytest.approx(law.median, rel=0.1)
    spread = [float(np.diff(np.log(each.ppf(np.array([0.16, 0.84]))))[0]) for each in (law, again)]
    assert spread[1] == pytest.approx(spread[0] / np.sqrt(2), rel=0.1)


def test_what_nobody_counted_has_no_experiment() -> None:
    assert experiment_of(LogNormal(0, 1)) is None
    assert experiment_of(Uniform(0, 1)) is None


def test_statistics_by_hand() -> None:
    """19 ranks in each of 20 bins and 20 more in the first: chi² = (19² + 19·1)/20 = 19; coverage 342 of 400."""
    ranks = np.concatenate([np.repeat(np.arange(10, DRAWS + 1, 20), 19), np.full(20, 3)])
    verdict = judged("by hand", ranks)
    assert verdict.chi2 == pytest.approx(19.0)
    assert verdict.coverage == pytest.approx(342 / 400)
    assert verdict.p == pytest.approx(min(chi2.sf(19, 19), 2 * binom.cdf(342, 400, 0.9)))


def test_of_equal_draws_the_rank_is_any() -> None:
    rng = np.random.default_rng(1)
    found = {rank(2.0, np.array([1.0, 2.0, 2.0, 3.0]), rng) for _ in range(60)}
    assert found == {1, 2, 3}


def test_bounds_of_forty_tests_are_those_of_one_false_alarm_in_a_million() -> None:
    low, high = covers(2000, 20)
    assert (low, high) == pytest.approx((0.860, 0.936), abs=0.003)
    assert binom.cdf(low * 2000 - 1, 2000, 0.9) < ALPHA / 40
    with_one = Verdict("", 2000, 19.0, 0.9, ALPHA / 30)
    assert with_one.misfit(10)
    assert not with_one.misfit(20)


def found_out(worlds: int, experiment: Shares | Events = REVIEW) -> tuple[bool, bool]:
    """Whether value and likelihood stand out among `TOGETHER` quantities."""
    values, likelihoods = ranks_of("review", experiment, worlds, 3)
    return judged("", values).misfit(TOGETHER), judged("", likelihoods).misfit(TOGETHER)


@pytest.mark.statistical
def test_counts_taken_half_as_large_again_are_found() -> None:
    with wrong.larger_counts():
        assert found_out(2000) == (True, True)
        assert judged("", ranks_of("review", REVIEW, 2000, 3)[0]).coverage == pytest.approx(0.83, abs=0.03)
    assert found_out(1000) == (False, False)


@pytest.mark.statistical
def test_a_spread_a_tenth_too_narrow_is_found() -> None:
    """5.8 standard errors at 2,000 worlds, which is a coin's toss against one false alarm in a million; 8 at 4,000."""
    with wrong.narrower(0.9):
        assert found_out(4000)[0]


@pytest.mark.statistical
def test_a_program_that_never_reads_the_new_count_is_found_by_the_likelihood_alone() -> None:
    with wrong.never_read():
        assert found_out(1000) == (False, True)


@pytest.mark.statistical
def test_a_rate_whose_exposure_is_counted_once_too_often_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    once_more = Events(7, 0.000167)
    monkeypatch.setattr(
        Events, "again", lambda self, y: GammaRate((self.events + y) / (3 * self.exposure), self.events + y)
    )
    assert found_out(1000, once_more)[0]


@pytest.mark.statistical
@pytest.mark.parametrize("law", [LogitNormal.between(0.1, 0.6), LogNormal.between(0.3, 3), Uniform(0.2, 2)])
def test_assumed_unknowns_are_drawn_from_their_law(law: Law) -> None:
    """Truths of numpy's own generators, ranked among the program's draws."""
    assert not judged("", against(law, law)).misfit(TOGETHER)


def against(truth: Law, drawn: Law, worlds: int = 2000) -> np.ndarray:
    """Ranks of truths of one law among draws of another."""
    rng = np.random.default_rng(5)
    found = np.empty(worlds, np.int64)
    for world in range(worlds):
        found[world] = rank(by_numpy(truth, rng), drawn.sample(rng, DRAWS), rng)
    return found


def by_numpy(law: Law, rng: np.random.Generator) -> float:
    match law:
        case LogitNormal(middle, sigma):
            return float(1 / (1 + np.exp(-rng.normal(middle, sigma))))
        case LogNormal(middle, sigma):
            return float(rng.lognormal(middle, sigma))
        case Uniform(lo, hi):
            return float(rng.uniform(lo, hi))
    raise AssertionError(law)


@pytest.mark.statistical
def test_another_law_with_the_same_ends_is_found_in_the_bins_and_not_by_coverage() -> None:
    wide = judged("", against(LogitNormal.between(0.1, 0.6), LogNormal.between(0.1, 0.6)))
    assert wide.misfit(TOGETHER)
    low, high = covers(2000, TOGETHER)
    assert low < wide.coverage < high


@pytest.mark.statistical
def test_near_zero_another_law_with_the_same_ends_cannot_be_told_and_nobody_promises_it() -> None:
    assert not judged("", against(LogitNormal.between(0.005, 0.1), LogNormal.between(0.005, 0.1))).misfit(1)


def test_an_unknown_of_several_scenarios_is_counted_once(compiled: dict[str, Compiled]) -> None:
    few = {name: compiled[name] for name in ("california-patrol", "california-patrol-passengers")}
    names = [each.unknown for each in calibrate(few, 1, 1).audited]
    assert names == ["fussey-murray-2019/false-alerts-acted-on", "npl-neoface-2023/t060-n10000"]
    assert counted.calibrate(few, 100, 1) == calibrate(few, 100, 1)
