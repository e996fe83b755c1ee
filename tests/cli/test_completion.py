"""Shell completion: the shell asks the command what could come next."""

from __future__ import annotations

import os
import subprocess
import sys


def offered(line: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    asked = {
        "_DETENTION_IMPACT_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split(" ")) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "simulator.cli"],
        env=os.environ | asked,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.split()


def test_verbs_and_options_are_offered() -> None:
    assert offered("detention-impact di") == ["diff"]
    assert "--markdown" in offered("detention-impact diff --m")
