"""Per-comparison to per-search rates: closed forms, inverses, limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.search import expected_candidates, fpir, match_rate, repeated_fpir, solve_level


def one(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=float)


def test_without_frailty_fpir_is_the_poisson_probability_of_at_least_one() -> None:
    rates = one(0.0, 1e-8, 0.1, 1.0, 30.0)
    np.testing.assert_allclose(fpir(rates, one(0.0)), 1 - np.exp(-rates), rtol=1e-7)


def test_with_frailty_fpir_is_the_gamma_mixture() -> None:
    """Against a direct integral over the gamma frailty, mean 1 and variance κ."""
    from scipy.integrate import quad
    from scipy.stats import gamma

    for rate, kappa in [(0.01, 0.5), (1.0, 1.0), (5.0, 2.0)]:
        law = gamma(1 / kappa, scale=kappa)
        direct = quad(lambda z: (1 - np.exp(-rate * z)) * law.pdf(z), 0, np.inf)[0]  # noqa: B023
        assert fpir(one(rate), one(kappa))[0] == pytest.approx(direct, rel=1e-6)


def test_n_times_fmr_is_not_a_probability() -> None:
    """An FMR of 1e-5 on a gallery of a million: Λ = 10, and FPIR stays below 1."""
    rate = fpir(one(1e6 * 1e-5), one(1.0))
    assert rate[0] == pytest.approx(10 / 11)


@given(st.floats(1e-12, 0.999), st.floats(0, 3))
def test_match_rate_inverts_fpir(rate: float, kappa: float) -> None:
    assert fpir(match_rate(one(rate), one(kappa)), one(kappa))[0] == pytest.approx(rate, rel=1e-6)


@given(st.floats(1e-9, 0.9), st.floats(0, 2), st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=8))
def test_the_solved_level_reproduces_the_published_average(
    target: float, kappa: float, relative: list[float]
) -> None:
    shares = np.full((1, len(relative)), 1 / len(relative))
    row = np.array([relative]) * 1e4
    level = solve_level(one(target), shares, row, one(kappa))
    mean = np.sum(shares * fpir(level[:, None] * row, one(kappa)[:, None]))
    assert mean == pytest.approx(target, rel=1e-9)


def test_a_published_rate_of_zero_is_level_zero() -> None:
    assert solve_level(one(0.0), np.ones((1, 1)), np.ones((1, 1)), one(1.0))[0] == 0.0


def test_repeated_searches_lie_between_one_and_independent_ones() -> None:
    """Without frailty five independent searches at 1 % give 1 − 0.99⁵; the same search again gives 1 %."""
    rate = match_rate(one(0.01), one(0.0))
    assert repeated_fpir(rate, one(0.0), one(5.0), one(1.0))[0] == pytest.approx(0.01)
    assert repeated_fpir(rate, one(0.0), one(5.0), one(0.0))[0] == pytest.approx(1 - 0.99**5)
    assert repeated_fpir(rate, one(0.0), one(1.0), one(0.3))[0] == pytest.approx(0.01)


def test_repeated_searches_of_one_person_share_a_frailty() -> None:
    """Ten searches at 1 % each, κ = 2: P(any) over people, sampled; without the shared frailty it would be a twelfth more."""
    rng = np.random.default_rng(1)
    rate = match_rate(one(0.01), one(2.0))
    alone = np.exp(-rate * rng.gamma(0.5, 2.0, 1_000_000))
    found = repeated_fpir(rate, one(2.0), one(10.0), one(0.0))[0]
    assert found == pytest.approx(np.mean(1 - alone**10), rel=0.01)
    assert (1 - 0.99**10) / found == pytest.approx(13 / 12, rel=0.01)


@pytest.mark.parametrize("kappa", [0.0, 0.7, 2.0])
def test_candidates_shown_against_the_negative_binomial(kappa: float) -> None:
    """E[min(K, k)] summed from scipy's own probability mass function; one candidate is FPIR, all are Λ."""
    from scipy.stats import nbinom, poisson

    rate = 1.3
    law = poisson(rate) if kappa == 0 else nbinom(1 / kappa, 1 / (1 + kappa * rate))
    counts = np.arange(0, 400)
    for k in (1, 2, 5):
        direct = np.sum(np.minimum(counts, k) * law.pmf(counts))
        assert expected_candidates(one(rate), one(kappa), k)[0] == pytest.approx(direct, rel=1e-5)
    assert expected_candidates(one(rate), one(kappa), "top1")[0] == pytest.approx(1 - law.pmf(0), rel=1e-6)
    assert expected_candidates(one(rate), one(kappa), "all")[0] == rate


def test_a_search_that_finds_its_mate_shows_one_wrong_face_fewer() -> None:
    """The right face takes one of the k places: E[min(K, k − 1)]."""
    rate, kappa = one(1.3), one(0.7)
    for k in (2, 5):
        beside = expected_candidates(rate, kappa, k, beside_mate=True)
        np.testing.assert_array_equal(beside, expected_candidates(rate, kappa, k - 1))
    assert expected_candidates(rate, kappa, "top1", beside_mate=True)[0] == 0
    assert expected_candidates(rate, kappa, "all", beside_mate=True)[0] == rate[0]
