"""Arrests by way of true alerts: the share, how much it differs, and what that makes of the scatter of counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.fitting.counts import Scatter
from simulator.fitting.learning import Expected
from simulator.fitting.thinning import Share, can_thin, share_of, thinned
from simulator.records.deployments import Deployments
from tests.fitting.made import Floats, made


def test_arrests_are_a_share_of_true_alerts() -> None:
    record = made("faces", 1).table
    assert can_thin(record, "arrests")
    assert not can_thin(record, "false_alerts")
    share = share_of(record, int(record.months[-1]))
    alone = Expected(np.full((1, 4_000), 10.0), Scatter(np.full(4_000, 0.1), np.full(4_000, 0.01)))
    found = thinned(alone, share, (record.forces[0],), np.random.default_rng(1))
    assert found.means.mean() == pytest.approx(4.5, rel=0.05)  # planted: 0.45
    assert share.spread < 0.05  # planted: none
    elsewhere = thinned(alone, share, ("another",), np.random.default_rng(1))
    assert elsewhere.means.std() > 5 * found.means.std()


def shares_table(alerts: Floats, arrests: Floats) -> Deployments:
    """Deployments of one force with these counts."""
    record = made("faces", 1, rows=len(alerts), first=1).table
    return replace(record, numbers={**record.numbers, "true_alerts": alerts, "arrests": arrests})


def test_old_months_say_less_of_the_share() -> None:
    """By hand: twelve months before, each alert counts half; all forces together are worth four alerts of 11.5 in 31."""
    record = shares_table(np.array([10.0, 20.0]), np.array([8.0, 3.0]))
    days = np.array(["2023-01-10", "2024-01-10"], "datetime64[D]")
    share = share_of(replace(record, days=days), int((days[1].astype("datetime64[M]")).astype(int)))
    together = 4 * 11.5 / 31
    ((one, other),) = share.forces.values()
    assert (one, other) == pytest.approx((together + 4 + 3, 4 - together + 1 + 17))
    assert share.other == pytest.approx((together, 4 - together))


@pytest.mark.parametrize("planted", [0.0, 0.1, 0.3])
def test_how_much_shares_differ_is_found(planted: float) -> None:
    """Shares of single deployments are beta, with the correlation planted between two alerts of one deployment."""
    chance = np.random.default_rng(2)
    alerts = 1 + chance.poisson(8.0, 2_000).astype(np.float64)
    about = (1 - planted) / planted if planted else 1e9
    arrests = chance.binomial(alerts.astype(int), chance.beta(0.4 * about, 0.6 * about, 2_000)).astype(float)
    assert share_of(shares_table(alerts, arrests), 700).spread == pytest.approx(max(planted, 0.001), abs=0.02)


def test_thinned_counts_scatter_as_alerts_lived_one_by_one() -> None:
    """Two alerts of a deployment may both end in an arrest with E[q²]: moments of made counts, each alert a coin of its day."""
    chance, mean, dispersion, share, spread = np.random.default_rng(3), 12.0, 0.3, 0.4, 0.15
    alerts = chance.poisson(mean * chance.gamma(1 / dispersion, dispersion, 400_000))
    about = (1 - spread) / spread
    arrests = chance.binomial(alerts, chance.beta(share * about, (1 - share) * about, len(alerts)))
    known = Share({"one": (share * 1e9, (1 - share) * 1e9)}, (1.0, 1.0), spread)
    alone = Expected(np.full((1, 10), mean), Scatter(np.full(10, dispersion), np.full(10, 0.01)))
    found = thinned(alone, known, ("one",), chance)
    assert found.means == pytest.approx(arrests.mean(), rel=0.01)
    expected = (arrests.var() - arrests.mean()) / arrests.mean() ** 2
    assert found.scatter.dispersion == pytest.approx(expected, rel=0.03)
