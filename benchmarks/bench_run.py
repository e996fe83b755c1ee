"""User seconds of verbs from a cold shell, medians of five → results/run.json."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

NAME = "california-patrol"
REPEATS = 5


def user_seconds(arguments: list[str]) -> float:
    """User seconds of one process."""
    before = os.times().children_user
    command = [sys.executable, "-m", "simulator.cli", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return os.times().children_user - before


def main() -> None:
    """Time each verb and write the medians."""
    with TemporaryDirectory() as out:
        verbs = {
            "run": ["run", NAME, "--force", "--out", out],
            "run --no-clock": ["run", NAME, "--no-clock", "--force", "--out", out],
            "check": ["check", NAME],
            "--help": ["--help"],
        }
        seconds = {
            verb: round(median(user_seconds(line) for _ in range(REPEATS)), 2) for verb, line in verbs.items()
        }
    text = json.dumps({"repeats": REPEATS, "user_seconds": seconds}, indent=1) + "\n"
    (Path(__file__).parent / "results" / "run.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
