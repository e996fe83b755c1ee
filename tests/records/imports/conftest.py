"""What holds of every import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def nothing_half_written(tmp_path: Path) -> Iterator[None]:
    """Beside the files given there is at most the finished folder."""
    yield
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".partial")] == []
