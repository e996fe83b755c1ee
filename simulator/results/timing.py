"""`timing.json`: when a result was finished and last asked for; the one file outside the hashes."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator.results.encoding import as_lines, read_json

TIMING = "timing.json"


def now() -> str:
    """The time (UTC, ISO 8601, to the millisecond)."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def asked_again(folder: Path) -> None:
    """Note that a stored result was asked for again; where results may only be read, nothing is noted."""
    new = folder / f".{TIMING}-{os.getpid()}"
    with suppress(OSError):
        try:
            new.write_text(as_lines(_said(folder) | {"asked": now()}), encoding="utf-8")
            new.replace(folder / TIMING)
        finally:
            new.unlink(missing_ok=True)


def last_asked(folder: Path) -> datetime | None:
    """When a result was last asked for (UTC), as it says itself, so that copying it changes nothing; None where it does not."""
    said = _said(folder)
    try:
        return datetime.fromisoformat(str(said.get("asked", said.get("finished")))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _said(folder: Path) -> dict[str, Any]:
    """What `timing.json` holds; nothing where it is missing or broken, for nobody answers for it."""
    try:
        return read_json(folder / TIMING)
    except (OSError, ValueError, RecursionError):
        return {}
