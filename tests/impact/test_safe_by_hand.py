"""The probability behind a safe point, and what a lever on the gallery moves (fine print 4, 11)."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from simulator.impact.safe_point import Limit, gallery_size, probability
from simulator.kernel import draw_unknowns, expect
from simulator.kernel.lookalikes import Resemblance, multipliers
from simulator.model.compiled import PeopleExpectations
from tests.impact.scenes import numbers, scene


def test_a_counts_probability_has_the_year_in_it_and_the_lookalikes_of_false_matches() -> None:
    compiled = scene(
        encounters=numbers(400, 600, 600, 400, 900, 900), population=numbers(30, 40, 40, 30, 50, 50)
    )
    values = draw_unknowns(compiled, 3, 0, 40)
    year, draws, at = np.linspace(0.3, 3, 40), expect(compiled, values), compiled.first_held
    assert draws.years.people is not None
    people = PeopleExpectations(*(table.astype(np.float64) for table in draws.years.people.arrays()))
    alerts, searches = (
        table.astype(np.float64) for table in (draws.years.alerts[:, 0], draws.years.searches)
    )
    alike = multipliers(compiled.groups, Resemblance.of("probe", alerts, searches, people), 3, 0)
    mean = sum(
        draws.years.alerts[g, k] * draws.years.reaching[0, k, at] * year * (alike[g] if k == 0 else 1)
        for g in range(3) for k in (0, 1)
    )  # fmt: skip
    for most in (0, 1, 3):
        found = probability(compiled, values, Limit("wrongly_held", "women", most), year, seed=3)
        assert found == pytest.approx(float(np.mean(poisson.cdf(most, mean))), rel=1e-5)


def test_a_larger_gallery_has_more_templates_and_more_people_enrolled() -> None:
    compiled = scene()
    values = draw_unknowns(compiled, 3, 0, 10)
    larger, same = gallery_size(compiled, values)(3.0)
    before, after = compiled.expect(values), larger.expect(same)
    np.testing.assert_allclose(after.alerts[:, 1:], 3 * before.alerts[:, 1:])
    growth = values[[u.label for u in compiled.unknowns].index("matcher.growth")]
    np.testing.assert_allclose(after.match_rate, 3**growth * before.match_rate)
