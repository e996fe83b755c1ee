"""Comparisons that nobody watches and that play no queues: a comparison reads nothing of the clock."""

from __future__ import annotations

from functools import partial

import pytest

from simulator.study.compare import proposals
from simulator.study.run import run_study


def quiet(_share: float, _what: str) -> None:
    """Say nothing."""


def without_queues(patch: pytest.MonkeyPatch) -> None:
    """Let what is gathered be run without its clock: half of its time."""
    patch.setattr(proposals, "run_study", partial(run_study, clock=False))
