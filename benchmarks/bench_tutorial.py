"""Seconds, processor seconds and memory of each command of docs/tutorial.md, each in a process of its own → results/tutorial.json.

`imports_alone` is Python importing what any of them needs: what a step takes beyond it is its own.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from machine import ROOT, measured_on

FENCES = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
IMPORTS = "import numpy, scipy.special, plotly.graph_objects, pyarrow, pydantic, typer, yaml"


def step(arguments: list[str], folder: Path) -> dict[str, float]:
    """What one process took. Memory is the peak of the process itself, not of workers it starts."""
    began = perf_counter()
    child = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {shlex.join(arguments)}")
    return {
        "seconds": round(perf_counter() - began, 2),
        "processor": round(used.ru_utime + used.ru_stime, 2),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def main() -> None:
    """Run the page's commands in order in an empty folder."""
    page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    command = [str(Path(sys.executable).with_name("detention-impact"))]
    found: dict[str, object] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        found["imports_alone"] = step([sys.executable, "-c", IMPORTS], folder)
        for language, file, text in FENCES.findall(page):
            if file:
                (folder / file).write_text(text, encoding="utf-8")
            for line in text.splitlines() if language == "sh" else ():
                program, *arguments = shlex.split(line)
                known = {"python": [sys.executable], "detention-impact": command}[program]
                found[line] = step([*known, *arguments], folder)
    result = json.dumps({**measured_on(), "steps": found}, indent=1) + "\n"
    (Path(__file__).parent / "results" / "tutorial.json").write_text(result, encoding="utf-8")
    print(result)


if __name__ == "__main__":
    main()
