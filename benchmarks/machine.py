"""Where figures were measured: processor, versions and commit. Run by itself it prints them."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def measured_on() -> dict[str, Any]:
    """The machine, the versions that decide a speed, and the commit."""
    return {
        "machine": {"processor": _processor(), "cores": os.cpu_count()},
        "versions": {"python": platform.python_version(), "numpy": version("numpy")},
        "commit": _commit(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        return next(
            (line.split(":")[1].strip() for line in info.read_text().splitlines() if "model name" in line),
            "unknown",
        )
    return platform.processor()


def _commit() -> str | None:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or None


if __name__ == "__main__":
    print(measured_on())
