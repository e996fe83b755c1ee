"""Results per site."""

from __future__ import annotations

import pytest

from simulator.impact import MEASURES, Impact
from simulator.impact.sites import COUNTS, by_site
from simulator.kernel import run
from tests.impact.scenes import scene


def test_sites_add_up_to_the_whole() -> None:
    compiled = scene(site_cv=0.3)
    impact = Impact(run(compiled, 1, 2000, by_site=True), compiled)
    sites = by_site(impact)
    assert set(sites) == {"north", "south"}
    for measure in COUNTS:
        for name in ("all", "women", "female/black"):
            whole = impact.estimate(MEASURES[measure], name, chance=False).mean
            assert whole is not None
            assert sum(site[name][measure]["mean"] for site in sites.values()) == pytest.approx(whole)
    assert sites["north"]["all"]["alerts"]["median"] > sites["south"]["all"]["alerts"]["median"]


def test_a_run_that_added_its_sites_up_cannot_tell_them_apart() -> None:
    compiled = scene()
    with pytest.raises(ValueError, match="by_site=True"):
        by_site(Impact(run(compiled, 1, 10), compiled))
