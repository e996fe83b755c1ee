"""A second process beside this one: the same answers with it, without it, and when it dies."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from simulator.study.second_process import SecondProcess

FORKS = "fork" in multiprocessing.get_all_start_methods()
HERE = os.getpid()
ROOT = Path(__file__).resolve().parents[2]
ABANDONED = """
import os, time
from simulator.study.second_process import SecondProcess

def work():
    yield os.getpid()
    yield "is asked for nothing more"

second = SecondProcess(work, process=True)
print(second.receive(), os.getpid(), flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture(params=[False, True] if FORKS else [False])
def process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Without a second process, and with one where the system has them, whatever threads the tests have."""
    monkeypatch.setattr("simulator.study.second_process._can_fork", lambda: FORKS)
    return bool(request.param)


def doubling() -> Generator[Any, Any, None]:
    """Says what it is, then twice what it is sent."""
    message = yield "doubles"
    while True:
        message = yield 2 * message


def test_answers_come_in_the_order_of_the_messages(process: bool) -> None:
    with SecondProcess(doubling, process=process) as second:
        assert second.alone is not process
        answers = [second.receive()]
        for message in (1, "ab"):
            second.send(message)
            answers.append(second.receive())
    assert answers == ["doubles", 2, "abab"]


def test_what_goes_wrong_is_raised_here(process: bool) -> None:
    def wrong() -> Generator[Any, Any, None]:
        message = yield "begins well"
        raise ValueError(f"{message} cannot be")

    with SecondProcess(wrong, process=process) as second:
        assert second.receive() == "begins well"
        second.send(7)
        with pytest.raises(ValueError, match="7 cannot be"):
            second.receive()


def test_a_process_that_dies_is_made_up_for_here(process: bool) -> None:
    def mortal() -> Generator[Any, Any, None]:
        first = yield "alive"
        if os.getpid() != HERE:
            os._exit(1)
        second = yield first + 1
        yield first + second

    with SecondProcess(mortal, process=process) as second:
        answers = [second.receive()]
        for message in (1, 10):
            second.send(message)
            answers.append(second.receive())
        assert second.alone
    assert answers == ["alive", 2, 11]


def test_leaving_ends_the_process(process: bool) -> None:
    with pytest.raises(KeyboardInterrupt), SecondProcess(doubling, process=process):
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []


def test_no_fork_while_other_threads_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 2)
    with SecondProcess(doubling, process=True) as second:
        assert second.alone
        assert second.receive() == "doubles"


def test_a_killed_run_leaves_no_process_behind() -> None:
    # The second process holds the pipe as well: it is read to its end only when both are gone.
    done = subprocess.run(
        [sys.executable, "-c", ABANDONED], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    there, here = done.stdout.split()
    assert done.returncode == -9
    assert (there != here) is (sys.platform == "linux")
