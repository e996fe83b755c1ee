"""The order of an audit's rows says nothing: rows are found by their labels, and the numbers do not move."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.scenario import load
from tests.slips.audits import Copied, Line, copied
from tests.slips.bases import bases
from tests.slips.judging import write

BASES = ("california-patrol", "capital-cameras", "orlando-cameras", "washington-county-mugshots")


def compiled(copy: Copied, lines: list[Line], desk: Path) -> Compiled:
    """A scenario that uses an audit with these lines."""
    slip = copy.slip("in this order", lines, ())
    assert slip.text is not None
    assert slip.more is not None
    loaded = load(str(write({"plan.yaml": slip.text(), **slip.more()}, desk)))
    return compile_scenario(loaded.scenario, loaded.library)


@pytest.mark.parametrize("name", BASES)
def test_rows_in_another_order_are_the_same_numbers(name: str, tmp_path: Path) -> None:
    base = next(base for base in bases() if base.name == name)
    for copy in copied(base):
        before = compiled(copy, list(copy.lines), tmp_path)
        after = compiled(copy, list(reversed(copy.lines)), tmp_path)
        shares = [dict(zip(each.sites, each.site_share, strict=True)) for each in (before, after)]
        assert shares[0] == pytest.approx(shares[1], rel=1e-12), copy.source
        assert after.profile.tolist() == before.profile.tolist(), copy.source
        first, second = (each.expect(each.medians()).reach() for each in (before, after))
        assert np.allclose(first, second, rtol=1e-9, atol=0), copy.source
