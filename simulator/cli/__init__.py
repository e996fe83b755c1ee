"""The command `detention-impact`: one file a verb, each a thin door to a room. Heavy rooms are opened when a verb needs them."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
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
    for stream in (
        sys.stdout,
        sys.stderr,
    ):  # a terminal that lacks a sign shows "?", and the answer is not lost
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    from simulator.cli.app import app
    from simulator.cli.compare import spelled_out
    from simulator.cli.exits import guarded

    arguments = spelled_out(sys.argv[1:] if argv is None else argv)
    guarded(lambda: app(args=arguments, prog_name="detention-impact"))
