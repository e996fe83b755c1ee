"""What the numbers were made with: on another platform the last digits may differ, and `verify` must know."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

DECIDING = ("numpy", "scipy", "simpy", "pydantic", "PyYAML")


def environment() -> dict[str, str]:
    """Versions and platform that decide the last digit of a number, by name. No host name, no path."""
    found = {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
    }
    for package in DECIDING:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "absent"
    return found
