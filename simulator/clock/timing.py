"""SimPy's clock with events at absolute times: the one place that uses names SimPy keeps to itself (4.x; below 5)."""

from __future__ import annotations

from heapq import heappush

from simpy import Environment, Event
from simpy.events import EventPriority

_OURS = 2  # SimPy's own events have priorities 0 and 1: a process resumes before the next event of ours


class Clock(Environment):
    """An environment with events at absolute times: `now + (t - now)` is not always `t` in floating point."""

    def at(self, time: float, order: int) -> Event:
        """An event that happens at exactly `time`, after those of the same instant with a lower `order`."""
        event = Event(self)
        event._ok, event._value = True, True
        heappush(self._queue, (time, EventPriority(_OURS + order), next(self._eid), event))
        return event
