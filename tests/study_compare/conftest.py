"""Two proposals and their comparison, made once: read them, never write to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.study.board.limit_files import find_limits, read_limits
from simulator.study.compare.proposals import gather
from simulator.study.compare.run import Compared, compare
from tests.study_compare.quiet import quiet, without_queues

DRAWS = 400


@pytest.fixture(autouse=True)
def _no_queues(monkeypatch: pytest.MonkeyPatch) -> None:
    without_queues(monkeypatch)


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of results."""
    return tmp_path_factory.mktemp("compare") / "results"


@pytest.fixture(scope="session")
def gates(root: Path) -> Compared:
    """The prison's gate beside the same gate with two people at the review, and the example limits."""
    names = ["prison-gate", "prison-gate-two-person-review"]
    with pytest.MonkeyPatch.context() as patch:
        without_queues(patch)
        together = gather(names, draws=DRAWS, seed=5, out=root, progress=quiet)
    return compare(together, read_limits(find_limits("board-limits")), out=root, progress=quiet)
