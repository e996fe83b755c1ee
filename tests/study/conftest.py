"""Results that are read from outside: made by the command, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAYED = ["prison-gate", "california-patrol", "washington-county-mugshots"]


@pytest.fixture(scope="session", params=PLAYED)
def result(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a result, clock included: read it, never write to it."""
    out = tmp_path_factory.mktemp("recomputed")
    line = ["run", request.param, "--draws", "400", "--replications", "24", "--out", str(out)]
    subprocess.run([sys.executable, "-m", "simulator.cli", *line], cwd=ROOT, check=True, capture_output=True)
    (folder,) = out.glob("*/*")
    return folder
