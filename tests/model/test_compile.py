"""What a scenario's own words become: templates, capture, a group's level, the minimum of a stop."""

from math import erf, log, sqrt

import numpy as np
import pytest

from simulator.evidence import library
from simulator.model import audits
from simulator.model.compile import compile_scenario
from simulator.model.laws import Beta, GammaRate
from simulator.model.pathway import DurationLaw
from simulator.model.tables import Axes
from simulator.model.unknowns import Registry, Term
from simulator.scenario import load
from simulator.scenario.grammar import Differential, Groups
from simulator.scenario.groups import groups_of


def axes() -> Axes:
    groups = Groups(axes={"sex": ["female", "male"], "race": ["black", "white"]}, reference="male/white")
    return Axes(dict(groups.axes), groups_of(groups))


def test_a_face_is_captured_unless_capture_fails() -> None:
    loaded = load("california-patrol")
    compiled = compile_scenario(loaded.scenario, loaded.library)
    values = np.repeat(compiled.medians(), 2, axis=1)
    row = next(i for i, u in enumerate(compiled.unknowns) if "capture.failure" in u.paths)
    values[row] = 0.05, 0.2
    np.testing.assert_allclose(compiled.captured.of(values)[:, 0], [0.95, 0.8])


@pytest.mark.parametrize("factor", [Term(1.5), Term(1.0, (0,))], ids=["fixed", "drawn"])
def test_a_stop_lasts_the_minimum_as_the_log_normal_says(factor: Term) -> None:
    """Median 120 s, σ ½, times 1.5: P(T ≥ 60 s) = Φ(ln 3 / ½), and the mean is e^(σ²/2) medians."""
    law, values = DurationLaw(log(120), 0.5, factor), np.array([[1.5]])
    assert law.share_lasting(60.0, values)[0] == pytest.approx((1 + erf(log(3) / 0.5 / sqrt(2))) / 2)
    assert law.mean(values)[0] == pytest.approx(180 * np.exp(0.125))


def test_posteriors_are_jeffreys() -> None:
    from scipy import stats

    u = np.array([0.05, 0.5, 0.95])
    np.testing.assert_allclose(GammaRate(7e-4, 7).ppf(u), stats.gamma(7.5).ppf(u) * 1e-4)
    np.testing.assert_allclose(Beta(3, 30).ppf(u), stats.beta(3.5, 27.5).ppf(u))


def test_an_unmeasured_effect_is_mirrored_and_drawn_apart_where_differences_are_reversed() -> None:
    spec = {"audit": "nist-ir-8280/fig12-yitu-003", "unmeasured": {"hispanic": "no audit at hand"}}
    groups = Groups(axes={"sex": ["female", "male"], "race": ["american-indian", "asian", "black", "hispanic", "white"]},
                    reference="male/white")  # fmt: skip
    laws, names = [], []
    for reverse in (False, True):
        book = Registry("test", library())
        audits.differential(
            Differential(**spec, reversed=reverse), Axes(dict(groups.axes), groups_of(groups)), 9, book
        )
        laws.append(book.unknowns[0].law)
        names.append(book.unknowns[0].identity)
    u = np.array([0.05, 0.5, 0.95])
    np.testing.assert_allclose(laws[1].ppf(u), 1 / laws[0].ppf(1 - u))
    assert names[0] != names[1]


def test_a_proxys_rates_are_drawn_around_their_medians() -> None:
    """0 of 385 and 55 of 265: M holds the ratio of medians, A² the draw over its own median, so both have median 1."""
    book = Registry("test", library())
    spec = Differential(audit="gender-shades-2018/microsoft", cross_group={"value": 0.1, "assumed": "why"})
    found = audits.differential(spec, axes(), 3, book)
    medians = np.array([[u.law.median] for u in book.unknowns])
    np.testing.assert_allclose(found.effects.of(medians), 1.0)
    assert [len(term.rows) for term in found.effects.items] == [1, 1, 1, 1]


def test_faces_fall_on_the_gallery_by_effects_and_the_cross_group_factor() -> None:
    """Two groups, effects A² = 4 and 1, a cross factor of ½, candidates of both: with loops."""
    from simulator.model.exposure import Composition
    from simulator.model.matcher import Matcher
    from simulator.model.policies import NoThreshold
    from simulator.model.published import Differential as Drawn
    from simulator.model.published import Level as At
    from simulator.model.unknowns import ONE, Terms

    m, a, share = np.array([[1.0, 0.1], [0.1, 5.0]]), np.array([2.0, 1.0]), np.array([0.3, 0.7])
    matcher = Matcher(
        level=At(Term(1e-3), "fpir", 1e4, 1e4, np.array([0.5, 0.5]), share),
        differential=Drawn(m, Terms((Term(4.0), Term(1.0))), Term(0.5)),
        composition=Composition(share, None),
        reference=0, templates=Term(1e4), transfer=ONE, transfer_by_group=None, frailty=Term(1.0), growth=ONE,
        policy=NoThreshold(5),
    )  # fmt: skip
    nothing = np.zeros((0, 1))
    weights = np.array([[0.8, 0.2]])
    found = matcher.of(nothing, weights)
    d = np.array([[m[g, h] * a[g] * a[h] * (1 if g == h else 0.5) for h in range(2)] for g in range(2)])
    cases = np.array([[100.0, 40.0]])
    fallen = [sum(cases[0, g] * share[h] * d[g, h] / (share @ d[g]) for g in range(2)) for h in range(2)]
    np.testing.assert_allclose(found.onto_gallery(cases, nothing)[0], fallen)
    assert weights[0] @ found.match_rate[0] == pytest.approx(5), (
        "as many come out as are shown, by who is searched"
    )
    np.testing.assert_array_equal(found.candidates(5), 5)
    np.testing.assert_array_equal(found.candidates(5, beside_mate=True), 4)


def test_pairs_an_audit_never_compared_are_the_mean_times_the_cross_group_factor() -> None:
    from simulator.model import differential as ratios

    structure = ratios.Structure({("female", "female"): -8.0, ("male", "male"): -9.0}, -2.0, {"white": 0.0})
    spec = Differential(audit="anything", cross_group={"value": 0.1, "assumed": "why"})
    audits._fill_pairs(structure, (("female", "white"), ("male", "white")), spec, Registry("test", library()))
    assert structure.base["female", "male"] == pytest.approx(-8.5 + log(0.1))
