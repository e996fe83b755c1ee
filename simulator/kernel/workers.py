"""Worker processes that end with the process they work for, however that ends."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ProcessPoolExecutor

LOOK = 1.0
"""Seconds between looks at whether anybody is still there to work for."""


def pool(workers: int) -> ProcessPoolExecutor:
    """A pool of processes. A worker waits for its next task on a pipe that its fellows hold open, so the end of the
    first process would not wake it: it looks for itself."""
    return ProcessPoolExecutor(workers, initializer=_end_with_parent)


def _end_with_parent() -> None:
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os._exit(1)
