"""A second process beside this one, for work that need not wait: half of a study's seconds on two processors.

The work is a generator function. It yields an answer for each message it is sent; the first answer needs none. Where
there is no second process (another system, a busy interpreter, one worker) the same generator runs here when its
answer is asked for, and whatever goes wrong in the second process is done here again, where it can be told: the
answers are the same either way.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Work = Callable[[], Generator[Any, Any, None]]


class SecondProcess:
    """Some work under way beside this process's own; leaving the block ends it.

    Args:
        work: begins the work; messages and answers can be pickled.
        process: whether a second process is wanted.
    """

    def __init__(self, work: Work, *, process: bool) -> None:
        self._here = work()  # begun only if it is needed
        self._messages: list[Any] = [None]
        self._answered = 0
        self._there = _forked(work) if process and _can_fork() else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._here.close()
        if self._there is not None:
            process, connection = self._there
            connection.close()
            process.kill()
            process.join()

    @property
    def alone(self) -> bool:
        """Whether there is no second process."""
        return self._there is None

    def send(self, message: Any) -> None:
        """The message that the next answer is to."""
        self._messages.append(message)
        if self._there is not None:
            with suppress(OSError):  # a process that ended is met when its answer is asked for
                self._there[1].send(message)

    def receive(self) -> Any:
        """The answer to the message sent last. Raises what the work raises."""
        self._answered += 1
        if self._there is not None:
            with suppress(EOFError, OSError):
                return self._there[1].recv()
            self._there[0].join()
            self._there = None
            for message in self._messages[: self._answered - 1]:
                self._here.send(message)
        return self._here.send(self._messages[self._answered - 1])


def _can_fork() -> bool:
    """A fork copies what the interpreter holds, locks of other threads included; so only where nothing else runs."""
    return sys.platform == "linux" and threading.active_count() == 1


def _forked(work: Work) -> tuple[ForkProcess, Connection] | None:
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, ours, theirs), daemon=True)
    try:
        process.start()
    except OSError:  # no more processes allowed
        return None
    theirs.close()
    return process, ours


def _serve(work: Work, ours: Connection, theirs: Connection) -> None:
    """The second process: answers until nobody asks any more. An end of the first one ends it too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends this one
    ours.close()
    with suppress(Exception):
        steps = work()
        theirs.send(next(steps))
        while True:
            theirs.send(steps.send(theirs.recv()))
