"""From printed rows to level and differential, on the shipped library."""

from math import log

import numpy as np
import pytest

from simulator.evidence import library
from simulator.model import audits
from simulator.model.laws import Beta, GammaRate, LogNormal, NestedShare
from simulator.model.tables import Axes
from simulator.model.unknowns import Registry
from simulator.scenario.grammar import Differential, Groups, Level
from simulator.scenario.groups import groups_of

RACES = ["american-indian", "asian", "black", "hispanic", "white"]
GROUPS = Groups(axes={"sex": ["female", "male"], "race": RACES}, reference="male/white")
AXES = Axes(dict(GROUPS.axes), groups_of(GROUPS))
REFERENCE = [group.id for group in AXES.groups].index("male/white")
NIST = "nist-ir-8280/fig12-yitu-003"
HISPANIC = {"hispanic": "no audit at hand"}


def registry() -> Registry:
    return Registry("test", library())


def at(group: str) -> int:
    return [each.id for each in AXES.groups].index(group)


def test_the_printed_matrix_is_symmetrised_and_relative_to_white_men() -> None:
    """Figure 12, Yitu: Black women −3.5, White men −4.0 (log10); Asian × White men −4.4 in both orders."""
    found = audits.differential(Differential(audit=NIST, unmeasured=HISPANIC), AXES, REFERENCE, registry())
    assert found.matrix[at("female/black"), at("female/black")] == pytest.approx(10**0.5, rel=0.01)
    cross = found.matrix[at("male/asian"), at("male/white")]
    assert cross == found.matrix[at("male/white"), at("male/asian")] == pytest.approx(10**-0.4, rel=0.01)
    assert found.matrix[REFERENCE, REFERENCE] == 1.0


def test_one_effect_per_unmeasured_race_shared_by_both_sexes() -> None:
    book = registry()
    found = audits.differential(Differential(audit=NIST, unmeasured=HISPANIC), AXES, REFERENCE, book)
    assert [unknown.identity for unknown in book.unknowns] == [f"{NIST}#hispanic"]
    assert found.effects.items[at("female/hispanic")] == found.effects.items[at("male/hispanic")]
    assert found.effects.items[REFERENCE].rows == ()


def test_a_band_leaves_the_reference_alone() -> None:
    book = registry()
    spec = Differential(audit=NIST, unmeasured=HISPANIC, band={"between": [0.5, 2], "assumed": "why"})
    found = audits.differential(spec, AXES, REFERENCE, book)
    identities = {unknown.identity for unknown in book.unknowns}
    assert identities == {
        f"{NIST}#{level}" for level in ("female", "american-indian", "asian", "black", "hispanic")
    }
    assert len(found.effects.items[at("female/black")].rows) == 2


def test_pooled_audits_widen_the_band() -> None:
    both = [NIST, "nist-ir-8280/fig12-imperial-002"]
    book = registry()
    spec = Differential(audit=both, unmeasured=HISPANIC, band={"between": [0.5, 2], "assumed": "why"})
    audits.differential(spec, AXES, REFERENCE, book)
    law = next(unknown.law for unknown in book.unknowns if unknown.identity.endswith("#black"))
    assert isinstance(law, LogNormal)
    assert law.sigma > LogNormal.between(0.5, 2).sigma


def test_what_audits_disagree_about_is_a_groups_once_with_a_band_or_without() -> None:
    """The spread between audits is of whole groups (sex and race): it is not taken again for each level."""
    both = [NIST, "nist-ir-8280/fig12-imperial-002"]
    book = registry()
    found = audits.differential(Differential(audit=both, unmeasured=HISPANIC), AXES, REFERENCE, book)
    laws = [book.unknowns[row].law for row in found.effects.items[at("female/black")].rows]
    assert len(laws) == 2, "drawn although no band is given"
    group = sum(law.sigma**2 for law in laws if isinstance(law, LogNormal)) ** 0.5
    assert group == pytest.approx(0.802, abs=0.02)


def test_an_axis_that_no_audit_reports_takes_nothing_from_what_audits_disagree_about() -> None:
    both = [NIST, "nist-ir-8280/fig12-imperial-002"]
    axes = {"sex": ["female", "male"], "race": ["black", "white"]}
    spreads = []
    for third, group, reference in (
        ({}, "female/black", "male/white"),
        ({"age": ["young", "old"]}, "female/black/old", "male/white/old"),
    ):
        groups = groups_of(Groups(axes=axes | third, reference=reference))
        ids, book = [each.id for each in groups], registry()
        told = Axes(axes | third, groups)
        found = audits.differential(Differential(audit=both), told, ids.index(reference), book)
        laws = [book.unknowns[row].law for row in found.effects.items[ids.index(group)].rows]
        spreads.append([law.sigma for law in laws if isinstance(law, LogNormal)])
    assert len(spreads[0]) == 2
    assert spreads[1] == pytest.approx(spreads[0])


