"""Counts come back as they were written, however narrow a column is and wherever the few large ones stand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.kernel import columns
from simulator.kernel.columns import FEW, Columns, narrowed

CHUNK = 64
COUNTS = st.one_of(
    st.integers(0, 300), st.integers(0, 70_000), st.integers(0, 2**33), st.just(255), st.just(65_535)
)


@given(st.lists(COUNTS, min_size=CHUNK, max_size=4 * CHUNK), st.booleans())
def test_what_is_written_chunk_by_chunk_is_read_back(numbers: list[int], many: bool) -> None:
    counts = np.array(numbers, dtype=np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "MANY", 0 if many else 10**9)
        table = Columns((1, 2), len(counts))
    for start in range(0, len(counts), CHUNK):
        table.put((0, 1), start, narrowed(counts[start : start + CHUNK]))
    np.testing.assert_array_equal(table.column((0, 1)), counts)
    np.testing.assert_array_equal(table.total([(0, 0), (0, 1)]), counts)


@pytest.mark.parametrize("large", [256, 65_535, 65_536, 2**32 - 1, 2**32, 2**40])
def test_counts_set_apart_stay_right_when_their_column_is_widened(
    large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One large count, then more that do not fit than may stand apart: twice, from one byte to two and from two to four."""
    monkeypatch.setattr(columns, "MANY", 0)
    counts = np.concatenate([np.full(CHUNK, most) for most in (7, 300, 70_000)])
    counts[5] = large
    table = Columns((1,), len(counts))
    for start in range(0, len(counts), CHUNK):
        table.put((0,), start, narrowed(counts[start : start + CHUNK]))
        so_far = np.where(np.arange(len(counts)) < start + CHUNK, counts, 0)
        np.testing.assert_array_equal(table.total([(0,)]), so_far)
    np.testing.assert_array_equal(table.column((0,)), counts)


def test_one_large_count_in_a_hundred_widens_no_column_of_many_draws() -> None:
    """And two in ten do. Of few draws every column has the width of its largest count."""
    draws, rng = 2 * columns.MANY, np.random.default_rng(1)
    for share, bytes_each in ((0.01, 1), (0.2, 2)):
        counts = np.where(rng.random(draws) < share, 1000, 7)
        table = Columns((1,), draws)
        table.put((0,), 0, narrowed(counts))
        column = table._columns[0]
        assert column._narrow.dtype.itemsize == bytes_each
        assert sum(len(at) for at in column._at) <= FEW * draws
        np.testing.assert_array_equal(table.column((0,)), counts)
    few = Columns((1,), 100)
    few.put((0,), 0, narrowed(np.full(100, 256)))
    assert few.column((0,)).dtype == np.uint16
