"""Laws of the unknowns: intervals, sampling against quantiles, coverage of the posteriors."""

import numpy as np
import pytest
from scipy import stats

from simulator.model.laws import (
    Beta,
    Bridged,
    GammaRate,
    Law,
    LogitNormal,
    LogNormal,
    MeanOfGammas,
    NestedShare,
    OneMore,
    Uniform,
)

LAWS: dict[str, Law] = {
    "log-normal": LogNormal.between(0.1, 10),
    "logit-normal": LogitNormal.between(0.02, 0.5),
    "beta": Beta(18, 34),
    "beta of no events": Beta(0, 385),
    "gamma": GammaRate(1 / 6000, 7),
    "uniform": Uniform(0, 2),
    "mean of gammas": MeanOfGammas(7, 4.0),
    "nested share": NestedShare(1, 7, 0.5),
    "one more": OneMore((-0.6, 0.0, 0.9, 1.0, 3.3)),
    "bridged": Bridged(0.75, 0.87, 2, 0.0015, 3.2),
    "bridged, upside down": Bridged(0.75, 0.87, 2, 0.0015, 3.2, turned=True),
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


def test_one_more_exceeds_the_worst_of_five_with_probability_one_sixth() -> None:
    law = LAWS["one more"]
    draws = law.sample(np.random.default_rng(1), 60_000)
    assert np.mean(draws > np.exp(3.3)) == pytest.approx(1 / 6, abs=0.01)
    assert np.mean(draws < np.exp(-0.6)) == pytest.approx(1 / 6, abs=0.01)
    assert np.exp(-0.6) / 3 <= draws.min()
    assert draws.max() <= np.exp(3.3) * 3


def test_a_bridged_effect_is_the_mixture_over_what_is_not_known_of_its_bridges() -> None:
    """σ drawn from its posterior by weighting draws of its prior, then the normal, then the truncation: none of the law's own steps."""
    rng = np.random.default_rng(2)
    k, scatter, beside = 3, 0.4, 0.5
    sigma = np.abs(rng.normal(0, 0.5, 400_000))
    weight = sigma ** (1.0 - k) * np.exp(-scatter / (2 * sigma**2))
    sigma = rng.choice(sigma, 400_000, p=weight / weight.sum())
    logs = rng.normal(0.75, np.sqrt(sigma**2 * (1 + 1 / k) + beside**2))
    logs = logs[logs < 2.0]
    law = Bridged(0.75, beside, k, scatter, 2.0)
    for p in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert np.log(law.ppf(np.array([p]))[0]) == pytest.approx(np.quantile(logs, p), abs=0.01)


@pytest.mark.parametrize("name", ["one more", "bridged"])
def test_upside_down_is_one_over_it(name: str) -> None:
    law, u = LAWS[name], np.array([0.05, 0.3, 0.5, 0.95])
    assert isinstance(law, (OneMore, Bridged))
    np.testing.assert_allclose(law.upside_down().ppf(u), 1 / law.ppf(1 - u))


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
        (OneMore((-0.6, 0.0, 0.9)), OneMore((-0.1, 0.5, 1.4))),
        (Bridged(0.5, 0.87, 2, 0.0015, 3.2), Bridged(0.8, 0.87, 2, 0.0015, 3.2)),
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