def test_a_proxy_of_no_errors_is_never_a_zero_rate() -> None:
    """Gender Shades, Microsoft: 0 of 385 lighter men; the reference's rate is Jeffreys' posterior, drawn like the others."""
    book = registry()
    groups = Groups(axes={"sex": ["female", "male"], "race": ["black", "white"]}, reference="male/white")
    axes = Axes(dict(groups.axes), groups_of(groups))
    spec = Differential(audit="gender-shades-2018/microsoft", cross_group={"value": 0.1, "assumed": "why"})
    found = audits.differential(spec, axes, 3, book)
    laws = [unknown.law for unknown in book.unknowns]
    assert Beta(0.0, 385.0) in laws
    assert np.all(np.isfinite(found.matrix))
    assert found.matrix[0, 0] == pytest.approx(Beta(55, 265).median / Beta(0, 385).median)


def test_a_rate_with_known_events_and_unknown_trials() -> None:
    book = registry()
    level = audits.level(Level(audit="npl-neoface-2023/t060-n10000", **{"as": "fpir"}), AXES, book)
    assert (level.size, level.counted_at) == (10_000, 178_000)
    assert book.unknowns[0].law == GammaRate(0.000167, 7.0)
    np.testing.assert_allclose(level.probes, 0.1)


def test_between_two_thresholds_log_rate_is_linear_and_beyond_them_it_is_widened() -> None:
    """London's field record at 0.60 (25 of 491,246) and 0.62 (4 of 16,589)."""
    low, high = (library().row(f"met-lfr/t06{digit}-false-alert-rate").rate for digit in (0, 2))
    assert low is not None and high is not None  # noqa: PT018
    for threshold, unknowns in ((0.61, 1), (0.64, 2)):
        book = registry()
        spec = Level(
            audit="met-lfr/t060-false-alert-rate",
            points=["met-lfr/t062-false-alert-rate"],
            threshold=threshold,
            **{"as": "fpir"},
        )
        rate = audits.level(spec, AXES, book).value
        slope = (log(high) - log(low)) / 0.02
        assert log(rate.constant) == pytest.approx(slope * (threshold - 0.60))
        assert len(book.unknowns) == unknowns
    law = book.unknowns[1].law
    assert isinstance(law, LogNormal)
    assert law.sigma == pytest.approx(slope * 0.02 / 2)


@pytest.mark.parametrize(
    ("threshold", "shares"),
    [(0.61, [(1.0, 7.0, 0.5)]), (0.62, [(1.0, 7.0, 1.0)]), (0.64, [(1.0, 7.0, 1.0), (0.0, 1.0, 1.0)])],
)
def test_events_that_pass_a_stricter_threshold_are_a_share_of_those_before(
    threshold: float, shares: list[tuple[float, float, float]]
) -> None:
    """The National Physical Laboratory: 7 false positives at 0.60, of which 1 at 0.62, of which none at 0.64."""
    book = registry()
    spec = Level(
        audit="npl-neoface-2023/t060-n10000",
        points=["npl-neoface-2023/t064-false-positives", "npl-neoface-2023/t062-false-positives"],
        threshold=threshold,
        **{"as": "fpir"},
    )
    rate = audits.level(spec, AXES, book).value
    assert rate.constant == 1
    laws = [unknown.law for unknown in book.unknowns]
    assert laws[0] == GammaRate(0.000167, 7.0)
    assert laws[1:] == [NestedShare(*share) for share in shares]


def test_a_nested_share_half_way_is_the_root_of_the_whole_step() -> None:
    half, whole = (NestedShare(1.0, 7.0, part).ppf(np.array([0.05, 0.5, 0.95])) for part in (0.5, 1.0))
    np.testing.assert_allclose(half**2, whole)
    np.testing.assert_allclose(whole, Beta(1.0, 7.0).ppf(np.array([0.05, 0.5, 0.95])))


def test_one_identity_with_two_laws_is_refused() -> None:
    book = registry()
    book.row("name", LogNormal(0.0, 1.0), "a", "first")
    assert book.row("name", LogNormal(0.0, 1.0), "a", "again") == 0
    with pytest.raises(ValueError, match="already drawn from another law at first"):
        book.row("name", LogNormal(0.0, 2.0), "a", "second")


@pytest.mark.parametrize(("kind", "enrolled"), [("fpir", "everybody"), ("fmr", "the group")])
def test_a_level_of_one_group_is_of_its_probes(kind: str, enrolled: str) -> None:
    """An FMR compares the group with itself; an FPIR searches it in a gallery of everybody."""
    spec = Level.model_validate(
        {"value": 1e-4, "as": kind, "group": "male/white", "gallery_size": 1000, "assumed": "why"}
    )
    found = audits.level(spec, AXES, registry())
    alone = np.eye(len(AXES.groups))[REFERENCE]
    np.testing.assert_array_equal(found.probes, alone)
    expected = alone if enrolled == "the group" else np.full(len(AXES.groups), 1 / len(AXES.groups))
    np.testing.assert_allclose(found.enrolled, expected)
