"""The command `detention-impact`: one file a verb, each a thin door to a room. Heavy rooms are opened when a verb needs them."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command with these arguments (the process's own by default) and exit with its code (`simulator.cli.exits`)."""
    # Looking for pydantic's plugins reads the metadata of every installed package; the program has none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # The matrices are small: threads for them only wait, at the expense of the processes that work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What a verb makes it mostly keeps: looking for garbage at the usual rate took a tenth of its time, and a last look
    # at the end another 0.1 s.
    gc.set_threshold(100_000, 20, 20)
    atexit.register(gc.freeze)
    for name in ("SIGTERM", "SIGHUP"):  # asked to end, a run clears up as after Ctrl-C
        with suppress(
            AttributeError, ValueError
        ):  # not on every system, and only in a process's first thread
            signal.signal(getattr(signal, name), _asked_to_end)
    for stream in (
        sys.stdout,
        sys.stderr,
    ):  # a terminal that lacks a sign shows "?", and the answer is not lost
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    from simulator.cli.app import app
    from simulator.cli.compare import spelled_out
    from simulator.cli.exits import USAGE, guarded

    given = list(sys.argv[1:] if argv is None else argv)
    if odd := [each for each in given if not _is_utf8(each)]:
        sys.stderr.write(f"{odd[0]!r}: is not UTF-8; rename the file, results could not name it\n")
        sys.exit(USAGE)
    arguments = spelled_out(given)
    try:
        guarded(
            lambda: app(args=arguments, prog_name="detention-impact", standalone_mode=False),
            as_json="--json" in arguments,
        )
    except SystemExit as ended:
        if argv is None and "pyarrow" in sys.modules:
            _end(ended.code)
        raise


def _end(code: object) -> None:
    """Leave at once: threads that pyarrow's readers left behind now and then abort a process that shuts down, and its code is lost."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def _asked_to_end(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _is_utf8(argument: str) -> bool:
    try:
        argument.encode()
    except UnicodeEncodeError:  # bytes of the command line that Python could not read
        return False
    return True
