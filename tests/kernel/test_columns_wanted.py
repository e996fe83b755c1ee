"""Only the counts asked for: the same numbers as of a run of all, and never a zero for what was not drawn."""

import numpy as np
import pytest

from simulator.kernel import run
from tests.kernel.worlds import World

COMPILED = World(sigma=0.4, year_cv=0.1, people=(0.5, 1.0, 0.5, 1.0)).compiled
STAGES = len(COMPILED.stages)


@pytest.mark.parametrize("stage", range(STAGES + 1))
def test_a_column_drawn_by_itself_is_that_of_a_whole_run(stage: int) -> None:
    whole = run(COMPILED, 3, 10_000)
    index = (0, 1, stage)
    alone = run(COMPILED, 3, 10_000, workers=2, only=frozenset({index}))
    assert np.array_equal(alone.counts.column(index), whole.counts.column(index))
    assert alone.counts.column(index).any()


def test_a_column_not_drawn_is_an_error_and_no_zero() -> None:
    alone = run(COMPILED, 3, 100, only=frozenset({(0, 1, 1)}))
    with pytest.raises(KeyError, match=r"\(0, 1, 0\) were not drawn"):
        alone.counts.column((0, 1, 0))
    with pytest.raises(KeyError, match="not every column"):
        alone.counts.array()


def test_expectations_do_not_depend_on_what_is_drawn() -> None:
    none, whole = run(COMPILED, 3, 500, only=frozenset()), run(COMPILED, 3, 500)
    for few, all_ in zip(none.years.arrays(), whole.years.arrays(), strict=True):
        assert np.array_equal(few, all_)
