"""The desks people wait at."""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf

from simpy import Event

from simulator.clock.timing import Clock


class Desk:
    """Alike servers and the line before them; the lowest rank is served first.

    Where a server is free the line is empty: whoever comes takes the server at once.
    """

    __slots__ = ("busy", "clock", "line", "on_duty")

    def __init__(self, clock: Clock, on_duty: int) -> None:
        self.clock, self.on_duty, self.busy = clock, on_duty, 0
        self.line: list[tuple[tuple[float, ...], Event]] = []

    def take(self) -> bool:
        """Take a free server; False if there is none."""
        if self.busy >= self.on_duty:
            return False
        self.busy += 1
        return True

    def turn(self, rank: tuple[float, ...], until: float, order: int) -> Event:
        """Wait in line. The event's value is True when a server is given, False if none was at `until`."""
        turn = Event(self.clock)
        heappush(self.line, (rank, turn))
        if until < inf:

            def give_up(_: Event) -> None:
                if not turn.triggered:
                    turn.succeed(False)

            expiry = self.clock.at(until, order).callbacks
            assert expiry is not None
            expiry.append(give_up)
        return turn

    def give_back(self) -> None:
        """Return a server; the first in line takes it."""
        self.busy -= 1
        self._serve()

    def change_shift(self, on_duty: int) -> None:
        """A new number of servers on duty. Nobody being served is sent away."""
        self.on_duty = on_duty
        self._serve()

    def _serve(self) -> None:
        while self.busy < self.on_duty and self.line:
            _, turn = heappop(self.line)
            if not turn.triggered:  # those who gave up stay in the heap until they come to its top
                self.busy += 1
                turn.succeed(True)
