"""The verbs people wait for load none of the heavy libraries, so that help and a check answer at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("numpy", "scipy", "plotly", "pyarrow", "simpy", "jinja2")
PROBE = """
import sys
from simulator.cli import main
try:
    main({arguments!r})
except SystemExit as left:
    assert left.code == 0, left.code
loaded = [name for name in {heavy!r} if name in sys.modules]
assert not loaded, loaded
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["run", "--help"],
        ["--version"],
        ["list"],
        ["check", "california-patrol"],
        ["check", "capital-cameras-learned"],
        ["schema"],
        ["evidence", "list"],
        ["evidence", "show", "gender-shades-2018"],
    ],
    ids=" ".join,
)
def test_a_quick_verb_loads_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    code = PROBE.format(arguments=arguments, heavy=HEAVY)
    environment = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
