"""Laws of the unknowns: intervals, sampling against quantiles, coverage of the posteriors."""

import numpy as np
import pytest
from scipy import stats

from simulator.model.laws import Beta, GammaRate, Law, LogitNormal, LogNormal, TruncatedT, Uniform

LAWS: dict[str, Law] = {
    "log-normal": LogNormal.between(0.1, 10),
    "logit-normal": LogitNormal.between(0.02, 0.5),
    "beta": Beta(18, 34),
    "beta of no events": Beta(0, 385),
    "gamma": GammaRate(1 / 6000, 7),
    "uniform": Uniform(0, 2),
    "truncated t": TruncatedT(1.0, 1.4, 3, -1.1, 4.4),
}


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_sampling_follows_the_quantile_function(law: Law) -> None:
    """Kolmogorov distance of 20,000 draws at a false-alarm rate of 1e-8 (DKW: sqrt(ln(2/α)/2n))."""
    n = 20_000
    draws = np.sort(law.sample(np.random.default_rng(5), n))
    u = (np.arange(n) + 0.5) / n
    probe = np.linspace(0.01, 0.99, 99)
    reached = np.searchsorted(draws, law.ppf(probe)) / n
    assert np.max(np.abs(reached - probe)) < np.sqrt(np.log(2 / 1e-8) / (2 * n))
    assert law.median == pytest.approx(float(law.ppf(np.array([0.5]))[0]))
    assert np.all(np.diff(law.ppf(u)) >= 0)


def test_a_published_interval_is_the_laws_ninety_percent_interval() -> None:
    for law in (LogNormal.between(0.02, 0.5), LogitNormal.between(0.02, 0.5)):
        assert law.ppf(np.array([0.05, 0.95])) == pytest.approx([0.02, 0.5])


def test_zero_errors_are_never_a_zero_rate() -> None:
    assert Beta(0, 385).ppf(np.array([0.05]))[0] > 0
    assert Beta(0, 385).median == pytest.approx(stats.beta(0.5, 385.5).median())


@pytest.mark.parametrize("p", [0.001, 0.02, 0.2, 0.5, 0.94])
@pytest.mark.parametrize("n", [34, 400, 5000])
def test_jeffreys_interval_covers_as_the_paper_says(p: float, n: int) -> None:
    """Exact coverage of the equal-tailed 90 % interval; Brown, Cai & DasGupta 2001 show dips, but not below 0.80."""
    x = np.arange(n + 1)
    ends = [Beta(events, n).ppf(np.array([0.05, 0.95])) for events in x.tolist()]
    lo, hi = np.array(ends).T
    lo[0], hi[-1] = 0.0, 1.0
    coverage = np.sum(stats.binom.pmf(x, n, p)[(lo <= p) & (p <= hi)])
    assert 0.80 < coverage <= 1.0


@pytest.mark.parametrize("mean", [2.0, 7.0, 60.0])
def test_the_rate_without_trials_covers(mean: float) -> None:
    """x ~ Poisson(mean), exposure known only as x/rate: the 90 % interval of rate × Gamma(x+½)/x holds the truth."""
    x, exposure = np.arange(1, 400), 5_000.0
    ends = [
        GammaRate(events / exposure, events).ppf(np.array([0.05, 0.95])) * exposure for events in x.tolist()
    ]
    lo, hi = np.array(ends).T
    weights = stats.poisson.pmf(x, mean)
    coverage = np.sum(weights[(lo <= mean) & (mean <= hi)]) / np.sum(weights)
    assert 0.82 < coverage <= 1.0


def test_the_truncated_t_keeps_to_its_bounds() -> None:
    law = LAWS["truncated t"]
    draws = law.sample(np.random.default_rng(1), 10_000)
    assert np.exp(-1.1) <= draws.min()
    assert draws.max() <= np.exp(4.4)


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        (LogNormal.between(0.1, 2.0), LogNormal.between(0.1, 10.0)),
        (LogNormal.between(0.1, 2.0), Uniform(2.0, 3.0)),
        (LogitNormal.between(0.02, 0.3), LogitNormal.between(0.1, 0.6)),
        (Beta(18, 34), Beta(20, 34)),
        (Beta(0, 385), Beta(2, 385)),
        (GammaRate(1 / 6000, 7), GammaRate(1 / 3000, 7)),
        (Uniform(0, 1), Uniform(0, 2)),
        (TruncatedT(1.0, 1.4, 3, -1.1, 4.4), TruncatedT(1.5, 1.4, 3, -0.6, 4.9)),
        (Beta(2, 400), LogitNormal.between(0.1, 0.6)),
    ],
)
def test_a_changed_range_moves_every_draw_the_same_way(lower: Law, higher: Law) -> None:
    """One unknown in two scenarios has one random number a draw: their values rise and fall together, whatever the forms."""
    one, other = (law.sample(np.random.default_rng(3), 5_000) for law in (lower, higher))
    in_order = np.argsort(one)
    assert np.all(np.diff(other[in_order]) >= 0)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_draw_is_the_quantile_of_its_normal_number(law: Law) -> None:
    z = np.linspace(-4, 4, 2_001)
    assert law.at(z) == pytest.approx(law.ppf(stats.norm.cdf(z)), rel=2e-4)
    assert np.all(np.diff(law.at(z)) > 0)
    assert np.all(np.isfinite(law.at(np.array([-9.0, 9.0]))))
