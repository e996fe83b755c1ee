"""Folders that are being written: temporary until they are whole, gone if they never are, and named when there is trouble."""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

PARTIAL = ".partial-detention-impact-"
"""How every unfinished folder is called, so that no other's is ever swept."""
ABANDONED_AFTER = 24 * 3600.0
"""Seconds after which another run's unfinished folder is taken for the remains of a killed one."""
ROOM = "make room there, or name another folder"
WAYS_OUT = {errno.ENOSPC: ROOM, errno.EDQUOT: ROOM, errno.ENAMETOOLONG: "give the scenario a shorter name"}


@contextmanager
def unfinished(parent: Path, final: Path) -> Iterator[Path]:
    """A temporary folder in `parent`; whatever of it is not renamed when the block ends is removed.

    Args:
        parent: made if need be, and removed again if the block fails and nothing else came into it.
        final: what is being written, as a person calls it.

    Raises:
        OSError: it cannot be written; the error names `final` and a way out.
    """
    missing = [each for each in (parent, *parent.parents) if not each.exists()]
    try:
        if missing:
            parent.mkdir(parents=True, exist_ok=True)
        _sweep(parent)
        partial = Path(mkdtemp(prefix=PARTIAL, dir=parent))
        try:
            yield partial
        finally:
            remove(partial)
    except BaseException as error:
        for each in missing:
            with suppress(OSError):  # another came to use it meanwhile
                each.rmdir()
        if isinstance(error, OSError) and _is_of(error, parent):
            way_out = WAYS_OUT.get(error.errno or 0, "name another folder")
            raise OSError(error.errno, f"{error.strerror or error}; {way_out}", str(final)) from error
        raise


def remove(path: Path) -> None:
    """Remove a folder with all that is in it, a file or a link; what cannot be removed stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _is_of(error: OSError, parent: Path) -> bool:
    """Whether an error is of the folder being written, not of a file that was read for it."""
    name = error.filename
    return name is None or PARTIAL in str(name) or Path(str(name)) in (parent, *parent.parents)


def _sweep(parent: Path) -> None:
    """Remove what killed runs left, long after."""
    for left in parent.glob(f"{PARTIAL}*"):
        with suppress(OSError):
            if time.time() - left.lstat().st_mtime > ABANDONED_AFTER:
                remove(left)
