"""The counts a question reads are found by asking it once."""

import numpy as np
import pytest

from simulator.impact.asked import columns_read
from simulator.impact.measures import MEASURES
from simulator.impact.summary import Impact
from simulator.kernel import run
from tests.impact.scenes import scene


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_answered_from_the_columns_it_reads(measure: str) -> None:
    compiled = scene()
    only = columns_read(compiled, lambda impact: [impact.values(measure, name) for name in impact.selections])
    whole, few = (Impact(run(compiled, 3, 300, only=each), compiled) for each in (None, only))
    for selection in whole.selections:
        expected = whole.values(measure, selection)
        assert np.array_equal(few.values(measure, selection), expected, equal_nan=True)
    assert MEASURES[measure].simulated or not only


def test_what_stands_later_in_the_pathway_is_all_that_is_read() -> None:
    compiled = scene()
    held = next(t for t, stage in enumerate(compiled.stages) if stage.liberty == "held")
    read = columns_read(compiled, lambda impact: impact.values("wanted_found", "female/black"))
    assert read == {(0, 2, held)}
