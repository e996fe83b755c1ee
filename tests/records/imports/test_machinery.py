"""The set of hashes and the tally against what plain Python says, and memory that does not grow with the rows."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.records.imports.distinct import Seen
from simulator.records.imports.tally import SIZES, Tally

BLOCKS = st.lists(st.lists(st.integers(-9, 9), min_size=0, max_size=30), max_size=12)


@given(BLOCKS)
def test_a_row_is_new_exactly_once(blocks: list[list[int]]) -> None:
    seen, known = Seen(), set[int]()
    for block in blocks:
        expected = []
        for value in block:
            expected.append(value not in known)
            known.add(value)
        assert seen.new(np.array(block, np.int64)).tolist() == expected
    assert len(seen) == len(known)


CELLS = st.tuples(*(st.integers(0, min(size - 1, 3)) for size in SIZES))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=20), max_size=6))
def test_a_tally_counts_what_was_added(blocks: list[list[tuple[int, ...]]]) -> None:
    tally = Tally()
    for block in blocks:
        tally.add(*np.array(block, np.int64).T)
    cells, counts = tally.cells()
    found = {tuple(cell): int(n) for cell, n in zip(cells.tolist(), counts, strict=True)}
    assert found == Counter(cell for block in blocks for cell in block)


def test_the_largest_cell_is_kept_apart_from_all_others() -> None:
    tally = Tally()
    largest = [np.array([size - 1]) for size in SIZES]
    tally.add(*largest)
    cells, counts = tally.cells()
    assert cells.tolist() == [[size - 1 for size in SIZES]]
    assert counts.tolist() == [1]
