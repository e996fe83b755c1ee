"""Differences taken away or turned round keep the FPIR of the people searched, whatever the policy (fine print 14)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulator.evidence import library
from simulator.model import audits
from simulator.model.differential import reverse
from simulator.model.exposure import Composition
from simulator.model.matcher import Matcher
from simulator.model.policies import FixedFmr, FixedFpir, FixedThreshold, Policy
from simulator.model.published import Differential, Level
from simulator.model.tables import Axes
from simulator.model.unknowns import ONE, Registry, Term, Terms
from simulator.scenario import grammar
from simulator.scenario.groups import groups_of

NOTHING, EQUAL = np.zeros((0, 1)), np.array([0.5, 0.5])
CROSS, PROBES = np.array([[1.0, 0.1], [0.1, 5.0]]), np.array([[0.3, 0.7]])


def matcher(matrix: np.ndarray, **changes: Any) -> Matcher:
    return Matcher(
        level=Level(Term(1e-3), "fpir", 1e4, 1e4, EQUAL, EQUAL), differential=Differential(matrix, Terms((ONE, ONE))),
        composition=Composition(np.array([0.2, 0.8]), None), reference=0, templates=Term(3e5), transfer=Term(30.0),
        transfer_by_group=Terms((ONE, Term(4.0))), frailty=Term(1.0), growth=Term(0.6), **changes,
    )  # fmt: skip


@pytest.mark.parametrize(
    "policy",
    [FixedThreshold(), FixedFpir(Term(2e-3)), FixedFmr(Term(1e-6))],
    ids=lambda policy: type(policy).__name__,
)
def test_a_what_if_keeps_the_streets_fpir_under_every_policy(policy: Policy) -> None:
    known = matcher(CROSS, policy=policy)
    asked = matcher(reverse(CROSS), policy=policy, as_with=known.differential)
    before, after = (float(np.sum(PROBES * m.of(NOTHING, PROBES).fpir)) for m in (known, asked))
    assert after == pytest.approx(before, rel=1e-6)


def test_the_differential_kept_is_the_audits_own() -> None:
    groups = grammar.Groups(
        axes={"sex": ["female", "male"], "race": ["black", "white"]}, reference="male/white"
    )
    axes = Axes(dict(groups.axes), groups_of(groups))
    audit = "nist-ir-8280/fig12-yitu-003"
    plain, turned = (grammar.Differential(audit=audit, reversed=r) for r in (False, True))
    book = Registry("test", library())
    kept = audits.as_published(turned, axes, 3, book)
    assert kept is not None
    np.testing.assert_array_equal(kept.matrix, audits.differential(plain, axes, 3, book).matrix)
    assert audits.as_published(plain, axes, 3, book) is None
