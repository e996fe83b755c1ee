"""Many first-come-first-served lines at once: when does each case reach a server?"""

from __future__ import annotations

import itertools
from heapq import heapreplace
from math import inf

import numpy as np
import numpy.typing as npt

from simulator.clock.cases import Floats, Ints

NARROW = 16  # fewer lines side by side than this, and a plain loop over one line's cases is faster than NumPy's calls

Index = npt.NDArray[np.int64]


def serve(
    entry: Floats,
    duration: Floats,
    until: Floats | None,
    deadline: Floats | None,
    line: Ints,
    servers: int,
) -> Floats:
    """Start of service of each case; a start later than `until` means the case left at `until` unserved.

    All arrays are (cases,), seconds; `line` numbers the line a case stands in. Cases come in the order of `entry`,
    equal ones in the order given. Service ends at `min(start + duration, deadline)`. None: no such limit.
    """
    start = np.empty(len(entry))
    if not len(entry):
        return start
    take, offsets = _side_by_side(entry, line)
    laid = _Laid(
        entry[take],
        duration[take],
        None if until is None else until[take],
        None if deadline is None else deadline[take],
    )
    free = np.full((servers, offsets[1]), -np.inf)
    widths = np.diff(offsets)
    wide = int(np.searchsorted(-widths, -NARROW, side="right"))
    laid.sweep(offsets[: wide + 1].tolist(), free)
    for rank in range(int(widths[wide]) if wide < len(widths) else 0):
        own = offsets[wide:-1][widths[wide:] > rank] + rank
        laid.walk(own, free[:, rank].tolist())
    start[take] = laid.start
    return start


def _side_by_side(entry: Floats, line: Ints) -> tuple[Index, Index]:
    """Lay all lines side by side: the first case of every line, then the second of every line, and so on.

    Lines are ordered longest first, so that step j is the slice offsets[j]:offsets[j + 1] and its lines are the first
    of the state's columns. Returns the case at each place, and the offsets.
    """
    order = in_order(entry, line)
    counts = np.bincount(line)
    first = np.cumsum(counts) - counts
    rank = np.empty(len(counts), dtype=np.int64)
    rank[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    position = np.arange(len(entry)) - np.repeat(first, counts)
    lines_at_least = np.bincount(counts)[::-1].cumsum()[::-1]
    offsets = np.concatenate(([0], np.cumsum(lines_at_least[1:])))
    place = offsets[position] + np.repeat(rank, counts)
    take = np.empty_like(order)
    take[place] = order
    return take, offsets


def in_order(entry: Floats, line: Ints) -> Index:
    """The cases by line, then entry, then the order given."""
    same_line = line[1:] == line[:-1]
    if bool(((line[1:] > line[:-1]) | (same_line & (entry[1:] >= entry[:-1]))).all()):
        return np.arange(len(entry))
    # Complex numbers sort by real, then imaginary part: one stable pass, which is fast on cases nearly in order.
    key = np.empty(len(entry), dtype=np.complex128)
    key.real, key.imag = line, entry
    return np.argsort(key, kind="stable")


class _Laid:
    """Cases laid out side by side and the recursion over them; `start` is filled step by step."""

    __slots__ = ("deadline", "duration", "entry", "start", "until")

    def __init__(
        self, entry: Floats, duration: Floats, until: Floats | None, deadline: Floats | None
    ) -> None:
        self.entry, self.duration, self.until, self.deadline = entry, duration, until, deadline
        self.start = np.empty(len(entry))

    def sweep(self, offsets: list[int], free: Floats) -> None:
        """All lines a case at a time. `free`: (servers, lines), when each server is free, sorted along servers.

        The server free first takes the case, and its new time is merged into the sorted rows: row i becomes
        min(row i + 1, max(row i, new)). Where a case leaves unserved the old time is put back.
        """
        merged, ends = np.empty_like(free), np.empty(free.shape[1])
        for low, high in itertools.pairwise(offsets):
            width = high - low
            row, out, end = free[:, :width], merged[:, :width], ends[:width]
            start = np.maximum(self.entry[low:high], row[0], out=self.start[low:high])
            np.add(start, self.duration[low:high], out=end)
            if self.deadline is not None:
                np.minimum(end, self.deadline[low:high], out=end)
            if self.until is not None:
                np.copyto(end, row[0], where=start > self.until[low:high])
            if len(free) == 1:
                row[0] = end
                continue
            np.maximum(row, end, out=out)
            np.minimum(row[1:], out[:-1], out=row[:-1])
            row[-1] = out[-1]

    def walk(self, own: Index, free: list[float]) -> None:
        """One line alone: its cases are at the places `own`, its servers free at `free`, sorted."""
        starts = []
        limits = (
            itertools.repeat(inf) if limit is None else limit[own].tolist()
            for limit in (self.until, self.deadline)
        )
        for entry, duration, until, deadline in zip(
            self.entry[own].tolist(), self.duration[own].tolist(), *limits, strict=False
        ):
            start = entry if entry > free[0] else free[0]
            if start <= until:
                heapreplace(free, min(start + duration, deadline))
            starts.append(start)
        self.start[own] = starts
