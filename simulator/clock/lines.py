"""Many first-come-first-served lines at once: when does each case reach a server?"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapreplace

import numpy as np
import numpy.typing as npt

from simulator.clock.cases import Floats, Ints

NARROW = 16  # fewer lines side by side than this, and a plain loop over one line's cases is faster than NumPy's calls

Index = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Service:
    """What a server is kept for: one stage, or several after one another, cut short at a deadline.

    lengths: seconds of each stage, (cases,) each; 0 for a case that does not reach it.
    deadline: (cases,) when the person must be released; infinity: never.
    limit: (stage, seconds): a deadline that begins with a later stage, so many seconds before it.
    """

    lengths: tuple[Floats, ...]
    deadline: Floats
    limit: tuple[int, float] | None = None

    def of(self, cases: Index) -> Service:
        """The same for these cases, in this order."""
        return Service(
            tuple(length[cases] for length in self.lengths), _reordered(self.deadline, cases), self.limit
        )

    def end(self, start: Floats, low: int, high: int, out: Floats, bounded: bool) -> None:
        """When the server is free again, into `out`, for the cases low to high. SimPy's additions, one for one.

        bounded: whether there is any deadline yet; minima of what is never reached are saved.
        """
        deadline = self.deadline[low:high]
        for stage, length in enumerate(self.lengths):
            if self.limit is not None and self.limit[0] == stage:
                deadline, bounded = start + self.limit[1], True
            start = np.add(start, length[low:high], out=out)
            if bounded:
                np.minimum(out, deadline, out=out)

    def end_of_one(self, start: float, deadline: float, lengths: Sequence[float]) -> float:
        """The same for a single case."""
        for stage, length in enumerate(lengths):
            if self.limit is not None and self.limit[0] == stage:
                deadline = start + self.limit[1]
            start = min(start + length, deadline)
        return start


def serve(entry: Floats, until: Floats, service: Service, line: Ints, servers: int) -> Floats:
    """Start of service of each case; a start later than `until` means the case left at `until` unserved.

    All arrays are (cases,), seconds; `line` numbers the line a case stands in. Cases come in the order of `entry`,
    equal ones in the order given. Infinity: waits for ever.
    """
    start = np.empty(len(entry))
    if not len(entry):
        return start
    take, offsets = _side_by_side(entry, line)
    laid = _Laid(entry[take], _reordered(until, take), service.of(take))
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

    __slots__ = ("bounded", "entry", "impatient", "service", "start", "until")

    def __init__(self, entry: Floats, until: Floats, service: Service) -> None:
        self.entry, self.until, self.service = entry, until, service
        self.impatient, self.bounded = _any_finite(until), _any_finite(service.deadline)
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
            self.service.end(start, low, high, end, self.bounded)
            if self.impatient:
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
        mine = self.service.of(own)
        limits = self.until[own].tolist(), mine.deadline.tolist()
        lengths = zip(*(length.tolist() for length in mine.lengths), strict=True)
        simple = len(mine.lengths) == 1
        for entry, stages, until, deadline in zip(self.entry[own].tolist(), lengths, *limits, strict=True):
            start = entry if entry > free[0] else free[0]
            if start <= until:
                end = min(start + stages[0], deadline) if simple else mine.end_of_one(start, deadline, stages)
                heapreplace(free, end)
            starts.append(start)
        self.start[own] = starts


def _reordered(times: Floats, cases: Index) -> Floats:
    """The times of these cases; infinite ones are alike in any order."""
    return times[cases] if _any_finite(times) else times[: len(cases)]


def _any_finite(times: Floats) -> bool:
    return bool(times.min(initial=np.inf) < np.inf)
