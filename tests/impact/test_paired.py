"""Paired differences: of draws and not of summaries, with the doubts apart."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.impact import Impact
from simulator.impact.paired import difference
from simulator.kernel import run
from simulator.model.compiled import Compiled
from simulator.model.unknowns import Term, Terms
from tests.impact.scenes import G, scene

DRAWS = 2000
HALF = scene(scanned=Terms((Term(0.5),) * G))
WHOLE = scene(scanned=Terms((Term(1.0),) * G))


def lived(compiled: Compiled, seed: int = 3) -> Impact:
    return Impact(run(compiled, seed, DRAWS), compiled)


def test_a_proposal_does_not_differ_from_itself() -> None:
    found = difference(lived(WHOLE), lived(WHOLE), "wrongly_held", "all")
    assert found.model_dump() == {
        "lo": 0.0, "median": 0.0, "hi": 0.0, "below": 0.0, "equal": 1.0, "above": 0.0,
        "audit": (0.0, 0.0), "chance": (0.0, 0.0), "defined": 1.0,
    }  # fmt: skip


def test_half_the_scans_are_better_in_every_draw_although_the_intervals_overlap() -> None:
    half, whole = lived(HALF), lived(WHOLE)
    found = difference(half, whole, "wrongly_held", "all").model_dump()
    apart = [
        np.quantile(each.simulated_values("wrongly_held", "all"), [0.05, 0.95]) for each in (half, whole)
    ]
    assert apart[0][1] > apart[1][0], "side by side they overlap"
    assert found["below"] > 0.99
    assert found["audit"][1] < 0
    np.testing.assert_allclose(
        half.expected_values("wrongly_held", "all") * 2,
        whole.expected_values("wrongly_held", "all"),
        rtol=1e-4,
    )


def test_the_difference_turns_round() -> None:
    one, other = lived(HALF), lived(scene())
    there, back = (
        difference(*pair, "wrongly_held", "women").model_dump() for pair in ((one, other), (other, one))
    )
    assert (there["below"], there["above"]) == (back["above"], back["below"])
    np.testing.assert_allclose(there["audit"], [-x for x in back["audit"][::-1]], rtol=0.02)


def test_what_is_undefined_in_either_is_left_out_and_said() -> None:
    nothing = scene(scanned=Terms((Term(0.0),) * G))
    found = difference(lived(nothing), lived(WHOLE), "ppv", "all")
    assert (found.median, found.below, found.audit, found.chance, found.defined) == (
        None,
        None,
        None,
        None,
        0.0,
    )


def test_expected_measures_have_no_chance() -> None:
    found = difference(lived(HALF), lived(WHOLE), "fpir", "all")
    assert found.chance is None
    assert found.equal == 1.0, "the same matcher"


def test_other_luck_is_not_paired() -> None:
    with pytest.raises(ValueError, match="one seed"):
        difference(lived(HALF, 1), lived(WHOLE, 2), "fpir", "all")
